"""The docks: which panels there are, where they stand, how they come and go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget

from editor_app.ui.window.texts import tr
from editor_app.ui.window.wide_dock import WideDock

_LAYOUT_VERSION = 1
_TIMELINE_SHARE = 0.4
_DRAWER_SHARE = 0.42
_BESIDE_TIMELINE = ("problems", "keyframes", "clips", "uploads")
_SIDES_PX = (348, 360)
_AREA = Qt.DockWidgetArea


@dataclass(frozen=True, slots=True)
class DockSpec:
    """One dock: its id, its title, where it stands at first; `is_drawer` for those that open when called."""

    id: str
    title: str
    area: Qt.DockWidgetArea
    is_drawer: bool = False


SPECS = (
    DockSpec("media", "Media", _AREA.LeftDockWidgetArea),
    DockSpec("inspector", "Inspector", _AREA.RightDockWidgetArea),
    DockSpec("timeline", "Timeline", _AREA.BottomDockWidgetArea),
    DockSpec("problems", "Problems", _AREA.BottomDockWidgetArea, is_drawer=True),
    DockSpec("exports", "Export", _AREA.RightDockWidgetArea, is_drawer=True),
    DockSpec("history", "History", _AREA.RightDockWidgetArea, is_drawer=True),
    DockSpec("keyframes", "Keyframes", _AREA.BottomDockWidgetArea, is_drawer=True),
    DockSpec("clips", "Clip list", _AREA.BottomDockWidgetArea, is_drawer=True),
    DockSpec("uploads", "Uploads", _AREA.BottomDockWidgetArea, is_drawer=True),
)


class _Border(QObject):
    """The border above the timeline: which share of the window lies below it, as somebody last dragged it."""

    def __init__(self, timeline: QDockWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self._timeline, self._window = timeline, window
        self.share = _TIMELINE_SHARE
        timeline.installEventFilter(self)

    def take(self) -> None:
        """Take the share from where the border is."""
        if self._timeline.isVisible() and not self._timeline.isFloating() and self._window.height() > 0:
            self.share = self._timeline.height() / self._window.height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn of drags; sizes that come about by themselves, as the window's does, are no wish."""
        is_dragged = QApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.Resize and is_dragged:
            self.take()
        return False


class _Dock(QDockWidget):
    """A double click on its title makes it float, unless the first of the two clicks was elsewhere.

    One on a project of the start page opens that, and is over only once the editor is there.
    """

    def __init__(self, title: str, window: QMainWindow) -> None:
        super().__init__(title, window)
        self._pressed_at: int | None = None

    def event(self, event: QEvent) -> bool:
        """Pass over the second half of a double click that began elsewhere."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed_at = event.timestamp()
            elif event.type() == QEvent.Type.MouseButtonDblClick and not self._has_first_half(event):
                return True
        return super().event(event)

    def _has_first_half(self, event: QMouseEvent) -> bool:
        at = self._pressed_at
        return at is not None and event.timestamp() - at <= QApplication.doubleClickInterval()


class Docks:
    """The docks of a window, which are hidden as long as no project is open."""

    def __init__(self, window: QMainWindow, panels: dict[str, QWidget]) -> None:
        self._window = window
        self._by_id: dict[str, QDockWidget] = {}
        # In the order of Tab: what stands beside the canvas comes before what lies below both.
        for spec in sorted(SPECS, key=lambda spec: spec.area == _AREA.BottomDockWidgetArea):
            dock = _Dock(tr(spec.title), window)
            dock.setObjectName(f"dock-{spec.id}")
            dock.setWidget(panels[spec.id])
            dock.hide()
            # Later: a panel that is disabled while Qt hides it crashes the program.
            dock.visibilityChanged.connect(partial(self._tend, dock), Qt.ConnectionType.QueuedConnection)
            self._by_id[spec.id] = dock
        self._kept: QByteArray | None = None
        self._is_shown = False
        """Whether a project is open: only then is how the docks stand worth keeping."""
        self._border = _Border(self._by_id["timeline"], window)
        self._wide = WideDock(self._by_id["exports"], window)
        self._place()

    def dock(self, name: str) -> QDockWidget:
        """Give a dock by its id."""
        return self._by_id[name]

    def reset(self) -> None:
        """Put all docks where they stood at first."""
        self._place()
        for spec in SPECS:
            self._by_id[spec.id].setVisible(not spec.is_drawer)
        self._by_id["inspector"].raise_()
        self._share_room()

    def _place(self) -> None:
        window, by_id = self._window, self._by_id
        for spec in SPECS:
            by_id[spec.id].setFloating(False)
            window.addDockWidget(spec.area, by_id[spec.id])
        # First beside the timeline, then behind one another: a split takes a dock away from its tabs.
        window.splitDockWidget(by_id["timeline"], by_id["problems"], Qt.Orientation.Horizontal)
        for drawer in ("keyframes", "clips", "uploads"):
            window.tabifyDockWidget(by_id["problems"], by_id[drawer])
        for drawer in ("exports", "history"):
            window.tabifyDockWidget(by_id["inspector"], by_id[drawer])
        window.setCorner(Qt.Corner.BottomLeftCorner, _AREA.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, _AREA.BottomDockWidgetArea)

    def show(self) -> None:
        """Show what was shown before."""
        self._is_shown = True
        if self._kept is None or not self._window.restoreState(self._kept, _LAYOUT_VERSION):
            self.reset()
            # Sizes are only kept to once the docks have been laid out.
            QTimer.singleShot(0, self._window, self._share_room)
        else:
            QTimer.singleShot(0, self._border, self._border.take)

    def hide(self) -> None:
        """Hide all, and remember how they stood."""
        self._keep()
        self._is_shown = False
        for dock in self._by_id.values():
            dock.hide()

    def open(self, name: str) -> None:
        """Bring a dock to the front."""
        dock = self._by_id[name]
        was_open = self.is_seen(name)
        dock.show()
        dock.raise_()
        if not was_open and name in _BESIDE_TIMELINE and not dock.isFloating():
            timeline = self._by_id["timeline"]
            width = self._window.width()
            shares = [round(width * (1 - _DRAWER_SHARE)), round(width * _DRAWER_SHARE)]
            self._window.resizeDocks([timeline, dock], shares, Qt.Orientation.Horizontal)

    def is_seen(self, name: str) -> bool:
        """Tell whether a dock can be seen now, and is not behind another one."""
        dock = self._by_id[name]
        return dock.isVisible() and not dock.visibleRegion().isEmpty()

    def toggle(self, name: str) -> None:
        """Open a dock, or close it where it is seen."""
        dock = self._by_id[name]
        if self.is_seen(name):
            dock.hide()
        else:
            self.open(name)

    def make_toggle(self, name: str) -> QAction:
        """Make an action that opens or closes a dock; it is on while the dock is not behind another."""
        dock = self._by_id[name]
        action = QAction(dock.windowTitle(), self._window)
        action.setObjectName(f"panel.{name}")
        action.setCheckable(True)
        action.triggered.connect(lambda _on: self.toggle(name))
        action.triggered.connect(lambda _on: action.setChecked(self.is_seen(name)))
        dock.visibilityChanged.connect(action.setChecked)
        return action

    def _tend(self, dock: QDockWidget, _seen: bool) -> None:
        """Keep the keyboard out of a panel that lies behind another: Qt leaves it in the order of Tab."""
        is_behind = dock.isVisible() and dock.visibleRegion().isEmpty()
        dock.widget().setEnabled(not is_behind)

    def keep_shares(self, height_px: int) -> None:
        """Let the timeline grow and shrink with the window: Qt gives all that is new to the canvas."""
        timeline = self._by_id["timeline"]
        if timeline.isVisible() and not timeline.isFloating():
            self._window.resizeDocks(
                [timeline], [round(self._border.share * height_px)], Qt.Orientation.Vertical
            )

    def to_text(self) -> str:
        """Give how the docks stand, for next time."""
        self._keep()
        return bytes(self._kept.toBase64().data()).decode() if self._kept is not None else ""

    def _keep(self) -> None:
        if self._is_shown and any(not dock.isHidden() for dock in self._by_id.values()):
            self._kept = self._window.saveState(_LAYOUT_VERSION)

    def restore_text(self, text: str) -> None:
        """Take up how the docks stood, once they are shown."""
        if text:
            self._kept = QByteArray.fromBase64(text.encode())

    def _share_room(self) -> None:
        window, by_id = self._window, self._by_id
        height = max(window.height(), 480)
        self._border.share = _TIMELINE_SHARE
        sides = [by_id["media"], by_id["inspector"]]
        window.resizeDocks(sides, list(_SIDES_PX), Qt.Orientation.Horizontal)
        window.resizeDocks([by_id["timeline"]], [round(height * _TIMELINE_SHARE)], Qt.Orientation.Vertical)
