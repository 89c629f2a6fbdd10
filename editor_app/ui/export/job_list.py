"""The exports under way and those that are over, the latest first."""

from __future__ import annotations

import asyncio
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor_app.services.exporting.exports import Exports, ShownJob
from editor_app.ui.export.job_row import JobRow
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, Tokens


class JobList(QWidget):
    """A row for each export, kept in step with them."""

    notice = Signal(str)
    """A sentence: an export is ready, or has failed."""
    outdated = Signal(str)
    """A sentence told before: the file that it is about is being made anew."""
    rows_changed = Signal()
    retried = Signal(object)
    """ShownJob: the new try."""

    def __init__(self, exports: Exports, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._exports, self._tokens = exports, tokens
        self._rows: dict[int, JobRow] = {}
        self._told: dict[Path, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(tr("Exports"))
        exports.job_changed.connect(self._show_job)
        exports.jobs_changed.connect(self.show_jobs)

    @property
    def rows(self) -> tuple[JobRow, ...]:
        """Give the rows, the latest first."""
        return tuple(self._rows[job.id] for job in self._exports.jobs if job.id in self._rows)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for row in self._rows.values():
            row.set_tokens(tokens)

    def show_jobs(self) -> None:
        """Add and remove rows until there is one for each export."""
        jobs = self._exports.jobs
        for job_id in set(self._rows) - {job.id for job in jobs}:
            row = self._rows.pop(job_id)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for job in reversed(jobs):
            if job.id not in self._rows:
                row = JobRow(job, self, tokens=self._tokens)
                row.cancel_requested.connect(self._exports.cancel)
                row.forget_requested.connect(self._exports.forget)
                row.retry_requested.connect(self._retry)
                self._rows[job.id] = row
                self._column.insertWidget(0, row)
            self._show_over(job)
        self.rows_changed.emit()

    def show_cover(self, job: ShownJob, promised: asyncio.Future[QImage]) -> None:
        """Show a promised picture of the video beside its export."""
        if job.id in self._rows:
            promised.add_done_callback(_Cover(self._rows[job.id]))

    def _show_job(self, job: ShownJob) -> None:
        waiting = [other for other in reversed(self._exports.jobs) if not other.is_over]
        for number, other in enumerate(waiting):
            if other.id in self._rows:
                self._rows[other.id].show_job(number)
        self._show_over(job)
        if not job.is_over:
            if told := self._told.pop(job.output, ""):
                self.outdated.emit(told)
        elif job.status == "failed":
            self._tell(job, job.error)
        elif job.status == "done":
            self._tell(job, tr("“{name}” is ready.").format(name=job.output.name))

    def _tell(self, job: ShownJob, sentence: str) -> None:
        self._told[job.output] = sentence
        self.notice.emit(sentence)

    def _show_over(self, job: ShownJob) -> None:
        if job.is_over and job.id in self._rows:
            self._rows[job.id].show_job(can_retry=self._exports.can_retry(job))

    def _retry(self, job: ShownJob) -> None:
        """Try a failed export again, with the focus on the new one where it was on the old."""
        if self._exports.is_writing(job.output):
            self.notice.emit(tr("“{name}” is being exported now.").format(name=job.output.name))
            return
        had_focus = self._rows[job.id].retry.hasFocus()
        new = self._exports.retry(job)
        if had_focus:
            self._rows[new.id].stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.retried.emit(new)


class _Cover:
    """Shows a promised picture in a row, if both are still there."""

    def __init__(self, row: JobRow) -> None:
        self._row = row

    def __call__(self, promised: asyncio.Future[QImage]) -> None:
        """Show it."""
        if not promised.cancelled() and promised.exception() is None and shiboken6.isValid(self._row):
            self._row.show_cover(promised.result())
