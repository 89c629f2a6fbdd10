"""Trimming, rolling, slipping, sliding and moving markers by keys, a frame at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.session import TimelineView
from editor_app.state import read, to_bytes
from editor_app.store.sidecar import Marker, Sidecar
from tests.documents import document, track
from tests.ui.timeline.scene import ALT, CTRL, FRAME, SHIFT, S, Scene, asset, clip, make_scene, sounding

F = FRAME / S
"""A frame in seconds."""


def run(scene: Scene, name: str) -> None:
    """Do what an action does."""
    scene.panel.actions_by_id[name].trigger()


def heard(scene: Scene) -> list[str]:
    """Give what is told from now on."""
    told: list[str] = []
    scene.panel.notice.connect(told.append)
    return told


@pytest.mark.parametrize(
    ("name", "chosen", "wanted"),
    [
        ("frame.start-later", ("title",), {"title": (F, 2)}),
        ("frame.start-earlier", ("end",), {"end": (6 - F, 8)}),
        ("frame.end-earlier", ("title",), {"title": (0, 2 - F), "card": (2, 4)}),
        ("frame.end-later", ("card",), {"card": (2, 4 + F)}),
        ("frame.end-earlier", ("title", "end"), {"title": (0, 2 - F), "end": (6, 8 - F)}),
        ("frame.roll-earlier", (), {"title": (0, 2 - F), "card": (2 - F, 4)}),
        ("frame.roll-later", ("w",), {"v": (0, 4 + F), "w": (4 + F, 8), "title": (0, 2)}),
        ("frame.slide-later", ("card",), {"title": (0, 2 + F), "card": (2 + F, 4 + F)}),
        ("frame.slide-earlier", ("card",), {"title": (0, 2 - F), "card": (2 - F, 4 - F)}),
    ],
)
def test_edges_go_by_a_frame_in_one_step(
    scene: Scene, name: str, chosen: tuple[str, ...], wanted: dict[str, tuple[float, float]]
) -> None:
    before = to_bytes(scene.document.state)
    scene.session.select(chosen)
    scene.session.set_playhead(round(1.8 * S))
    run(scene, name)
    for key, span in wanted.items():
        assert scene.span(key) == pytest.approx(span), key
    scene.document.undo()
    assert to_bytes(scene.document.state) == before
    assert not scene.document.can_undo


@pytest.mark.parametrize(
    ("name", "source"), [("frame.slip-later", S + FRAME), ("frame.slip-earlier", S - FRAME)]
)
def test_slipping_shows_another_frame_in_the_same_place(scene: Scene, name: str, source: int) -> None:
    scene.session.select(("v",))
    run(scene, name)
    assert scene.item("v").source_start_ticks == source
    assert scene.span("v") == (0, 4)


def test_with_ripple_what_comes_later_follows_a_trim(scene: Scene) -> None:
    scene.session.set_ripple(True)
    scene.session.select(("title",))
    run(scene, "frame.end-earlier")
    assert scene.span("card") == pytest.approx((2 - F, 4 - F))
    assert scene.document.undo_label == "Ripple trim"


def test_a_selected_transition_says_which_cut_is_rolled(scene: Scene) -> None:
    scene.session.select_transition("t")
    run(scene, "frame.roll-later")
    assert scene.span("v") == pytest.approx((0, 4 + F))
    assert scene.document.state.transitions.keys() == {"t"}


@pytest.mark.parametrize(
    ("name", "chosen", "sentence"),
    [
        ("frame.start-later", (), "Select a clip first."),
        ("frame.slip-later", ("title",), "Only video, sound and animations have a source to slip."),
        ("frame.slip-later", ("v", "w"), "Select one clip to slip."),
        ("frame.slide-later", ("title", "card"), "Select one clip to slide."),
        ("frame.slip-earlier", ("w",), None),
        ("frame.start-earlier", ("title",), None),
        ("frame.end-later", ("title",), None),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    scene: Scene, name: str, chosen: tuple[str, ...], sentence: str | None
) -> None:
    told = heard(scene)
    scene.session.select(chosen)
    run(scene, name)
    assert len(told) == 1
    assert sentence in (None, told[0])
    assert not scene.document.can_undo


@pytest.mark.parametrize("key", ["before", "video"])
def test_an_edge_between_two_frames_comes_back_exactly(qtbot: QtBot, key: str) -> None:
    half = 2 + F / 2
    items = [clip("before", 0, half), sounding("video", "video", half, 6)]
    made = document(*items, tracks=[track("V1", "before", "video")], assets={"asset-video": asset("video")})
    scene = make_scene(read(made)[0])
    qtbot.addWidget(scene.panel)
    told = heard(scene)
    scene.session.select((key,))
    there, back = ("start-later", "start-earlier") if key == "video" else ("end-earlier", "end-later")
    before = to_bytes(scene.document.state)
    for _ in range(3):
        run(scene, f"frame.{there}")
    for _ in range(3):
        run(scene, f"frame.{back}")
    assert to_bytes(scene.document.state) == before
    assert told == []
    run(scene, f"frame.{back}")
    assert (len(told), to_bytes(scene.document.state)) == (1, before)


def test_a_transition_that_a_trim_takes_along_is_told(scene: Scene) -> None:
    told = heard(scene)
    scene.session.select(("w",))
    run(scene, "frame.start-later")
    assert scene.document.state.transitions == {}
    assert told == ["The transition “Fade” is gone, as its clips no longer touch. Undo brings it back."]
    run(scene, "frame.start-later")
    assert len(told) == 1


def test_a_selected_clip_without_a_cut_rolls_none(scene: Scene) -> None:
    told = heard(scene)
    before = scene.document.state
    scene.session.select(("end",))
    run(scene, "frame.roll-earlier")
    assert told == ["No other clip touches what is selected, so there is no cut to roll."]
    assert scene.document.state is before


def test_locked_tracks_stay(scene: Scene) -> None:
    scene.document.apply("Lock", sidecar=Sidecar().with_lock("V2", locked=True))
    told = heard(scene)
    scene.session.select(("title",))
    run(scene, "frame.end-earlier")
    assert scene.span("title") == (0, 2)
    assert len(told) == 1


def test_the_keys_do_it(scene: Scene) -> None:
    scene.session.select(("title",))
    QTest.keyClick(scene.area, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(scene.area, Qt.Key.Key_Left, CTRL | SHIFT)
    assert scene.span("title") == pytest.approx((F, 2 - F))
    scene.session.select(("v",))
    QTest.keyClick(scene.area, Qt.Key.Key_Period, ALT)
    assert scene.item("v").source_start_ticks == S + FRAME


def marked(scene: Scene, *ticks: int) -> None:
    """Put markers there."""
    markers = tuple(Marker(f"m{tick}", tick, "Chorus") for tick in ticks)
    scene.document.apply("mark", sidecar=Sidecar(markers=markers))


@pytest.mark.parametrize(
    ("markers", "name", "wanted"),
    [
        ((S,), "marker.later", [S + FRAME]),
        ((S,), "marker.earlier", [S - FRAME]),
        ((S + 1,), "marker.later", [S + FRAME]),
        ((S, S + FRAME), "marker.later", [S + FRAME, S + 2 * FRAME]),
    ],
)
def test_a_marker_and_the_playhead_go_together(
    scene: Scene, markers: tuple[int, ...], name: str, wanted: list[int]
) -> None:
    marked(scene, *markers)
    scene.session.set_playhead(markers[0])
    run(scene, name)
    found = scene.document.sidecar.markers
    assert [marker.ticks for marker in found] == wanted
    (moved,) = [marker for marker in found if marker.id == f"m{markers[0]}"]
    assert (moved.ticks, moved.name) == (scene.session.playhead_ticks, "Chorus")
    scene.document.undo()
    assert [marker.ticks for marker in scene.document.sidecar.markers] == sorted(markers)


def test_a_marker_stays_at_the_start_and_none_is_told(scene: Scene) -> None:
    told = heard(scene)
    marked(scene, 0)
    run(scene, "marker.earlier")
    assert [marker.ticks for marker in scene.document.sidecar.markers] == [0]
    scene.session.set_playhead(S)
    run(scene, "marker.later")
    assert told == ["There is no marker at the playhead."]


def test_page_keys_scroll_in_time_and_not_beyond_the_end(scene: Scene) -> None:
    scene.session.set_view(TimelineView(S / 1000))
    page = scene.area.view().width_px - scene.area.view().header_px
    QTest.keyClick(scene.area, Qt.Key.Key_PageDown)
    assert scene.session.view.left_px == page - page // 10
    assert scene.session.playhead_ticks == 0
    for _ in range(20):
        QTest.keyClick(scene.area, Qt.Key.Key_PageDown)
    assert scene.session.view.left_px == scene.area.content_size()[0] - page
    for _ in range(20):
        QTest.keyClick(scene.area, Qt.Key.Key_PageUp)
    assert scene.session.view.left_px == 0


def test_ctrl_home_and_end_move_the_playhead_also_where_the_keyboard_roves(scene: Scene) -> None:
    scene.area.clearFocus()
    scene.area.setFocus(Qt.FocusReason.TabFocusReason)
    focused = scene.area.focused
    QTest.keyClick(scene.area, Qt.Key.Key_End, CTRL)
    assert (scene.session.playhead_ticks, scene.area.focused) == (8 * S, focused)
    QTest.keyClick(scene.area, Qt.Key.Key_Home, CTRL)
    assert scene.session.playhead_ticks == 0
