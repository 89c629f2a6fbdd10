"""The problems as rows of a list; what a row says is found out when it is looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from editor_app.assets import Asset
from editor_app.document import Document
from editor_app.edits.fixes import Fix, fixes_for
from editor_app.problem import EDITOR, Problem, place_in
from editor_app.services.fetching.orders import host_of
from editor_app.state import EditorState
from editor_app.ui.problems.places import Place, place_of
from editor_app.ui.problems.texts import said_by, sayers, severity_name, tr
from editor_app.ui.wording import named

Index = QModelIndex | QPersistentModelIndex
MEDIA_MISSING = "LOCAL_MEDIA_MISSING"
TO_LOCATE = frozenset({MEDIA_MISSING, "LOCAL_MEDIA_AWAITED"})
"""What a person can point to a file for."""
_NOWHERE = QModelIndex()
_ORDER = ("error", "warning", "info")


class Role(IntEnum):
    """What a delegate asks for besides the message."""

    PROBLEM = Qt.ItemDataRole.UserRole
    WHERE = Qt.ItemDataRole.UserRole + 1
    BUTTON = Qt.ItemDataRole.UserRole + 2
    SAYERS = Qt.ItemDataRole.UserRole + 3
    SECOND_BUTTON = Qt.ItemDataRole.UserRole + 4


class ProblemsModel(QAbstractListModel):
    """The problems of the severities that are shown."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._state: EditorState = document.work.state
        self._all: Sequence[Problem] = ()
        self._shown: list[Problem] = []
        self._severities: Collection[str] = ("error", "warning", "info")
        self._fixes: dict[int, tuple[Fix, ...]] = {}

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems, those of the document as it is settled now."""
        self._all = sorted(problems, key=lambda problem: _ORDER.index(problem.severity))
        self._state = self._document.work.state
        self._show()

    def set_severities(self, severities: Collection[str]) -> None:
        """Show only these."""
        self._severities = severities
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = [problem for problem in self._all if problem.severity in self._severities]
        self._fixes.clear()
        self.endResetModel()

    @property
    def shown(self) -> Sequence[Problem]:
        """Give the problems that show."""
        return self._shown

    def place(self, row: int) -> Place:
        """Give where a row's problem lies."""
        return place_of(self._state, self._document.sidecar, self._shown[row])

    def message(self, row: int) -> str:
        """Give a row's sentence, with names for ids."""
        return named(self._shown[row].message, self._state, self._document.sidecar)

    def fixes(self, row: int) -> tuple[Fix, ...]:
        """Give what can be done about a row's problem."""
        if row not in self._fixes:
            self._fixes[row] = fixes_for(self._state, self._shown[row])
        return self._fixes[row]

    def alike(self, row: int) -> list[Fix]:
        """Give the first fix of every problem of the row's kind, from the end so that places stay true."""
        code, own = self._shown[row].code, EDITOR in self._shown[row].said_by
        alike = [n for n, problem in enumerate(self._shown) if problem.code == code]
        # What only the service says could merely be removed, which nobody wants of all such clips unseen.
        rows = [n for n in alike if n == row or (own and EDITOR in self._shown[n].said_by)]
        return [self.fixes(n)[0] for n in reversed(rows) if self.fixes(n)]

    def button(self, row: int) -> str:
        """Give what stands on a row's button; nothing where there is none."""
        if self._shown[row].code in TO_LOCATE:
            return tr("Locate…")
        fixes = self.fixes(row)
        return tr(fixes[0].label) if fixes else ""

    def can_fetch(self, row: int) -> bool:
        """Tell whether a row's problem is a missing medium that lies at an address."""
        problem = self._shown[row]
        match place_in(problem.path) if problem.code == MEDIA_MISSING else None:
            case ("assets", str(key), *_):
                asset = self._state.assets.get(key)
                return isinstance(asset, Asset) and bool(host_of(asset.remote_url or ""))
            case _:
                return False

    def second_button(self, row: int) -> str:
        """Give what stands on a row's second button; nothing where there is none."""
        return tr("Fetch again") if self.can_fetch(row) else ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the problems that show."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what stands in a row."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        problem = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.message(index.row())
            case Qt.ItemDataRole.ToolTipRole:
                who = said_by(problem)
                return f"{self.message(index.row())}\n{problem.code}  {problem.path}\n{who}"
            case Qt.ItemDataRole.AccessibleTextRole:
                where = self.place(index.row()).describe(self._document.sidecar.edit_rate)
                name = severity_name(problem.severity)
                return f"{name}: {self.message(index.row())} {where}. {said_by(problem)}"
            case Role.PROBLEM:
                return problem
            case Role.WHERE:
                return self.place(index.row()).describe(self._document.sidecar.edit_rate)
            case Role.SAYERS:
                return sayers(problem.said_by)
            case Role.BUTTON:
                return self.button(index.row())
            case Role.SECOND_BUTTON:
                return self.second_button(index.row())
            case _:
                return None
