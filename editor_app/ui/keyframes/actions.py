"""The panel's actions in one table."""

from __future__ import annotations

from editor_app.ui.actions import ActionSpec

TABLE = (
    ActionSpec("keyframes.previous", "Previous keyframe", ("Alt+Left",), "mdi6.chevron-left"),
    ActionSpec(
        "keyframes.toggle", "Add or remove keyframe at the playhead", ("Alt+K",), "mdi6.rhombus-outline"
    ),
    ActionSpec("keyframes.next", "Next keyframe", ("Alt+Right",), "mdi6.chevron-right"),
    ActionSpec("keyframes.all-fields", "All fields", (), "mdi6.format-list-bulleted", toggles=True),
)
