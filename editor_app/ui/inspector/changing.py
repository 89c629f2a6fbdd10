"""What an entry in the inspector does to the document: pure edits of what is selected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from editor_app.edits import (
    clear_keyframes,
    move_clips,
    set_fields,
    set_keyframe,
    set_number,
    set_speed,
    toggle_keyframe,
    trim_clip,
)
from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.state import EditorState
from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.reading import local_time


def change(
    state: EditorState,
    item_ids: Sequence[str],
    field: Field,
    value: Any,
    *,
    playhead_ticks: int,
    auto_key: bool = False,
    locked: Collection[str] = (),
) -> EditorState:
    """Give a field of several clips a value, at the playhead where keys move it; raise EditError."""
    if field.moves:
        for item_id in item_ids:
            state = _move(state, item_id, field.name, float(value), playhead_ticks, auto_key)
        return state
    match field.name:
        case "playback_rate":
            return set_speed(state, item_ids=item_ids, rate=float(value), locked=locked)
        case "start_ticks":
            for item_id in item_ids:
                by = int(value) - _item(state, item_id).start_ticks
                state = move_clips(state, item_ids=[item_id], by_ticks=by, locked=locked)
            return state
        case "duration_ticks":
            for item_id in item_ids:
                end = _item(state, item_id).start_ticks + int(value)
                state = trim_clip(state, item_id=item_id, edge="end", to_ticks=end, locked=locked)
            return state
        case _:
            return set_fields(state, item_ids=item_ids, fields={field.name: value})


def _move(
    state: EditorState, item_id: str, name: str, value: float, playhead_ticks: int, auto_key: bool
) -> EditorState:
    item = _item(state, item_id)
    number = getattr(item, name)
    if not isinstance(number, AnimatedNumber):
        state = set_fields(state, item_ids=[item_id], fields={name: AnimatedNumber.constant(value)})
        if not auto_key:
            return state
    time = local_time(item, playhead_ticks)
    put = set_keyframe if auto_key else set_number
    return put(state, item_ids=[item_id], field=name, value=value, time_ticks=time)


def toggle_key(
    state: EditorState, item_ids: Sequence[str], field: Field, *, playhead_ticks: int, on: bool
) -> EditorState:
    """Let every clip have a key at the playhead, or none of them; raise EditError."""
    for item_id in item_ids:
        item = _item(state, item_id)
        if not isinstance(getattr(item, field.name), AnimatedNumber):
            blank = {field.name: AnimatedNumber.constant(0.0)}
            state = set_fields(state, item_ids=[item_id], fields=blank)
            item = _item(state, item_id)
        number = cast("AnimatedNumber", getattr(item, field.name))
        time = local_time(item, playhead_ticks)
        if any(key.time_ticks == time for key in number.keyframes) != on:
            state = toggle_keyframe(state, item_id=item_id, field=field.name, time_ticks=time)
    return state


def reset(
    state: EditorState, item_ids: Sequence[str], field: Field, values: Sequence[Any], *, playhead_ticks: int
) -> EditorState:
    """Give every clip its default, `values` in the same order, and take keys away; raise EditError."""
    for item_id, value in zip(item_ids, values, strict=True):
        if field.moves:
            number = getattr(_item(state, item_id), field.name)
            if isinstance(number, AnimatedNumber) and number.keyframes:
                state = clear_keyframes(state, item_id=item_id, field=field.name)
        state = change(state, [item_id], field, value, playhead_ticks=playhead_ticks)
    return state


def _item(state: EditorState, item_id: str) -> Item:
    return cast("Item", state.items[item_id])
