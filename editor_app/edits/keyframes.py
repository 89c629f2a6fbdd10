"""Keyframes of one field. Times are clip-local; `field` is the attribute's name, such as `opacity`.

Whatever is written follows conventions §2: keys sorted, one at a time, before the clip's end, `value` that
of the first key; so a single key never differs from `value`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import get_args

from editor_app.edits.draft import Draft
from editor_app.edits.errors import MismatchError, NothingToDoError, OutOfRangeError, called
from editor_app.edits.fitness import check_item
from editor_app.edits.numbers import Point, keyed, points, value_at
from editor_app.items import Item
from editor_app.items.values import AnimatedNumber
from editor_app.state import EditorState


def set_keyframe(
    state: EditorState, *, item_ids: Collection[str], field: str, time_ticks: int, value: float
) -> EditorState:
    """Give a field a value at a time, where it has a key or gets one; raise OutOfRangeError, MismatchError.

    ```
        |  ◇        ◇  |   ->   |  ◇   ◆    ◇  |
               ^ time_ticks
    ```
    """
    draft = Draft(state)
    for item_id in item_ids:
        _set(draft, item_id, field, value, time_ticks)
    return draft.finish()


def set_number(
    state: EditorState, *, item_ids: Collection[str], field: str, value: float, time_ticks: int | None = None
) -> EditorState:
    """Give a field a value: at `time_ticks` where it has keys and a time is given, else for the whole clip.

    ```
        |   ◇     ◇   |   ->   |   ◇  ◆  ◇   |          with keys
        |      5      |   ->   |      7      |          without
    ```
    """
    draft = Draft(state)
    for item_id in item_ids:
        _set(draft, item_id, field, value, time_ticks if _curve(draft, item_id, field) else None)
    return draft.finish()


def set_numbers(
    state: EditorState, *, values: Mapping[str, float], field: str, times_ticks: Mapping[str, int]
) -> EditorState:
    """Give each clip a value of its own: at its time where one is named, else for the whole clip.

    ```
    a   |   ◇     ◇   |   ->   |   ◇  ◆  ◇   |          a time is named
    b   |      5      |   ->   |      7      |          none is
    ```
    """
    draft = Draft(state)
    for item_id, value in values.items():
        _set(draft, item_id, field, value, times_ticks.get(item_id))
    return draft.finish()


def toggle_keyframe(state: EditorState, *, item_id: str, field: str, time_ticks: int) -> EditorState:
    """Put a key with the value of the moment at a time, or take the one that is there away.

    ```
        |  ◇        ◇  |   <->   |  ◇   ◆    ◇  |
               ^ time_ticks
    ```
    """
    draft = Draft(state)
    _check_time(draft, item_id, time_ticks)
    curve = dict(_curve(draft, item_id, field))
    value = _number(draft, item_id, field).at(time_ticks, draft.item(item_id).duration_ticks)
    if time_ticks in curve:
        del curve[time_ticks]
    else:
        curve[time_ticks] = value
    _put(draft, item_id, field, sorted(curve.items()), value)
    return draft.finish()


def remove_keyframes(
    state: EditorState, *, item_id: str, field: str, times_ticks: Collection[int]
) -> EditorState:
    """Take keys away; without the last one the field keeps that one's value. Raise NothingToDoError.

    ```
        |  ◇   ◆    ◇  |   ->   |  ◇        ◇  |
    ```
    """
    draft = Draft(state)
    curve = _curve(draft, item_id, field)
    _check_keys(draft, item_id, curve, times_ticks)
    rest = [point for point in curve if point[0] not in times_ticks]
    _put(draft, item_id, field, rest, curve[0][1])
    return draft.finish()


def move_keyframes(
    state: EditorState, *, item_id: str, field: str, times_ticks: Collection[int], by_ticks: int
) -> EditorState:
    """Move keys in time; a key that one comes to lie on goes. Raise OutOfRangeError, NothingToDoError.

    ```
        |  ◇   ◆    ◇  |   ->   |  ◇      ◆ ◇  |
    ```
    """
    draft = Draft(state)
    curve = _curve(draft, item_id, field)
    _check_keys(draft, item_id, curve, times_ticks)
    moved = {time + by_ticks: value for time, value in curve if time in times_ticks}
    for time in moved:
        _check_time(draft, item_id, time)
    stay = {time: value for time, value in curve if time not in times_ticks}
    _put(draft, item_id, field, sorted((stay | moved).items()), curve[0][1])
    return draft.finish()


def clear_keyframes(state: EditorState, *, item_id: str, field: str, time_ticks: int = 0) -> EditorState:
    """Take all keys away and keep the value that the field has at a time.

    ```
        |  ◇   ◇    ◇  |   ->   |              |
               ^ time_ticks
    ```
    """
    draft = Draft(state)
    value = _number(draft, item_id, field).at(time_ticks, draft.item(item_id).duration_ticks)
    _put(draft, item_id, field, [], value)
    return draft.finish()


def _set(draft: Draft, item_id: str, field: str, value: float, time_ticks: int | None) -> None:
    """Give a field a value at a time, or for the whole clip, whose keys go."""
    if time_ticks is not None:
        _check_time(draft, item_id, time_ticks)
    curve = _curve(draft, item_id, field)
    kept = [] if time_ticks is None else sorted((dict(curve) | {time_ticks: value}).items())
    _put(draft, item_id, field, kept, value)


def _number(draft: Draft, item_id: str, field: str) -> AnimatedNumber:
    """Give an animated field; one that may be absent counts as 0 where it is."""
    item = draft.item(item_id)
    value = getattr(item, field, None)
    if isinstance(value, AnimatedNumber):
        return value
    if value is None and _can_move(item, field):
        return AnimatedNumber.constant(0)
    raise MismatchError(f"The {called(draft.state, item_id)} has no field {field} that can move.", item_id)


def _can_move(item: Item, field: str) -> bool:
    fields = type(item).model_fields
    return field in fields and _holds_number(fields[field].annotation)


def _holds_number(annotation: object) -> bool:
    return annotation is AnimatedNumber or any(map(_holds_number, get_args(annotation)))


def _curve(draft: Draft, item_id: str, field: str) -> list[Point]:
    """Give the field's points; one at the clip's very end, where no key may be, comes a tick earlier."""
    length = draft.item(item_id).duration_ticks
    curve = points(_number(draft, item_id, field), length)
    if curve and curve[-1][0] >= length:
        inside = [point for point in curve if point[0] < length - 1]
        return [*inside, (length - 1, value_at(curve, length - 1))]
    return curve


def _check_time(draft: Draft, item_id: str, time_ticks: int) -> None:
    if not 0 <= time_ticks < draft.item(item_id).duration_ticks:
        raise OutOfRangeError(
            f"A keyframe must lie inside its clip, the {called(draft.state, item_id)}.", item_id
        )


def _check_keys(draft: Draft, item_id: str, curve: list[Point], times: Collection[int]) -> None:
    if not times or not set(times) <= {time for time, _ in curve}:
        raise NothingToDoError(f"The {called(draft.state, item_id)} has no keyframe there.", item_id)


def _put(draft: Draft, item_id: str, field: str, curve: list[Point], otherwise: float) -> None:
    old = draft.item(item_id)
    try:
        new = old.replace(**{field: keyed(curve, otherwise)})
    except ValueError as error:
        raise MismatchError(f"{field} cannot have this value.", item_id) from error
    check_item(draft, new, instead_of=old)
    draft.put(item_id, new)
