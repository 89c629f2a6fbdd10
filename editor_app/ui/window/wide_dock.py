"""The Export panel takes the window's whole right side while it is seen, and gives it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

_SHARE, _LEAST_PX, _MOST_PX, _BORDER_PX = 0.45, 420, 860, 6
_RIGHT, _BOTTOM = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
_CORNER = Qt.Corner.BottomRightCorner


class WideDock(QObject):
    """Makes room for a dock that needs more than its neighbours, as long as it is in front of them.

    It never takes more than what lies below the canvas can spare: Qt would let them overlap.
    """

    def __init__(self, dock: QDockWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self._dock, self._window = dock, window
        self._is_wide = False
        self._width_before = 0
        """What the right side had, before the dock was wide."""
        self._chosen_px = 0
        """How wide somebody has made it; 0 where nobody has."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._take_room)
        # Later: Qt is still in the midst of showing and hiding.
        for news in (dock.visibilityChanged, dock.topLevelChanged):
            news.connect(self._tend, Qt.ConnectionType.QueuedConnection)
        dock.installEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn of a border that is dragged, and look again when the window grows or shrinks."""
        if event.type() == QEvent.Type.Resize and self._is_wide:
            is_dragged = bool(QApplication.mouseButtons() & Qt.MouseButton.LeftButton)
            if watched is self._dock and is_dragged:
                self._chosen_px = self._dock.width()
            if watched is self._window or is_dragged:
                self._soon.start(0)
        return False

    def _tend(self, _seen: bool) -> None:
        is_seen = self._dock.isVisible() and not self._dock.visibleRegion().isEmpty() and self._is_at_home()
        if is_seen and not self._is_wide:
            self._is_wide, self._width_before = True, self._dock.width()
            self._take_room()
        elif not is_seen and self._is_wide:
            self._is_wide = False
            self._give_back()

    def _is_at_home(self) -> bool:
        return not self._dock.isFloating() and self._window.dockWidgetArea(self._dock) == _RIGHT

    def _room(self) -> int:
        """Give the width in px that what stands at the bottom leaves beside it."""
        below = [dock for dock in self._docks_at(_BOTTOM) if not dock.visibleRegion().isEmpty()]
        return self._window.width() - sum(dock.minimumSizeHint().width() + _BORDER_PX for dock in below)

    def _docks_at(self, area: Qt.DockWidgetArea) -> list[QDockWidget]:
        """Give the docks that stand on one side of the window, before or behind one another."""
        return [
            dock
            for dock in self._window.findChildren(QDockWidget)
            if self._window.dockWidgetArea(dock) == area and dock.isVisible() and not dock.isFloating()
        ]

    def _take_room(self) -> None:
        """Be as wide as is wished and as there is room; leave the corner where there is none."""
        if not self._is_wide or not self._is_at_home():
            return
        wished = self._chosen_px or min(_MOST_PX, max(_LEAST_PX, round(self._window.width() * _SHARE)))
        room = self._room()
        has_room = room >= self._dock.minimumSizeHint().width()
        self._window.setCorner(_CORNER, _RIGHT if has_room else _BOTTOM)
        self._resize(self._dock, min(wished, room) if has_room else self._width_before)

    def _give_back(self) -> None:
        for dock in self._docks_at(_RIGHT)[:1]:
            self._resize(dock, self._width_before)
        self._window.setCorner(_CORNER, _BOTTOM)

    def _resize(self, dock: QDockWidget, width: int) -> None:
        self._window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
