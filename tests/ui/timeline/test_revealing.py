"""Scrolling so that what was added is in sight: where to, and after which commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from editor_app.session import TimelineView
from editor_app.state import read
from editor_app.ui.timeline.revealing import Extent, revealed
from editor_app.ui.timeline.view import View
from tests.documents import document, track
from tests.ui.timeline.scene import S, Scene, clip, make_scene

VIEW = View(1176, 234, S / 100)
"""A thousand px for the tracks, a hundred a second; tick 0 lies 16 px in; 200 px for the rows."""


@pytest.mark.parametrize(
    ("scroll", "clips", "wanted"),
    [
        pytest.param((300, 40), [], (300, 40), id="none"),
        pytest.param((0, 0), [(1, 2, 0, 50)], (0, 0), id="in sight"),
        pytest.param((0, 50), [(1, 2, 50, 250)], (0, 50), id="just in sight"),
        pytest.param((0, 120), [(1, 2, 0, 50)], (0, 0), id="above"),
        pytest.param((0, 120), [(1, 2, 100, 150)], (0, 98), id="partly above"),
        pytest.param((0, 0), [(1, 2, 300, 350)], (0, 152), id="below"),
        pytest.param((0, 120), [(1, 2, 0, 50), (1, 2, 400, 450)], (0, 0), id="too far apart"),
        pytest.param((0, 0), [(30, 31, 0, 50)], (3016 - 125, 0), id="later"),
        pytest.param((5000, 0), [(1, 2, 0, 50)], (0, 0), id="earlier"),
        pytest.param((5000, 0), [(1, 90, 0, 50)], (5000, 0), id="its middle in sight"),
        pytest.param((5000, 0), [(1, 2, 0, 50), (50, 52, 0, 50)], (5000, 0), id="one in sight"),
        pytest.param((0, 120), [(30, 31, 0, 50)], (3016 - 125, 0), id="both ways"),
    ],
)
def test_the_scroll_goes_no_further_than_it_takes(
    scroll: tuple[int, int], clips: list[tuple[int, int, int, int]], wanted: tuple[int, int]
) -> None:
    view = replace(VIEW, scroll_x_px=scroll[0], scroll_y_px=scroll[1])
    extents = [Extent(start * S, end * S, top, bottom) for start, end, top, bottom in clips]
    assert revealed(view, extents) == wanted


@pytest.fixture
def tall(qtbot: QtBot) -> Scene:
    """Give a dozen tracks of which the last ones are in sight."""
    names = [f"c{number}" for number in range(12)]
    made = document(*(clip(name, 0, 4) for name in names), tracks=[track(f"V{name}", name) for name in names])
    scene = make_scene(read(made)[0])
    qtbot.addWidget(scene.panel)
    scene.panel.show()
    scene.area.scroll_by(0, 10_000)
    return scene


def paste(scene: Scene) -> None:
    scene.session.select(("c11",))
    scene.panel.commands.copy()
    scene.session.select_nothing()
    scene.panel.commands.paste()
    QGuiApplication.clipboard().clear()


def duplicate(scene: Scene) -> None:
    scene.session.select(("c0",))
    scene.panel.commands.duplicate()


@pytest.mark.parametrize("do", [paste, duplicate])
def test_what_was_added_comes_in_sight(tall: Scene, do: Callable[[Scene], None]) -> None:
    assert tall.session.view.top_px > 0
    do(tall)
    (key,) = tall.session.selection.item_ids
    home = tall.area.lanes.home(key)
    assert home is not None
    view, row = tall.area.view(), tall.area.rows[home]
    assert row.top_px - view.scroll_y_px >= 0
    assert row.bottom_px - view.scroll_y_px <= view.lanes_px


def test_a_click_scrolls_nothing(tall: Scene) -> None:
    tall.area.scroll_by(0, -20)
    before = tall.session.view
    tall.click(tall.x(1), tall.y(11, 0.15))
    assert tall.session.selection.item_ids == ("c11",)
    assert tall.session.view == before


def test_a_duplicate_far_behind_comes_in_sight_in_time(scene: Scene) -> None:
    scene.session.set_view(TimelineView(S / 1000))
    scene.session.select(("m",))
    scene.panel.commands.duplicate()
    (key,) = scene.session.selection.item_ids
    assert 0 < scene.area.view().x_of(scene.item(key).start_ticks) < scene.area.width()
