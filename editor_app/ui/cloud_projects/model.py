"""The projects of a service as a Qt model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from editor_app.cloud.indream.models import ProjectSummary
from editor_app.problem import printable
from editor_app.ui.cloud_projects.texts import changed_line

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Role(IntEnum):
    """What a row knows besides its title, of a project or a file."""

    ID = Qt.ItemDataRole.UserRole + 1
    DESCRIPTION = Qt.ItemDataRole.UserRole + 2
    LINE = Qt.ItemDataRole.UserRole + 3
    PICTURE = Qt.ItemDataRole.UserRole + 4
    KIND = Qt.ItemDataRole.UserRole + 5


class ProjectModel(QAbstractListModel):
    """The rows; what is set anew keeps those that stay where they are.

    `picture` gives a project's picture, `is_busy` whether something is being done to it, `is_open` whether it
    is open in this program.
    """

    def __init__(
        self,
        picture: Callable[[ProjectSummary], QImage | None],
        is_busy: Callable[[str], bool],
        is_open: Callable[[str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture, self._is_busy, self._is_open = picture, is_busy, is_open
        self._projects: tuple[ProjectSummary, ...] = ()

    @property
    def projects(self) -> tuple[ProjectSummary, ...]:
        """Give the rows."""
        return self._projects

    def set_projects(self, projects: tuple[ProjectSummary, ...]) -> None:
        """Show others; where only what is said of them differs, or some are added below, nothing moves."""
        old, new = _ids(self._projects), _ids(projects)
        if len(new) > len(old) and new[: len(old)] == old:
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            self._projects = projects
            self.endInsertRows()
        elif old != new:
            self._change_rows(projects)
        else:
            self._projects = projects
        self.tell_all()

    def _change_rows(self, projects: tuple[ProjectSummary, ...]) -> None:
        """Take rows out one by one if that is all, so that the selection and the place stay."""
        new = set(_ids(projects))
        left = tuple(project for project in self._projects if project.project_id in new)
        if _ids(left) != _ids(projects):
            self.beginResetModel()
            self._projects = projects
            self.endResetModel()
            return
        for row in reversed(range(len(self._projects))):
            if self._projects[row].project_id not in new:
                self.beginRemoveRows(_ROOT, row, row)
                self._projects = (*self._projects[:row], *self._projects[row + 1 :])
                self.endRemoveRows()
        self._projects = projects

    def tell(self, project_id: str) -> None:
        """Show anew what is known of one project."""
        row = self.row_of(project_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def tell_all(self) -> None:
        """Show anew what is known of all."""
        if self._projects:
            self.dataChanged.emit(self.index(0), self.index(len(self._projects) - 1))

    def row_of(self, project_id: str) -> int | None:
        """Give where a project stands, if it is shown."""
        return next((row for row, one in enumerate(self._projects) if one.project_id == project_id), None)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._projects)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a project in words."""
        if not index.isValid() or index.row() >= len(self._projects):
            return None
        project = self._projects[index.row()]
        title = printable(project.title)
        description = " ".join(printable(project.description or "").split())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (title, description) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (title, description, self._line(project)) if part)
            case Role.ID:
                return project.project_id
            case Role.DESCRIPTION:
                return description
            case Role.LINE:
                return self._line(project)
            case Role.PICTURE:
                return self._picture(project)
            case _:
                return None

    def _line(self, project: ProjectSummary) -> str:
        is_busy, is_open = self._is_busy(project.project_id), self._is_open(project.project_id)
        return changed_line(project.updated_at, datetime.now(UTC), is_busy=is_busy, is_open=is_open)


def _ids(projects: tuple[ProjectSummary, ...]) -> list[str]:
    return [project.project_id for project in projects]
