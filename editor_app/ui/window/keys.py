"""Who gets a key: a list that has the focus moves in itself, and does not move the playhead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QComboBox, QTabBar

_ITS_OWN = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)
_MOVERS = (QAbstractItemView, QAbstractSlider, QComboBox, QTabBar)


class KeysOfLists(QObject):
    """Filters the events of the application: shortcuts give way where lists, sliders and tabs move."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key for the widget."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, _MOVERS):
            assert isinstance(event, QKeyEvent)
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain == Qt.KeyboardModifier.NoModifier and event.key() in _ITS_OWN:
                event.accept()
                return True
        return super().eventFilter(watched, event)
