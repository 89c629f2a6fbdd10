"""What an entry in the inspector does to the document: pure edits of what is selected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pydantic import ValidationError

from editor_app.edits import (
    LockedTrackError,
    MismatchError,
    clear_keyframes,
    move_clips,
    set_fields,
    set_keyframe,
    set_numbers,
    set_speed,
    slip_clip,
    toggle_keyframe,
    trim_clip,
)
from editor_app.edits.indexes import homes
from editor_app.edits.moments import is_under, key_time
from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.state import EditorState
from editor_app.ui.inspector.fields import BLANKS, MODELS, Field
from editor_app.ui.inspector.reading import read
from editor_app.ui.widgets.relative import Relative


@dataclass(frozen=True, slots=True)
class Part:
    """A change of one part of a value, such as the weight of a font; the other parts stay as they are."""

    name: str
    value: Any


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
    check_locks(state, item_ids, locked)
    if isinstance(value, Relative):
        return _change_each(state, item_ids, field, value, playhead_ticks, auto_key, locked)
    if field.moves:
        return _move(state, dict.fromkeys(item_ids, float(value)), field.name, playhead_ticks, auto_key)
    if field.name in _IN_TIME:
        return _IN_TIME[field.name](state, item_ids, value, locked)
    if isinstance(value, Part):
        return _change_part(state, item_ids, field, value)
    return set_fields(state, item_ids=item_ids, fields={field.name: value})


def _change_each(
    state: EditorState,
    item_ids: Sequence[str],
    field: Field,
    by: Relative,
    playhead_ticks: int,
    auto_key: bool,
    locked: Collection[str],
) -> EditorState:
    """Change the value that each clip has; clips that come to the same value go together."""
    if field.name == "start_ticks" and by.factor == 1:  # one by one they would push against each other
        ticks = round(by.amount / field.factor)
        return move_clips(state, item_ids=item_ids, by_ticks=ticks, linked=True, locked=locked)
    values = {
        item_id: changed_value(field, float(read(field, [_item(state, item_id)], playhead_ticks).value), by)
        for item_id in item_ids
    }
    if field.moves:
        return _move(state, values, field.name, playhead_ticks, auto_key)
    alike: dict[float, list[str]] = {}
    for item_id, value in values.items():
        alike.setdefault(value, []).append(item_id)
    for value, ids in alike.items():
        state = change(
            state, ids, field, value, playhead_ticks=playhead_ticks, auto_key=auto_key, locked=locked
        )
    return state


def changed_value(field: Field, held: float, by: Relative) -> float:
    """Give what a change makes of a value as the document holds it, within the field's range."""
    value = field.measure.clamped(by.of(held * field.factor)) / field.factor
    return round(value) if field.kind in ("time", "whole") else round(value, 9)


def check_locks(state: EditorState, item_ids: Sequence[str], locked: Collection[str]) -> None:
    """Raise LockedTrackError where one of the clips lies on a locked track."""
    if locked:
        numbers = set(homes(state, item_ids).values())
        if held := [state.tracks[n].id for n in numbers if state.tracks[n].id in locked]:
            raise LockedTrackError("This track is locked.", *held)


def _set_speed(
    state: EditorState, item_ids: Sequence[str], value: Any, locked: Collection[str]
) -> EditorState:
    return set_speed(state, item_ids=item_ids, rate=float(value), linked=True, locked=locked)


def _set_start(
    state: EditorState, item_ids: Sequence[str], value: Any, locked: Collection[str]
) -> EditorState:
    for item_id in item_ids:
        by = int(value) - _item(state, item_id).start_ticks
        state = move_clips(state, item_ids=[item_id], by_ticks=by, linked=True, locked=locked)
    return state


def _set_duration(
    state: EditorState, item_ids: Sequence[str], value: Any, locked: Collection[str]
) -> EditorState:
    for item_id in item_ids:
        end = _item(state, item_id).start_ticks + int(value)
        state = trim_clip(state, item_id=item_id, edge="end", to_ticks=end, linked=True, locked=locked)
    return state


def _set_source_start(
    state: EditorState, item_ids: Sequence[str], value: Any, locked: Collection[str]
) -> EditorState:
    for item_id in item_ids:
        by = int(value) - cast("Any", _item(state, item_id)).source_start_ticks
        state = slip_clip(state, item_id=item_id, by_source_ticks=by, linked=True, locked=locked)
    return state


_IN_TIME = {
    "playback_rate": _set_speed,
    "start_ticks": _set_start,
    "duration_ticks": _set_duration,
    "source_start_ticks": _set_source_start,
}
"""Fields of time have edits of their own, which keep clips from lying on each other."""


def _move(
    state: EditorState, values: Mapping[str, float], name: str, playhead_ticks: int, auto_key: bool
) -> EditorState:
    """Set numbers: at the playhead where they have keys, or shall get one; else for the whole clip."""
    times: dict[str, int] = {}
    for item_id in values:
        item = _item(state, item_id)
        number = getattr(item, name)
        is_keyed = isinstance(number, AnimatedNumber) and bool(number.keyframes)
        if is_keyed or (auto_key and is_under(item, playhead_ticks)):
            times[item_id] = key_time(item, playhead_ticks)
    return set_numbers(state, values=values, field=name, times_ticks=times)


def _change_part(state: EditorState, item_ids: Sequence[str], field: Field, part: Part) -> EditorState:
    """Change one part of a value that may differ from clip to clip, all alike at once."""
    alike: list[tuple[Any, list[str]]] = []
    for item_id in item_ids:
        old = getattr(_item(state, item_id), field.name)
        ids = next((ids for known, ids in alike if known is old or known == old), None)
        if ids is None:
            alike.append((old, [item_id]))
        else:
            ids.append(item_id)
    for old, ids in alike:
        state = set_fields(state, item_ids=ids, fields={field.name: _with_part(field, old, part)})
    return state


def _with_part(field: Field, old: Any, part: Part) -> Any:
    """Give a value with a part changed, or None where an optional value has no parts left."""
    model = MODELS[field.kind]
    values = dict((old or BLANKS.get(field.kind)).__dict__) if old or field.kind in BLANKS else {}
    values[part.name] = part.value
    found = {name: value for name, value in values.items() if value is not None}
    if not found and field.is_optional:
        return None
    try:
        return model.model_validate(found, by_name=True)
    except ValidationError as error:
        raise MismatchError(f"{field.label} cannot have this value.") from error


def toggle_key(
    state: EditorState,
    item_ids: Sequence[str],
    field: Field,
    *,
    playhead_ticks: int,
    on: bool,
    locked: Collection[str] = (),
) -> EditorState:
    """Let every clip have a key at the playhead, or none of them; raise EditError."""
    check_locks(state, item_ids, locked)
    groups: dict[tuple[int, float], list[str]] = {}
    for item_id in item_ids:
        item = _item(state, item_id)
        number = getattr(item, field.name)
        time = key_time(item, playhead_ticks)
        keys = number.keyframes if isinstance(number, AnimatedNumber) else ()
        if any(key.time_ticks == time for key in keys) == on:
            continue
        if on:
            value = number.at(time, item.duration_ticks) if isinstance(number, AnimatedNumber) else 0.0
            groups.setdefault((time, value), []).append(item_id)
        else:
            state = toggle_keyframe(state, item_id=item_id, field=field.name, time_ticks=time)
    for (time, value), ids in groups.items():
        state = set_keyframe(state, item_ids=ids, field=field.name, time_ticks=time, value=value)
    return state


def reset(
    state: EditorState,
    item_ids: Sequence[str],
    field: Field,
    values: Sequence[Any],
    *,
    playhead_ticks: int,
    locked: Collection[str] = (),
) -> EditorState:
    """Give every clip its default, `values` in the same order, and take keys away; raise EditError."""
    check_locks(state, item_ids, locked)
    alike: list[tuple[Any, list[str]]] = []
    for item_id, value in zip(item_ids, values, strict=True):
        number = getattr(_item(state, item_id), field.name)
        if isinstance(number, AnimatedNumber) and number.keyframes:
            state = clear_keyframes(state, item_id=item_id, field=field.name)
        ids = next((ids for known, ids in alike if known == value), None)
        if ids is None:
            alike.append((value, [item_id]))
        else:
            ids.append(item_id)
    for value, ids in alike:
        state = change(state, ids, field, value, playhead_ticks=playhead_ticks, locked=locked)
    return state


def _item(state: EditorState, item_id: str) -> Item:
    return cast("Item", state.items[item_id])
