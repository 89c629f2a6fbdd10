"""The width of the tracks' headers: by the pointer, by actions, and as far as there is room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from editor_app.session import HEADER_PX, NARROWEST_HEADER_PX, WIDEST_HEADER_PX
from editor_app.ui.timeline.hits import header_icons
from tests.ui.timeline.scene import S, Scene


def width(scene: Scene) -> int:
    """Give the width that shows."""
    return scene.area.view().header_px


@pytest.mark.parametrize(
    ("by", "wanted"),
    [(60, HEADER_PX + 60), (-30, HEADER_PX - 30), (900, WIDEST_HEADER_PX), (-170, NARROWEST_HEADER_PX)],
)
def test_the_border_is_dragged(scene: Scene, by: int, wanted: int) -> None:
    at, start = (HEADER_PX - 1, scene.y(0)), scene.x(1)
    scene.drag(at, (at[0] + by, at[1]))
    assert width(scene) == scene.session.header_px == wanted
    assert scene.x(1) == start + wanted - HEADER_PX
    assert not scene.document.can_undo


def test_escape_gives_the_old_width_back(scene: Scene) -> None:
    scene.press(HEADER_PX - 1, scene.y(1))
    scene.move(300, scene.y(1))
    assert width(scene) > HEADER_PX
    scene.key(Qt.Key.Key_Escape)
    assert width(scene) == HEADER_PX


def test_a_double_click_gives_the_usual_width(scene: Scene, qtbot: QtBot) -> None:
    scene.session.set_header_px(300)
    qtbot.mouseDClick(scene.area, Qt.MouseButton.LeftButton, pos=QPoint(299, round(scene.y(0))))
    assert width(scene) == HEADER_PX


def test_below_the_tracks_the_border_is_there_too_and_says_so(scene: Scene) -> None:
    scene.hover(HEADER_PX - 1, scene.area.height() - 10)
    assert scene.area.cursor().shape() == Qt.CursorShape.SplitHCursor
    assert scene.area.tooltip_at(HEADER_PX - 1, scene.area.height() - 10).startswith("Drag for wider")


def test_by_actions_it_goes_in_steps(scene: Scene) -> None:
    scene.panel.actions_by_id["track.wider-headers"].trigger()
    assert width(scene) == HEADER_PX + 32
    for _ in range(9):
        scene.panel.actions_by_id["track.narrower-headers"].trigger()
    assert width(scene) == NARROWEST_HEADER_PX


def test_wider_headers_have_more_room_for_the_name(scene: Scene) -> None:
    row = scene.area.rows[0]
    before = header_icons(scene.area.view(), row)[-1][1]
    scene.session.set_header_px(HEADER_PX + 100)
    assert header_icons(scene.area.view(), row)[-1][1] == before + 100
    assert scene.panel._across.pageStep() == scene.area.width() - HEADER_PX - 100


def test_a_narrow_window_keeps_half_of_its_width_for_the_tracks(scene: Scene) -> None:
    scene.session.set_header_px(WIDEST_HEADER_PX)
    scene.panel.resize(500, 480)
    assert width(scene) <= scene.area.width() // 2
    assert scene.session.header_px == WIDEST_HEADER_PX
    assert scene.area.view().tick_at(scene.x(1)) == S


def test_a_name_that_is_cut_is_told_whole_at_the_pointer(scene: Scene) -> None:
    named = scene.document.work.sidecar.with_track_name("V1", "Interviews of the second day")
    scene.document.apply("Rename", sidecar=named)
    assert scene.area.tooltip_at(40, scene.y(1)).startswith("Interviews of the second day\n")
