"""The library's entries as a Qt model, with what a drag of them carries."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from editor_app.ui.media.entries import Entry, badge
from editor_app.ui.media.labels import tr
from editor_app.ui.names import kind_name
from editor_app.ui.widgets.dropping import ASSETS_MIME

AnyIndex = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class LibraryModel(QAbstractListModel):
    """A list of entries; what is set anew keeps rows that stay where they are."""

    renamed = Signal(str, str)
    """An asset's key, and the name that was typed for it."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self.notes: dict[str, tuple[str, ...]] = {}
        """What is odd about media, by asset key."""
        self.coming: Mapping[str, float | None] = {}
        """How much is here of media that are fetched, by asset key; None of those that wait."""
        self.awaited: Collection[str] = ()
        """The media that whoever added them has not uploaded yet, by asset key."""

    def set_entries(self, entries: list[Entry]) -> None:
        """Show others; where only what is said of them differs, nothing moves."""
        old = self._entries
        if [one.key for one in old] == [one.key for one in entries]:
            self._entries = entries
            if entries and old != entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    @property
    def entries(self) -> Sequence[Entry]:
        """Give what is shown, in its order."""
        return self._entries

    def entry(self, index: AnyIndex) -> Entry:
        """Give the entry of a row."""
        return self._entries[index.row()]

    def row_of(self, key: str) -> int | None:
        """Give where an asset stands, if it is shown."""
        return next((row for row, one in enumerate(self._entries) if one.key == key), None)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Count the entries."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give an entry, and what is said of it in words."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((entry.name, *self.notes.get(entry.key, ()), *self._missing(entry)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            length = (badge(entry.length_ticks),) if entry.length_ticks else ()
            return ", ".join((entry.name, kind_name(entry.kind), *length, self.status(entry)))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return " ".join((*self.notes.get(entry.key, ()), *self._missing(entry)))
        return None

    def status(self, entry: Entry) -> str:
        """Say whether it is used, or how far it is."""
        if entry.is_missing and entry.key in self.coming:
            return coming_status(self.coming[entry.key])
        if self._is_awaited(entry):
            return tr("not uploaded yet")
        return status(entry)

    def is_coming(self, entry: Entry) -> bool:
        """Tell whether its file is being fetched, or will be once it is uploaded."""
        return entry.is_missing and (entry.key in self.coming or entry.key in self.awaited)

    def _is_awaited(self, entry: Entry) -> bool:
        return entry.is_missing and entry.key in self.awaited

    def _missing(self, entry: Entry) -> tuple[str, ...]:
        if self._is_awaited(entry):
            return (tr("Whoever added it has not uploaded it yet; it comes once they have."),)
        if self.is_coming(entry):
            return (tr("The file is at a service and not here yet."),)
        return _missing(entry)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let entries be chosen, dragged and renamed, but not while they are being added."""
        if index.isValid() and self._entries[index.row()].is_adding:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name; none, or the one it has, changes nothing."""
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or name == self.entry(index).name:
            return False
        self.renamed.emit(self.entry(index).key, name)
        return True

    def mimeTypes(self) -> list[str]:
        """Name what a drag carries."""
        return [ASSETS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Give what a drag of entries carries: their keys, in the order shown."""
        mime = QMimeData()
        keys = [self._entries[row].key for row in sorted(index.row() for index in indexes)]
        mime.setData(ASSETS_MIME, json.dumps(keys).encode())
        return mime


def status(entry: Entry) -> str:
    """Say whether it is used."""
    if entry.is_adding:
        return tr("adding…")
    if entry.is_missing:
        return tr("missing")
    if not entry.uses:
        return tr("unused")
    return tr("used") if entry.uses == 1 else tr("used ×{count}").format(count=entry.uses)


def coming_status(share: float | None) -> str:
    """Say how much of a file is here, if it is on its way."""
    return (
        tr("not here yet") if share is None else tr("fetching {percent} %").format(percent=int(100 * share))
    )


def _missing(entry: Entry) -> tuple[str, ...]:
    return (tr("The file is missing. Locate it, or replace it."),) if entry.is_missing else ()
