"""A grid of tiles that share the width evenly; hovering, Enter and typing are told."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from editor_app.ui.media.tiles import Tile, TileDelegate

_SMALLEST_PX, _WISHED_PX = 116, 130
_SPARE_PX = 6
"""The grid wraps a little before its tiles fill the width."""
_DRAG_PX = 128
_BESIDE_PX = 10


class TileView(QListView):
    """The grid."""

    chosen = Signal(QModelIndex)
    """Double-clicked, or Enter."""
    typed = Signal(str)
    """A letter or digit: someone begins to search."""
    hovered = Signal(QModelIndex, float)
    """The tile under the pointer (invalid: none), and how far across it, 0 to 1."""

    def __init__(self, name: str, parent: QWidget | None = None, *, shape: float = 9 / 16) -> None:
        super().__init__(parent)
        self._shape = shape
        self.searches = False
        """Whether letters begin a search, and are not the window's keys."""
        self._hovered = QPersistentModelIndex()
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(400)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self.doubleClicked.connect(self.chosen)
        self._fit()

    @property
    def hovered_index(self) -> QModelIndex:
        """Give the tile under the pointer."""
        return self.model().index(self._hovered.row(), 0) if self._hovered.isValid() else QModelIndex()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which tile the pointer is over."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index, event.position().toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell that the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex(), QPoint())
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep letters to search with from being taken for the window's keys."""
        is_claim = self.searches and event.type() == QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and _letter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use what is current, begin to search, or move on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex())
        elif self.searches and (letter := _letter(event)):
            self.typed.emit(letter)
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag what is selected, with the picture of the first."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(indexes))
        picture = self.drag_picture(indexes[0], len(indexes))
        drag.setPixmap(picture)
        # What is dropped begins at the pointer: to the left of it the picture hides nothing of its place.
        drag.setHotSpot(QPoint(_DRAG_PX + _BESIDE_PX, _BESIDE_PX))
        drag.exec(Qt.DropAction.CopyAction)

    def drag_picture(self, index: QModelIndex, count: int) -> QPixmap:
        """Paint what goes with the pointer."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, TileDelegate)
        ratio = self.devicePixelRatioF()
        return delegate.drag_picture(index, _DRAG_PX, count, ratio)

    def _fit(self) -> None:
        width = max(_SMALLEST_PX, self.viewport().width() - _SPARE_PX)
        columns = max(1, width // _SMALLEST_PX)
        if columns > 2:
            columns = max(2, width // _WISHED_PX)
        tile = width // columns
        size = QSize(tile, Tile.height_of(tile, self._shape))
        if size != self.gridSize():
            self.setGridSize(size)

    def _hover(self, index: QModelIndex, at: QPoint) -> None:
        was = self._hovered.isValid()
        self._hovered = QPersistentModelIndex(index)
        if not index.isValid():
            if was:
                self.hovered.emit(index, 0.0)
            return
        rect = self.visualRect(index)
        share = (at.x() - rect.left()) / max(1, rect.width())
        self.hovered.emit(index, min(max(share, 0.0), 1.0))


def _letter(event: QKeyEvent) -> str:
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    return text if held == Qt.KeyboardModifier.NoModifier and len(text) == 1 and text.isalnum() else ""
