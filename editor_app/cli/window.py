"""`editor-app [PROJECT]`: open the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from editor_app.cli.outcome import CommandError, Exit
from editor_app.product import APPLICATION_ID


def run(arguments: list[str]) -> int:
    """Open the window on a project, or on the start page, and give the exit code once it is closed."""
    project = Path(arguments[0]) if arguments else None
    if project is not None and not project.exists():
        raise CommandError(
            Exit.UNREADABLE, f"“{project}” is neither a command nor a project that exists. Try --help."
        )
    if len(arguments) > 1:
        raise CommandError(Exit.UNREADABLE, f"One window opens one project, but {len(arguments)} are named.")
    if not has_display():
        raise CommandError(
            Exit.UNREADABLE,
            f"There is no display to open a window on. “{APPLICATION_ID} render PROJECT -o OUT” needs none; "
            f"“{APPLICATION_ID} --help” tells all commands.",
        )
    from editor_app import app

    return app.run(project)


def has_display() -> bool:
    """Tell whether a window can be shown at all."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):  # windows that nobody sees
        return False
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
