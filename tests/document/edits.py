"""Small documents and changes to them, for the tests of undo and of what keeps it."""

from __future__ import annotations

import random
from typing import Any

from editor_app.state import EditorState, Track, read
from editor_app.store.history import Work
from editor_app.store.sidecar import Marker, Sidecar
from tests.documents import document, solid, track

SECOND = 240_000


def small_state(count: int = 4, **root: Any) -> EditorState:
    """Give solids `a`, `b` … of a second each, one after the other, in turns on two tracks."""
    names = [chr(ord("a") + index) for index in range(count)]
    items = [solid(name, start=index * SECOND) for index, name in enumerate(names)]
    tracks = [track("top", *names[::2]), track("low", *names[1::2])]
    return read(document(*items, tracks=tracks, **root))[0]


def moved(state: EditorState, item_id: str, start_ticks: int) -> EditorState:
    """Give the state with one clip elsewhere."""
    item: Any = state.items[item_id]
    return state.replace(items={**state.items, item_id: item.replace(start_ticks=start_ticks)})


def random_change(work: Work, chance: random.Random, new_id: str) -> tuple[EditorState, Sidecar]:
    """Give document and sidecar after one of many kinds of change, some of which change nothing."""
    state, sidecar = work.state, work.sidecar
    names, tracks = list(state.items), list(state.tracks)
    name = chance.choice(names) if names else None
    kind = chance.randrange(12)
    if kind <= 3 and name:
        return moved(state, name, chance.randrange(8) * SECOND), sidecar
    if kind == 4:
        new = small_state(1).items["a"].replace(id=new_id)
        at = chance.randrange(len(tracks))
        tracks[at] = listing(tracks[at], chance, add=new_id)
        return state.replace(items=placed(state.items, new_id, new, chance), tracks=tuple(tracks)), sidecar
    if kind == 5 and name:
        rest = {key: item for key, item in state.items.items() if key != name}
        return state.replace(items=rest, tracks=tuple(listing(t, chance, drop=name) for t in tracks)), sidecar
    if kind == 6:
        chance.shuffle(tracks)
        return state.replace(tracks=tuple(tracks)), sidecar
    if kind == 7:
        order = list(state.items.items())
        chance.shuffle(order)
        return state.replace(items=dict(order)), sidecar
    if kind == 8:
        return state.replace(composition_width=chance.choice([640, 1280, 1920])), sidecar
    if kind == 9:
        return state, sidecar.with_marker(
            Marker(chance.choice("mn"), chance.randrange(5), chance.choice("xy"))
        )
    if kind == 10:
        key = chance.choice(tracks).id
        return state, sidecar.with_lock(key, locked=chance.random() < 0.5).with_track_name(key, new_id)
    return state, sidecar


def listing(old: Any, chance: random.Random, *, add: str = "", drop: str = "") -> Track:
    """Give a track with an item added somewhere, or taken out."""
    names = [name for name in old.items if name != drop]
    if add:
        names.insert(chance.randrange(len(names) + 1), add)
    return old.replace(items=tuple(names))


def placed(items: Any, key: str, item: Any, chance: random.Random) -> dict[str, Any]:
    """Give the map with a record put at any place."""
    entries = list(items.items())
    entries.insert(chance.randrange(len(entries) + 1), (key, item))
    return dict(entries)
