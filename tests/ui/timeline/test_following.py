"""Scrolling after the playhead: where to, by each mode; and the choice of a mode."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence

from editor_app.session import FollowMode
from editor_app.ui.timeline.follow_choice import FollowButton
from editor_app.ui.timeline.following import followed
from editor_app.ui.timeline.view import View
from tests.ui.timeline.scene import S, Scene

VIEW = View(1176, 400, S / 100)
"""A thousand px for the tracks, a hundred a second; tick 0 lies 16 px in."""


@pytest.mark.parametrize(
    ("mode", "playing", "scroll", "seconds", "wanted"),
    [
        ("none", True, 300, 60, 300),
        ("none", False, 300, 0, 300),
        ("page", True, 0, 9, 0),
        ("page", True, 0, 10, 1016 - 125),
        ("page", False, 5000, 1, 0),
        ("page", False, 5000, 40, 4016 - 125),
        ("smooth", True, 0, 2, 0),
        ("smooth", True, 0, 4.84, 0),
        ("smooth", True, 0, 4.85, 1),
        ("smooth", True, 0, 9, 416),
        ("smooth", True, 416, 9.1, 426),
        ("smooth", True, 5000, 9, 416),
        ("smooth", False, 0, 9, 0),
        ("smooth", False, 0, 10, 1016 - 125),
    ],
)
def test_the_scroll_by_mode(
    mode: FollowMode, playing: bool, scroll: int, seconds: float, wanted: int
) -> None:
    view = replace(VIEW, scroll_x_px=scroll)
    assert followed(view, mode, round(seconds * S), playing=playing) == wanted


def test_a_playhead_hours_away_is_brought_into_sight() -> None:
    view = replace(VIEW, ticks_per_px=50.0)
    view = replace(view, scroll_x_px=followed(view, "page", 36_000 * S, playing=False))
    assert view.x_of(36_000 * S) == VIEW.header_px + 125


def test_while_it_plays_the_playhead_stands_still_and_the_tracks_move(scene: Scene) -> None:
    scene.panel.actions_by_id["follow.smooth"].trigger()
    scene.area.set_speed(1.0)
    places = set[int]()
    for frame in range(60):
        scene.session.set_playhead(8 * S + frame * S // 30)
        places.add(round(scene.area.view().x_of(scene.session.playhead_ticks)))
    view = scene.area.view()
    assert places == {view.header_px + (view.width_px - view.header_px) // 2}
    left = scene.session.view.left_px
    scene.area.set_speed(0.0)
    scene.session.set_playhead(8 * S)
    assert scene.session.view.left_px == left


def test_a_gesture_in_hand_is_not_scrolled_away(scene: Scene) -> None:
    scene.session.set_follow("smooth")
    scene.area.set_speed(1.0)
    scene.press(scene.x(1), scene.y(0))
    scene.session.set_playhead(8 * S)
    assert scene.session.view.left_px == 0


def test_the_button_shows_the_mode_and_the_switch_goes_back_to_the_last(scene: Scene) -> None:
    button = scene.panel.findChild(FollowButton)
    assert button is not None
    assert button.accessibleName() == "Follow the playhead page by page"
    actions = scene.panel.actions_by_id
    actions["follow.smooth"].trigger()
    assert button.accessibleName() == "Follow the playhead smoothly, in the middle"
    assert "F turns it off and on." in button.toolTip()
    actions["follow.smooth"].trigger()
    assert actions["follow.smooth"].isChecked()
    actions["follow"].trigger()
    assert scene.session.follow == "none"
    assert actions["follow.none"].isChecked()
    assert not actions["follow"].isChecked()
    actions["follow"].trigger()
    assert scene.session.follow == "smooth"
    actions["follow"].setShortcut(QKeySequence("Ctrl+F"))
    assert "Ctrl+F turns it off and on." in button.toolTip()


def test_a_project_brings_its_mode_along(scene: Scene) -> None:
    scene.session.restore_view({"follow": "none"})
    assert scene.panel.actions_by_id["follow.none"].isChecked()
    assert not scene.panel.actions_by_id["follow"].isChecked()
