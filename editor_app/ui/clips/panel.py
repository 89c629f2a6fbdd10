"""The Clip list panel: a table over the document, selected and edited by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.edits.clips import delete_clips
from editor_app.edits.errors import EditError
from editor_app.session import Session
from editor_app.ui.clips.index import Column
from editor_app.ui.clips.model import ClipsModel, ranges_of
from editor_app.ui.clips.texts import tr
from editor_app.ui.names import track_names
from editor_app.ui.theme import DARK, HIT_PX, Tokens
from editor_app.ui.widgets.navigation import keeps_key

_WIDTHS = {
    Column.TYPE: 132,
    Column.TRACK: 96,
    Column.START: 120,
    Column.END: 120,
    Column.DURATION: 120,
}


class ClipTable(QTableView):
    """The table, which keeps the keys that walk through it."""

    def event(self, event: QEvent) -> bool:
        """Keep arrows and Enter from the window's shortcuts."""
        return keeps_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit the cell with Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Editors: a line for times, a list of the tracks for the track."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Make the editor of a cell."""
        if index.column() != Column.TRACK:
            line = QLineEdit(parent)
            line.setObjectName("cell")
            line.setAccessibleName(_heading(index))
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.setToolTip(tr("A timecode, seconds (12.5), frames (375f), or by how much (+1.5, -10f)"))
            return line
        box = QComboBox(parent)
        box.setObjectName("cell")
        box.setAccessibleName(_heading(index))
        box.addItems(track_names(self._document.work.state, self._document.work.sidecar))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show what there is."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data())
        elif isinstance(editor, QLineEdit):
            editor.setText(index.data())
            editor.selectAll()

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Take what was typed or chosen."""
        if isinstance(editor, QComboBox):
            model.setData(QModelIndex(index), editor.currentIndex())  # pyright: ignore[reportArgumentType]
        elif isinstance(editor, QLineEdit):
            model.setData(QModelIndex(index), editor.text())  # pyright: ignore[reportArgumentType]


def _heading(index: QModelIndex | QPersistentModelIndex) -> str:
    return str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))


class ClipListPanel(QWidget):
    """All clips with their times; what is selected here is selected everywhere."""

    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self, document: Document, session: Session, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._is_following = False
        self.actions_by_id: dict[str, QAction] = {}
        self.model = ClipsModel(document, self)
        self.model.set_asleep(True)  # until it is shown first
        self.table = self._make_table()
        self.search = QLineEdit(self)
        self._count = QLabel(self)
        self._empty = QLabel(tr("No clips yet. Drop files on the timeline, or add text and shapes."), self)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._show_rows()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.model.set_tokens(tokens)
        for label in (self._count, self._empty):
            label.setStyleSheet(f"color: {tokens.secondary};")

    # Building.

    def _make_table(self) -> ClipTable:
        table = ClipTable(self)
        table.setModel(self.model)
        table.setItemDelegate(CellDelegate(self._document, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setAccessibleName(tr("Clip list"))
        rows = table.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(HIT_PX + 4)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSortIndicator(Column.TRACK, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        return table

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(tr("Find clips by name"))
        self.search.setAccessibleName(tr("Find clips by name"))
        self.search.setToolTip(tr("Show only clips whose name has this text"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(280)
        self.search.setMinimumHeight(HIT_PX)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 16, 4)
        bar.addWidget(self.search, 1)
        bar.addStretch(1)
        bar.addWidget(self._count)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addLayout(self._pages, 1)

    def _connect(self) -> None:
        self.model.refused.connect(self.notice)
        self.model.rows_changed.connect(self._show_rows)
        self.model.modelReset.connect(self._take_selection)
        self.search.textChanged.connect(self.model.set_filter)
        self.table.selectionModel().selectionChanged.connect(self._tell_selection)
        self._session.selection_changed.connect(self._take_selection)

    # Selection, both ways.

    def _tell_selection(self, *_news: object) -> None:
        if self._is_following:
            return
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        current = self.table.currentIndex().row()
        if current in rows:  # the one clicked last stands last
            rows.remove(current)
            rows.append(current)
        self._is_following = True
        self._session.select(self.model.id_at(row) for row in rows)
        self._is_following = False

    def _take_selection(self, *_news: object) -> None:
        if self._is_following:
            return
        rows = self.model.rows_of(self._session.selection.item_ids)
        chosen = QItemSelection()
        for first, last in ranges_of(rows):
            chosen.select(self.model.index(first, 0), self.model.index(last, len(Column) - 1))
        self._is_following = True
        self.table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            last = self.model.row_of(self._session.selection.item_ids[-1])
            column = max(self.table.currentIndex().column(), 0)
            index = self.model.index(rows[-1] if last is None else last, column)
            self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(index)
        self._is_following = False

    def _show_rows(self) -> None:
        shown, total = self.model.rowCount(), len(self._document.state.items)
        if shown == total:
            text = tr("1 clip") if total == 1 else tr("{count} clips").format(count=f"{total:,}")
        else:
            text = tr("{shown} of {count} clips").format(shown=f"{shown:,}", count=f"{total:,}")
        self._count.setText(text)
        self._pages.setCurrentIndex(0 if total else 1)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the selected clips."""
        if event.key() == Qt.Key.Key_Delete and self._session.selection.item_ids:
            self.delete_selected()
        else:
            super().keyPressEvent(event)

    def delete_selected(self) -> None:
        """Take the selected clips away as one step."""
        work = self._document.work
        try:
            new = delete_clips(
                work.state,
                item_ids=self._session.selection.item_ids,
                linked=True,
                locked=work.sidecar.locked_tracks,
            )
        except EditError as error:
            self.notice.emit(str(error))
            return
        self._document.apply(tr("Delete"), new)
        self._session.prune(self._document.work.state)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the document again."""
        super().showEvent(event)
        self.model.set_asleep(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self.model.set_asleep(True)
