"""Transitions: when they run, which media they show, and how each looks at its start, middle and end."""

from collections.abc import Callable
from typing import Any

import pytest

from editor_app.drawing import Box, Color, Ellipse, Fill, Group, Mix, Picture, Rectangle
from editor_app.render.picture.evaluate import evaluate
from tests.render.picture.scene import (
    SECOND,
    H,
    Pool,
    W,
    document,
    flat,
    frame,
    paint,
    pixel,
    quarters,
    solid,
    text,
    transition,
    video,
)

RED, BLUE, BLACK, WHITE = (255, 0, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255)
FRAME = Box(0.0, 0.0, W, H)
A = (Fill(Rectangle(FRAME), Color(1.0, 0.0, 0.0)),)
B = (Fill(Rectangle(FRAME), Color(0.0, 0.0, 1.0)),)
KINDS = ["fade", "slide", "wipe", "flip", "clock-wipe", "iris"]
FOUR = ["from-left", "from-right", "from-top", "from-bottom"]
EIGHT = [*FOUR, "from-top-left", "from-top-right", "from-bottom-left", "from-bottom-right"]
LEFT, RIGHT, TOP, BOTTOM = (0.05, 0.5), (0.95, 0.5), (0.5, 0.05), (0.5, 0.95)


def pair(kind: str = "fade", duration: int = SECOND, **fields: Any) -> Any:
    clips = [solid("a", "#ff0000"), solid("b", "#0000ff", start=SECOND)]
    return document(clips, transitions=[transition(kind, duration, **fields)])


@pytest.mark.parametrize("kind", KINDS)
def test_before_and_after_its_window_there_is_one_clip(kind: str) -> None:
    state = pair(kind)
    assert pixel(frame(state, SECOND // 2 - 1), 0.3, 0.5) == RED
    assert pixel(frame(state, SECOND // 2), 0.3, 0.5) == RED
    assert pixel(frame(state, 3 * SECOND // 2), 0.3, 0.5) == BLUE
    assert not any(isinstance(o, Mix) for o in evaluate(state, 3 * SECOND // 2).operations)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", EIGHT)
def test_progress_zero_is_the_outgoing_layer_and_one_the_incoming(kind: str, direction: str) -> None:
    for progress, color in ((0.0, RED), (1.0, BLUE)):
        picture = paint(Mix(kind, A, B, progress, direction))  # type: ignore[arg-type]
        assert {pixel(picture, x, y) for x, y in ((0, 0), (W - 1, 0), (0, H - 1), (0.5, 0.5))} == {color}


def test_the_window_is_centred_on_the_cut() -> None:
    mix = evaluate(pair(), SECOND).operations[0]
    assert isinstance(mix, Mix)
    assert mix.progress == 0.5
    start = evaluate(pair(), SECOND // 2).operations[0]
    assert isinstance(start, Mix)
    assert start.progress == 0


def test_progress_is_eased() -> None:
    mix = evaluate(pair(easing="ease-in"), 3 * SECOND // 4).operations[0]
    assert isinstance(mix, Mix)
    assert mix.progress == pytest.approx(0.093465, abs=1e-5)


def test_media_play_on_into_their_handles() -> None:
    clips = [
        video("a", "one", sourceStartTicks=SECOND),
        video("b", "two", start=SECOND, sourceStartTicks=SECOND, playbackRate=2),
    ]
    state = document(clips, transitions=[transition("fade", SECOND)])
    assert times(state, SECOND // 2) == [3 * SECOND // 2, 0]
    assert times(state, SECOND) == [2 * SECOND, SECOND]
    assert times(state, 5 * SECOND // 4) == [9 * SECOND // 4, 3 * SECOND // 2]


def test_a_source_without_a_handle_holds_its_first_frame() -> None:
    clips = [video("a", "one"), video("b", "two", start=SECOND)]
    state = document(clips, transitions=[transition("fade", SECOND)])
    assert times(state, 3 * SECOND // 4)[1] == 0


def times(state: Any, tick: int) -> list[int]:
    mix = evaluate(state, tick).operations[0]
    assert isinstance(mix, Mix)
    groups = [*mix.outgoing, *mix.incoming]
    return [
        p.source_ticks for g in groups if isinstance(g, Group) for p in g.children if isinstance(p, Picture)
    ]


def test_clip_animations_at_the_seam_are_dropped_and_the_others_stay() -> None:
    fade = {"type": "fade", "durationTicks": SECOND // 2, "easing": "linear"}
    both = {"in": fade, "out": fade}
    clips = [solid("a", "#ff0000", animations=both), solid("b", "#0000ff", start=SECOND, animations=both)]
    state = document(clips, transitions=[transition("fade", SECOND // 4)])
    assert pixel(frame(state, SECOND // 4), 0.5, 0.5) == (128, 0, 0)
    assert pixel(frame(state, 3 * SECOND // 4), 0.5, 0.5) == RED
    assert pixel(frame(state, 5 * SECOND // 4), 0.5, 0.5) == BLUE
    assert pixel(frame(state, 7 * SECOND // 4), 0.5, 0.5) == (0, 0, 128)


def test_keyframes_hold_outside_the_clip() -> None:
    left = {"value": 0, "keyframes": [{"timeTicks": 0, "value": 100}, {"timeTicks": SECOND // 2, "value": 0}]}
    clips = [solid("a"), solid("b", "#0000ff", start=SECOND, left=left)]
    mix = evaluate(document(clips, transitions=[transition("fade", SECOND)]), SECOND // 2).operations[0]
    assert isinstance(mix, Mix)
    group = mix.incoming[0]
    assert isinstance(group, Group)
    fill = group.children[0]
    assert isinstance(fill, Fill)
    assert isinstance(fill.shape, Rectangle)
    assert fill.shape.box.left == 100


def test_a_transition_on_a_hidden_track_is_not_seen() -> None:
    clips = [solid("a", "#ff0000"), solid("b", "#0000ff", start=SECOND)]
    state = document(clips, transitions=[transition("fade", SECOND)], hidden=(0,))
    assert evaluate(state, SECOND).operations == ()


def test_what_lies_on_other_tracks_stays_above_and_below() -> None:
    clips = [solid("a", "#ff0000", width=W / 2), solid("b", "#0000ff", start=SECOND, width=W / 2)]
    top = [solid("top", "#ffffff", duration=2 * SECOND, height=20)]
    below = [solid("below", "#00ff00", duration=2 * SECOND)]
    state = document(top, clips, below, transitions=[{**transition("slide", SECOND), "trackId": "t1"}])
    picture = frame(state, SECOND)
    assert pixel(picture, 0.5, 0.05) == WHITE
    assert pixel(picture, W // 2 + 10, 0.5) == RED
    assert pixel(picture, 0.25, 0.5) == (0, 255, 0)


@pytest.mark.parametrize("share", range(256))
def test_a_dissolve_of_opaque_layers_stays_opaque_and_one_of_clear_layers_clear(share: int) -> None:
    progress = share / 255
    half = (*A, Fill(Ellipse(Box(0.0, 0.0, 10.0, 10.0)), Color(1.0, 0.0, 0.0)))
    opaque = paint(Mix("fade", half, B, progress), transparent=True, scale=0.05)
    assert {opaque.pixelColor(x, 4).alpha() for x in range(opaque.width())} == {255}
    expected = (255 - share, 0, share)
    assert pixel(opaque, 0.5, 0.5) == pytest.approx(expected, abs=1)
    spot = (Fill(Rectangle(Box(0.0, 0.0, W / 2, H)), Color(1.0, 0.0, 0.0)),)
    spot_blue = (Fill(Rectangle(Box(0.0, 0.0, W / 2, H)), Color(0.0, 0.0, 1.0)),)
    mixed = paint(Mix("fade", spot, spot_blue, progress), transparent=True, scale=0.05)
    assert mixed.pixelColor(2, 4).alpha() == 255
    assert mixed.pixelColor(14, 4).alpha() == 0


def test_a_dissolve_of_half_clear_layers_is_half_clear_throughout() -> None:
    def veil(color: Color) -> tuple[Fill, ...]:
        return (Fill(Rectangle(FRAME), color),)

    for progress in (0.0, 0.25, 0.5, 0.75, 1.0):
        mix = Mix("fade", veil(Color(1.0, 0.0, 0.0, 0.5)), veil(Color(0.0, 0.0, 1.0, 0.5)), progress)
        picture = paint(mix, transparent=True, scale=0.1)
        assert picture.pixelColor(5, 5).alpha() == pytest.approx(128, abs=1)


def test_a_dissolve_towards_nothing_lets_the_background_through() -> None:
    clips = [solid("a", "#ff0000"), solid("b", "#0000ff", start=SECOND, width=W / 2)]
    below = [solid("below", "#00ff00", duration=2 * SECOND)]
    picture = frame(document(clips, below, transitions=[transition("fade", SECOND)]), SECOND)
    assert pixel(picture, 0.25, 0.5) == pytest.approx((128, 0, 128), abs=1)
    assert pixel(picture, 0.75, 0.5) == pytest.approx((128, 128, 0), abs=1)


@pytest.mark.parametrize(
    ("direction", "red", "blue"),
    [
        ("from-left", RIGHT, LEFT),
        ("from-right", LEFT, RIGHT),
        ("from-top", BOTTOM, TOP),
        ("from-bottom", TOP, BOTTOM),
    ],
)
@pytest.mark.parametrize("kind", ["slide", "wipe"])
def test_the_incoming_layer_comes_from_its_direction(
    kind: str, direction: str, red: tuple[float, float], blue: tuple[float, float]
) -> None:
    picture = paint(Mix(kind, A, B, 0.5, direction))  # type: ignore[arg-type]
    assert pixel(picture, *red) == RED
    assert pixel(picture, *blue) == BLUE


def test_a_slide_pushes_and_a_wipe_uncovers() -> None:
    """Half-way from the left a pushed picture shows its right half there, an uncovered one its left half."""
    pool = Pool(q=quarters())
    four = (Picture("q", 0, FRAME),)
    assert pixel(paint(Mix("slide", A, four, 0.5), pool=pool), 0.25, 0.25) == (0, 255, 0)
    assert pixel(paint(Mix("wipe", A, four, 0.5), pool=pool), 0.25, 0.25) == RED
    assert pixel(paint(Mix("slide", four, B, 0.5), pool=pool), 0.75, 0.25) == RED
    assert pixel(paint(Mix("wipe", four, B, 0.5), pool=pool), 0.75, 0.25) == (0, 255, 0)


@pytest.mark.parametrize("direction", EIGHT)
@pytest.mark.parametrize("progress", [0.1, 0.33, 0.5, 0.77, 0.98])
@pytest.mark.parametrize("kind", ["wipe", "slide", "iris", "clock-wipe"])
def test_two_opaque_layers_leave_no_gap_between_them(kind: str, direction: str, progress: float) -> None:
    """Also where neither layer counts as covering, as with two texts' boxes: a thin seam would be black."""
    halves = [
        (
            Fill(Rectangle(Box(0.0, 0.0, W, H / 2)), color),
            Fill(Rectangle(Box(0.0, H / 2, W, H / 2)), color),
        )
        for color in (Color(1.0, 1.0, 1.0), Color(1.0, 1.0, 1.0))
    ]
    picture = paint(Mix(kind, halves[0], halves[1], progress, direction))  # type: ignore[arg-type]
    darkest = min(picture.pixelColor(x, y).red() for x in range(0, W, 3) for y in range(0, H, 3))
    assert darkest >= 254


@pytest.mark.parametrize(
    ("direction", "first", "last"),
    [
        ("from-top-left", (0.02, 0.02), (0.98, 0.98)),
        ("from-top-right", (0.98, 0.02), (0.02, 0.98)),
        ("from-bottom-left", (0.02, 0.98), (0.98, 0.02)),
        ("from-bottom-right", (0.98, 0.98), (0.02, 0.02)),
    ],
)
def test_a_diagonal_wipe_runs_from_corner_to_corner(
    direction: str, first: tuple[float, float], last: tuple[float, float]
) -> None:
    early, middle, late = (paint(Mix("wipe", A, B, p, direction)) for p in (0.1, 0.5, 0.9))
    assert pixel(early, *first) == BLUE
    assert pixel(early, 0.5, 0.5) == RED
    assert pixel(middle, *first) == BLUE
    assert pixel(middle, *last) == RED
    assert pixel(late, 0.5, 0.5) == BLUE
    assert pixel(late, *last) == RED


def test_a_clock_wipe_runs_clockwise_from_twelve() -> None:
    quarter = paint(Mix("clock-wipe", A, B, 0.26))
    assert pixel(quarter, 0.75, 0.25) == BLUE
    for place in ((0.25, 0.25), (0.25, 0.75), (0.75, 0.75)):
        assert pixel(quarter, *place) == RED
    half = paint(Mix("clock-wipe", A, B, 0.51))
    assert pixel(half, 0.75, 0.75) == BLUE
    assert pixel(half, 0.25, 0.75) == RED
    assert pixel(paint(Mix("clock-wipe", A, B, 0.9)), 0.45, 0.02) == RED


def test_an_iris_opens_from_the_centre_to_the_corners() -> None:
    half = paint(Mix("iris", A, B, 0.5))
    assert pixel(half, 0.5, 0.5) == BLUE
    assert pixel(half, 0.5, 0.03) == BLUE
    assert pixel(half, 0.1, 0.5) == RED
    almost = paint(Mix("iris", A, B, 0.97))
    assert pixel(almost, 0, 0) == RED
    assert pixel(almost, 0.5, 0.0) == BLUE
    assert pixel(almost, 0.0, 0.5) == BLUE


@pytest.mark.parametrize(
    ("direction", "near_edge", "far_edge"),
    [
        ("from-left", lambda c: height_at(c, first=True), lambda c: height_at(c, first=False)),
        ("from-right", lambda c: height_at(c, first=False), lambda c: height_at(c, first=True)),
    ],
)
def test_a_flip_turns_in_perspective_about_the_vertical_axis(
    direction: str, near_edge: Callable[[Any], int], far_edge: Callable[[Any], int]
) -> None:
    """On the way out the edge it comes from is the nearer, taller one; on the way in the other is."""
    card = (Fill(Rectangle(Box(60.0, 60.0, 200.0, 60.0)), Color(1.0, 0.0, 0.0)),)
    out = paint(Mix("flip", card, B, 0.2, direction))
    assert near_edge(out) > 60 > far_edge(out)
    back = paint(Mix("flip", A, card, 0.8, direction))
    assert far_edge(back) > 60 > near_edge(back)


def height_at(picture: Any, *, first: bool) -> int:
    columns = [
        sum(picture.pixelColor(x, y).red() > 128 for y in range(picture.height()))
        for x in range(picture.width())
    ]
    filled = [count for count in columns if count]
    return filled[2] if first else filled[-3]


@pytest.mark.parametrize("direction", FOUR)
def test_a_flip_shows_each_side_the_right_way_round(direction: str) -> None:
    pool = Pool(q=quarters())
    four = (Picture("q", 0, FRAME),)
    for progress in (0.2, 0.8):
        picture = paint(Mix("flip", four, four, progress, direction), pool=pool)
        assert pixel(picture, 0.4, 0.4) == RED
        assert pixel(picture, 0.6, 0.4) == (0, 255, 0)
        assert pixel(picture, 0.4, 0.6) == BLUE
    assert pixel(paint(Mix("flip", four, four, 0.5, direction), pool=pool), 0.3, 0.3) == BLACK


def test_a_flip_stands_as_far_away_as_two_widths() -> None:
    """At 60° the left half-width w/2 appears at cos 60° · w/2 / (1 − sin 60° · (w/2) / 2w)."""
    picture = paint(Mix("flip", A, B, 1 / 3, "from-left"))
    edge = next(x for x in range(W) if pixel(picture, x, H // 2) != BLACK)
    assert edge == pytest.approx(W / 2 - 0.5 * (W / 2) / (1 - 0.8660254 * 0.25), abs=1)


def test_layers_are_as_large_as_the_composition() -> None:
    """A box that hangs out of the frame is cut there when its layer slides in."""
    over = (Fill(Rectangle(Box(-100.0, 0.0, W + 200.0, H)), Color(0.0, 0.0, 1.0)),)
    none: tuple[Fill, ...] = ()
    picture = paint(Mix("slide", none, over, 0.5))
    assert pixel(picture, W // 2 - 2, H // 2) == BLUE
    assert pixel(picture, W // 2 + 2, H // 2) == BLACK


def test_titles_dissolve_without_a_trace_of_their_boxes() -> None:
    clips = [text("a", "One", left=20, width=100), text("b", "Two", start=SECOND, left=200, width=100)]
    below = [video("v", "film", duration=2 * SECOND)]
    state = document(clips, below, transitions=[transition("fade", SECOND)])
    pool = Pool(film=flat("#336699"))
    picture = frame(state, SECOND, pool)
    assert pixel(picture, 0.5, 0.5) == (0x33, 0x66, 0x99)
    brightest = max(pixel(picture, x, y)[0] for x in range(20, 120) for y in range(60, 120))
    assert brightest == pytest.approx((255 + 0x33) / 2, abs=4)
