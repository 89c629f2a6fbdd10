"""The search of the dialog: words are typed, or a key is pressed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from editor_app.ui import icons
from editor_app.ui.actions import native
from editor_app.ui.keys.finding import finds, has_key
from editor_app.ui.keys.key_field import KeyField
from editor_app.ui.keys.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens


class SearchRow(QWidget):
    """A field, and a button that lets it take the next key as it is pressed."""

    changed = Signal()
    down = Signal()
    """The arrow that leads to what was found."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(tr("Find an action or a key: “split”, “Ctrl+D”"))
        self.line.setAccessibleName(tr("Find an action or a key"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumHeight(HIT_PX)
        self.key = KeyField(tr("Press a key to see what it does"), self)
        self.button = QPushButton(tr("Press a key"), self)
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        self.button.setMinimumHeight(HIT_PX)
        self.button.setIconSize(QSize(16, 16))
        colours = {"color": tokens.secondary, "color_on": tokens.on_accent}
        self.button.setIcon(icons.icon("mdi6.keyboard-outline", **colours))
        self.button.setToolTip(tr("Find the action of a key by pressing it"))
        self._pressed = ""
        self._fields = QStackedWidget(self)
        self._fields.addWidget(self.line)
        self._fields.addWidget(self.key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_PX)
        row.addWidget(self._fields, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.changed)
        self.line.installEventFilter(self)
        self.button.toggled.connect(self._take_keys)
        self.key.pressed.connect(self._take)
        self.key.left.connect(lambda: self.button.setChecked(False))

    def finds(self, name: str, keys: Iterable[str]) -> bool:
        """Tell whether what is sought is an action, by its name and its keys."""
        if self.button.isChecked():
            return not self._pressed or has_key(self._pressed, keys)
        return finds(self.line.text(), name, (native(key) for key in keys))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow down lead to the table."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.down.emit()
            return True
        return False

    def _take_keys(self, on: bool) -> None:
        self._pressed = ""
        self.key.clear()
        self._fields.setCurrentWidget(self.key if on else self.line)
        (self.key if on else self.line).setFocus()
        self.changed.emit()

    def _take(self, key: str) -> None:
        self._pressed = key
        self.key.show_key(key)
        self.changed.emit()
