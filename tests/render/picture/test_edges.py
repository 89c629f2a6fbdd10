"""Where boxes end on whole pixels they cover them wholly: nothing of what was in memory before shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QTransform

from editor_app.render.picture.edges import cut_no_pixel
from tests.render.picture.scene import SECOND, H, Pool, W, document, flat, frame, pixel, transition, video

FRAME = QRectF(0, 0, W, H)
SEEN = QRect(0, 0, W, H)
FOUR = ["from-left", "from-right", "from-top", "from-bottom"]


def litter(value: int) -> None:
    """Leave memory for the next images behind that is full of one value."""
    kept = [QImage(W, H, QImage.Format.Format_RGB32) for _ in range(8)]
    for one in kept:
        one.fill(value * 0x01010101)


@pytest.mark.parametrize("kind", ["slide", "wipe"])
@pytest.mark.parametrize("direction", FOUR)
@pytest.mark.parametrize("beyond", [0, 5])
def test_a_frame_does_not_depend_on_what_was_in_memory(kind: str, direction: str, beyond: float) -> None:
    box = {"left": -beyond, "top": -beyond, "width": W + 2 * beyond, "height": H + 2 * beyond}
    clips = [video("a", "one", **box), video("b", "two", start=SECOND, **box)]
    moved = transition(kind, SECOND, params={"direction": direction})
    state = document(clips, transitions=[moved])
    for number in range(1, 60):
        tick = SECOND // 2 + number * SECOND // 60
        pictures: list[QImage] = []
        for value in (0, 255):
            pool = Pool(one=flat("#645a50", 96, 54), two=flat("#28323c", 96, 54))
            litter(value)
            pictures.append(frame(state, tick, pool))
        assert pictures[0] == pictures[1], (kind, direction, number)


def test_layers_that_slide_meet_without_a_trace_of_a_third_colour() -> None:
    clips = [video("a", "one"), video("b", "two", start=SECOND)]
    state = document(clips, transitions=[transition("slide", SECOND)])
    pool = Pool(one=flat("#ffffff", 96, 54), two=flat("#ffffff", 96, 54))
    for number in range(1, 60):
        litter(0)
        picture = frame(state, SECOND // 2 + number * SECOND // 60, pool)
        assert {pixel(picture, x, H // 2) for x in range(W)} == {(255, 255, 255)}


@pytest.mark.parametrize(
    ("box", "matrix", "seen", "expected"),
    [
        (FRAME, QTransform(), SEEN, True),
        (FRAME, QTransform.fromTranslate(-224, 0), SEEN, True),
        (FRAME, QTransform.fromTranslate(-224.5, 0), SEEN, False),
        (FRAME, QTransform.fromTranslate(0.00001, 0), SEEN, True),
        (FRAME, QTransform.fromScale(1.5, 1.5), QRect(0, 0, 480, 270), True),
        (FRAME, QTransform(0, 1, -1, 0, H, 0), SEEN, True),
        (FRAME, QTransform.fromScale(-1, 1), SEEN, True),
        (FRAME, QTransform().rotate(1), SEEN, False),
        (QRectF(-0.5, -0.5, W + 1, H + 1), QTransform(), SEEN, True),
        (QRectF(-0.5, -0.5, W + 1, H + 1), QTransform.fromTranslate(-224, 0), SEEN, False),
        (QRectF(-0.5, -0.5, W + 1, H + 1), QTransform.fromTranslate(-224, 0), QRect(0, 0, 96, H), True),
        (QRectF(10, 20.25, 100, 60), QTransform(), SEEN, False),
    ],
)
def test_edges_cut_no_pixel_where_they_are_whole_or_out_of_sight(
    box: QRectF, matrix: QTransform, seen: QRect, expected: bool
) -> None:
    assert cut_no_pixel(box, matrix, seen) is expected


def test_a_rounded_corner_stays_smooth_on_whole_pixels() -> None:
    clip = video("a", "one", left=40, top=20, width=200, height=120, borderRadius=24)
    picture = frame(document([clip]), 0, Pool(one=flat("#ffffff", 96, 54)))
    shades = {pixel(picture, x, y)[0] for x in range(40, 64) for y in range(20, 44)}
    assert len(shades) > 10
