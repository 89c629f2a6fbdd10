"""GIFs, sound alone, stills and sequences, read back."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtGui import QImage

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import (
    BadSettings,
    CannotWrite,
    ExportCancelled,
    ExportReport,
    ExportSettings,
    Format,
    Progress,
)
from editor_app.render.media.pool import MediaPool
from editor_app.render.picture.renderer import Renderer
from tests.render.export.films import (
    HEIGHT,
    SECOND,
    WIDTH,
    document,
    film,
    moving,
    pixels,
    psnr,
    solid,
    sound_of,
    still,
    tone_samples,
)

SOUNDS = {"m4a": ("aac", 0.02), "mp3": ("mp3", 0.02), "wav": ("pcm_s24le", 1e-4)}


def preview(state, sources, tick: int, *, transparent: bool = False) -> np.ndarray:
    renderer = Renderer(MediaPool(sources))
    return pixels(renderer.frame(state, tick, (WIDTH, HEIGHT), transparent=transparent))


@pytest.mark.parametrize("form", SOUNDS)
def test_sound_alone_is_the_mix_from_its_first_sample_to_its_last(
    tmp_path: Path, out: Path, form: Format
) -> None:
    codec, tolerance = SOUNDS[form]
    state, sources = film(tmp_path, seconds=3)
    told: list[Progress] = []
    settings = ExportSettings(form, start_tick=SECOND, end_tick=5 * SECOND // 2)
    report = export_video(state, sources, settings, out / f"sound.{form}", on_progress=told.append)
    assert (report.frames, report.warnings) == (45, ())
    with av.open(str(out / f"sound.{form}")) as container:
        assert [stream.codec_context.codec.canonical_name for stream in container.streams] == [codec]
        assert container.streams.audio[0].rate == 48_000
        assert abs(container.duration - 1_500_000) < 1000
    heard = sound_of(out / f"sound.{form}")
    heard = heard / 2**31 if heard.dtype == np.int32 else heard
    wanted = tone_samples(3)[:, 48_000:120_000]
    assert abs(heard.shape[1] - 72_000) < 1024
    # The first and the last moment are where a codec may ring.
    assert np.abs(heard[:, 2000:70_000] - wanted[:, 2000:70_000]).max() < tolerance
    assert told[-1].frames_done == told[-1].frames_total == 45
    assert [path.name for path in out.iterdir()] == [f"sound.{form}"]


def gif_frames(path: Path) -> list[tuple[float, np.ndarray]]:
    with av.open(str(path)) as container:
        return [(float(frame.time), frame.to_ndarray(format="bgra")) for frame in container.decode(video=0)]


@pytest.mark.parametrize("fps", [10, 15, 25])
def test_a_gif_shows_the_project_in_its_time_and_starts_again(tmp_path: Path, out: Path, fps: int) -> None:
    state, sources = film(tmp_path, seconds=2)
    report = export_video(state, sources, ExportSettings("gif", fps), out / "film.gif")
    frames = gif_frames(out / "film.gif")
    assert len(frames) == report.frames == 2 * fps
    assert all(abs(time - n / fps) <= 0.011 for n, (time, _) in enumerate(frames))
    content = (out / "film.gif").read_bytes()
    assert b"NETSCAPE2.0\x03\x01\x00\x00\x00" in content
    with av.open(str(out / "film.gif")) as container:
        assert abs(container.duration - 2_000_000) <= 20_000
    for n in (0, fps, 2 * fps - 1):
        wanted = preview(state, sources, n * SECOND // fps)
        assert psnr(wanted[..., :3], frames[n][1][..., :3]) > 24, n
        assert (frames[n][1][..., 3] == 255).all()


def test_a_gif_is_the_same_whatever_the_number_of_workers(tmp_path: Path, out: Path) -> None:
    state, sources = film(tmp_path, seconds=2)
    for workers in (1, 3):
        settings = ExportSettings("gif", 10, workers=workers)
        export_video(state, sources, settings, out / f"{workers}.gif")
    assert (out / "1.gif").read_bytes() == (out / "3.gif").read_bytes()


def test_a_transparent_gif_moves_on_nothing(out: Path) -> None:
    ticks = SECOND
    state = document(solid(ticks, (0, 8, 24, 24), "#c8a070", left=moving((0, 0), (ticks - 1, 104))))
    export_video(state, {}, ExportSettings("gif", 10, alpha=True), out / "film.gif")
    frames = gif_frames(out / "film.gif")
    assert len(frames) == 10
    for n, (_, picture) in enumerate(frames):
        wanted = preview(state, {}, n * SECOND // 10, transparent=True)
        sure = (wanted[..., 3] < 100) | (wanted[..., 3] > 156)
        assert ((picture[..., 3] > 0) == (wanted[..., 3] > 127))[sure].all(), n


@pytest.mark.parametrize("form", ["png", "jpg"])
def test_a_still_is_the_frame_at_the_start_of_the_range(tmp_path: Path, out: Path, form: Format) -> None:
    state, sources = film(tmp_path, seconds=2)
    report = export_video(state, sources, ExportSettings(form, start_tick=SECOND), out / f"still.{form}")
    assert report.frames == 1
    found = pixels(QImage(str(out / f"still.{form}")).convertToFormat(QImage.Format.Format_RGB32))
    wanted = preview(state, sources, SECOND)
    if form == "png":
        assert (found == wanted).all()
    else:
        assert psnr(found, wanted) > 30


@pytest.mark.parametrize("form", ["png-sequence", "jpg-sequence"])
def test_a_sequence_is_a_folder_of_every_frame(tmp_path: Path, out: Path, form: Format) -> None:
    state, sources = film(tmp_path, seconds=3)
    report = export_video(state, sources, ExportSettings(form), out / "My film")
    suffix = form.removesuffix("-sequence")
    names = sorted(path.name for path in (out / "My film").iterdir())
    assert names == [f"My film_{n:05}.{suffix}" for n in range(1, 91)]
    assert report.size_bytes == sum(path.stat().st_size for path in (out / "My film").iterdir())
    for n in (0, 44, 45, 46, 89):
        found = pixels(QImage(str(out / "My film" / names[n])).convertToFormat(QImage.Format.Format_RGB32))
        wanted = preview(state, sources, n * SECOND // 30)
        assert psnr(found, wanted) > (30 if suffix == "jpg" else 90), n


def test_a_transparent_sequence_keeps_every_alpha(out: Path) -> None:
    fading = solid(SECOND, (0, 0, WIDTH, HEIGHT), "#3070f0", opacity=moving((0, 0), (SECOND - 1, 1)))
    state = document(solid(SECOND, (0, 0, 32, 72), "#e02010", opacity=still(0.5)), fading)
    export_video(state, {}, ExportSettings("png-sequence", alpha=True), out / "frames")
    for n in (0, 15, 29):
        found = QImage(str(out / "frames" / f"frames_{n + 1:05}.png"))
        renderer = Renderer(MediaPool({}))
        wanted = renderer.frame(state, n * SECOND // 30, (WIDTH, HEIGHT), transparent=True)
        assert (pixels(found) == pixels(wanted.convertToFormat(QImage.Format.Format_ARGB32))).all()


def sequence(state, sources, output: Path, **more) -> ExportReport:
    return export_video(state, sources, ExportSettings("png-sequence"), output, **more)


def test_a_sequence_comes_whole_or_not_at_all(tmp_path: Path, out: Path) -> None:
    import threading

    state, sources = film(tmp_path, seconds=1)
    (out / "full").mkdir()
    (out / "full" / "letter.txt").write_text("dear")
    with pytest.raises(CannotWrite, match="is not empty; choose a new one"):
        sequence(state, sources, out / "full")
    assert [path.name for path in (out / "full").iterdir()] == ["letter.txt"]
    (out / "file").write_text("dear")
    with pytest.raises(CannotWrite, match="is a file; the pictures need a folder"):
        sequence(state, sources, out / "file")
    cancelled = threading.Event()

    def cancel(progress: Progress) -> None:
        if progress.phase == "checking":
            cancelled.set()

    with pytest.raises(ExportCancelled):
        sequence(state, sources, out / "frames", on_progress=cancel, cancelled=cancelled)
    assert not (out / "frames").exists()
    (out / "frames").mkdir()
    assert sequence(state, sources, out / "frames").frames == 30
    assert len(list((out / "frames").iterdir())) == 30


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (ExportSettings("gif", 30), "must be 10, 12, 15, 16, 20, 24 or 25"),
        (ExportSettings("png-sequence", 25), "must be 30 or 60"),
        (ExportSettings("jpg", alpha=True), "jpg cannot be transparent; choose png"),
        (ExportSettings("jpg-sequence", alpha=True), "choose png-sequence"),
        (ExportSettings("wav", alpha=True), "wav cannot be transparent"),
        (ExportSettings("mp4", size=(0, 100)), "each side must have 2 px"),
    ],
)
def test_what_a_format_cannot_be_is_refused_in_words(out: Path, settings, words: str) -> None:
    state = document(solid(SECOND, (0, 0, 9, 9), "#ffffff"))
    with pytest.raises(BadSettings, match=words):
        export_video(state, {}, settings, out / "film")
    assert list(out.iterdir()) == []
