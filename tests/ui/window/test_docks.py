"""Where the docks stand, at first, after a reset and next time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.window.docks import SPECS, Docks
from tests.ui.tab_walk import walk
from tests.ui.window.showing import show_active

BESIDE = ("problems", "keyframes", "clips", "uploads")
FIRST_HEIGHT_PX = 288


class Host(QMainWindow):
    """A window with all docks, each with next to nothing in it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.docks.keep_shares(event.size().height())

    def __init__(self) -> None:
        super().__init__()
        self.resize(1280, 720)
        self.setCentralWidget(QWidget())
        self.docks = Docks(self, {spec.id: QLabel(spec.id) for spec in SPECS})

    def place(self, name: str) -> QRect:
        return self.docks.dock(name).geometry()


@pytest.fixture
def make_host(qtbot: QtBot) -> Callable[[], Host]:
    def make() -> Host:
        host = Host()
        qtbot.addWidget(host)
        host.show()
        return host

    return make


def test_drawers_beside_the_timeline_stand_behind_one_another(
    qtbot: QtBot, make_host: Callable[[], Host]
) -> None:
    host = make_host()
    host.docks.show()
    for name in BESIDE:
        host.docks.open(name)
        qtbot.waitUntil(lambda name=name: host.docks.is_seen(name))
        assert [other for other in BESIDE if host.docks.is_seen(other)] == [name]
        assert host.place(name).left() > host.place("timeline").right()
        assert abs(host.place(name).right() - host.rect().right()) <= 1


def test_the_timeline_grows_and_shrinks_with_the_window_in_the_share_it_was_given(
    qtbot: QtBot, make_host: Callable[[], Host]
) -> None:
    host = make_host()
    host.docks.show()
    qtbot.waitUntil(lambda: host.place("timeline").height() == FIRST_HEIGHT_PX)
    for height in (1080, 900, 721, 720):
        host.resize(1280, height)
        qtbot.waitUntil(lambda height=height: host.place("timeline").height() == round(0.4 * height))
    for _ in range(3):  # and does not creep
        for height in (1080, 720):
            host.resize(1280, height)
            qtbot.waitUntil(lambda height=height: host.place("timeline").height() == round(0.4 * height))
    border = QPoint(640, host.place("timeline").top() - 2)
    goal = border + QPoint(0, 88)
    QTest.mousePress(host, Qt.MouseButton.LeftButton, pos=border)
    for at in (border + QPoint(0, 40), goal):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(host.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(host, move)
    qtbot.waitUntil(lambda: host.place("timeline").height() == FIRST_HEIGHT_PX - 88)
    QTest.mouseRelease(host, Qt.MouseButton.LeftButton, pos=goal)
    host.resize(1280, 1080)
    qtbot.waitUntil(lambda: host.place("timeline").height() == 300)


def test_docks_stand_next_time_as_they_stood(qtbot: QtBot, make_host: Callable[[], Host]) -> None:
    before = make_host()
    before.docks.show()
    qtbot.waitUntil(lambda: before.place("timeline").height() == FIRST_HEIGHT_PX)
    before.docks.open("history")
    before.docks.dock("media").hide()
    before.resizeDocks([before.docks.dock("timeline")], [400], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: before.place("timeline").height() == 400)
    kept = before.docks.to_text()

    after = make_host()
    after.docks.restore_text(kept)
    after.docks.show()
    qtbot.waitUntil(lambda: after.place("timeline") == before.place("timeline"))
    assert after.docks.dock("media").isHidden()
    qtbot.waitUntil(lambda: after.docks.is_seen("history"))


def test_what_cannot_be_read_is_the_first_layout(qtbot: QtBot, make_host: Callable[[], Host]) -> None:
    host = make_host()
    host.docks.restore_text("bm90aGluZw==")
    host.docks.show()
    shown = {spec.id for spec in SPECS if not host.docks.dock(spec.id).isHidden()}
    assert shown == {"media", "inspector", "timeline"}


def test_a_reset_brings_back_what_was_moved_closed_or_torn_off(
    qtbot: QtBot, make_host: Callable[[], Host]
) -> None:
    host = make_host()
    host.docks.show()
    qtbot.waitUntil(lambda: host.place("timeline").height() == FIRST_HEIGHT_PX)
    first = {name: host.place(name) for name in ("media", "inspector", "timeline")}
    host.docks.dock("media").setFloating(True)
    host.docks.dock("inspector").hide()
    host.docks.open("clips")
    host.docks.reset()
    qtbot.waitUntil(lambda: {name: host.place(name) for name in first} == first)
    assert host.docks.dock("clips").isHidden()


def test_what_stands_beside_the_canvas_comes_before_what_lies_below(qtbot: QtBot) -> None:
    window = QMainWindow()
    fields = {spec.id: QLineEdit() for spec in SPECS}
    docks = Docks(window, dict(fields))
    show_active(qtbot, window)
    docks.show()
    docks.open("exports")
    qtbot.waitUntil(lambda: fields["exports"].isEnabled() and docks.is_seen("exports"))
    docks.dock("inspector").hide()
    names: dict[QWidget, str] = {field: name for name, field in fields.items()}
    met = [names[one] for one in walk(fields["media"], window) if one in names]
    assert met == ["media", "exports", "timeline"]


def test_what_is_shown_without_a_project_is_not_kept(qtbot: QtBot, make_host: Callable[[], Host]) -> None:
    host = make_host()
    host.docks.show()
    host.docks.hide()
    kept = host.docks.to_text()
    host.docks.open("exports")
    qtbot.waitUntil(lambda: host.docks.is_seen("exports"))
    assert host.docks.to_text() == kept
    host.docks.hide()
    host.docks.show()
    qtbot.waitUntil(lambda: host.docks.is_seen("timeline"))
    assert host.docks.dock("exports").isHidden()


def test_a_double_click_floats_a_dock_only_if_both_its_halves_were_there(
    make_host: Callable[[], Host],
) -> None:
    host = make_host()
    host.docks.show()
    dock, place = host.docks.dock("timeline"), QPoint(40, 8)

    def double_click(*, begins_here: bool) -> None:
        if begins_here:
            QTest.mouseClick(dock, Qt.MouseButton.LeftButton, pos=place)
        kind, button = QEvent.Type.MouseButtonDblClick, Qt.MouseButton.LeftButton
        where = QPointF(place), QPointF(dock.mapToGlobal(place))
        event = QMouseEvent(kind, *where, button, button, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(last[0] + 50)
        QApplication.sendEvent(dock, event)

    last = [0]
    double_click(begins_here=False)
    assert not dock.isFloating()
    dock.installEventFilter(watch := _Times(last, dock))
    double_click(begins_here=True)
    assert dock.isFloating()
    dock.removeEventFilter(watch)


class _Times(QObject):
    """Notes when a mouse button was pressed, by the clock of events."""

    def __init__(self, last: list[int], parent: QObject) -> None:
        super().__init__(parent)
        self._last = last

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._last[0] = event.timestamp()
        return False
