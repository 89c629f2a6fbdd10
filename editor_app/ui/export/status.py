"""The exports in one line, for the lower edge of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from editor_app.services.exports import ExportJob, Exports
from editor_app.ui.export.texts import status_line, tr
from editor_app.ui.theme import HIT_PX, ui_font


class ExportStatus(QToolButton):
    """Says what is being exported; a click opens the panel. Hidden until there is an export."""

    def __init__(self, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exports = exports
        self.setMinimumHeight(HIT_PX)
        self.setFont(ui_font(12, tabular=True))
        self.setToolTip(tr("Show the exports"))
        exports.job_changed.connect(self._show)
        exports.jobs_changed.connect(self._show)
        self._show()

    def _show(self, job: object = None) -> None:
        jobs = self._exports.jobs
        text = status_line(jobs)
        if not text and jobs:
            text = _outcome(jobs[0])
        self.setText(text)
        self.setAccessibleName(text or tr("Exports"))
        self.setVisible(bool(text))


def _outcome(job: ExportJob) -> str:
    said = {"done": tr("{name} is ready"), "failed": tr("{name} failed"), "cancelled": tr("{name} cancelled")}
    return said[job.status].format(name=job.output.name) if job.status in said else ""
