"""Clips and tracks in trouble are marked, as gravely as it is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from editor_app.checks.troubles import TrackTrouble, Troubles
from editor_app.edits import add_track
from editor_app.edits.blank import blank_document
from editor_app.problem import Severity
from editor_app.session import NARROWEST_HEADER_PX, TimelineView
from editor_app.store.history import Work
from editor_app.ui.theme import DARK
from editor_app.ui.timeline.labels import counted_short
from tests.ui.timeline.scene import S, Scene, make_scene


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    """Show the timeline."""
    made = make_scene()
    qtbot.addWidget(made.panel)
    made.panel.show()
    qtbot.waitExposed(made.panel)
    return made


def on_items(**severities: Severity) -> Troubles:
    return Troubles(severities)


def on_rows(scene: Scene, rows: Mapping[int, TrackTrouble]) -> Troubles:
    return Troubles({}, {scene.area.rows[row].track_id: trouble for row, trouble in rows.items()})


def has(scene: Scene, where: QRect, colour: str) -> bool:
    """Tell whether a colour shows somewhere in a part of the timeline."""
    image = scene.area.grab(where).toImage()
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def clip_box(scene: Scene, key: str) -> QRect:
    left, right = (round(scene.x(at)) for at in scene.span(key))
    return QRect(left + 1, round(scene.y(0, 0.0)), right - left - 2, 20)


def header_box(scene: Scene, row: int) -> QRect:
    return QRect(
        0, round(scene.y(row, 0.0)), scene.area.view().header_px - 62, scene.area.rows[row].height_px
    )


def test_news_of_a_clip_of_the_project_before_tell_of_nothing(scene: Scene) -> None:
    """Troubles may be told anew after another project is there, and before the timeline has taken it over."""
    scene.area.stand_on("title")
    told: list[str] = []

    def tell() -> None:
        scene.area.set_troubles(on_items(title="error"))
        told.append(scene.area.accessibleDescription())

    loaded = scene.document.loaded
    loaded.disconnect(scene.area._take_all)
    loaded.connect(tell)
    loaded.connect(scene.area._take_all)
    scene.document.load(Work(blank_document(width=640, height=360)))
    assert told == [""]


def test_a_clip_is_marked_in_the_colour_of_its_gravest_problem(scene: Scene) -> None:
    scene.area.set_troubles(on_items(title="error", card="warning"))
    title, card, end = (clip_box(scene, key) for key in ("title", "card", "end"))
    assert has(scene, title, DARK.error)
    assert not has(scene, title, DARK.warning)
    assert has(scene, card, DARK.warning)
    assert not has(scene, end, DARK.error)
    scene.area.set_troubles(Troubles())
    assert not has(scene, title, DARK.error)


def test_clips_too_narrow_for_a_sign_have_its_colour(scene: Scene) -> None:
    scene.session.set_view(TimelineView(S / 2))
    scene.area.set_troubles(on_items(title="error", card="warning"))
    row = QRect(scene.area.view().header_px, round(scene.y(0, 0.0)), 60, 20)
    assert has(scene, row, DARK.error)
    assert has(scene, row, DARK.warning)


def test_a_track_is_marked_beside_its_name(scene: Scene) -> None:
    scene.area.set_troubles(on_rows(scene, {0: TrackTrouble(3, "warning"), 2: TrackTrouble(1, "error")}))
    assert has(scene, header_box(scene, 0), DARK.warning)
    assert not has(scene, header_box(scene, 1), DARK.warning)
    assert not has(scene, header_box(scene, 1), DARK.error)
    assert has(scene, header_box(scene, 2), DARK.error)


def test_the_mark_of_a_track_stays_with_it_when_another_comes_above(scene: Scene) -> None:
    scene.area.set_troubles(on_rows(scene, {0: TrackTrouble(3, "error")}))
    scene.document.apply("Add a track", add_track(scene.document.work.state, at=0))
    assert not has(scene, header_box(scene, 0), DARK.error)
    assert has(scene, header_box(scene, 1), DARK.error)
    assert "problem" in scene.area.tooltip_at(30, scene.y(1))


def test_a_narrow_header_has_a_dot(scene: Scene) -> None:
    scene.session.set_header_px(NARROWEST_HEADER_PX)
    scene.area.set_troubles(on_rows(scene, {0: TrackTrouble(3, "error")}))
    assert has(scene, QRect(0, round(scene.y(0, 0.0)), 16, 16), DARK.error)


def test_the_pointer_over_a_name_is_told_what_is_wrong(scene: Scene) -> None:
    scene.area.set_troubles(on_rows(scene, {0: TrackTrouble(3, "error"), 1: TrackTrouble(1, "error")}))
    assert scene.area.tooltip_at(30, scene.y(0)).startswith("3 problems on this track; F8 goes")
    assert scene.area.tooltip_at(8, scene.y(1)) == "1 problem on this track; F8 leads to it."
    assert "problem" not in scene.area.tooltip_at(30, scene.y(2))


def test_the_pointer_over_a_clip_is_told_too(scene: Scene) -> None:
    scene.area.set_troubles(on_items(title="error", card="warning"))
    told = {
        key: scene.area.tooltip_at(scene.x(sum(scene.span(key)) / 2), scene.y(0))
        for key in ("title", "card", "end")
    }
    assert "Something is wrong with it" in told["title"]
    assert "may surprise" in told["card"]
    assert told["end"]
    assert "F8" not in told["end"]


@pytest.mark.parametrize(("count", "text"), [(1, "1"), (99, "99"), (100, "99+"), (12345, "99+")])
def test_numbers_take_the_room_of_two_digits(count: int, text: str) -> None:
    assert counted_short(count) == text
