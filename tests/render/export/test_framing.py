"""Outputs of another shape than the composition: where its picture lies, and what lies beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.render.export.framing import place
from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings, Fit
from editor_app.render.media.pool import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.render.regions import Region
from editor_app.state.dialects import read, to_bytes
from editor_app.state.reading import parse_json
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, frames_of, pixels, solid

HD, UPRIGHT, SQUARE = (1920, 1080), (1080, 1920), (1080, 1080)


@pytest.mark.parametrize(
    ("composition", "size", "fit", "expected"),
    [
        # The same shape, whatever the size and however its sides are rounded: the whole output.
        (HD, HD, "bars", (0, 0, 1920, 1080)),
        (HD, (1280, 720), "fill", (0, 0, 1280, 720)),
        (HD, (1152, 648), "bars", (0, 0, 1152, 648)),
        ((51, 53), (30, 32), "bars", (0, 0, 30, 32)),
        ((51, 53), (52, 54), "fill", (0, 0, 52, 54)),
        ((1366, 768), (1280, 720), "bars", (0, 0, 1280, 720)),
        # Bars above and below, or left and right.
        (HD, UPRIGHT, "bars", (0, 656, 1080, 656 + 608)),
        (HD, SQUARE, "bars", (0, 236, 1080, 236 + 608)),
        (UPRIGHT, HD, "bars", (656, 0, 656 + 608, 1080)),
        (SQUARE, HD, "bars", (420, 0, 1500, 1080)),
        # What hangs over is cut at both sides alike.
        (HD, UPRIGHT, "fill", (-1168, 0, -1168 + 3414, 1920)),
        (HD, SQUARE, "fill", (-420, 0, 1500, 1080)),
        (UPRIGHT, HD, "fill", (0, -1168, 1920, -1168 + 3414)),
        (SQUARE, UPRIGHT, "fill", (-420, 0, 1500, 1920)),
    ],
)
def test_where_the_picture_lies(composition, size, fit: Fit, expected: tuple[int, ...]) -> None:
    found = place(composition, size, fit)
    assert found == Region(*expected)
    assert (found.left % 2, found.top % 2, found.width % 2, found.height % 2) == (0, 0, 0, 0)


def with_background(state, background: dict[str, object]):
    return read({**parse_json(to_bytes(state)), "globalBackground": background})[0]


@pytest.fixture
def hanging_over():
    """A document in which a clip hangs over every edge."""
    return document(solid(SECOND, (-20, -20, 60, 60), "#e02010"), solid(SECOND, (100, 40, 60, 60), "#20c040"))


@pytest.mark.parametrize(
    ("background", "color"),
    [(None, (0, 0, 0)), ({"type": "color", "color": "#204060", "gradient": None}, (0x60, 0x40, 0x20))],
)
def test_bars_are_of_the_background_and_nothing_hangs_into_them(
    out: Path, hanging_over, background, color
) -> None:
    state = with_background(hanging_over, background) if background else hanging_over
    settings = ExportSettings("mkv", size=(128, 128), fit="bars", end_tick=SECOND // 10)
    report = export_video(state, {}, settings, out / "film.mkv")
    assert (report.width, report.height) == (128, 128)
    whole = pixels(Renderer(MediaPool({})).frame(state, 0, (WIDTH, HEIGHT)))
    for _, found in frames_of(out / "film.mkv", "bgra"):
        assert (found[28:100, :, :3] == whole[..., :3]).all()
        assert (found[:28, :, :3] == color).all()
        assert (found[100:, :, :3] == color).all()


def test_bars_of_a_transparent_film_are_see_through(out: Path, hanging_over) -> None:
    settings = ExportSettings("png", size=(128, 128), alpha=True)
    export_video(hanging_over, {}, settings, out / "still.png")
    found = pixels(QImage(str(out / "still.png")))
    assert (found[:28, :, 3] == 0).all()
    assert (found[30, 5] == (0x10, 0x20, 0xE0, 255)).all()


@pytest.mark.parametrize("size", [(72, 128), (128, 128), (256, 72)])
def test_what_fills_is_the_middle_of_the_whole_picture(
    tmp_path: Path, out: Path, size: tuple[int, int]
) -> None:
    state, sources = film(tmp_path, seconds=1)
    settings = ExportSettings("mkv", size=size, fit="fill", end_tick=SECOND // 10)
    export_video(state, sources, settings, out / "film.mkv")
    whole = place((WIDTH, HEIGHT), size, "fill")
    renderer = Renderer(MediaPool(sources))
    for n, (_, found) in enumerate(frames_of(out / "film.mkv", "bgra")):
        picture = pixels(renderer.frame(state, n * SECOND // 30, (whole.width, whole.height)))
        part = picture[-whole.top :, -whole.left :][: size[1], : size[0]]
        assert np.abs(found[..., :3].astype(int) - part[..., :3]).max() <= 2, n


def test_the_scale_goes_for_the_size_too(out: Path, hanging_over) -> None:
    settings = ExportSettings("mp4", size=(100, 200), scale=2, end_tick=SECOND // 10)
    report = export_video(hanging_over, {}, settings, out / "film.mp4")
    assert (report.width, report.height) == (200, 400)
