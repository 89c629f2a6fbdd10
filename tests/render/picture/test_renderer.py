"""The renderer as a whole: the same tick and size give the same pixels; keys; media that fail."""

import multiprocessing
import random
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from editor_app.render.picture.renderer import Renderer
from tests.render.picture.scene import (
    SECOND,
    H,
    Pool,
    W,
    document,
    flat,
    frame,
    image,
    item,
    number,
    pixel,
    quarters,
    solid,
    text,
    transition,
    video,
)


def film(ticks: int) -> QImage:
    """A yellow bar that wanders over blue, 30 times a second."""
    picture = flat("#204060", 2 * W, 2 * H)
    painter = QPainter(picture)
    painter.fillRect(ticks // 8000 * 16, 0, 60, 2 * H, QColor("#ffcc00"))
    painter.end()
    return picture


def pool() -> Pool:
    return Pool(
        film=film,
        other=lambda ticks: film(SECOND - ticks // 8000 * 8000),
        q=quarters(),
        veil=flat("#8000ff00"),
    )


def busy() -> Any:
    """A document with one of nearly everything, two seconds long."""
    slide = {"type": "slide-up", "durationTicks": SECOND // 2}
    top = [
        text(
            "title",
            "A title that wraps",
            duration=2 * SECOND,
            left=40,
            width=240,
            fontSize=33.3,
            strokeWidth=2,
            rotation=number(0, (0, -5), (SECOND, 5)),
            opacity=number(0, (0, 0), (SECOND // 3, 1)),
            background={"color": "#000080c0", "horizontalPadding": 9, "borderRadius": 8},
        )
    ]
    middle = [
        image("photo", "q", left=20, top=20, width=120, height=90, borderRadius=12, animations={"in": slide}),
        solid("star", "#ff8800", start=SECOND, shape="star", left=150, width=90, height=90),
    ]
    base = [
        video("a", "film", left=30, width=260),
        video("b", "other", start=SECOND, left=30, width=260, sourceStartTicks=SECOND // 2),
    ]
    transitions = [
        {**transition("iris", SECOND // 2, "photo", "star"), "trackId": "t1"},
        {**transition("fade", SECOND // 2, "a", "b"), "trackId": "t2"},
    ]
    background = {"type": "blur", "level": 2}
    return document(top, middle, base, transitions=transitions, globalBackground=background)


TICKS = [0, 8000, 80_000, 180_000, 200_000, 240_000, 270_000, 299_999, 300_000, 400_000, 479_999]


def pixels(picture: QImage) -> bytes:
    return bytes(picture.constBits())


def test_the_same_tick_gives_the_same_pixels_in_any_order_and_by_any_renderer() -> None:
    state = busy()
    in_order = Renderer(pool())
    expected = {tick: pixels(in_order.frame(state, tick, (W, H))) for tick in TICKS}
    assert len(set(expected.values())) > 7
    shuffled = random.Random(7)
    for _ in range(3):
        renderer = Renderer(pool())
        order = TICKS * 2
        shuffled.shuffle(order)
        for tick in order:
            assert pixels(renderer.frame(state, tick, (W, H))) == expected[tick], tick
            renderer.frame(state, shuffled.choice(TICKS), (W // 2, H // 2))


@pytest.mark.parametrize("size", [(W, H), (W * 2, H * 2), (W // 2, H // 2), (333, 187)])
def test_every_size_shows_the_same_picture(size: tuple[int, int]) -> None:
    state = busy()
    small = 64, 36
    for tick in (100_000, 250_000, 350_000):
        whole = frame(state, tick, pool()).scaled(*small, mode=_smooth())
        other = frame(state, tick, pool(), size=size)
        assert (other.width(), other.height()) == size
        scaled = other.scaled(*small, mode=_smooth())
        differences = [
            abs(a - b)
            for x in range(small[0])
            for y in range(small[1])
            for a, b in zip(pixel(whole, x, y), pixel(scaled, x, y), strict=True)
        ]
        assert sum(differences) / len(differences) < 2.5


def _smooth() -> Any:
    from PySide6.QtCore import Qt

    return Qt.TransformationMode.SmoothTransformation


def test_equal_keys_are_equal_pixels_and_a_still_stretch_has_one_key() -> None:
    state = busy()
    renderer = Renderer(pool())
    seen: dict[Any, bytes] = {}
    for tick in range(0, 2 * SECOND, 4000):
        key = renderer.key(state, tick, (W, H))
        picture = pixels(renderer.frame(state, tick, (W, H)))
        assert seen.setdefault(key, picture) == picture, tick
    still = document([text("t", "Still")], [image("i", "q", left=9)])
    assert len({renderer.key(still, tick, (W, H)) for tick in range(0, SECOND, 8000)}) == 1


def test_a_film_has_one_key_for_each_of_its_frames() -> None:
    state = document([video("v", "film", left=3)])
    renderer = Renderer(pool())
    keys = [renderer.key(state, tick, (W, H)) for tick in range(0, SECOND, 4000)]
    assert len(set(keys)) == 30
    assert keys[0] == keys[1] != keys[2]


def test_a_key_tells_sizes_and_documents_apart() -> None:
    renderer = Renderer(pool())
    red, blue = document([solid("s", "#ff0000")]), document([solid("s", "#0000ff")])
    keys = {renderer.key(s, 0, size) for s in (red, blue) for size in ((W, H), (64, 36))}
    assert len(keys) == 4


def test_a_film_that_is_covered_does_not_change_the_key() -> None:
    state = document([image("i", "q")], [video("v", "film")])
    renderer = Renderer(pool())
    assert len({renderer.key(state, tick, (W, H)) for tick in range(0, SECOND, 8000)}) == 1


def test_a_whole_frame_picture_comes_through_untouched() -> None:
    noise = QImage(W, H, QImage.Format.Format_RGB32)
    values = random.Random(1)
    for x in range(W):
        for y in range(H):
            noise.setPixel(x, y, 0xFF000000 | values.getrandbits(24))
    media = Pool(n=noise)
    assert pixels(frame(document([video("v", "n")]), 0, media)) == pixels(noise)
    beside = document([solid("dot", width=2, height=2)], [video("v", "n")])
    painted = frame(beside, 0, media)
    assert painted.pixel(0, 0) == 0xFFFF0000
    assert pixels(painted)[4 * W * 2 :] == pixels(noise)[4 * W * 2 :]
    assert noise.pixel(0, 0) != 0xFFFF0000, "the pool's picture is shared and must not be painted on"


def test_the_frame_belongs_to_whoever_asked() -> None:
    media = Pool(n=flat("#ff0000"))
    renderer = Renderer(media)
    state = document([video("v", "n")])
    first = renderer.frame(state, 0, (W, H))
    first.fill(0)
    assert pixel(renderer.frame(state, 0, (W, H)), 5, 5) == (255, 0, 0)


def test_formats() -> None:
    state = document([solid("s", "#ff000080")])
    opaque, clear = frame(state), frame(state, transparent=True)
    assert opaque.format() == QImage.Format.Format_RGB32
    assert clear.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert pixel(opaque, 5, 5) == (128, 0, 0)
    assert clear.pixelColor(5, 5).alpha() == 128


def test_transparent_frames_laid_on_black_are_the_opaque_ones() -> None:
    state = busy()
    for tick in TICKS:
        opaque, clear = frame(state, tick, pool()), frame(state, tick, pool(), transparent=True)
        laid = QImage(W, H, QImage.Format.Format_RGB32)
        laid.fill(0)
        painter = QPainter(laid)
        painter.drawImage(0, 0, clear)
        painter.end()
        for x in range(0, W, 5):
            for y in range(0, H, 5):
                assert pixel(laid, x, y) == pytest.approx(pixel(opaque, x, y), abs=3)


def test_a_missing_medium_is_a_labelled_box_and_one_warning() -> None:
    renderer = Renderer(Pool())
    state = document([video("v", "holiday", left=40, top=20, width=240, height=140)])
    picture = renderer.frame(state, 0, (W, H))
    renderer.frame(state, 8000, (W, H))
    assert renderer.warnings == (
        "“holiday.bin” cannot be found. Put the file back or point to its new place.",
    )
    assert pixel(picture, 20, 90) == (0, 0, 0)
    label = [min(pixel(picture, x, y)) for x in range(50, 270) for y in range(60, 120)]
    assert max(label) > 200
    assert renderer.key(state, 0, (W, H)) == renderer.key(state, 8000, (W, H))


def test_an_item_without_its_asset_is_a_labelled_box_too() -> None:
    state = document([image("i", "gone")], assets={})
    renderer = Renderer(Pool())
    assert pixel(renderer.frame(state, 0, (W, H)), 0.1, 0.3) != (0, 0, 0)
    assert renderer.warnings


def test_an_empty_document_is_a_black_frame() -> None:
    assert pixel(frame(document([])), 0.5, 0.5) == (0, 0, 0)


def test_far_times_and_mad_numbers_do_not_break_a_frame() -> None:
    wild = [
        solid("a", left=1e300, width=1e308),
        solid("b", start=SECOND, scaleX=1e200, scaleY=-1e200, rotation=1e18),
        text("c", "x" * 3000, start=2 * SECOND, fontSize=1e6),
        image("d", "q", start=3 * SECOND, borderRadius=1e9, width=1e-9),
        image("e", "q", start=4 * SECOND, width=1e7, height=1e7),
        text("f", "huge", start=5 * SECOND, scaleX=1e6, scaleY=1e6, letterSpacing=1e5),
    ]
    state = document(wild)
    renderer = Renderer(pool())
    for second in range(7):
        assert renderer.frame(state, second * SECOND, (W, H)).width() == W


def test_sprites_stay_within_their_bounds() -> None:
    renderer = Renderer(Pool())
    grow = number(1, (0, 1), (10 * SECOND - 1, 6))
    state = document([text("t", "Growing", duration=10 * SECOND, scaleX=grow, scaleY=grow)])
    for tick in range(0, 10 * SECOND, 48_000):
        renderer.frame(state, tick, (4 * W, 4 * H))
    assert renderer._painter.texts.size_bytes <= 48 << 20


def test_worker_processes_render_the_same_pixels_without_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    expected = pixels(frame(busy(), 100_000, pool()))
    with multiprocessing.get_context("spawn").Pool(1) as workers:
        assert workers.apply(_render_elsewhere) == expected


def _render_elsewhere() -> bytes:
    return pixels(frame(busy(), 100_000, pool()))


def test_it_renders_beside_an_application_with_widgets() -> None:
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication(['-platform', 'offscreen'])\n"
        "from tests.render.picture.scene import *\n"
        "print(pixel(frame(document([text('t', 'W', fontSize=300)])), 0.5, 0.4))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("(")
    assert done.stderr == ""


def test_hidden_kinds_of_item_are_named_boxes() -> None:
    state = document([item("motion-graphic", "m")], [video("v", "film")])
    assert pixel(frame(state, 0, pool()), 0.1, 0.2) != pixel(film(0), 0.1, 0.2)
