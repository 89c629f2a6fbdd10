"""The timeline's arithmetic, by tables: view, ruler, rows, levels, snapping, hits, roving."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from editor_app.edits.clips import delete_clips
from editor_app.store.sidecar import Marker, Sidecar
from editor_app.ui.timeline.edge_scroll import step_at
from editor_app.ui.timeline.hits import Hit, Stage, hit, place_between
from editor_app.ui.timeline.lanes import Lanes
from editor_app.ui.timeline.levels import level_at_share, share_of_level
from editor_app.ui.timeline.roving import Step, next_clip
from editor_app.ui.timeline.rows import rows_of
from editor_app.ui.timeline.ruler import ruler_marks
from editor_app.ui.timeline.snapping import Snap, SnapTargets, snap
from editor_app.ui.timeline.view import View
from tests.ui.timeline.scene import FRAME, S, state

VIEW = View(1200, 400, S / 100)


def stage(**changes: object) -> Stage:
    """Give the scene's document in a view of 100 px a second."""
    found = state()
    lanes = Lanes.of(found)
    made = Stage(found, lanes, rows_of(lanes, Sidecar(), {}), VIEW)
    return replace(made, **changes)


@pytest.mark.parametrize("ticks_per_px", [50.0, 2400.0, 1e6])
@pytest.mark.parametrize("x", [200.0, 700.5, 1199.0])
def test_zoom_keeps_what_is_under_the_cursor(ticks_per_px: float, x: float) -> None:
    view = replace(VIEW, scroll_x_px=5000)
    zoomed = view.zoomed(ticks_per_px, x)
    at = (x - view.header_px - 16 + 5000) * view.ticks_per_px
    if zoomed.scroll_x_px:
        assert zoomed.x_of(at) == pytest.approx(x, abs=0.51)
    assert zoomed.scroll_x_px >= 0


def test_ticks_and_px_are_each_others_inverse() -> None:
    for tick in (0, 1, 7 * S, 10**9):
        assert VIEW.tick_at(VIEW.x_of(tick)) == tick


def test_fit_shows_the_whole_length() -> None:
    view = VIEW.fitted(3600 * S)
    assert view.scroll_x_px == 0
    assert 1100 < view.x_of(3600 * S) < 1200


@pytest.mark.parametrize(
    ("ticks_per_px", "labels"),
    [
        (S / 100, ["00:00", "00:01", "00:02"]),
        (S / 3000, ["00:00:00", "00:00:01", "00:00:02"]),
        (S / 900, ["00:00:00", "00:00:05", "00:00:10"]),
        (S / 8, ["00:00", "00:10", "00:20"]),
        (S / 0.5, ["00:00", "05:00", "10:00"]),
        (S / 0.01, ["0:00:00", "6:00:00", "12:00:00"]),
    ],
)
def test_ruler_steps_suit_the_zoom(ticks_per_px: float, labels: list[str]) -> None:
    view = replace(VIEW, ticks_per_px=ticks_per_px)
    marks = list(ruler_marks(view, 30))
    assert [mark.label for mark in marks if mark.label][:3] == labels
    assert len(marks) < 250
    places = [view.x_of(mark.tick) for mark in marks if mark.label]
    assert all(b - a >= 70 for a, b in pairwise(places))


def test_rows_are_named_from_the_bottom_up_and_sound_from_the_top_down() -> None:
    lanes = Lanes.of(state())
    assert [row.name for row in rows_of(lanes, Sidecar(), {})] == ["V2", "V1", "A1"]
    sidecar = Sidecar(track_names={"V1": "Main"}, locked_tracks=("A1",))
    rows = rows_of(lanes, sidecar, {"V2": 100, "V1": 5})
    assert [(row.name, row.locked, row.height_px) for row in rows] == [
        ("V2", False, 100),
        ("Main", False, 28),
        ("A1", True, 56),
    ]
    assert all(a.bottom_px < b.top_px for a, b in pairwise(rows))


@pytest.mark.parametrize("level", [-60.0, -24.0, -6.5, 0.0, 12.0])
def test_levels_and_heights_are_each_others_inverse(level: float) -> None:
    assert level_at_share(share_of_level(level)) == pytest.approx(level, abs=0.06)


def test_louder_lies_higher() -> None:
    shares = [share_of_level(level) for level in (-60, -20, 0, 6, 12)]
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize(
    ("ticks", "reach", "wanted"),
    [
        ((4 * S + 10,), 100, Snap(-10, 4 * S)),
        ((4 * S - 10,), 100, Snap(10, 4 * S)),
        ((5 * S,), 100, None),
        ((5 * S + 30, 7 * S + 30), 100, Snap(-30, 5 * S)),
        ((-20,), 100, Snap(20, 0)),
        ((6 * S + 20, 2 * S - 5), 100, Snap(5, 2 * S)),
        ((2 * S,), 0, Snap(0, 2 * S)),
    ],
)
def test_snap_takes_the_nearest(ticks: tuple[int, ...], reach: int, wanted: Snap | None) -> None:
    others = [5 * S] if len(ticks) > 1 else []
    assert snap(SnapTargets(Lanes.of(state()), others), ticks, reach) == wanted


def test_what_moves_is_no_target() -> None:
    targets = SnapTargets(Lanes.of(state()), (), ("end", "w", "m"))
    assert snap(targets, (8 * S + 10,), 100) is None
    assert snap(targets, (6 * S + 10,), 100) is None


def at(seconds: float, row: int, share: float, found: Stage) -> tuple[float, float]:
    """Give a point on the widget."""
    return found.view.x_of(seconds * S), found.row_y(found.rows[row]) + found.rows[row].height_px * share


@pytest.mark.parametrize(
    ("seconds", "row", "share", "part", "key"),
    [
        (1, 0, 0.3, "clip", "title"),
        (0.03, 0, 0.3, "edge", "title"),
        (1.99, 0, 0.3, "cut", "title"),
        (2.01, 0, 0.3, "cut", "title"),
        (1.95, 0, 0.3, "edge", "title"),
        (3.97, 0, 0.3, "edge", "card"),
        (4.02, 0, 0.3, "edge", "card"),
        (5, 0, 0.5, "gap", None),
        (0.5, 0, 0.8, "keyframe", "title"),
        (4, 1, 0.6, "transition", None),
        (3.52, 1, 0.6, "transition-start", None),
        (4.48, 1, 0.6, "transition-end", None),
        (4, 1, 0.1, "cut", "v"),
        (1, 2, 0.36, "fade-in", "m"),
        (7.98, 2, 0.36, "fade-out", "m"),
        (3, 2, 0.15, "clip", "m"),
        (12, 1, 0.5, "gap", None),
    ],
)
def test_hits(seconds: float, row: int, share: float, part: str, key: str | None) -> None:
    found = stage()
    met = hit(found, *at(seconds, row, share, found))
    assert (met.part, met.item_id) == (part, key)


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (50, 10, "corner"),
        (500, 25, "ruler"),
        (5, 60, "header-grip"),
        (60, 60, "header"),
        (156, 56, "header-lock"),
        (128, 56, "header-mute"),
        (100, 56, "header-hide"),
        (60, 75, "header-border"),
        (500, 390, "below"),
    ],
)
def test_hits_on_the_rest(x: float, y: float, part: str) -> None:
    assert hit(stage(), x, y).part == part


def test_hits_on_the_ruler() -> None:
    found = stage(markers=(Marker("one", 2 * S),), in_ticks=S, out_ticks=6 * S)
    assert hit(found, VIEW.x_of(2 * S) + 5, 14) == Hit(
        "marker", VIEW.tick_at(VIEW.x_of(2 * S) + 5), marker_id="one"
    )
    assert hit(found, VIEW.x_of(S), 3).part == "in-point"
    assert hit(found, VIEW.x_of(6 * S), 3).part == "out-point"
    assert hit(found, VIEW.x_of(6 * S), 20).part == "ruler"


def test_narrow_clips_have_no_handles_and_still_a_middle() -> None:
    found = stage(view=replace(VIEW, ticks_per_px=S / 5))
    assert hit(found, *at(1, 0, 0.5, found)).part == "clip"


@pytest.mark.parametrize(("y", "place"), [(-5, 0), (0, 0), (42, 1), (20, None), (300, 3)])
def test_new_tracks_open_between_rows(y: float, place: int | None) -> None:
    assert place_between(stage().rows, y) == place


@pytest.mark.parametrize(
    ("start", "step", "wanted"),
    [
        ("title", "right", "card"),
        ("title", "left", None),
        ("card", "right", "end"),
        ("end", "right", None),
        ("title", "last", "end"),
        ("end", "first", "title"),
        ("end", "down", "w"),
        ("w", "up", "card"),
        ("w", "down", "m"),
        ("m", "down", None),
        (None, "right", "title"),
        ("gone", "right", "title"),
    ],
)
def test_roving(start: str | None, step: Step, wanted: str | None) -> None:
    assert next_clip(Lanes.of(state()), start, step, FRAME) == wanted


def test_roving_skips_empty_tracks() -> None:
    lanes = Lanes.of(delete_clips(state(), item_ids=("v", "w")))
    assert next_clip(lanes, "end", "down") == "m"


@pytest.mark.parametrize(
    ("x", "y", "scroll", "wanted"),
    [
        (600, 200, 50, (0, 0)),
        (176 + 28, 34 + 28, 50, (0, 0)),
        (176 + 26, 200, 50, (-2, 0)),
        (176 + 26, 200, 0, (0, 0)),
        (0, 200, 50, (-28, 0)),
        (1190, 200, 0, (10, 0)),
        (1300, 390, 0, (28, 10)),
        (600, 40, 0, (0, -12)),
        (600, -1, 0, (0, 0)),
    ],
)
def test_scrolling_along_is_faster_the_further_out_the_pointer_is(
    x: float, y: float, scroll: int, wanted: tuple[int, int]
) -> None:
    assert step_at(replace(VIEW, scroll_x_px=scroll), x, y) == wanted
