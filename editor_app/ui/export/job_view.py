"""The list of exports: as high as its rows, so that it scrolls with the panel; all of it goes by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from editor_app.ui.export.job_actions import ActionId
from editor_app.ui.export.job_delegate import JobDelegate
from editor_app.ui.export.list_row import ListRow, Role
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.widgets.navigation import keeps_key

Index = QModelIndex | QPersistentModelIndex
_KEYS: dict[int, tuple[ActionId, ...]] = {
    Qt.Key.Key_Return: ("open",),
    Qt.Key.Key_Enter: ("open",),
    Qt.Key.Key_Delete: ("cancel", "remove"),
    Qt.Key.Key_Backspace: ("cancel", "remove"),
    Qt.Key.Key_Space: ("pause", "resume", "retry", "fetch", "try"),
}
_MOVES: dict[int, ActionId] = {Qt.Key.Key_Up: "earlier", Qt.Key.Key_Down: "later"}


class Rows(Protocol):
    """A list model that gives a `ListRow` for `Role.ROW`."""

    height_changed: Any

    def row_of(self, key: str) -> int | None: ...
    def index(self, row: int, /) -> QModelIndex: ...
    def rowCount(self) -> int: ...


class JobView(QListView):
    """The list."""

    wanted = Signal(str, str)
    """str, str: the key of a row, and what shall be done with it."""
    menu_wanted = Signal(str, QPoint)
    """str, QPoint: the key of a row, and the place of the screen for its menu."""

    def __init__(self, model: Rows, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("exportJobs")
        self._rows = model
        self._heights: dict[str, int] = {}
        """Of the rows as they are laid out, by their keys: a view tells only what each would be now."""
        self._held: tuple[str, str] | None = None
        """The row and the button that were pressed, and not let go yet."""
        self.delegate = JobDelegate(tokens, self)
        self.delegate.pressed.connect(self._press)
        self.setModel(model)  # type: ignore[arg-type]
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Exports"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        model.height_changed.connect(self._fit_soon)
        self._fit()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.delegate.set_tokens(tokens)
        self._fit()
        self.viewport().update()

    def choose(self, key: str) -> None:
        """Put the cursor on an export."""
        row = self._rows.row_of(key)
        if row is not None:
            self.setCurrentIndex(self._rows.index(row))

    def sizeHint(self) -> QSize:
        """Ask for the height of all rows."""
        return QSize(160, self.height())

    def event(self, event: QEvent) -> bool:
        """Keep the keys that do something with an export from the window's shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._action_of(event)
        ):
            event.accept()
            return True
        return keeps_key(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for with the export under the cursor."""
        row, action = self._row(), self._action_of(event)
        if row is not None and action is not None:
            # A key is pressed for the wrong row more easily than a button of it.
            self.wanted.emit(row.key, "ask" if action == "cancel" else action)
        else:
            super().keyPressEvent(event)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint one row anew: Qt would lay all of them out, and ask each for its height.

        Where what a row says needs another height now, they have to be laid out indeed.
        """
        if first == last:
            self.update(first)
            row: ListRow = first.data(Role.ROW)
            if self.delegate.height_of(row, self.viewport().width()) != self._heights.get(row.key):
                self._fit_soon()
        else:
            super().dataChanged(first, last, roles)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the delegate know which button the pointer is over."""
        self.delegate.hover_at(event.position().toPoint())
        self.viewport().update()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note which button is pressed: only where it is let go again, it was meant."""
        self._held = self._button_at(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the file of an export that is done.

        On a button it does what one click does: the second may meet a row that came with the first.
        """
        self._held = None
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and self._button_at(at) is None and index.data(Role.ROW).offers("open"):
            self.wanted.emit(index.data(Role.ROW).key, "open")
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of an export."""
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard or not index.isValid():
            index = self.currentIndex()
        if index.isValid():
            self._ask_for_menu(index, event.pos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences need other heights at other widths."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_soon()

    def _button_at(self, at: QPoint) -> tuple[str, str] | None:
        index = self.indexAt(at)
        if not index.isValid():
            return None
        action = self.delegate.action_at(self.visualRect(index), index, at)
        return (index.data(Role.ROW).key, action.id) if action is not None else None

    def _press(self, key: str, action: ActionId) -> None:
        held, self._held = self._held, None
        if held != (key, action):
            return
        if action != "menu":
            self.wanted.emit(key, action)
            return
        row = self._rows.row_of(key)
        if row is not None:
            index = self._rows.index(row)
            self._ask_for_menu(index, self.visualRect(index).bottomRight() - QPoint(40, 10))

    def _ask_for_menu(self, index: QModelIndex, at: QPoint) -> None:
        place = at if self.visualRect(index).contains(at) else self.visualRect(index).center()
        self.menu_wanted.emit(index.data(Role.ROW).key, self.viewport().mapToGlobal(place))

    def _action_of(self, event: QKeyEvent) -> ActionId | None:
        """Give what a key does now, if anything."""
        row = self._row()
        if row is None:
            return None
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            asked = (_MOVES[event.key()],) if event.key() in _MOVES else ()
        else:
            asked = _KEYS.get(event.key(), ())
        return next((action for action in asked if row.offers(action)), None)

    def _row(self) -> ListRow | None:
        index = self.currentIndex()
        return index.data(Role.ROW) if index.isValid() else None

    def _fit_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start(0)

    def _fit(self) -> None:
        """Be as high as all rows together."""
        width, delegate = self.viewport().width(), self.delegate
        rows = [self._rows.index(row).data(Role.ROW) for row in range(self._rows.rowCount())]
        self._heights = {row.key: delegate.height_of(row, width) for row in rows}
        self.setFixedHeight(sum(self._heights.values()) + 2)
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
