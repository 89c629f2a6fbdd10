"""A field that takes the next key as it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.ui.actions import native
from editor_app.ui.theme import HIT_PX

_ALONE = frozenset(
    {
        Qt.Key.Key_Control,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_unknown,
        Qt.Key(0),
    }
)
_TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class KeyField(QLineEdit):
    """The field; Tab leads on, and Escape leaves it, so these two are never taken."""

    pressed = Signal(str)
    """The key, in Qt's portable form."""
    left = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setMinimumHeight(HIT_PX)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_key(self, key: str) -> None:
        """Show a key."""
        self.setText(native(key))

    def event(self, event: QEvent) -> bool:
        """Keep every key from shortcuts and from whoever else wants it."""
        if isinstance(event, QKeyEvent) and not _leads_on(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                event.accept()
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and event.modifiers() in _PLAIN:
            self.left.emit()
        elif event.key() not in _ALONE and not event.isAutoRepeat():
            self.pressed.emit(_key(event))


def _leads_on(event: QKeyEvent) -> bool:
    return event.key() in _TAB and event.modifiers() in _PLAIN


def _key(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(modifiers.value | event.key()).toString()
