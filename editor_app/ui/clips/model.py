"""The clips as a table; a change of the document moves only the rows it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from editor_app.document import Document
from editor_app.edits.clips import move_clips
from editor_app.edits.errors import EditError
from editor_app.edits.trim import trim_clip
from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState
from editor_app.state.patch import Patch
from editor_app.timebase import TimeFormatError, format_timecode
from editor_app.ui.clips.index import Column, Key, RowIndex, homes_of, sort_key
from editor_app.ui.clips.texts import tr
from editor_app.ui.clips.times import typed_ticks
from editor_app.ui.names import clip_label, kind_name, track_names
from editor_app.ui.theme import DARK, Tokens, ui_font

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FEW = 64
"""Up to so many rows are moved one by one; with more it is quicker to sort anew."""
_TIMES = (Column.START, Column.END, Column.DURATION)
_EDITABLE = (Column.TRACK, *_TIMES)


class ClipsModel(QAbstractTableModel):
    """One row a clip: name, type, track, start, end, duration."""

    refused = Signal(str)
    """A sentence: why what was typed could not be done."""
    rows_changed = Signal()
    """Rows have come, gone or moved."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._tokens = DARK
        self._column, self._is_falling = Column.TRACK, False
        self._filter = ""
        self._is_asleep = self._is_stale = False
        self._time_font = ui_font(tabular=True)
        self._state: EditorState = document.state
        self._homes: dict[str, int] = {}
        self._rows = RowIndex()
        self._build()
        document.changed.connect(self._take_patch)
        document.sidecar_changed.connect(self._take_names)
        document.loaded.connect(self._take_all)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._time_font = ui_font(tabular=True)
        self._tell_all()

    def set_asleep(self, asleep: bool) -> None:
        """Do not follow the document while nobody looks."""
        self._is_asleep = asleep
        if not asleep and self._is_stale:
            self.rebuild()

    def set_filter(self, text: str) -> None:
        """Show only clips whose name has this text."""
        self._filter = text.strip().casefold()
        self.rebuild()

    @property
    def homes(self) -> dict[str, int]:
        """Give the track of each clip."""
        return self._homes

    # Rows.

    def id_at(self, row: int) -> str:
        """Give the clip of a row."""
        return self._rows.id_at(self._turned(row))

    def row_of(self, item_id: str) -> int | None:
        """Give the row of a clip, if it shows."""
        place = self._rows.place_of(item_id)
        return None if place is None else self._turned(place)

    def _turned(self, place: int) -> int:
        return len(self._rows) - 1 - place if self._is_falling else place

    def rebuild(self) -> None:
        """Look at every clip anew."""
        self.beginResetModel()
        self._build()
        self.endResetModel()
        self.rows_changed.emit()

    def _build(self) -> None:
        self._is_stale = False
        self._state = state = self._document.state
        self._homes = homes_of(state)
        self._rows = RowIndex(self._key(key, item) for key, item in state.items.items() if self._shows(item))

    def _key(self, item_id: str, item: Item | BrokenItem) -> Key:
        return sort_key(self._state, self._homes, item_id, item, self._column)

    def _shows(self, item: Item | BrokenItem) -> bool:
        return not self._filter or self._filter in clip_label(self._state, item).casefold()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        wanted = Column(column), order == Qt.SortOrder.DescendingOrder
        if wanted != (self._column, self._is_falling):
            self._column, self._is_falling = wanted
            self.rebuild()

    # The document changes.

    def _take_all(self) -> None:
        if not self._is_asleep:
            self.rebuild()
            return
        self.beginResetModel()
        self._is_stale = True
        self._state, self._homes, self._rows = self._document.state, {}, RowIndex()
        self.endResetModel()

    def _take_patch(self, patch: Patch) -> None:
        if self._is_asleep:
            self._is_stale = True
            return
        changed, before = set(patch.items.changes), self._homes
        self._state = self._document.state
        if patch.tracks:
            self._homes = homes_of(self._state)
            changed |= {key for key, home in self._homes.items() if before.get(key) != home}
        if len(changed) > _FEW or patch.assets:
            self.rebuild()
            return
        for key in changed:
            self._settle(key)
        if patch.tracks:
            self._take_names()
        if changed:
            self.rows_changed.emit()

    def _settle(self, item_id: str) -> None:
        """Let a clip's row be where and as it must be."""
        item = self._state.items.get(item_id)
        new = self._key(item_id, item) if item is not None and self._shows(item) else None
        old = self._rows.key_of(item_id)
        if new is not None and new == old:
            row = self.row_of(item_id) or 0
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            return
        if new is not None and old is not None:
            self._move(item_id, new)
        elif old is not None:
            row = self.row_of(item_id) or 0
            self.beginRemoveRows(_NOWHERE, row, row)
            self._rows.remove(item_id)
            self.endRemoveRows()
        elif new is not None:
            place = self._rows.place_for(new)
            row = len(self._rows) - place if self._is_falling else place
            self.beginInsertRows(_NOWHERE, row, row)
            self._rows.add(new)
            self.endInsertRows()

    def _move(self, item_id: str, new: Key) -> None:
        old_place = self._rows.place_of(item_id) or 0
        place = self._rows.place_for(new)
        place -= place > old_place
        start, end = self._turned(old_place), self._turned(place)
        if start == end:
            self._exchange(item_id, new)
        else:
            self.beginMoveRows(_NOWHERE, start, start, _NOWHERE, end + (end > start))
            self._exchange(item_id, new)
            self.endMoveRows()
        self.dataChanged.emit(self.index(end, 0), self.index(end, len(Column) - 1))

    def _exchange(self, item_id: str, new: Key) -> None:
        self._rows.remove(item_id)
        self._rows.add(new)

    def _take_names(self, _news: object = None) -> None:
        self._tell_all(Column.TRACK, Column.TRACK)

    def _tell_all(self, first: Column = Column.NAME, last: Column = Column.DURATION) -> None:
        if len(self._rows):
            self.dataChanged.emit(self.index(0, first), self.index(len(self._rows) - 1, last))

    # What Qt asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the clips that show."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = (tr("Name"), tr("Type"), tr("Track"), tr("Start"), tr("End"), tr("Duration"))
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell what can be done with a cell: times and tracks can be typed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() in _EDITABLE:
            key = self.id_at(index.row())
            if not isinstance(self._state.items.get(key), BrokenItem) and key in self._homes:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what stands in a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        key, column = self.id_at(index.row()), Column(index.column())
        item = self._state.items.get(key)
        if item is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(key, item, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return (
                    f"{self.headerData(column, Qt.Orientation.Horizontal)}: {self._text(key, item, column)}"
                )
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.FontRole:
                return self._time_font if column in _TIMES else None
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._tokens.secondary) if column in (Column.TYPE, Column.TRACK) else None
            case Qt.ItemDataRole.DecorationRole:
                return QColor(self._tokens.clip(item.type)) if column is Column.NAME else None
            case _:
                return None

    def _text(self, key: str, item: Item | BrokenItem, column: Column) -> str:
        fps = self._document.sidecar.edit_rate
        match column:
            case Column.NAME:
                return clip_label(self._state, item)
            case Column.TYPE:
                return kind_name(item.type)
            case Column.TRACK:
                home = self._homes.get(key)
                return "—" if home is None else track_names(self._state, self._document.sidecar)[home]
            case Column.START:
                return format_timecode(item.start_ticks, fps)
            case Column.END:
                return format_timecode(item.end_ticks, fps)
            case Column.DURATION:
                return format_timecode(item.duration_ticks, fps)

    # Typing.

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Do what was typed as one step; tell why where that cannot be."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        key, column = self.id_at(index.row()), Column(index.column())
        if column is not Column.TRACK and value == self.data(index):
            return False
        try:
            label, new = self._edited(key, column, value)
        except (EditError, TimeFormatError) as error:
            self.refused.emit(str(error))
            return False
        return self._document.apply(label, new)

    def _edited(self, key: str, column: Column, value: Any) -> tuple[str, EditorState]:
        work = self._document.work
        state, locked, item = work.state, work.sidecar.locked_tracks, work.state.items[key]
        if column is Column.TRACK:
            by = int(value) - self._homes[key]
            moved = move_clips(state, item_ids=(key,), by_tracks=by, on_overlap="refuse", locked=locked)
            return tr("Move"), moved
        fps = work.sidecar.edit_rate
        if column is Column.START:
            by = typed_ticks(str(value), fps, item.start_ticks) - item.start_ticks
            return tr("Move"), move_clips(state, item_ids=(key,), by_ticks=by, linked=True, locked=locked)
        if column is Column.END:
            to_ticks = typed_ticks(str(value), fps, item.end_ticks)
        else:
            to_ticks = item.start_ticks + typed_ticks(str(value), fps, item.duration_ticks)
        trimmed = trim_clip(state, item_id=key, edge="end", to_ticks=to_ticks, linked=True, locked=locked)
        return tr("Trim"), trimmed

    def rows_of(self, item_ids: Iterable[str]) -> list[int]:
        """Give the rows of clips, rising; clips that do not show have none."""
        return sorted(row for key in item_ids if (row := self.row_of(key)) is not None)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _TIMES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def ranges_of(rows: Collection[int]) -> list[tuple[int, int]]:
    """Join rising rows to ranges, ends included."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
