"""Why an action cannot be done now, in a few words. Pure."""

from __future__ import annotations

from editor_app.ui.window.actions import ALWAYS
from editor_app.ui.window.texts import tr


def reason(name: str, *, is_open: bool) -> str:
    """Say why the action with an id is off; `is_open` tells whether a project is."""
    if not is_open and not name.startswith(ALWAYS):
        return tr("Open a project first")
    reasons = (
        ("edit.undo", tr("Nothing to undo")),
        ("edit.redo", tr("Nothing to redo")),
        ("canvas.crop", tr("Select a picture or a video")),
        ("canvas.reset-crop", tr("Select what is cropped")),
        ("canvas.edit-text", tr("Select a text")),
        ("canvas.", tr("Select a clip")),
        ("problems.fix", tr("Choose a problem that has a fix")),
        ("problems.", tr("No problems")),
        ("sync.begin", tr("It is in step with a service already")),
        ("sync.choose", tr("There is nothing to choose")),
        ("sync.again", tr("The project is not gone from its service")),
        ("sync.keep-here", tr("The project is not gone from its service")),
        ("sync.", tr("The project is in step with no service")),
    )
    return next((said for start, said in reasons if name.startswith(start)), tr("Not possible now"))
