"""A wide dock takes the window's right side while it is in front, never more than the bottom can spare."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.window.wide_dock import WideDock

RIGHT, BOTTOM = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
CORNER = Qt.Corner.BottomRightCorner


class Scene:
    """A window with an inspector, the dock behind it, and a timeline below."""

    def __init__(self, qtbot: QtBot, bottom_px: int = 300) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(QWidget())
        self.inspector, self.exports, self.timeline = (QDockWidget(name) for name in ("i", "e", "t"))
        for dock, least in ((self.inspector, 100), (self.exports, 200), (self.timeline, bottom_px)):
            inside = QWidget()
            inside.setMinimumWidth(least)
            dock.setWidget(inside)
        self.window.addDockWidget(RIGHT, self.inspector)
        self.window.addDockWidget(RIGHT, self.exports)
        self.window.addDockWidget(BOTTOM, self.timeline)
        self.window.tabifyDockWidget(self.exports, self.inspector)
        self.window.setCorner(CORNER, BOTTOM)
        self.wide = WideDock(self.exports, self.window)
        self.window.resize(1400, 800)
        self.window.show()
        self.window.resizeDocks([self.inspector], [300], Qt.Orientation.Horizontal)
        self.settle()

    def settle(self) -> None:
        for _ in range(6):
            QApplication.processEvents()

    def show(self, dock: QDockWidget) -> None:
        dock.show()
        dock.raise_()
        self.settle()


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def test_it_is_wide_in_front_and_gives_all_back_behind(scene: Scene) -> None:
    assert (scene.inspector.width(), scene.window.corner(CORNER)) == (300, BOTTOM)
    scene.show(scene.exports)
    assert (scene.exports.width(), scene.window.corner(CORNER)) == (630, RIGHT)
    assert scene.timeline.width() < 1400 - 630
    scene.show(scene.inspector)
    assert (scene.inspector.width(), scene.window.corner(CORNER)) == (300, BOTTOM)
    scene.show(scene.exports)
    scene.exports.hide()
    scene.settle()
    assert scene.window.corner(CORNER) == BOTTOM
    assert scene.inspector.width() == 300


def test_it_follows_the_window(scene: Scene) -> None:
    scene.show(scene.exports)
    for width, wide in ((1000, 450), (2400, 860), (1400, 630)):
        scene.window.resize(width, 800)
        scene.settle()
        assert scene.exports.width() == wide, width


def test_what_stands_below_keeps_what_it_needs(qtbot: QtBot) -> None:
    scene = Scene(qtbot, bottom_px=1000)
    scene.show(scene.exports)
    assert scene.timeline.width() >= 1000
    assert not scene.timeline.geometry().intersects(scene.exports.geometry())
    assert scene.exports.width() < 400
    scene = Scene(qtbot, bottom_px=1250)
    scene.show(scene.exports)
    assert scene.window.corner(CORNER) == BOTTOM
    assert scene.timeline.width() >= 1250


def test_one_that_floats_takes_nothing(scene: Scene) -> None:
    scene.show(scene.exports)
    scene.exports.setFloating(True)
    scene.settle()
    assert scene.window.corner(CORNER) == BOTTOM
    assert scene.inspector.width() == 300
