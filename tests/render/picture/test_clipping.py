"""However large an item is: the canvas shows it, and nothing of what was in memory before."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainterPath, QTransform

from editor_app.drawing import Box, Color, Fill, Group, Rectangle, Stroke, scaling
from editor_app.render.picture.clipping import Placed, is_far, near_outline, near_part, near_rect
from editor_app.render.picture.culling import covers, prune
from tests.render.media.making import pool_of
from tests.render.picture.scene import (
    SECOND,
    H,
    Json,
    Pool,
    W,
    document,
    flat,
    frame,
    image,
    number,
    paint,
    pixel,
    solid,
    video,
)
from tests.render.picture.test_edges import litter

CANVAS = QRectF(0, 0, W, H)
MAD = [7e4, 2e9, 2.2e9, 1e10, 1e15, 1e300]
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def colours(picture: QImage) -> set[tuple[int, int, int]]:
    return {pixel(picture, x, y) for x in (0, 1, W // 2, W - 1) for y in (0, H // 2, H - 1)}


def pool() -> Pool:
    return Pool(below=flat("#0000ff", 96, 54), green=flat("#00ff00", 96, 54))


def whatever_was_in_memory(item: Json, tick: int = 0) -> QImage:
    """Render the item over a full-frame video, and check that old memory changes nothing."""
    state = document([item], [video("v", "below")])
    pictures: list[QImage] = []
    for value in (0, 90, 255):
        litter(value)
        pictures.append(frame(state, tick, pool()))
    assert pictures[0] == pictures[1] == pictures[2]
    return pictures[0]


@pytest.mark.parametrize("size", MAD)
@pytest.mark.parametrize("kind", ["wide", "around", "scaled", "mirrored", "quarter turn"])
def test_a_huge_solid_or_picture_fills_the_frame(size: float, kind: str) -> None:
    scaled = {"scaleX": size / W, "scaleY": size / W}
    box: dict[str, Any] = {
        "wide": {"left": 0, "width": size},
        "around": {"left": -size / 3, "top": -size / 3, "width": size, "height": size},
        "scaled": scaled,
        "mirrored": {**scaled, "scaleX": -size / W},
        "quarter turn": {**scaled, "rotation": 90},
    }[kind]
    assert colours(whatever_was_in_memory(solid(**box))) == {RED}
    assert colours(whatever_was_in_memory(image("i", "green", **box))) == {GREEN}


@pytest.mark.parametrize("size", [7e4, 2e9, 2.2e9, 1e10])
def test_what_is_huge_and_turned_or_round_fills_the_frame(size: float) -> None:
    for more in ({"rotation": 30}, {"borderRadius": 20}, {"borderRadius": 20, "rotation": 200}):
        box = {"scaleX": size / W, "scaleY": size / W, **more}
        assert colours(whatever_was_in_memory(solid(**box))) == {RED}
        assert colours(whatever_was_in_memory(image("i", "green", **box))) == {GREEN}
    assert colours(whatever_was_in_memory(solid(shape="circle", scaleX=size / W, scaleY=size / W))) == {RED}


@pytest.mark.parametrize("size", MAD)
def test_the_near_edges_of_what_is_huge_stay_where_they_are(size: float) -> None:
    for item, colour in (
        (solid(left=100, width=size, top=40, height=100), RED),
        (image("i", "green", left=100, width=size, top=40, height=100), GREEN),
    ):
        picture = whatever_was_in_memory(item)
        assert [pixel(picture, x, 90) for x in (0, 99, 100, W - 1)] == [BLUE, BLUE, colour, colour]
        assert [pixel(picture, 200, y) for y in (39, 40, 139, 140)] == [BLUE, colour, colour, BLUE]


def test_a_keyframe_that_runs_to_a_mad_scale_shows_the_item_all_the_way() -> None:
    item = solid(scaleX=number(1, (0, 1), (SECOND, 1e9)))
    for step in range(9):
        assert colours(whatever_was_in_memory(item, step * SECOND // 9)) == {RED}


@pytest.mark.qt_log_ignore("will take too long to rasterize", extend=True)
def test_a_huge_svg_is_magnified(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9">'
        '<rect width="16" height="9" fill="#00ff00"/></svg>'
    )
    media = pool_of(path, "image")
    state = document([image("i", "m", scaleX=1e7, scaleY=1e7)])
    assert colours(frame(state, 0, media)) == {GREEN}  # type: ignore[arg-type]
    for wanted in ((1 << 24, 1 << 24), (1 << 24, 1), (1, 1 << 24)):
        assert 0 < math.prod(media.picture("m", 0, wanted).size().toTuple()) <= 24_000_000


@pytest.mark.parametrize("place", [math.inf, -math.inf, math.nan])
def test_what_lies_nowhere_is_not_painted(place: float) -> None:
    whole = Box(0.0, 0.0, float(W), float(H))
    fill = Fill(Rectangle(Box(place, 0.0, 1e300, 1e300)), Color(1.0, 0.0, 0.0))
    assert prune(fill, whole) is None
    assert prune(Group((Fill(Rectangle(whole), Color(1.0, 0.0, 0.0)),), scaling(place, 1.0)), whole) is None


def test_what_is_too_far_out_to_be_placed_exactly_covers_nothing() -> None:
    whole = Box(0.0, 0.0, float(W), float(H))
    for width, expected in ((float(W), True), (1e6, True), (2e9, False), (1e300, False)):
        assert covers(Fill(Rectangle(Box(0.0, 0.0, width, 1e6)), Color(0, 0, 0)), whole) is expected


def test_a_huge_line_is_painted_where_it_crosses_the_frame() -> None:
    line = Stroke(Rectangle(Box(-1e10, 80.0, 3e10, 1e10)), Color(1.0, 0.0, 0.0), 20.0)
    picture = paint(line)
    assert [pixel(picture, 160, y) for y in (69, 71, 88, 91)] == [(0, 0, 0), RED, RED, (0, 0, 0)]


@pytest.mark.parametrize(
    ("rect", "far", "near"),
    [
        (QRectF(0, 0, 10, 10), False, QRectF(0, 0, 10, 10)),
        (QRectF(-1e9, 5, 2e9, 5), True, QRectF(-4, 5, W + 8, 5)),
        (QRectF(0, 0, 1e300, 1e300), True, QRectF(0, 0, W + 4, H + 4)),
        (QRectF(1e6, 0, 10, 10), True, QRectF()),
        (QRectF(math.nan, 0, 10, 10), True, QRectF()),
    ],
)
def test_rectangles_are_cut_to_the_canvas(rect: QRectF, far: bool, near: QRectF) -> None:
    assert is_far(rect) is far
    assert near_rect(rect, CANVAS) == near


@pytest.mark.parametrize("size", [300.0, 1e5, 1e9])
@pytest.mark.parametrize("turn", [0.0, 25.0, 90.0])
def test_a_cut_outline_holds_the_same_points_of_the_canvas(size: float, turn: float) -> None:
    """A disc whose edge runs through the frame's middle."""
    path = QPainterPath()
    path.addEllipse(QRectF(0, -size / 2, size, size))
    matrix = QTransform.fromTranslate(W / 2, H / 2).rotate(turn)
    cut = near_outline(path, matrix, CANVAS)
    assert CANVAS.adjusted(-5, -5, 5, 5).contains(cut.boundingRect())
    for x in range(4, W, 24):
        for y in range(4, H, 24):
            point = matrix.inverted()[0].map(QRectF(x, y, 0, 0).topLeft())
            away = math.hypot(point.x() - size / 2, point.y()) - size / 2
            if abs(away) > 0.5:
                assert cut.contains(QRectF(x, y, 0, 0).topLeft()) is (away < 0), (x, y)


@pytest.mark.parametrize(
    ("matrix", "part"),
    [
        (QTransform.fromScale(1e4, 1e4), QRectF(0, 0, 0.0324, 0.0184)),
        (QTransform(-1e4, 0, 0, 1e4, 1e6, 0), QRectF(99.9676, 0, 0.0324, 0.0184)),
        (QTransform(0, 1e4, 1e4, 0, 0, 0), QRectF(0, 0, 0.0184, 0.0324)),
        (QTransform.fromScale(1e9, 1e9), QRectF(0, 0, 1 / 64, 1 / 64)),
    ],
)
def test_the_part_of_a_picture_goes_with_the_part_of_its_box(matrix: QTransform, part: QRectF) -> None:
    near = near_part(Placed(QRectF(0, 0, 100, 100), matrix, QRectF(0, 0, 100, 100)), CANVAS)
    assert near is not None
    for edge in (QRectF.left, QRectF.top, QRectF.width, QRectF.height):
        assert edge(near.part) == pytest.approx(edge(part), abs=0.0005)
    reached = near.matrix.mapRect(near.box)
    assert not is_far(reached)
    assert reached.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).intersected(CANVAS) == reached.intersected(CANVAS)
