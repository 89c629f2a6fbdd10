"""The part of the Export panel that scrolls: places, settings, what to know before, the exports."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QMoveEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QLabel,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui.export.texts import tr
from editor_app.ui.theme import SPACE_PX, ui_font

_TWO_COLUMNS_PX = 560
"""From this width on, what to know stands beside the settings."""


class ExportBody(QScrollArea):
    """The parts: one above the other, or settings beside what to know before."""

    tab_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        self._column.setSpacing(SPACE_PX)
        self._is_wide: bool | None = None
        self._revealed: QAbstractItemView | None = None
        """The list whose row shall be in sight until somebody scrolls."""
        self._moved_by_px, self._is_resizing = 0, False
        self.verticalScrollBar().rangeChanged.connect(self._keep_in_place)
        self.verticalScrollBar().rangeChanged.connect(self._scroll)
        self.verticalScrollBar().sliderPressed.connect(self._forget_revealed)
        self.tabs = QTabBar(self)
        self._moves = _Moves(self)
        self._moves.moved.connect(self._note_move)
        self.tabs.installEventFilter(self._moves)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("Lists of exports"))
        self.setObjectName("exportArea")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._inside)

    def set_parts(
        self,
        cards: QWidget,
        settings: tuple[QWidget, ...],
        before: tuple[QWidget, ...],
        lists: tuple[QWidget, ...],
    ) -> None:
        """Take the parts: `settings` are presets, form and what few need; `lists` are shown one at a time."""
        presets, form, advanced = settings
        self._cards = cards
        self._left, self._right = QWidget(self._inside), QWidget(self._inside)
        left, right = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(SPACE_PX)
        for part in (self._title(tr("Preset")), presets, self._title(tr("Settings")), form, advanced):
            left.addWidget(part)
        left.addStretch(1)
        for part in (self._title(tr("Before you export")), *before):
            right.addWidget(part)
        right.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * SPACE_PX)
        self._grid.setVerticalSpacing(SPACE_PX)
        self._column.addWidget(cards)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.tabs)
        self._lists = lists
        for one in lists:
            self._column.addWidget(one)
        self._column.addStretch(1)
        for name in (tr("Exports"), tr("At the services"), tr("Preview links"))[: len(lists)]:
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(self._show_list)
        self._show_list(0)
        self._arrange()

    def show_lists_only(self, only: bool) -> None:
        """Leave out all that is about the next export."""
        for part in (self._cards, self._left, self._right):
            part.setVisible(not only)

    def offer_list(self, number: int, is_there: bool) -> None:
        """Offer one of the lists after the first, or leave it out."""
        self.tabs.setTabVisible(number, is_there)
        if not is_there and self.tabs.currentIndex() == number:
            self.tabs.setCurrentIndex(0)

    def reveal(self, view: QAbstractItemView) -> None:
        """Scroll to the row of a list that is current, also when the list gets its height only later."""
        self._revealed = view
        QTimer.singleShot(0, self, self._scroll)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Somebody looks at something else."""
        self._revealed = None
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what to know beside the settings where there is room."""
        self._is_resizing = True
        super().resizeEvent(event)
        self._arrange()
        self._is_resizing = False

    def _note_move(self, by_px: int) -> None:
        """Note by how much what stands above the lists has moved them."""
        if self.isVisible():
            self._moved_by_px += by_px
            QTimer.singleShot(0, self, self._keep_in_place)  # where there is as much to scroll as before

    def _keep_in_place(self, *_range: object) -> None:
        """Leave the row that the pointer is over below it: a click would meet another one."""
        moved_px, self._moved_by_px = self._moved_by_px, 0
        if not moved_px or self._is_resizing:
            return
        bar, at = self.verticalScrollBar(), self.viewport().mapFromGlobal(QCursor.pos())
        lists_px = self.tabs.y() - moved_px - bar.value()
        if self.viewport().rect().contains(at) and at.y() >= lists_px:
            bar.setValue(bar.value() + moved_px)

    def _scroll(self, *_range: object) -> None:
        view, inside = self._revealed, self.widget()
        if view is None or inside is None or not view.currentIndex().isValid():
            return
        row = view.visualRect(view.currentIndex())
        if row.height() > 0:
            at = view.mapTo(inside, row.center())
            self.ensureVisible(at.x(), at.y(), 0, row.height())

    def _forget_revealed(self) -> None:
        self._revealed = None

    def _arrange(self) -> None:
        is_wide = self.viewport().width() >= _TWO_COLUMNS_PX
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._right, 0 if is_wide else 1, 1 if is_wide else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if is_wide else 0)

    def _show_list(self, number: int) -> None:
        for n, one in enumerate(self._lists):
            one.setVisible(n == number)
        self.tab_chosen.emit(number)

    def _title(self, text: str) -> QLabel:
        label = QLabel(text, self._inside)
        label.setFont(ui_font(weight=600))
        label.setProperty("secondary", True)
        return label


class _Moves(QObject):
    """Tells by how much a widget has moved down."""

    moved = Signal(int)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of a move."""
        if isinstance(event, QMoveEvent):
            self.moved.emit(event.pos().y() - event.oldPos().y())
        return False
