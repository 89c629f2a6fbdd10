"""Distances along guides and notes by the pointer: the arithmetic, and what a real drag shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from editor_app.ui.canvas.distances import Gap, gaps, label_spots, note_spot
from editor_app.ui.canvas.geometry import Bounds, ItemBox
from editor_app.ui.canvas.handles import rotate_point
from editor_app.ui.canvas.measures import gap_labels, measure_font
from editor_app.ui.canvas.painting import Ink
from editor_app.ui.canvas.snapping import targets_of
from editor_app.ui.colour import contrast
from editor_app.ui.theme import LOOKS, Look
from tests.ui.canvas.scene import ALT, Scene

FRAME = (1280, 720)


@pytest.mark.parametrize(
    ("others", "bounds", "expected"),
    [
        ([], (13, 200, 113, 300), []),
        ([], (0, 200, 100, 300), [("x", 0, 0, 200), ("x", 0, 300, 720)]),
        (
            [],
            (590, 310, 690, 410),
            [("x", 640, 0, 310), ("x", 640, 410, 720), ("y", 360, 0, 590), ("y", 360, 690, 1280)],
        ),
        # one of another width on the right, in line with the lower side
        ([(400, 340, 60, 60)], (200, 300, 300, 400), [("y", 400, 300, 400)]),
        # of the same size above: three lines say the same, the middle one says it
        ([(200, 100, 100, 50)], (200, 190, 300, 240), [("x", 250, 150, 190)]),
        # the nearer of two, and none to what it touches
        ([(20, 300, 50, 100), (100, 300, 50, 100)], (190, 300, 250, 400), [("y", 350, 150, 190)]),
        ([(100, 300, 90, 100)], (190, 300, 250, 400), []),
        # within another, as far as its sides
        (
            [(100, 100, 400, 300)],
            (200, 100, 260, 150),
            [("y", 100, 100, 200), ("y", 100, 260, 500)],
        ),
        # what only overlaps has no distance
        ([(100, 300, 170, 100)], (200, 300, 300, 380), []),
    ],
)
def test_the_distance_to_the_next_in_line(
    others: list[tuple[float, float, float, float]],
    bounds: Bounds,
    expected: list[tuple[str, float, float, float]],
) -> None:
    targets = targets_of(FRAME, [ItemBox(str(n), *box) for n, box in enumerate(others)])
    assert [(g.axis, g.at, g.low, g.high) for g in gaps(bounds, targets)] == expected


@pytest.mark.parametrize(
    ("line", "spot"),
    [
        (Gap("x", 100, 50, 150), (85, 91, 30, 18)),
        (Gap("y", 100, 50, 150), (85, 91, 30, 18)),
        (Gap("x", 100, 95, 105), (106, 91, 30, 18)),  # too short: beside it
        (Gap("y", 100, 95, 105), (85, 106, 30, 18)),
        (Gap("x", 0, 50, 150), (4, 91, 30, 18)),  # at the edge: pushed in
        (Gap("y", 300, 50, 150), (85, 278, 30, 18)),
        (Gap("x", 100, -500, 100), (85, 41, 30, 18)),  # the middle of what is in sight
        (Gap("x", 100, -90, -20), None),
        (Gap("x", -20, 50, 150), None),
    ],
)
def test_a_label_lies_at_its_line(line: Gap, spot: tuple[float, ...] | None) -> None:
    assert label_spots([line], [(30, 18)], (400, 300)) == (spot,)


def test_labels_make_room_for_each_other_and_the_note() -> None:
    crossing = [Gap("x", 100, 50, 250), Gap("y", 150, 0, 200)]
    assert label_spots(crossing, [(30, 18)] * 2, (400, 300)) == ((85, 141, 30, 18), (35, 141, 30, 18))
    assert label_spots(crossing[:1], [(30, 18)], (400, 300), (80, 140, 60, 30)) == ((85, 91, 30, 18),)
    full = (0.0, 0.0, 400.0, 300.0)
    assert label_spots(crossing, [(30, 18)] * 2, (400, 300), full) == (None, None)


axes = st.sampled_from(["x", "y"])
ends = st.tuples(st.floats(-900, 900), st.floats(-900, 900)).map(sorted)
lines = st.builds(lambda axis, at, low_high: Gap(axis, at, *low_high), axes, st.floats(-900, 900), ends)


@given(st.lists(lines, max_size=6), st.floats(10, 60))
def test_labels_are_in_the_view_and_apart(found: list[Gap], width: float) -> None:
    spots = [rect for rect in label_spots(found, [(width, 18)] * len(found), (400, 300)) if rect]
    for x, y, across, down in spots:
        assert x >= 0
        assert y >= 0
        assert x + across <= 400
        assert y + down <= 300
    for n, a in enumerate(spots):
        for b in spots[:n]:
            apart = a[0] >= b[0] + b[2] or b[0] >= a[0] + a[2] or a[1] >= b[1] + b[3] or b[1] >= a[1] + a[3]
            assert apart


@pytest.mark.parametrize(
    ("at", "corner"),
    [
        ((100, 100), (116, 120)),
        ((390, 100), (324, 120)),
        ((100, 290), (116, 260)),
        ((390, 290), (324, 260)),
        ((-50, -50), (4, 4)),
        ((900, 900), (336, 272)),
    ],
)
def test_a_note_is_by_the_pointer_and_in_the_view(
    at: tuple[float, float], corner: tuple[float, float]
) -> None:
    assert note_spot(at, (60, 24), (400, 300)) == (*corner, 60, 24)


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_labels_are_legible_in_each_look(look: Look) -> None:
    ink = Ink.of(LOOKS[look])
    assert contrast(ink.measure.name(), ink.on_measure.name()) >= 4.5
    assert contrast(ink.chip.name(), ink.chip_text.name()) >= 4.5


# By real drags.


def said(scene: Scene) -> dict[str, tuple[float, float, float, float]]:
    """Give the labels that show, by text."""
    return dict(gap_labels(scene.area.overlay.gaps, scene.area.view, measure_font()))


def test_a_move_says_how_far_the_neighbour_is_that_it_snaps_to(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.click(300, 350)
    scene.press(300, 350)
    scene.drag_to((300, 350), (300, 486))
    assert scene.box("card")[1] == 440  # its middle on the middle of the photo
    assert "80" in said(scene)
    assert scene.area.overlay.note == "+0  +140"
    x, y, width, height = said(scene)["80"]
    shot = scene.area.grab().toImage()
    ink = scene.area.ink
    assert shot.pixelColor(round(x + 3), round(y + height / 2)) == ink.measure
    inner = {
        shot.pixelColor(px, py).name()
        for px in range(round(x), round(x + width))
        for py in range(round(y), round(y + height))
    }
    assert QColor("white").name() in inner or any(QColor(c).lightness() > 200 for c in inner)
    scene.release(300, 486)
    assert scene.area.overlay.gaps == ()


def test_a_resize_says_distances_too(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.click(300, 350)
    scene.press(300, 400)
    scene.drag_to((300, 400), (300, 488))
    assert scene.box("card")[3] == pytest.approx(190, abs=0.02)
    assert scene.area.overlay.note == "200 × 190"
    assert "80" in said(scene)


@pytest.mark.parametrize("how", ["alt", "off"])
def test_without_snapping_nothing_is_measured(scene: Scene, how: str) -> None:
    scene.session.set_snapping(how == "alt")
    keys = ALT if how == "alt" else Qt.KeyboardModifier.NoModifier
    scene.click(300, 350)
    scene.press(300, 350, keys)
    scene.drag_to((300, 350), (300, 490), keys)
    assert scene.area.overlay.gaps == ()
    assert scene.area.overlay.note == "+0  +140"


def test_labels_stay_in_sight_when_zoomed(scene: Scene) -> None:
    scene.session.set_snapping(True)
    scene.area.zoom_to(300)
    scene.area.set_view(scene.area.view.moved(900, -300))
    scene.click(390, 350)
    scene.press(390, 350)
    scene.drag_to((390, 350), (390, 351))
    scene.drag_to((390, 350), (390, 490))
    found = said(scene)
    assert "80" in found
    for x, y, width, height in found.values():
        assert scene.area.rect().contains(round(x), round(y))
        assert scene.area.rect().contains(round(x + width), round(y + height))


def test_a_turn_says_its_angle(scene: Scene) -> None:
    scene.click(300, 350)
    frame = scene.area.frame
    assert frame is not None
    knob = scene.area.view.to_composition(*rotate_point(frame, scene.area.view))
    scene.press(*knob)
    scene.drag_to(knob, (200, 350))
    assert scene.area.overlay.note == "−90.0°"
    scene.key(Qt.Key.Key_Escape)
    assert scene.area.overlay.note == ""
