"""What happened to one export, line by line, to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.ui.export.job_words import log_of
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import HIT_PX, SMALL_PX, ui_font

_SIZE = (640, 360)


class LogDialog(QDialog):
    """The dialog; it goes with the window."""

    def __init__(self, job: ExportJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Log of {name}").format(name=job.output.name))
        self.resize(*_SIZE)
        self.text = QPlainTextEdit(log_of(job), self)
        self.text.setReadOnly(True)
        self.text.setFont(ui_font(SMALL_PX, tabular=True))
        self.text.setAccessibleName(tr("Log"))
        self.copy, self.close_button = QPushButton(tr("Copy"), self), QPushButton(tr("Close"), self)
        for button in (self.copy, self.close_button):
            button.setMinimumHeight(HIT_PX)
        self.close_button.setDefault(True)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addWidget(self.text, 1)
        column.addLayout(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
