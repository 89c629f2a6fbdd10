"""The one place that makes sure Qt can draw text."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication

from editor_app.render.media.quiet import silence_qt

_owned: list[QGuiApplication] = []


def ensure_gui() -> None:
    """Create an offscreen QGuiApplication unless the process has an application already.

    Needs no display, so worker processes and the command line call it too.
    """
    if QGuiApplication.instance() is not None:
        return
    before = os.environ.get("QT_QPA_PLATFORM")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        _owned.append(QGuiApplication([]))
        silence_qt()
    finally:
        if before is None:
            del os.environ["QT_QPA_PLATFORM"]
        else:
            os.environ["QT_QPA_PLATFORM"] = before
