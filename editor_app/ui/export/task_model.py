"""What an account has at its service, from wherever, as rows for views: exports, and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.renderingvideo.history import StoredFile
from editor_app.services.sizes import file_size
from editor_app.ui.export.job_actions import JobAction
from editor_app.ui.export.job_words import when
from editor_app.ui.export.list_row import ListRow, Role, Tone
from editor_app.ui.export.prices import credits_text
from editor_app.ui.export.target import Place
from editor_app.ui.export.texts import duration, tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_UNDER_WAY = ("waiting", "rendering", "paused")


class RowsModel(QAbstractListModel):
    """Rows as they are given; their keys tell them apart."""

    height_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ListRow, ...] = ()

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show others."""
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()
            self.height_changed.emit()

    def row_of(self, key: str) -> int | None:
        """Give where a row stands."""
        return next((number for number, row in enumerate(self.rows) if row.key == key), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a row says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        match role:
            case Role.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join(part for part in (row.name, row.line, row.sentence) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return row.tip or row.line
            case _:
                return None


def row_of_task(task: Task, place: Place) -> ListRow:
    """Give the row of a task of an account; what a sandbox takes is no price."""
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
    if task.credits and not place.is_sandbox:
        parts.append(credits_text(task.credits))
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
        _actions_without_projects(task) if place.kind == "renderingvideo" else _actions(task),
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
        found.append(JobAction("render", tr("Render it…"), is_on_row=True))
    return (*found, JobAction("delete", tr("Delete at the service…")))


def row_of_file(file: StoredFile) -> ListRow:
    """Give the row of a file that was uploaded."""
    size = file_size(file.size) if file.size else ""
    signs = {"image": "mdi6.image-outline", "audio": "mdi6.music-note-outline"}
    return ListRow(
        file.id,
        file.name or file.id,
        " · ".join(part for part in (size, when(file.created_at or "")) if part),
        tone="quiet",
        icon=signs.get(file.type or "", "mdi6.movie-open-outline"),
        actions=(
            JobAction("link", tr("Copy link"), is_on_row=True),
            JobAction("delete", tr("Delete at the service…"), is_on_row=True),
        ),
    )
