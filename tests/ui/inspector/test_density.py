"""Where there is little height the rows stand closer, and stay large enough to hit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from editor_app.ui.inspector.density import DENSE, ROOMY, Density, density_of
from editor_app.ui.theme import HIT_PX
from tests.ui.inspector.scene import Scene
from tests.ui.tab_walk import stops

LOW_PX, HIGH_PX = 280, 900


@pytest.mark.parametrize(("height_px", "density"), [(200, DENSE), (439, DENSE), (440, ROOMY), (900, ROOMY)])
def test_density(height_px: int, density: Density) -> None:
    assert density_of(height_px) == density


def rows_seen(scene: Scene) -> int:
    [area] = scene.page.findChildren(QScrollArea)
    view = area.viewport()
    places = [QRect(row.mapTo(view, QPoint(0, 0)), row.size()) for row in scene.page.rows.values()]
    return sum(view.rect().contains(place) for place in places)


def test_more_rows_are_seen_in_a_low_panel(scene: Scene, qtbot: QtBot) -> None:
    scene.select("a")
    head = scene.page.sections.heads[0]
    assert head.isVisible()
    scene.panel.resize(360, LOW_PX)
    qtbot.waitUntil(lambda: not head.isVisible())
    assert rows_seen(scene) >= 7
    assert all(stop.height() >= HIT_PX for stop in stops(scene.panel))
    scene.select("v")  # a page that is made now
    scene.settle()
    assert rows_seen(scene) >= 7
    scene.select("a")
    scene.panel.resize(360, HIGH_PX)
    qtbot.waitUntil(head.isVisible)


def test_the_project_does_not_say_its_title_twice(scene: Scene, qtbot: QtBot) -> None:
    head = scene.panel.project.first_heading
    assert head is not None
    assert head.isVisible()
    scene.panel.resize(360, LOW_PX)
    qtbot.waitUntil(lambda: not head.isVisible())
    assert all(stop.height() >= HIT_PX for stop in stops(scene.panel))
