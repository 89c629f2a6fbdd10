"""Markers with names and colours, and zooming to what is selected."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from editor_app.session import InOut
from editor_app.store.sidecar import Marker
from editor_app.ui.timeline.markers import marker_text
from tests.ui.timeline.scene import S, Scene
from tests.ui.timeline.test_menus import entry


@pytest.fixture
def marked(scene: Scene) -> Scene:
    """Give the scene with a marker at two seconds."""
    scene.session.set_playhead(2 * S)
    scene.panel.actions_by_id["marker.add"].trigger()
    return scene


def only(scene: Scene) -> Marker:
    [marker] = scene.document.sidecar.markers
    return marker


def menu_of_marker(scene: Scene) -> QMenu:
    at = QPoint(round(scene.x(2)), 8)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, scene.area.mapToGlobal(at))
    QApplication.sendEvent(scene.area, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_marker_gets_a_colour_and_goes(marked: Scene) -> None:
    menu = menu_of_marker(marked)
    assert entry(menu, "Colour", "Green").isChecked()
    entry(menu, "Colour", "Red").trigger()
    menu.close()
    assert only(marked).color == "red"
    menu = menu_of_marker(marked)
    entry(menu, "Remove marker").trigger()
    menu.close()
    assert marked.document.sidecar.markers == ()
    marked.document.undo()
    assert only(marked).color == "red"


def test_a_name_is_typed_below_the_marker_and_stands_in_the_list(marked: Scene) -> None:
    menu = menu_of_marker(marked)
    entry(menu, "Name marker…").trigger()
    menu.close()
    field = marked.area.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Chorus")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert only(marked).name == "Chorus"
    marked.session.set_playhead(0)
    marked.panel.actions_by_id["marker.list"].trigger()
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    assert opened.title() == "Markers"
    entry(opened, "00:00:02:00  Chorus", "Go to marker").trigger()
    opened.close()
    assert marked.session.playhead_ticks == 2 * S


def test_a_line_of_the_list_says_when_and_what() -> None:
    assert marker_text(Marker("a", S), 30) == "00:00:01:00"
    assert marker_text(Marker("a", S, "Chorus"), 30) == "00:00:01:00  Chorus"


def test_zoom_goes_to_the_selection_or_else_to_the_range(scene: Scene) -> None:
    said: list[str] = []
    scene.panel.notice.connect(said.append)
    fit = scene.panel.actions_by_id["view.fit-selection"]
    fit.trigger()
    assert said == ["Select clips to zoom to, or mark a range."]
    scene.session.set_range(InOut(S, 3 * S))
    fit.trigger()
    view = scene.area.stage().view
    assert view.header_px <= view.x_of(S) < view.x_of(3 * S) <= view.width_px
    assert view.x_of(3 * S) - view.x_of(S) > 0.8 * (view.width_px - view.header_px)
    scene.session.select(("w",))
    fit.trigger()
    item = scene.item("w")
    view = scene.area.stage().view
    assert view.header_px <= view.x_of(item.start_ticks) < view.x_of(item.end_ticks) <= view.width_px
