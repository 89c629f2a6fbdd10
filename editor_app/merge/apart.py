"""Records that both sides added under one id though they are two: theirs gets an id of its own.

The id is made of what the record says, so that the same two documents always join to the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, cast

from editor_app.merge.entries import READERS, Entry, Version, join_entry
from editor_app.merge.likeness import AnyRecord
from editor_app.merge.sides import Side
from editor_app.record import Record
from editor_app.state import EditorState, Track, Transition
from editor_app.state.backgrounds import ImageBackground

Names = Mapping[str, str]
_COLLECTIONS = ("assets", "items", "transitions")


def made_id(*parts: str | bytes) -> str:
    """Give 32 hex digits that depend on `parts` alone."""
    whole = b"\n".join(part.encode() if isinstance(part, str) else part for part in parts)
    return sha256(whole).hexdigest()[:32]


def with_own_ids(base: Side, mine: Side, theirs: Side) -> Side:
    """Give their side with new ids for what only shares its id with something of mine."""
    names = {name: _taken(name, base, mine, theirs) for name in _COLLECTIONS}
    return Side.of(_renamed(theirs.state, names)) if any(names.values()) else theirs


def _taken(name: Any, base: Side, mine: Side, theirs: Side) -> Names:
    old, first, second = (getattr(side.state, name) for side in (base, mine, theirs))
    found = dict[str, str]()
    for key in (first.keys() & second.keys()) - old.keys():
        versions = (Version(first[key], mine.homes.get(key)), Version(second[key], theirs.homes.get(key)))
        if versions[0].is_like(versions[1]):
            continue
        entry = join_entry(Entry(name, key, Version(None), *versions, mine.state.dialect))
        if entry.conflicts:
            found[key] = made_id(key, second[key].to_bytes())
    return found


def _renamed(state: EditorState, names: Mapping[str, Names]) -> EditorState:
    assets, items, transitions = (names[name] for name in _COLLECTIONS)
    root = state.root
    background = state.global_background
    if isinstance(background, ImageBackground) and background.image_asset_id in assets:
        new = background.model_copy(update={"image_asset_id": assets[background.image_asset_id or ""]})
        root = root.replace(global_background=new)
    return replace(
        state,
        root=root,
        tracks=tuple(_listing(track, items) for track in state.tracks),
        assets=_with_ids("assets", state.assets, assets, state),
        items={
            key: _using(item, assets) for key, item in _with_ids("items", state.items, items, state).items()
        },
        transitions={
            key: _joining(transition, items)
            for key, transition in _with_ids("transitions", state.transitions, transitions, state).items()
        },
    )


def _with_ids(
    name: str, records: Mapping[str, AnyRecord], names: Names, state: EditorState
) -> dict[str, Any]:
    found = dict[str, AnyRecord]()
    for key, record in records.items():
        if key in names and isinstance(cast("object", record.raw), dict):
            record = READERS[name](record.raw | {"id": names[key]}, state.dialect)
        found[names.get(key, key)] = record
    return found


def _listing(track: Any, names: Names) -> Any:
    if isinstance(track, Track) and not names.keys().isdisjoint(track.items):
        return track.replace(items=tuple(names.get(key, key) for key in track.items))
    return track


def _using(item: Any, names: Names) -> Any:
    asset_id: str = getattr(item, "asset_id", "")
    return item.replace(asset_id=names[asset_id]) if isinstance(item, Record) and asset_id in names else item


def _joining(transition: Any, names: Names) -> Any:
    if not isinstance(transition, Transition):
        return transition
    first, second = transition.from_clip_id, transition.to_clip_id
    return transition.replace(from_clip_id=names.get(first, first), to_clip_id=names.get(second, second))
