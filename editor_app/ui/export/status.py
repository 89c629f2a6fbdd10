"""The exports in one line, for the lower edge of the window."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QToolButton, QWidget

from editor_app.services.exporting.exports import Exports, ShownJob
from editor_app.ui.export.texts import status_line, tr
from editor_app.ui.theme import HIT_PX, ui_font

_OUTCOME_MS = 30_000


class ExportStatus(QToolButton):
    """Says what is being exported, and for half a minute what became of it; a click opens the panel."""

    def __init__(self, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exports = exports
        self.setMinimumHeight(HIT_PX)
        self.setFont(ui_font(12, tabular=True))
        self.setToolTip(tr("Show the exports"))
        self._told: ShownJob | None = None
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_OUTCOME_MS)
        self._forget.timeout.connect(self.hide)
        exports.job_changed.connect(self._show)
        exports.jobs_changed.connect(self._show)
        self._show()

    def _show(self, job: object = None) -> None:
        jobs = self._exports.jobs
        text = status_line(jobs)
        if text:
            self._forget.stop()
        elif jobs and (text := _outcome(jobs[0])):
            if jobs[0] is not self._told:
                self._told = jobs[0]
                self._forget.start()
            elif not self._forget.isActive():
                return  # it has been said for long enough
        self.setText(text)
        self.setAccessibleName(text or tr("Exports"))
        self.setVisible(bool(text))


def _outcome(job: ShownJob) -> str:
    said = {"done": tr("{name} is ready"), "failed": tr("{name} failed"), "cancelled": tr("{name} cancelled")}
    return said[job.status].format(name=job.output.name) if job.status in said else ""
