"""Values that are typed on the dope sheet: what the line begins with, and what is made of it."""

from __future__ import annotations

from editor_app.session import KeyframeRef
from editor_app.state import EditorState
from editor_app.ui.keyframes.fields import Lane, number_of


def value_text(state: EditorState, lane: Lane, ref: KeyframeRef | None, playhead_ticks: int) -> str | None:
    """Write the value of a key, or of the field at the playhead, as it is shown; None where there is none."""
    item = state.items[lane.item_id]
    found = number_of(item, lane.field.name) if lane.field is not None else None
    if found is None or lane.field is None:
        return None
    time = ref.time_ticks if ref is not None else playhead_ticks - item.start_ticks
    time = min(max(time, 0), max(item.duration_ticks - 1, 0))
    return f"{round(found.at(time, item.duration_ticks) * lane.field.factor, 6):g}"


def typed_value(text: str, lane: Lane) -> float:
    """Read a value as the document holds it; raise ValueError where it is no number."""
    value = float(text.replace(",", ".").replace("−", "-"))
    return value / lane.field.factor if lane.field is not None else value
