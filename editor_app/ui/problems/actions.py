"""The panel's actions in one table."""

from __future__ import annotations

from editor_app.ui.actions import ActionSpec

TABLE = (
    ActionSpec("problems.previous", "Previous problem", ("Shift+F8",), "mdi6.chevron-up"),
    ActionSpec("problems.next", "Next problem", ("F8",), "mdi6.chevron-down"),
    ActionSpec("problems.fix", "Fix problem", ("Ctrl+F8",), "mdi6.auto-fix"),
    ActionSpec("problems.fix-alike", "Fix all of this kind", ("Ctrl+Shift+F8",), "mdi6.creation-outline"),
)
