"""Tab goes through the media panel as it is read: the tabs, the controls, the tiles."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot

from editor_app.store.media_files import MissingMedium
from tests.ui.media.scene import make_scene
from tests.ui.tab_walk import named, stops, walk
from tests.ui.window.showing import show_active


@pytest.fixture
def docked(qtbot: QtBot) -> SimpleNamespace:
    """Show the panel in a dock, as the window has it."""
    scene = make_scene(qtbot)
    scene.window = QMainWindow()
    dock = QDockWidget("Media", scene.window)
    dock.setWidget(scene.panel)
    scene.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    scene.window.resize(900, 700)
    show_active(qtbot, scene.window)
    return scene


@pytest.mark.parametrize("tab", range(5))
def test_every_tab(docked: SimpleNamespace, tab: int) -> None:
    panel = docked.panel
    panel.tabs.setCurrentIndex(tab)
    QApplication.processEvents()
    expected = stops(panel)
    assert expected[0] is panel.tabs.tabBar()
    met = walk(expected[0], panel)
    assert met == expected, (named(met), named(expected))
    back = walk(expected[-1], panel, Qt.Key.Key_Backtab)
    assert back == expected[::-1], (named(back), named(expected))


def test_questions_stand_between_controls_and_tiles(docked: SimpleNamespace) -> None:
    docked.sources.missing = (MissingMedium("film", "beach.mp4", "gone"),)
    docked.sources.changed.emit({})
    QApplication.processEvents()
    expected = stops(docked.panel)
    assert len(expected) >= 9
    met = walk(expected[0], docked.panel)
    assert met == expected, (named(met), named(expected))
