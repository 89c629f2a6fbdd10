"""Films that keep a video's planes where nothing lies on it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame

from editor_app.render.export.encode import PictureEncoder
from editor_app.render.export.run import export_video, plan_target
from editor_app.render.export.settings import ExportSettings, StageTimes
from editor_app.render.media.planes import samples_of
from editor_app.render.media.pool import MediaPool
from editor_app.render.media.source import MediaSource
from editor_app.render.picture.renderer import Renderer
from editor_app.render.regions import kept
from editor_app.state.model import EditorState
from tests.render.export.films import (
    SECOND,
    asset,
    document,
    frames_of,
    item,
    moving,
    pixels,
    psnr,
    solid,
    still,
)

WIDTH, HEIGHT = 640, 352
FRAME = SECOND // 30
PATCHES = ((40, 60, 200), (200, 180, 40), (16, 160, 90), (120, 120, 120))


def patched_video(path: Path, seconds: int = 1, matrix: int = 1) -> Path:
    """Write four flat patches, each with a grey bar that runs from frame to frame."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "12", "g": "30"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        context = stream.codec_context
        context.colorspace = context.color_primaries = context.color_trc = matrix
        context.color_range = 1
        for n in range(seconds * 30):
            picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
            for i, color in enumerate(PATCHES):
                picture[:, WIDTH * i // 4 : WIDTH * (i + 1) // 4] = color
            picture[8 * n % (HEIGHT - 8) :][:8] = 90
            frame = VideoFrame.from_ndarray(picture, format="rgb24").reformat(
                format="yuv420p", dst_colorspace=matrix, dst_color_range=1
            )
            frame.pts, frame.time_base = n, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def back(**more: Any) -> dict[str, Any]:
    return item("video", SECOND, (0, 0, WIDTH, HEIGHT), **{"assetId": "back", **more})


def film(folder: Path, *above: dict[str, Any], **more: Any) -> tuple[EditorState, dict[str, MediaSource]]:
    path = patched_video(folder / "back.mp4", matrix=more.pop("matrix", 1))
    size = {"width": WIDTH, "height": HEIGHT}
    state = document(
        *above, back(**more), assets=(asset("back", "video", 1) | size,), width=WIDTH, height=HEIGHT
    )
    return state, {"back": MediaSource("back", path, "video", "back.mp4")}


TURNING = solid(SECOND, (300, 100, 120, 60), "#e0e0ff", rotation=moving((0, 0), (SECOND - 1, 90)))
FADED = solid(SECOND, (20, 240, 90, 50), "#ff4020", opacity=still(0.5))


@pytest.mark.parametrize("above", [(), (TURNING,), (TURNING, FADED)])
def test_planes_stay_equal_where_nothing_lies_and_near_the_preview_elsewhere(
    tmp_path: Path, above: tuple[dict[str, Any], ...]
) -> None:
    state, sources = film(tmp_path, *above)
    target = plan_target(state, ExportSettings())
    pool = MediaPool(sources)
    renderer = Renderer(pool)
    tick = 10 * FRAME
    with PictureEncoder(tmp_path / "spool.mkv", tmp_path, target, StageTimes()) as encoder:
        picture = renderer.overlaid(state, tick, target.size)
        assert picture is not None
        assert bool(picture.parts) == bool(above)
        encoder.show_overlaid(picture)
        shown = [plane.astype(int) for plane in samples_of(encoder.shown)]
        encoder.show(renderer.frame(state, tick, target.size))
        previewed = [plane.astype(int) for plane in samples_of(encoder.shown)]
    untouched = np.ones((HEIGHT, WIDTH), bool)
    for part in picture.parts:
        inner = kept(part.region, target.size)
        untouched[inner.top : inner.bottom, inner.left : inner.right] = False
    source = VideoFrame(WIDTH, HEIGHT, "yuv420p")
    picture.planes.copy_to(source)
    for ours, original, mask in zip(
        shown, samples_of(source), (untouched, untouched[::2, ::2], untouched[::2, ::2]), strict=True
    ):
        assert np.array_equal(ours[mask], original[mask])
    assert np.abs(shown[0] - previewed[0]).max() <= 2
    for ours, theirs in zip(shown[1:], previewed[1:], strict=True):
        assert np.mean(np.abs(ours - theirs) > 2) < 0.05  # the hard edges of the source's chroma
    pool.close()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"matrix": 6}, "another matrix"),
        ({"opacity": still(0.9)}, "transparent"),
        ({"rotation": still(1)}, "turned"),
        ({"borderRadius": still(4)}, "round corners"),
        ({"scaleX": still(1.5)}, "scaled"),
        ({"cropLeft": still(0.1), "cropTop": still(0.1)}, "cropped"),
    ],
)
def test_a_video_that_is_not_the_frame_as_it_is_is_painted(
    tmp_path: Path, more: dict[str, Any], why: str
) -> None:
    state, sources = film(tmp_path, **more)
    pool = MediaPool(sources)
    assert Renderer(pool).overlaid(state, 0, (WIDTH, HEIGHT)) is None, why
    pool.close()


def test_another_size_is_painted(tmp_path: Path) -> None:
    state, sources = film(tmp_path)
    pool = MediaPool(sources)
    assert Renderer(pool).overlaid(state, 0, (WIDTH * 2, HEIGHT * 2)) is None
    pool.close()


def test_an_exported_film_looks_like_the_preview(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, TURNING, FADED)
    output = out / "film.mp4"
    export_video(state, sources, ExportSettings(), output)
    pool = MediaPool(sources)
    renderer = Renderer(pool)
    decoded = dict(enumerate(array for _, array in frames_of(output, "bgra")))
    assert len(decoded) == 30
    for number in (0, 10, 29):
        preview = pixels(renderer.frame(state, number * FRAME, (WIDTH, HEIGHT)))
        assert psnr(decoded[number][..., :3], preview[..., :3]) > 35
        for x, y in ((60, 190), (200, 190), (420, 190), (560, 190), (60, 265)):
            off = decoded[number][y - 3 : y + 3, x - 3 : x + 3, :3].astype(int).mean((0, 1))
            want = preview[y - 3 : y + 3, x - 3 : x + 3, :3].astype(int).mean((0, 1))
            if np.ptp(preview[y - 12 : y + 12, x - 12 : x + 12, :3], axis=(0, 1)).max() <= 2:
                assert np.abs(off - want).max() <= 2, (number, x, y)
    pool.close()


def test_workers_agree(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, TURNING)
    files = []
    for workers in (1, 2, 2):
        output = out / f"film{len(files)}.mp4"
        export_video(state, sources, replace(ExportSettings(), workers=workers), output)
        files.append(output.read_bytes())
    assert files[0] == files[1] == files[2]
