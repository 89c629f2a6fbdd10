"""Asks what a preset of one's own shall be called."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from editor_app.ui.export.own_presets import NameWord
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX
from editor_app.ui.widgets.title_room import title_px


class PresetDialog(QDialog):
    """The dialog; what stands below the name says why it cannot be that one, or what it does."""

    named = Signal(str)
    """str: the name, once somebody saves it."""

    def __init__(self, title: str, name: str, judge: Callable[[str], NameWord], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._judge = judge
        self.setWindowTitle(title)
        self.setFixedWidth(title_px(title))
        label = QLabel(tr("Name"), self)
        label.setProperty("secondary", True)
        self.name = QLineEdit(name, self)
        self.name.setMinimumHeight(HIT_PX)
        self.name.setAccessibleName(tr("Name"))
        self.name.selectAll()
        label.setBuddy(self.name)
        self.word = QLabel(self)
        self.word.setProperty("secondary", True)
        self.word.setWordWrap(True)
        self.word.setTextFormat(Qt.TextFormat.PlainText)  # names are none of ours
        self.word.setMinimumHeight(2 * self.word.fontMetrics().lineSpacing())  # nothing moves when it comes
        self.word.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.cancel, self.save = QPushButton(tr("Cancel"), self), QPushButton(tr("Save"), self)
        self.save.setDefault(True)
        self._lay_out(label)
        self.name.textChanged.connect(self._show)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self._show()
        self.name.setFocus()

    def _lay_out(self, label: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.cancel, self.save):
            button.setMinimumHeight(HIT_PX)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        for part in (label, self.name, self.word):
            column.addWidget(part)
        column.addLayout(buttons)

    def _show(self) -> None:
        word = self._judge(self.name.text())
        self.word.setText(word.text)
        self.save.setEnabled(word.is_right)
        self.save.setText(tr("Replace") if word.replaces else tr("Save"))
        self.save.setAccessibleDescription(word.text)

    def _save(self) -> None:
        self.named.emit(self.name.text())
        self.accept()
