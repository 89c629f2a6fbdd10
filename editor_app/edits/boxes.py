"""Placing pictures by hand: boxes, turns and crops as they are at one moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from editor_app.edits.draft import Draft
from editor_app.edits.errors import MismatchError, called
from editor_app.edits.fitness import check_item
from editor_app.edits.moments import is_under, key_time, shown_time
from editor_app.edits.numbers import keyed, points, value_at
from editor_app.items import AudioItem, PlacedItem
from editor_app.items.values import AnimatedNumber
from editor_app.record import RecordError
from editor_app.state import EditorState

MOVING = frozenset({"left", "top", "width", "height", "scale_x", "scale_y", "rotation"})
CROPS = frozenset({"crop_left", "crop_top", "crop_right", "crop_bottom"})
PLAIN = frozenset({"font_size"})
"""What grows with the box, but stands still."""
_SAME = 1e-6


def place_boxes(
    state: EditorState, *, boxes: Mapping[str, Mapping[str, float]], at_ticks: int, sets_keys: bool = False
) -> EditorState:
    """Give clips' boxes values as they shall be at a tick: in a key where a field has keys, else throughout.

    With `sets_keys` a field without keys gets its first, where its clip plays then.

    ```
        ┌────────────┐        ┌────────────┐
        │ ▭          │        │        ▭   │        |  ◇       ◇  |   ->   |  ◇   ◆   ◇  |
        │            │   ->   │            │            ^ at_ticks
        └────────────┘        └────────────┘
    ```
    Raise OutOfRangeError where a field has keys and its clip does not play then, MismatchError for fields
    that are none of a box.
    """
    draft = Draft(state)
    for item_id, values in boxes.items():
        _place(draft, item_id, values, at_ticks, sets_keys)
    return draft.finish()


def move_boxes(
    state: EditorState,
    *,
    item_ids: Collection[str],
    dx: float,
    dy: float,
    at_ticks: int,
    sets_keys: bool = False,
) -> EditorState:
    """Move clips' boxes as they are at a tick, by px; keys are set as `place_boxes` does.

    ```
        ┌────────────┐        ┌────────────┐
        │ ▭  ▯       │   ->   │    ▭  ▯    │
        └────────────┘        └────────────┘
    ```
    """
    draft = Draft(state)
    for item_id in item_ids:
        item = _placed(draft, item_id)
        time = shown_time(item, at_ticks)
        left, top = (number.at(time, item.duration_ticks) for number in (item.left, item.top))
        _place(draft, item_id, {"left": left + dx, "top": top + dy}, at_ticks, sets_keys)
    return draft.finish()


def _place(draft: Draft, item_id: str, values: Mapping[str, float], at_ticks: int, sets_keys: bool) -> None:
    old, placed = draft.item(item_id), _placed(draft, item_id)
    changes: dict[str, object] = {}
    for name, value in values.items():
        if name not in MOVING | CROPS | PLAIN or name not in type(old).model_fields:
            raise MismatchError(f"The {called(draft.state, item_id)} has no {name} to set.", item_id)
        if name in PLAIN:
            changes[name] = value
        elif (number := _moved(placed, name, at_ticks, value, sets_keys)) is not None:
            changes[name] = number
    if not changes:
        return
    try:
        new = old.replace(**changes)
    except RecordError as error:
        raise MismatchError(str(error), item_id) from None
    check_item(draft, new, instead_of=old)
    draft.put(item_id, new)


def _moved(
    item: PlacedItem, name: str, at_ticks: int, value: float, sets_keys: bool
) -> AnimatedNumber | None:
    """Give a field with a value at a tick; None where it has it already."""
    old: AnimatedNumber = getattr(item, name) or AnimatedNumber.constant(0)
    length = item.duration_ticks
    if abs(old.at(shown_time(item, at_ticks), length) - value) < _SAME:
        return None
    curve = points(old, length)
    if not curve and not (sets_keys and is_under(item, at_ticks)):
        return AnimatedNumber.constant(value)
    inside = {at: known for at, known in curve if at < length}
    if curve and curve[-1][0] >= length:  # a ramp to the clip's very end, where no key may be
        inside[length - 1] = value_at(curve, length - 1)
    inside[key_time(item, at_ticks)] = value
    return keyed(sorted(inside.items()), value)


def _placed(draft: Draft, item_id: str) -> PlacedItem:
    item = draft.item(item_id)
    if not isinstance(item, PlacedItem) or isinstance(item, AudioItem):
        raise MismatchError(f"The {called(draft.state, item_id)} has no place in the picture.", item_id)
    return item
