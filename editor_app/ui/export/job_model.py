"""The exports as a list for views: those under way in the order of the queue, then those that are over."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from editor_app.services.exporting.jobs.job import ExportJob, Target
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.ui.export.job_actions import JobAction, actions_of
from editor_app.ui.export.job_words import hint_of, name_of, spoken
from editor_app.ui.export.list_row import ListRow, Role, row_of_job

Index = QModelIndex | QPersistentModelIndex
_MIME = "application/x-export-job"
_NOWHERE = QModelIndex()


class JobModel(QAbstractListModel):
    """A row for each export."""

    moved = Signal(str, int)
    """str, int: the id of an export that was dragged, and its place among those that wait."""
    height_changed = Signal()
    """A row may have more or fewer lines than before."""

    def __init__(
        self, queue: ExportQueue, parent: QObject | None = None, *, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._queue, self._now = queue, now
        self._jobs: tuple[ExportJob, ...] = ()
        self._rows: dict[str, int] = {}
        self._waiting: list[str] = []
        self._places: dict[str, int] = {}
        self._ahead: dict[str, int] = {}
        self._covers: dict[str, QImage] = {}
        self._made: dict[str, tuple[ExportJob, object, ListRow]] = {}
        queue.jobs_changed.connect(self.refresh)
        queue.job_changed.connect(self._show)
        self.refresh()

    @property
    def jobs(self) -> tuple[ExportJob, ...]:
        """Give the exports in order."""
        return self._jobs

    def refresh(self) -> None:
        """Show the list as it is now; rows that stay keep what is selected of them."""
        jobs = self._queue.jobs
        if [job.id for job in jobs] == [job.id for job in self._jobs]:
            self._take(jobs)
            if jobs:
                self.dataChanged.emit(self.index(0), self.index(len(jobs) - 1))
        else:
            self.layoutAboutToBeChanged.emit()
            before = {index.row(): self._jobs[index.row()].id for index in self.persistentIndexList()}
            old = self.persistentIndexList()
            self._take(jobs)
            new = [
                self.index(self._rows[before[i.row()]]) if before[i.row()] in self._rows else _NOWHERE
                for i in old
            ]
            self.changePersistentIndexList(old, new)
            self.layoutChanged.emit()
        self.height_changed.emit()

    def show_cover(self, job_id: str, image: QImage) -> None:
        """Know what a film looks like."""
        self._covers[job_id] = image
        self._tell(job_id)

    @property
    def has_holding(self) -> bool:
        """Tell whether an export goes on by itself after a while."""
        return any(job.is_holding for job in self._jobs)

    def tick(self) -> None:
        """Count down where an export goes on by itself."""
        for job in self._jobs:
            if job.is_holding:
                self._made.pop(job.id, None)
                self._tell(job.id)

    def ids_that_wait(self) -> Sequence[str]:
        """Give the exports whose order can be changed."""
        return self._waiting

    def row_of(self, key: str) -> int | None:
        """Give the row of an export."""
        return self._rows.get(key)

    # What views ask for.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the exports."""
        return 0 if parent.isValid() else len(self._jobs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a row says."""
        if not index.isValid() or index.row() >= len(self._jobs):
            return None
        job = self._jobs[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name_of(job)
            case Qt.ItemDataRole.ToolTipRole:
                return hint_of(job)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(job, self._ahead.get(job.id, 0))
            case Role.ROW:
                return self._row(job)
            case Role.COVER:
                return self._covers.get(job.id)
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let exports that wait be dragged; between them there is room for others."""
        usual = super().flags(index)
        if not index.isValid():
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        can_move = self._jobs[index.row()].status in ("waiting", "paused")
        return usual | Qt.ItemFlag.ItemIsDragEnabled if can_move else usual

    def supportedDropActions(self) -> Qt.DropAction:
        """Move, nothing else."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Name what is dragged."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Give what is dragged."""
        data = QMimeData()
        data.setData(_MIME, self._jobs[indexes[0].row()].id.encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Give an export another place; the queue does it, so that the view must not."""
        if not data.hasFormat(_MIME):
            return False
        job_id = bytes(data.data(_MIME).data()).decode()
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self._jobs)
        waiting = self.ids_that_wait()
        before = [job.id for job in self._jobs[:at] if job.id in waiting and job.id != job_id]
        self.moved.emit(job_id, len(before))
        return False

    # How it is kept.

    def _take(self, jobs: tuple[ExportJob, ...]) -> None:
        self._jobs = jobs
        self._rows = {job.id: row for row, job in enumerate(jobs)}
        self._made = {key: made for key, made in self._made.items() if key in self._rows}
        self._covers = {key: image for key, image in self._covers.items() if key in self._rows}
        self._count()

    def _show(self, job: ExportJob) -> None:
        row = self._rows.get(job.id)
        if row is None:
            return
        before = self._jobs[row]
        self._jobs = (*self._jobs[:row], job, *self._jobs[row + 1 :])
        if before.status != job.status:
            self._count()
        self._tell(job.id)
        if (before.status, before.sentence) != (job.status, job.sentence):
            self.height_changed.emit()

    def _tell(self, job_id: str) -> None:
        row = self._rows.get(job_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _count(self) -> None:
        """Work out who waits, and for how many: once for all rows, as views ask often."""
        self._waiting = [job.id for job in self._jobs if job.status in ("waiting", "paused")]
        self._places = {job_id: place for place, job_id in enumerate(self._waiting)}
        before: dict[Target, int] = {}
        self._ahead = {}
        for job in self._jobs:
            if job.is_over or job.status == "paused":
                continue
            if job.status == "waiting":
                self._ahead[job.id] = before.get(job.target, 0)
            before[job.target] = before.get(job.target, 0) + 1

    def _row(self, job: ExportJob) -> ListRow:
        """Give the row of an export: made once for as long as nothing of it changes, as views ask often."""
        place = self._places.get(job.id)
        now = (
            self._ahead.get(job.id, 0),
            place and place > 0,
            place is not None and place < len(self._waiting) - 1,
        )
        kept = self._made.get(job.id)
        if kept is not None and kept[0] is job and kept[1] == now:
            return kept[2]
        row = row_of_job(job, now[0], self._actions(job), self._now())
        self._made[job.id] = (job, now, row)
        return row

    def _actions(self, job: ExportJob) -> tuple[JobAction, ...]:
        place = self._places.get(job.id)
        if place is None:
            return actions_of(job)
        return actions_of(job, can_go_earlier=place > 0, can_go_later=place < len(self._waiting) - 1)
