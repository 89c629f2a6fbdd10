"""The exports under way and those that are over, and what somebody does with them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import shiboken6
from PySide6.QtCore import QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QMessageBox, QVBoxLayout, QWidget

from editor_app.services.exporting.covers import ExportCovers
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.ui.export.asking import ask_before
from editor_app.ui.export.job_actions import ActionId, is_just_over
from editor_app.ui.export.job_model import JobModel
from editor_app.ui.export.job_view import JobView
from editor_app.ui.export.job_words import is_preview, name_of
from editor_app.ui.export.list_row import Role
from editor_app.ui.export.log_dialog import LogDialog
from editor_app.ui.export.paid_films import cancel_text, is_made_anyway
from editor_app.ui.export.row_menu import open_menu
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, SPACE_PX, Tokens

_SECOND_MS = 1000


class JobList(QWidget):
    """The list, or a line that says what will stand here."""

    notice = Signal(str)
    """A sentence: an export is ready, or has failed."""
    outdated = Signal(str)
    """A sentence told before: the file that it is about is being made anew."""
    offered = Signal(str, str, object)
    """str, str, object: a sentence, what can be done about it, and the call that does it."""
    fetch_wanted = Signal(object, object)
    """ExportJob, Path: a film that its service has made all the same shall be fetched, into a file."""
    services_wanted = Signal()
    rows_changed = Signal()

    def __init__(self, queue: ExportQueue, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._queue, self._tokens = queue, tokens
        self._told: dict[Path, str] = {}
        self._covers: ExportCovers | None = None
        self.now: Callable[[], float] = time.time
        """Tells the time, in seconds since 1970."""
        self.log: LogDialog | None = None
        self.menu: QMenu | None = None
        self.question: QMessageBox | None = None
        self.model = JobModel(queue, self)
        self.view = JobView(self.model, self, tokens=tokens)
        self.empty = QLabel(
            tr("No exports yet. What you export is listed here, and made while you go on."), self
        )
        self.empty.setWordWrap(True)
        self.empty.setProperty("secondary", True)
        self.empty.setContentsMargins(0, SPACE_PX, 0, SPACE_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.empty)
        column.addWidget(self.view)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self.model.tick)
        self.view.wanted.connect(self._do)
        self.view.menu_wanted.connect(self._open_menu)
        self.model.moved.connect(queue.move)
        queue.jobs_changed.connect(self._show)
        queue.job_changed.connect(self._hear)
        queue.job_ended.connect(self._tell_end)
        self._show()

    @property
    def jobs(self) -> tuple[ExportJob, ...]:
        """Give the exports in order."""
        return self.model.jobs

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.view.set_tokens(tokens)

    def take_covers(self, covers: ExportCovers) -> None:
        """Show the pictures that are kept, and have those kept that are promised from now on."""
        self._covers = covers
        covers.known.connect(self.model.show_cover)
        for job_id, image in covers.pictures.items():
            self.model.show_cover(job_id, image)

    def show_cover(self, job_id: str, promised: asyncio.Future[QImage]) -> None:
        """Show a promised picture of the film beside its export."""
        promised.add_done_callback(_Cover(self.model, job_id))
        if self._covers is not None:
            self._covers.expect(job_id, promised)

    def do(self, job: ExportJob, action: ActionId) -> None:
        """Do something with an export."""
        self._table(job)[action]()

    def _do(self, job_id: str, action: ActionId) -> None:
        job = self._queue.job(job_id)
        if job is None:
            return
        if action == "remove" and is_just_over(job, self.now()):
            self.view.choose(job_id)
        else:
            self.do(job, action)

    def _table(self, job: ExportJob) -> dict[ActionId, Callable[[], object]]:
        queue = self._queue
        return {
            "pause": lambda: queue.pause(job.id),
            "resume": lambda: queue.resume(job.id),
            "try": lambda: queue.try_now(job.id),
            "cancel": lambda: self._cancel_or_ask(job),
            "ask": lambda: self._ask_to_cancel(job),
            "open": lambda: _open(job.output),
            "folder": lambda: _open(job.output if job.output.is_dir() else job.output.parent),
            "retry": lambda: self._retry(job),
            "fetch": lambda: self.fetch_wanted.emit(job, self._free_place(job)),
            "elsewhere": lambda: self._retry_elsewhere(job),
            "services": self.services_wanted.emit,
            "link": lambda: self._copy_link(job),
            "browse": lambda: QDesktopServices.openUrl(QUrl(job.cloud.url)),
            "log": lambda: self._show_log(job),
            "earlier": lambda: self._move(job, -1),
            "later": lambda: self._move(job, 1),
            "remove": lambda: self._remove(job),
        }

    def _move(self, job: ExportJob, by: int) -> None:
        waiting = list(self.model.ids_that_wait())
        if job.id in waiting:
            self._queue.move(job.id, waiting.index(job.id) + by)

    def _remove(self, job: ExportJob) -> None:
        row = self.model.row_of(job.id) or 0
        self._queue.remove(job.id)
        left = len(self.model.jobs)
        if left:
            self.view.setCurrentIndex(self.model.index(min(row, left - 1)))

    def _cancel_or_ask(self, job: ExportJob) -> None:
        """Cancel what a button was pressed for; ask where that saves nothing any more."""
        if is_made_anyway(job):
            self._ask_to_cancel(job)
        else:
            self._queue.cancel(job.id)

    def _ask_to_cancel(self, job: ExportJob) -> None:
        """Cancel what a key was pressed for; where something is made already, ask whether that was meant."""
        if not job.is_running and not job.has_task:
            self._queue.cancel(job.id)
            return
        title = tr("Cancel the export of “{name}”?").format(name=name_of(job))
        text = tr("What is made of it so far is lost.")
        if is_made_anyway(job):
            text = cancel_text(job)
        elif not job.target.is_local:
            text = tr("The service may keep what it has cost so far.")
        answer, away = tr("Cancel the export"), tr("Go on")
        self.question = ask_before(self, title, text, answer, partial(self._cancel, job.id), away=away)

    def _cancel(self, job_id: str) -> None:
        """Cancel an export, if it is not over by now."""
        job = self._queue.job(job_id)
        if job is not None and not job.is_over:
            self._queue.cancel(job_id)

    def _retry(self, job: ExportJob) -> None:
        """Try again; a file that stands in the place by now stays, and this one gets a name of its own."""
        output = self._free_place(job)
        self._queue.retry(job.id, None if output == job.output else output)

    def _free_place(self, job: ExportJob) -> Path:
        """Give the place of an export's file, or one beside it where another one stands there by now."""
        output = job.output
        if output.exists() or self._queue.is_writing(output):
            output = _free(output, self._queue.is_writing)
            said = tr("“{name}” is there by now. The new file is called “{other}”.")
            self.notice.emit(said.format(name=job.output.name, other=output.name))
        return output

    def _retry_elsewhere(self, job: ExportJob) -> None:
        dialog = QFileDialog(self, tr("Export to"), str(_still_there(job.output)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"*{job.output.suffix}")
        dialog.fileSelected.connect(lambda chosen: self._queue.retry(job.id, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy_link(self, job: ExportJob) -> None:
        QGuiApplication.clipboard().setText(job.cloud.url)
        kept = tr("The link is copied. It works for as long as the service keeps the film.")
        self.notice.emit(tr("The link is copied.") if is_preview(job) else kept)

    def _show_log(self, job: ExportJob) -> None:
        self.log = LogDialog(job, self)
        self.log.open()

    def _open_menu(self, job_id: str, at: QPoint) -> None:
        row = self.model.row_of(job_id)
        if row is None:
            return
        self.view.choose(job_id)
        actions = self.model.index(row).data(Role.ROW).actions
        self.menu = open_menu(self, actions, at, lambda action: self._do(job_id, action), self._tokens)

    # What is told.

    def _show(self) -> None:
        self.empty.setVisible(not self._queue.jobs)
        self.view.setVisible(bool(self._queue.jobs))
        self.rows_changed.emit()
        self._count_down()

    def _count_down(self) -> None:
        """Let the seconds run only where somebody sees them."""
        if self.isVisible() and self.model.has_holding:
            if not self._clock.isActive():
                self._clock.start()
        else:
            self._clock.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the seconds run."""
        super().showEvent(event)
        self._count_down()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing run that nobody sees."""
        super().hideEvent(event)
        self._count_down()

    def _hear(self, job: ExportJob) -> None:
        self._count_down()
        if not job.is_over and (told := self._told.pop(job.output, "")):
            self.outdated.emit(told)

    def _tell_end(self, job: ExportJob) -> None:
        if job.status == "failed":
            self._tell(job, f"{job.output.name}: {job.sentence}")
        elif job.status == "done" and is_preview(job):
            said = tr("The preview link of “{name}” is ready.").format(name=name_of(job))
            self._told[job.output] = said
            self.offered.emit(said, tr("Copy"), partial(self._copy_link, job))
        elif job.status == "done":
            self._tell(job, tr("“{name}” is ready.").format(name=job.output.name))

    def _tell(self, job: ExportJob, sentence: str) -> None:
        self._told[job.output] = sentence
        self.notice.emit(sentence)


class _Cover:
    """Shows a promised picture, if the list is still there."""

    def __init__(self, model: JobModel, job_id: str) -> None:
        self._model, self._job_id = model, job_id

    def __call__(self, promised: asyncio.Future[QImage]) -> None:
        """Show it."""
        if not promised.cancelled() and promised.exception() is None and shiboken6.isValid(self._model):
            self._model.show_cover(self._job_id, promised.result())


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _still_there(path: Path) -> Path:
    """Give the place of the same name in the innermost folder around it that is still there."""
    folder = next((folder for folder in path.parents if folder.is_dir()), Path.home())
    return folder / path.name


def _free(path: Path, is_writing: Callable[[Path], bool]) -> Path:
    """Give the first of “name 2”, “name 3” … that is not there."""
    places = (path.with_name(f"{path.stem} {n}{path.suffix}") for n in count(2))
    return next(place for place in places if not place.exists() and not is_writing(place))
