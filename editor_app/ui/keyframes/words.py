"""What is said of the dope sheet: at the pointer, and to a screen reader."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.items.values import AnimatedNumber
from editor_app.session import KeyframeRef
from editor_app.state import EditorState
from editor_app.timebase import format_timecode
from editor_app.ui.keyframes.fields import Lane, number_of
from editor_app.ui.keyframes.layout import Hit
from editor_app.ui.keyframes.texts import beside_clip, tr


def tooltip_of(state: EditorState, lane: Lane | None, met: Hit, fps: int, *, can_set: bool) -> str:
    """Say what a press there does, or what a key is."""
    match met.part:
        case "previous":
            return tr("Previous keyframe of this field (Left)")
        case "next":
            return tr("Next keyframe of this field (Right)")
        case "toggle" if not can_set:
            return beside_clip()
        case "toggle":
            return tr("Add or remove a keyframe at the playhead (Insert)")
        case "value":
            return tr("Double-click to type a value (Enter)")
        case "key" if lane is not None and lane.field is not None:
            item = state.items[lane.item_id]
            number = number_of(item, lane.field.name)
            keys = number.keyframes if number else ()
            value = next(key.value for key in keys if key.time_ticks == met.time_ticks)
            time = format_timecode(item.start_ticks + (met.time_ticks or 0), fps)
            text = f"{time}   {lane.field.label} {lane.field.said(value)}"
            outside = (met.time_ticks or 0) >= item.duration_ticks
            return f"{text}\n{tr('This keyframe lies after the end of its clip.')}" if outside else text
        case _:
            return ""


def description_of(
    state: EditorState, lane: Lane, chosen: Collection[KeyframeRef], fps: int, *, can_set: bool
) -> str:
    """Say which row is chosen, how many keys it has, which is selected, and whether one can be set."""
    if lane.field is None:
        return ""
    number = number_of(state.items.get(lane.item_id), lane.field.name)
    count = len(number.keyframes) if number is not None else 0
    text = tr("{field}, {count} keyframes").format(field=lane.field.label, count=count)
    for ref in chosen:
        if number is not None and is_on(ref, lane):
            text += "; " + _spoken(state, lane, ref, number, fps)
            break
    return text if can_set else f"{text}. {beside_clip()}"


def is_on(ref: KeyframeRef, lane: Lane | None) -> bool:
    """Tell whether a key lies on a row."""
    return (
        lane is not None
        and lane.field is not None
        and (lane.item_id, lane.field.name) == (ref.item_id, ref.field)
    )


def _spoken(state: EditorState, lane: Lane, ref: KeyframeRef, number: AnimatedNumber, fps: int) -> str:
    """Say of a key when it is and what the field is then."""
    item = state.items[ref.item_id]
    at = format_timecode(item.start_ticks + ref.time_ticks, fps)
    value = lane.field.said(number.at(ref.time_ticks, item.duration_ticks)) if lane.field else ""
    return tr("keyframe at {time}: {value}").format(time=at, value=value)
