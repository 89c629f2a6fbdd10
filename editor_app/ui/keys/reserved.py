"""Keys that no action may have, as the window cannot be used by the keyboard without them. Pure."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from editor_app.ui.keys.keymap import strokes
from editor_app.ui.keys.texts import tr

_WHY = {
    "Esc": "Escape cancels and closes everywhere; choose another key.",
    "Tab": "Tab goes from field to field; choose another key.",
    "Shift+Tab": "Shift+Tab goes back from field to field; choose another key.",
    "Shift+Backtab": "Shift+Tab goes back from field to field; choose another key.",
    "Backtab": "Shift+Tab goes back from field to field; choose another key.",
    "Return": "Enter presses what has the keyboard; choose another key, or add Ctrl.",
    "Enter": "Enter presses what has the keyboard; choose another key, or add Ctrl.",
    "Shift+F10": "Shift+F10 opens the menu of what has the keyboard; choose another key.",
    "Menu": "This key opens the menu of what has the keyboard; choose another one.",
}


def refusal(key: str) -> str:
    """Say why no action may have a key; nothing where one may."""
    why = (_WHY.get(QKeySequence(stroke).toString(), "") for stroke in strokes(key))
    return next((tr(text) for text in why if text), "")
