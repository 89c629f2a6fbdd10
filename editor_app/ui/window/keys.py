"""Who gets a key: a list that has the focus moves in itself, and a button is pressed; and who gets files."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from editor_app.ui.window.dragged_files import keep_from_text

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
_BUTTONS = (QAbstractButton,)
_WRITERS = (QLineEdit, QTextEdit, QPlainTextEdit)
_TO_ENDS = (QKeySequence.StandardKey.MoveToStartOfDocument, QKeySequence.StandardKey.MoveToEndOfDocument)
_EDITS_TEXT = (
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.SelectPreviousWord,
    QKeySequence.StandardKey.SelectNextWord,
    *_TO_ENDS,
)
"""What text fields do with keys of which Qt lets them claim only some."""
_HISTORY = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeysOfFocus(QObject):
    """Filters the events of the application, so that shortcuts give way to what has the keyboard.

    Lists, sliders and tabs move; a field goes and deletes word by word, whatever keys were chosen, and leaves
    undo and redo to the document until something was typed; Enter presses a button and turns a switch. Space
    is left to playing: after a click on a button, too, it must play, and not press that button again. Files
    that are dragged over a text field go to what lies behind it.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the key for the widget, and press the button."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter:
            return keep_from_text(watched, event)
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(
            event, QKeyEvent
        ):
            return False
        if QApplication.activePopupWidget() is not None:
            return False  # a list or menu that is open has all keys, and chooses as it claims them
        key, is_claim = event.key(), kind == QEvent.Type.ShortcutOverride
        if isinstance(watched, QMenuBar) and is_claim:
            event.accept()  # while the menus have the keyboard, every key is theirs
            return True
        if key == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            return self._open_menu_of(watched, is_claim=is_claim)
        if is_claim and _is_untouched(watched) and any(map(event.matches, _HISTORY)):
            event.ignore()  # nothing was typed: the document's undo, not the field's
            return True
        if is_claim and _needs(watched, event):
            event.accept()
            return True
        if isinstance(watched, _BUTTONS) and key in _ENTER and _is_alone(event):
            event.accept()
            if not is_claim and not event.isAutoRepeat():
                _press(watched)
            return True
        return False

    def _open_menu_of(self, watched: QObject, *, is_claim: bool) -> bool:
        """Let Shift+F10 open the context menu, where the system leaves that to the program."""
        if not sys.platform.startswith("linux") or not isinstance(watched, QWidget):
            return False
        if not watched.hasFocus():
            return False
        if not is_claim:
            at = watched.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
            reason = QContextMenuEvent.Reason.Keyboard
            event = QContextMenuEvent(reason, at, watched.mapToGlobal(at))
            QApplication.sendEvent(watched, event)
        return not is_claim


def _needs(widget: QObject, event: QKeyEvent) -> bool:
    """Tell whether a widget does something by itself with a key that an action may have, too."""
    if isinstance(widget, _WRITERS) and not widget.isReadOnly() and any(map(event.matches, _EDITS_TEXT)):
        return True
    if isinstance(widget, QLineEdit):  # going up from a field must not move the playhead
        return event.key() in _UP_AND_DOWN and _is_alone(event)
    if isinstance(widget, QAbstractItemView) and any(map(event.matches, _TO_ENDS)):
        return True
    return isinstance(widget, _MOVERS) and event.key() in _ITS_OWN and _is_alone(event)


def _is_untouched(widget: QObject) -> bool:
    """Tell whether a widget is a text field that has nothing of its own to undo."""
    if isinstance(widget, QLineEdit):
        return not widget.isModified()
    if isinstance(widget, (QTextEdit, QPlainTextEdit)):
        text = widget.document()
        return not (text.isUndoAvailable() or text.isRedoAvailable())
    return False


def _is_alone(event: QKeyEvent) -> bool:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier


def _press(button: QAbstractButton) -> None:
    if isinstance(button, QToolButton) and button.popupMode() == QToolButton.ToolButtonPopupMode.InstantPopup:
        button.showMenu()
    else:
        button.click()
