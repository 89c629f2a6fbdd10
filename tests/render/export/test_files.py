"""Finished files, read back: streams, times, tags, pixels and samples."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportReport, ExportSettings, Format
from editor_app.render.media.pool import MediaPool
from editor_app.render.media.source import MediaSource
from editor_app.render.picture.renderer import Renderer
from tests.render.export.films import (
    HEIGHT,
    SECOND,
    WIDTH,
    asset,
    document,
    film,
    frames_of,
    item,
    moving,
    pixels,
    psnr,
    solid,
    sound_file,
    sound_of,
    still,
    tone_samples,
)

FRAME = SECOND // 30


def export(folder: Path, output: Path, settings: ExportSettings) -> ExportReport:
    state, sources = film(folder)
    return export_video(state, sources, settings, output)


@pytest.mark.parametrize("format", ["mp4", "webm", "mkv"])
@pytest.mark.parametrize("fps", [30, 60])
def test_streams_and_times(tmp_path: Path, out: Path, format: Format, fps: int) -> None:
    output = out / f"film.{format}"
    report = export(tmp_path, output, ExportSettings(format=format, fps=fps, end_tick=SECOND * 3 // 2))
    frames = 3 * fps // 2
    assert (report.frames, report.width, report.height, report.warnings) == (frames, WIDTH, HEIGHT, ())
    assert report.size_bytes == output.stat().st_size
    with av.open(str(output)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert len(container.streams.get()) == 2
        codecs = {"mp4": ("h264", "aac"), "webm": ("vp9", "opus"), "mkv": ("ffv1", "pcm_f32le")}[format]
        assert (picture.codec.canonical_name, sound.codec.canonical_name) == codecs
        assert (picture.width, picture.height, picture.average_rate) == (WIDTH, HEIGHT, fps)
        assert (sound.rate, sound.channels) == (48_000, 2)
        exact = Fraction(1, 2000) if format != "mp4" else Fraction(0)
        assert abs(container.duration / Fraction(1_000_000) - Fraction(3, 2)) <= Fraction(8, 1000)
        times = [frame.pts * picture.time_base for frame in container.decode(picture)]
        assert len(times) == frames
        assert all(abs(time - Fraction(n, fps)) <= exact for n, time in enumerate(times))
    samples = sound_of(output)
    assert abs(samples.shape[1] - 72_000) < 48_000 // fps


@pytest.mark.parametrize("format", ["mp4", "webm"])
def test_colour_tags(tmp_path: Path, out: Path, format: Format) -> None:
    output = out / f"film.{format}"
    export(tmp_path, output, ExportSettings(format=format, end_tick=SECOND // 2))
    with av.open(str(output)) as container:
        codec = container.streams.video[0].codec_context
        assert (codec.color_primaries, codec.color_trc, codec.colorspace, codec.color_range) == (1, 1, 1, 1)
        assert codec.pix_fmt == "yuv420p"
        # In the coded stream too, not only in the container.
        frame = next(container.decode(video=0))
        assert (frame.colorspace, frame.color_range) == (1, 1)


def test_an_mp4_begins_at_zero_and_its_index_comes_first(tmp_path: Path, out: Path) -> None:
    output = out / "film.mp4"
    export(tmp_path, output, ExportSettings(end_tick=SECOND))
    content = output.read_bytes()
    assert 0 < content.find(b"moov") < content.find(b"mdat")
    assert b"colrnclx\x00\x01\x00\x01\x00\x01\x00" in content
    with av.open(str(output)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (picture.start_time, sound.start_time) == (0, 0)
        assert picture.duration * picture.time_base == 1
        assert sound.duration * sound.time_base == 1
        assert picture.codec_context.has_b_frames
        assert (picture.codec_context.profile, sound.codec_context.profile) == ("High", "LC")


@pytest.mark.parametrize("format", ["mp4", "webm"])
def test_pictures_look_like_the_preview(tmp_path: Path, out: Path, format: Format) -> None:
    state, sources = film(tmp_path)
    output = out / f"film.{format}"
    export_video(state, sources, ExportSettings(format=format, scale=2), output)
    renderer = Renderer(MediaPool(sources))
    decoded = [picture for _, picture in frames_of(output, "bgra")]
    assert len(decoded) == 90
    for frame in (0, 1, 29, 44, 45, 46, 89):
        preview = pixels(renderer.frame(state, frame * FRAME, (2 * WIDTH, 2 * HEIGHT)))
        assert psnr(preview[..., :3], decoded[frame][..., :3]) > 35, frame


def test_a_lossless_film_is_equal_to_the_preview_in_every_frame(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=2)
    output = out / "film.mkv"
    export_video(state, sources, ExportSettings(format="mkv"), output)
    renderer = Renderer(MediaPool(sources))
    count = 0
    for n, (_, decoded) in enumerate(frames_of(output, "bgra")):
        preview = pixels(renderer.frame(state, n * FRAME, (WIDTH, HEIGHT)))
        assert (decoded[..., :3] == preview[..., :3]).all(), n
        count += 1
    assert count == 60
    # A quiet tone passes mix and limiter unchanged, to the precision of the 16-bit source.
    assert np.abs(sound_of(output) - tone_samples(2)).max() < 1e-4


@pytest.fixture
def half_transparent():
    """A document with all alphas from 0 to 255 and nothing behind."""
    fading = solid(SECOND, (0, 0, WIDTH, HEIGHT), "#3070f0", opacity=moving((0, 0), (SECOND - 1, 1)))
    return document(solid(SECOND, (0, 0, 32, 72), "#e02010"), fading)


def test_a_transparent_lossless_film_is_equal_to_the_preview(out: Path, half_transparent) -> None:
    output = out / "film.mkv"
    export_video(half_transparent, {}, ExportSettings(format="mkv", alpha=True), output)
    renderer = Renderer(MediaPool({}))
    for n, (_, decoded) in enumerate(frames_of(output, "bgra")):
        preview = renderer.frame(half_transparent, n * FRAME, (WIDTH, HEIGHT), transparent=True)
        assert (decoded == pixels(preview.convertToFormat(QImage.Format.Format_ARGB32))).all(), n


def test_a_transparent_webm_keeps_its_alpha(out: Path, half_transparent) -> None:
    output = out / "film.webm"
    export_video(half_transparent, {}, ExportSettings(format="webm", alpha=True), output)
    with av.open(str(output)) as container:
        tags = {key.lower(): value for key, value in container.streams.video[0].metadata.items()}
        assert tags["alpha_mode"] == "1"
    renderer = Renderer(MediaPool({}))
    decoded = [picture for _, picture in frames_of(output, "rgba", decoder="libvpx-vp9")]
    assert len(decoded) == 30
    for n in (0, 10, 20, 29):
        preview = pixels(renderer.frame(half_transparent, n * FRAME, (WIDTH, HEIGHT), transparent=True))
        assert psnr(preview[..., 3], decoded[n][..., 3]) > 35, n


COLOURS = ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#808080", "#c08040", "#3060a0"]


@pytest.mark.parametrize("format", ["mp4", "webm", "mkv"])
def test_colour_patches_come_out_right(out: Path, format: Format) -> None:
    patches = [solid(SECOND // 2, (i * 32, 0, 32, 64), colour) for i, colour in enumerate(COLOURS)]
    state = document(*patches, width=256, height=64)
    output = out / f"film.{format}"
    export_video(state, {}, ExportSettings(format=format, crf=4), output)
    picture = next(iter(frames_of(output, "bgr24")))[1] if format == "mkv" else None
    for i, colour in enumerate(COLOURS):
        x, y = i * 32 + 16, 32
        seen = bt709(output, x, y) if picture is None else picture[y, x, ::-1].astype(float)
        wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
        assert np.abs(seen - wanted).max() <= 2, colour


def bt709(path: Path, x: int, y: int) -> np.ndarray:
    """Work out a pixel's red, green, blue as ITU-R BT.709 says, without any converter."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        planes = [np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size) for plane in frame.planes]
    luma, cb, cr = int(planes[0][y, x]), int(planes[1][y // 2, x // 2]), int(planes[2][y // 2, x // 2])
    grey, blue, red = (luma - 16) / 219, (cb - 128) / 224, (cr - 128) / 224
    r, b = grey + 1.5748 * red, grey + 1.8556 * blue
    return np.clip(np.array([r, (grey - 0.2126 * r - 0.0722 * b) / 0.7152, b]), 0, 1) * 255


def test_sound_and_picture_stay_together(tmp_path: Path, out: Path) -> None:
    samples = np.zeros((2, 3 * 48_000))
    for second in (0.5, 1.5, 2.5):
        start = int(second * 48_000)
        samples[:, start : start + 4800] = 0.7 * np.sin(np.arange(4800) * 0.13)

    beeps = sound_file(tmp_path / "beeps.wav", samples)
    flashes = [
        solid(SECOND // 10, (0, 0, WIDTH, HEIGHT), "#ffffff", startTicks=int(second * SECOND))
        for second in (0.5, 1.5, 2.5)
    ]
    state = document(
        *flashes,
        item("audio", 3 * SECOND, (0, 0, 1, 1), assetId="beeps"),
        assets=(asset("beeps", "audio", 3),),
    )
    sources = {"beeps": MediaSource("beeps", beeps, "audio", "beeps.wav")}
    for format in ("mp4", "webm", "mkv"):
        output = out / f"film.{format}"
        export_video(state, sources, ExportSettings(format=format, start_tick=SECOND // 4), output)
        bright = np.array([picture.mean() for _, picture in frames_of(output, "gray")]) > 128
        flash_times = (np.flatnonzero(np.diff(bright.astype(int)) == 1) + 1) / 30
        loud = np.abs(sound_of(output)[0]) > 0.2
        starts = np.flatnonzero(loud)
        beep_times = starts[np.r_[True, np.diff(starts) > 24_000]] / 48_000
        assert np.allclose(flash_times, [0.25, 1.25, 2.25], atol=0.02), format
        assert np.allclose(beep_times, [0.25, 1.25, 2.25], atol=0.005), format


def test_the_same_film_with_any_number_of_workers_and_again(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=8)
    formats: dict[Format, tuple[int, ...]] = {"mp4": (1, 2, 4, 4), "webm": (1, 4), "mkv": (1, 4)}
    for format, counts in formats.items():
        contents = set()
        for run, workers in enumerate(counts):
            output = out / f"{run}.{format}"
            report = export_video(state, sources, ExportSettings(format=format, workers=workers), output)
            assert report.workers == workers
            contents.add(output.read_bytes())
        assert len(contents) == 1, format


def test_a_still_picture_is_repeated(out: Path) -> None:
    state = document(solid(3 * SECOND, (0, 0, 64, 72), "#00ff00"))
    report = export_video(state, {}, ExportSettings(), out / "film.mp4")
    assert report.frames == 90
    decoded = [picture for _, picture in frames_of(out / "film.mp4", "bgr24")]
    assert len(decoded) == 90
    assert all(psnr(decoded[0], picture) > 50 for picture in decoded)


def test_missing_media_become_placeholders_and_warnings(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=1)
    sources = {name: replace(source, path=None) for name, source in sources.items()}
    report = export_video(state, sources, ExportSettings(workers=2), out / "film.mkv")
    assert report.frames == 30
    assert any("clip.mp4" in sentence for sentence in report.warnings)
    assert any("tone.wav" in sentence for sentence in report.warnings)
    assert len(report.warnings) == len(set(report.warnings))
    assert report.unreadable == report.warnings
    assert not sound_of(out / "film.mkv").any()


def test_odd_sizes_and_small_scales(out: Path) -> None:
    state = document(solid(SECOND // 10, (0, 0, 51, 53), "#808080", opacity=still(0.5)), width=51, height=53)
    for format in ("mp4", "webm", "mkv"):
        report = export_video(state, {}, ExportSettings(format=format, scale=0.6), out / f"film.{format}")
        assert (report.width, report.height, report.frames) == (30, 32, 3)
