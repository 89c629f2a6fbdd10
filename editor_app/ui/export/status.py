"""The exports in one line, for the lower edge of the window."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.ui.export.job_words import outcome, status_line
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import HIT_PX, ui_font

_OUTCOME_MS = 30_000


class ExportStatus(QToolButton):
    """Says what is being exported, and for half a minute what became of it; a click opens the panel."""

    said = Signal(str)
    """str: what it says now, empty where there is nothing to say."""

    def __init__(self, queue: ExportQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.setMinimumHeight(HIT_PX)
        self.setFont(ui_font(12, tabular=True))
        self.setToolTip(tr("Show the exports"))
        self._told = ""
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_OUTCOME_MS)
        self._forget.timeout.connect(self._show)
        queue.job_changed.connect(self._show)
        queue.jobs_changed.connect(self._show)
        queue.job_ended.connect(self._tell)
        self._show()

    def _tell(self, job: ExportJob) -> None:
        self._told = outcome(job)
        self._forget.start()
        self._show()

    def _show(self, _news: object = None) -> None:
        text = status_line(self._queue.jobs) or (self._told if self._forget.isActive() else "")
        self.setText(text)
        self.setAccessibleName(text or tr("Exports"))
        self.setVisible(bool(text))
        self.said.emit(text)
