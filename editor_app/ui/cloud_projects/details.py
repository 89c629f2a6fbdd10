"""Asking for a project's title and description, within what a service takes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.services.cloud_projects import DESCRIPTION_MOST, TITLE_MOST, letters_fault
from editor_app.ui.cloud_projects.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, ui_font

_SIZE = (460, 320)


class DetailsDialog(QDialog):
    """A title, a description, and what is wrong with them; it deletes itself when it is closed."""

    agreed = Signal(str, str)
    """Title and description."""

    def __init__(self, parent: QWidget, title: str, description: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Title and description"))
        self.title = QLineEdit(title, self)
        self.title.setMinimumHeight(HIT_PX)
        self.title.setAccessibleName(tr("Title"))
        self.description = QPlainTextEdit(description, self)
        self.description.setTabChangesFocus(True)
        self.description.setAccessibleName(tr("Description"))
        self.title_hint, self.description_hint = QLabel(self), QLabel(self)
        self.save = QPushButton(tr("Save"), self)
        self.cancel = QPushButton(tr("Cancel"), self)
        buttons = QDialogButtonBox(self)
        for button, role in (
            (self.save, QDialogButtonBox.ButtonRole.AcceptRole),
            (self.cancel, QDialogButtonBox.ButtonRole.RejectRole),
        ):
            button.setMinimumHeight(HIT_PX)
            buttons.addButton(button, role)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        column.setSpacing(4)
        for name, field, hint in (
            (tr("Title"), self.title, self.title_hint),
            (tr("Description"), self.description, self.description_hint),
        ):
            heading = QLabel(name, self)
            heading.setFont(ui_font(weight=600))
            hint.setFont(ui_font(12, tabular=True))
            for part in (heading, field, hint):
                column.addWidget(part)
            column.addSpacing(SPACE_PX)
        column.addWidget(buttons)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        self.title.textChanged.connect(self._show_hints)
        self.description.textChanged.connect(self._show_hints)
        self.resize(*_SIZE)
        self._show_hints()
        self.title.selectAll()
        self.title.setFocus()

    def _show_hints(self, _text: str = "") -> None:
        """Say how many letters there are, or how many too many; then nothing can be saved."""
        title, description = self.title.text().strip(), self.description.toPlainText()
        fault = "" if title else tr("A title has at least one letter.")
        faults = [fault or letters_fault(title, TITLE_MOST), letters_fault(description, DESCRIPTION_MOST)]
        counts = [(len(title), TITLE_MOST), (len(description), DESCRIPTION_MOST)]
        hints, fields = (self.title_hint, self.description_hint), (self.title, self.description)
        for hint, field, said, (count, most) in zip(hints, fields, faults, counts, strict=True):
            hint.setText(said or tr("{n} of {most} letters").format(n=count, most=most))
            hint.setProperty("tone", "warning" if said else None)
            hint.setProperty("secondary", not said)
            hint.style().unpolish(hint)
            hint.style().polish(hint)
            field.setAccessibleDescription(said)
        self.save.setEnabled(not any(faults))

    def _agree(self) -> None:
        if self.save.isEnabled():
            self.agreed.emit(self.title.text().strip(), self.description.toPlainText().strip())
            self.accept()
