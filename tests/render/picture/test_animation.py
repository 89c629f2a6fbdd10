"""Easing curves, keyframes on screen, and what clip animations do to a box."""

from typing import Any

import pytest

from editor_app.drawing import Box
from editor_app.items.values import ClipAnimation
from editor_app.render.picture.animate import Motion, motion_at
from editor_app.render.picture.easing import ease
from tests.render.picture.scene import SECOND, H, W, document, frame, number, pixel, solid

BOX = Box(100.0, 50.0, 120.0, 80.0)
GREY = pytest.approx((128, 128, 128), abs=2)


@pytest.mark.parametrize(
    ("name", "at_quarter", "at_half"),
    [
        ("linear", 0.25, 0.5),
        # Read off the CSS curves with a browser-grade solver.
        ("ease-in", 0.093465, 0.315357),
        ("ease-out", 0.378138, 0.684643),
        ("ease-in-out", 0.129162, 0.5),
    ],
)
def test_easing_is_that_of_css(name: str, at_quarter: float, at_half: float) -> None:
    assert ease(name, 0.25) == pytest.approx(at_quarter, abs=1e-5)
    assert ease(name, 0.5) == pytest.approx(at_half, abs=1e-5)
    assert (ease(name, 0), ease(name, 1)) == (0, 1)
    steps = [ease(name, i / 200) for i in range(201)]
    assert steps == sorted(steps)


def test_an_easing_that_is_left_out_is_the_default() -> None:
    assert ease(None, 0.25, "ease-in") == ease("ease-in", 0.25)


def anim(kind: str, ticks: int = 100, easing: str = "linear") -> Any:
    return ClipAnimation(type=kind, duration_ticks=ticks, easing=easing)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "start", "quarter"),
    [
        ("fade", Motion(0.0), Motion(0.25)),
        ("slide-up", Motion(0.0, 0, 80), Motion(0.25, 0, 60)),
        ("slide-down", Motion(0.0, 0, -80), Motion(0.25, 0, -60)),
        ("slide-left", Motion(0.0, 120, 0), Motion(0.25, 90, 0)),
        ("slide-right", Motion(0.0, -120, 0), Motion(0.25, -90, 0)),
        ("zoom-in", Motion(0.0, scale=0.6), Motion(0.25, scale=0.7)),
        ("zoom-out", Motion(0.0, scale=1.4), Motion(0.25, scale=1.3)),
    ],
)
def test_coming_in(kind: str, start: Motion, quarter: Motion) -> None:
    def at(ticks: int) -> Motion:
        return motion_at(anim(kind), None, ticks, 1000, BOX)

    assert near(at(0), start)
    assert near(at(25), quarter)
    assert at(100) == at(500) == Motion()


@pytest.mark.parametrize(
    ("kind", "quarter", "end"),
    [
        ("fade", Motion(0.75), Motion(0.0)),
        ("slide-up", Motion(0.75, 0, -20), Motion(0.0, 0, -80)),
        ("slide-down", Motion(0.75, 0, 20), Motion(0.0, 0, 80)),
        ("slide-left", Motion(0.75, -30, 0), Motion(0.0, -120, 0)),
        ("slide-right", Motion(0.75, 30, 0), Motion(0.0, 120, 0)),
        ("zoom-in", Motion(0.75, scale=1.1), Motion(0.0, scale=1.4)),
        ("zoom-out", Motion(0.75, scale=0.9), Motion(0.0, scale=0.6)),
    ],
)
def test_going_out(kind: str, quarter: Motion, end: Motion) -> None:
    def at(ticks: int) -> Motion:
        return motion_at(None, anim(kind), ticks, 1000, BOX)

    assert at(0) == at(899) == Motion()
    assert near(at(925), quarter)
    assert near(at(1000), end)


def test_left_out_easing_comes_in_by_ease_out_and_goes_out_by_ease_in() -> None:
    plain = ClipAnimation(type="fade", duration_ticks=100)
    assert motion_at(plain, None, 50, 1000, BOX).opacity == ease("ease-out", 0.5)
    assert motion_at(None, plain, 950, 1000, BOX).opacity == pytest.approx(1 - ease("ease-in", 0.5))


def test_animations_that_do_not_fit_shrink_in_proportion() -> None:
    enter, leave = anim("fade", 300), anim("fade", 100)
    opacity = [motion_at(enter, leave, t, 200, BOX).opacity for t in (0, 75, 150, 175, 200)]
    assert opacity == pytest.approx([0, 0.5, 1, 0.5, 0])
    assert motion_at(anim("fade", 400), None, 50, 100, BOX).opacity == pytest.approx(0.5)


@pytest.mark.parametrize("side", ["in", "out"])
@pytest.mark.parametrize(
    "kind", ["fade", "slide-up", "slide-down", "slide-left", "slide-right", "zoom-in", "zoom-out"]
)
def test_each_animation_on_screen_half_way(kind: str, side: str) -> None:
    """A white box of 40 × 40 in the middle is grey then, and has moved or changed its size."""
    half_way = {side: {"type": kind, "durationTicks": SECOND, "easing": "linear"}}
    state = document([solid("a", "#ffffff", left=140, top=70, width=40, height=40, animations=half_way)])
    picture = frame(state, SECOND // 2)
    onward = -1 if side == "in" else 1
    dx = {"slide-left": -20, "slide-right": 20}.get(kind, 0) * onward
    dy = {"slide-up": -20, "slide-down": 20}.get(kind, 0) * onward
    grow = {"zoom-in": 4, "zoom-out": -4}.get(kind, 0) * onward
    left, top, right, bottom = ink_of(picture)
    assert (left, top) == (140 + dx - grow, 70 + dy - grow)
    assert (right, bottom) == (180 + dx + grow, 110 + dy + grow)
    assert pixel(picture, (left + right) // 2, (top + bottom) // 2) == GREY


def test_keyframes_move_a_box_and_hold_at_their_ends() -> None:
    left = number(0, (SECOND // 4, 0), (SECOND // 2, 100))
    state = document([solid("a", "#ffffff", left=left, width=20)])
    for tick, edge in (
        (0, 0),
        (SECOND // 4, 0),
        (SECOND * 3 // 8, 50),
        (SECOND // 2, 100),
        (SECOND - 1, 100),
    ):
        assert ink_of(frame(state, tick))[0] == edge


def test_a_slide_goes_as_far_as_the_box_is_at_that_time() -> None:
    height = number(60, (0, 60), (SECOND // 2, 40))
    rise = {"in": {"type": "slide-up", "durationTicks": SECOND, "easing": "linear"}}
    state = document([solid("a", "#ffffff", height=height, top=60, animations=rise)])
    assert ink_of(frame(state, SECOND // 2))[1] == 60 + 40 // 2


def near(motion: Motion, other: Motion) -> bool:
    return (motion.opacity, motion.dx, motion.dy, motion.scale) == pytest.approx(
        (other.opacity, other.dx, other.dy, other.scale)
    )


def ink_of(picture: Any) -> tuple[int, int, int, int]:
    """Give left, top, right, bottom of what is not black."""
    lit = [(x, y) for x in range(W) for y in range(0, H) if picture.pixel(x, y) & 0xFFFFFF]
    xs, ys = [x for x, _ in lit], [y for _, y in lit]
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1
