"""A list too long for a notice, to be read, searched by eye and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui.theme import HIT_PX, SPACE_PX, ui_font
from editor_app.ui.window.texts import tr

_SIZE = (520, 360)


class ListDialog(QDialog):
    """The lines, scrolled where there are many; it deletes itself when it is closed."""

    def __init__(self, parent: QWidget, title: str, lines: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = QLabel(tr("{title}: {count}").format(title=title, count=len(lines)), self)
        heading.setFont(ui_font(weight=600))
        self.text = QPlainTextEdit("\n".join(lines), self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(self)
        self.copy = QPushButton(tr("Copy all"), self)
        self.close_button = QPushButton(tr("Close"), self)
        for button, role in (
            (self.copy, QDialogButtonBox.ButtonRole.ActionRole),
            (self.close_button, QDialogButtonBox.ButtonRole.RejectRole),
        ):
            button.setMinimumHeight(HIT_PX)
            buttons.addButton(button, role)
        self.close_button.setDefault(True)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        for part in (heading, self.text, buttons):
            column.addWidget(part)
        self.resize(*_SIZE)
        self.text.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
