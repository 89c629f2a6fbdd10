"""A document to begin with."""

from __future__ import annotations

from editor_app.edits.composition import resize_composition
from editor_app.edits.ids import NewId, random_id
from editor_app.state import EditorState, read
from editor_app.timebase import TICKS_PER_SECOND


def blank_document(*, width: int, height: int, new_id: NewId = random_id) -> EditorState:
    """Make a document of `width` × `height` px with one empty track; raise OutOfRangeError."""
    track: dict[str, object] = {"id": new_id(), "items": [], "hidden": False, "muted": False}
    state, _ = read(
        {
            "stateSchemaVersion": "v1",
            "compositionWidth": 1920,
            "compositionHeight": 1080,
            "timebaseTicksPerSecond": TICKS_PER_SECOND,
            "outputRatio": "16:9",
            "tracks": [track],
            "assets": {},
            "items": {},
            "transitions": {},
            "globalBackground": {"type": "color", "color": "#000000", "gradient": None},
        }
    )
    return resize_composition(state, width=width, height=height)
