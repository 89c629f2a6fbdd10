"""What an account has exported, from wherever, as a list for views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from editor_app.services.exporting.history import Task
from editor_app.ui.export.job_actions import JobAction
from editor_app.ui.export.job_words import when
from editor_app.ui.export.list_row import ListRow, Role, Tone
from editor_app.ui.export.target import HERE, Place
from editor_app.ui.export.texts import duration, tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_UNDER_WAY = ("waiting", "rendering", "paused")


class TaskModel(QAbstractListModel):
    """A row for each task."""

    height_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks: tuple[Task, ...] = ()
        self._place = HERE

    def show_tasks(self, tasks: Sequence[Task], place: Place) -> None:
        """Show others, of an account."""
        if (tuple(tasks), place) != (self.tasks, self._place):
            self.beginResetModel()
            self.tasks, self._place = tuple(tasks), place
            self.endResetModel()
            self.height_changed.emit()

    def task(self, key: str) -> Task | None:
        """Give a task by its id."""
        return next((task for task in self.tasks if task.id == key), None)

    def row_of(self, key: str) -> int | None:
        """Give the row of a task."""
        return next((row for row, task in enumerate(self.tasks) if task.id == key), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the tasks."""
        return 0 if parent.isValid() else len(self.tasks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a row says."""
        if not index.isValid() or index.row() >= len(self.tasks):
            return None
        kind, is_sandbox = self._place.kind, self._place.is_sandbox
        has_projects = kind != "renderingvideo"
        row = row_of_task(self.tasks[index.row()], has_projects=has_projects, is_sandbox=is_sandbox)
        match role:
            case Role.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join(part for part in (row.name, row.line, row.sentence) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return row.line
            case _:
                return None


def row_of_task(task: Task, *, has_projects: bool = True, is_sandbox: bool = False) -> ListRow:
    """Give the row of a task; what a sandbox takes is no price."""
    names = {
        "waiting": tr("waits at the service"),
        "rendering": tr("rendering"),
        "paused": tr("paused"),
        "done": tr("done"),
        "failed": tr("failed"),
        "cancelled": tr("cancelled"),
    }
    percent = f" {int(task.share * 100)} %" if task.status == "rendering" and task.share else ""
    parts = [f"{names.get(task.status, task.status)}{percent}"]
    if task.duration_s:
        parts.append(duration(task.duration_s))
    if task.credits and not is_sandbox:
        parts.append(tr("{n} credits").format(n=task.credits))
    parts.append(when(task.ended_at or task.created_at))
    tones: dict[str, Tone] = {"failed": "error", "done": "ok"}
    return ListRow(
        task.id,
        task.title or tr("Film of {time}").format(time=when(task.created_at)),
        " · ".join(part for part in parts if part),
        task.error if task.status == "failed" else "",
        task.share if task.status in _UNDER_WAY else None,
        tones.get(task.status, "quiet"),
        "mdi6.cloud-outline",
        _actions(task) if has_projects else _actions_without_projects(task),
    )


def _actions(task: Task) -> tuple[JobAction, ...]:
    if task.has_film:
        return (JobAction("fetch", tr("Download"), is_on_row=True),)
    if task.status in _UNDER_WAY:
        return (JobAction("cancel", tr("Cancel"), is_on_row=True),)
    return ()


def _actions_without_projects(task: Task) -> tuple[JobAction, ...]:
    """Such a service lets nothing be cancelled; what is there can be made again, or deleted."""
    found = [JobAction("fetch", tr("Download"), is_on_row=True)] if task.has_film else []
    if task.status in ("waiting", "failed") and not task.has_film:
        found.append(JobAction("render", tr("Render it"), is_on_row=True))
    return (*found, JobAction("delete", tr("Delete at the service")))
