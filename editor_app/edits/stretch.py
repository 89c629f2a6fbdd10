"""Speed: the same part of the medium plays longer or shorter."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import MismatchError, OutOfRangeError, called
from editor_app.edits.links import with_links
from editor_app.edits.numbers import stretch_number
from editor_app.edits.sources import Edge, Playing, fitted
from editor_app.edits.trim import at_same_edge, edge_of
from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.state import EditorState

SLOWEST, FASTEST = 0.01, 100.0


def stretch_clip(
    state: EditorState,
    *,
    item_id: str,
    edge: Edge,
    to_ticks: int,
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Move an edge and let the clip play slower or faster, so that it shows what it did.

    ```
        | a b c d |     ->   | a  b  c  d  |
                     ^ to_ticks
    ```
    Keyframes keep their share of the clip, fades and animations their length as far as they fit. A clip
    without a speed just lasts longer. Raise OutOfRangeError, OverlapError.
    """
    draft = Draft(state, locked=locked)
    for key in at_same_edge(draft, item_id, edge, linked=linked):
        item = draft.item(key)
        length = abs(to_ticks - edge_of(item, "end" if edge == "start" else "start"))
        is_turned = (to_ticks >= item.end_ticks) if edge == "start" else (to_ticks <= item.start_ticks)
        if is_turned or to_ticks < 0:
            raise OutOfRangeError(f"The {called(state, key)} must last at least one tick.", key)
        start = to_ticks if edge == "start" else item.start_ticks
        rate = item.playback_rate * item.duration_ticks / length if isinstance(item, Playing) else 1.0
        draft.put(key, _stretched(state, key, item, start, length, rate))
    return draft.finish()


def set_speed(
    state: EditorState,
    *,
    item_ids: Collection[str],
    rate: float,
    linked: bool = False,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Let clips play at a speed; they get longer or shorter at their ends.

    ```
        | a b c d |   ->   | abcd |          rate 2
    ```
    """
    draft = Draft(state, locked=locked)
    for key in item_ids:
        if not isinstance(draft.item(key), Playing):
            raise MismatchError(f"The {called(state, key)} has no speed.", key)
    for key in with_links(state, item_ids, linked=linked):
        item = draft.item(key)
        if isinstance(item, Playing):
            length = max(1, round(item.duration_ticks * item.playback_rate / rate)) if rate > 0 else 1
            draft.put(key, _stretched(state, key, item, item.start_ticks, length, rate))
    return draft.finish()


def _stretched(state: EditorState, key: str, item: Item, start: int, length: int, rate: float) -> Item:
    old = item.duration_ticks
    changes: dict[str, object] = {"start_ticks": start, "duration_ticks": length}
    if isinstance(item, Playing):
        if not SLOWEST <= rate <= FASTEST:
            raise OutOfRangeError(
                f"The {called(state, key)} can play from {SLOWEST:g} to {FASTEST:g} times its speed.", key
            )
        changes["playback_rate"] = rate
    for name, value in item.__dict__.items():
        if isinstance(value, AnimatedNumber):
            changes[name] = stretch_number(value, old_ticks=old, new_ticks=length)
    return item.replace(**changes, **fitted(item, length))
