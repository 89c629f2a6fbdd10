"""Uploads that were cut off are refused and leave nothing; whole ones of the same kinds are taken."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import httpx
import numpy as np
import pytest
from PIL import Image

from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.picture.gui import ensure_gui
from editor_app.sandbox.wholeness import check_whole, riff_is_whole
from tests.sandbox.media import gif, wav
from tests.sandbox.running import Running, code_of, data_of
from tests.sandbox.test_uploads import files_in, upload

_NOISE = np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8)


def picture(form: str, **options: Any) -> bytes:
    """Make a picture of noise."""
    out = io.BytesIO()
    Image.fromarray(_NOISE).save(out, form, **options)
    return out.getvalue()


def animation() -> bytes:
    """Make a moving WebP."""
    out = io.BytesIO()
    others = [Image.fromarray(np.roll(_NOISE, step, 0)) for step in (5, 9)]
    Image.fromarray(_NOISE).save(out, "WEBP", save_all=True, append_images=others, duration=500)
    return out.getvalue()


def video(form: str, *, seconds: int = 3, sound: int = 0) -> bytes:
    """Make a video of noise, with its index at the front, and `sound` seconds of silence."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        _write_video(path, form, seconds, sound)
        return path.read_bytes()


def _write_video(path: Path, form: str, seconds: int, sound: int) -> None:
    options = {"movflags": "faststart"} if form == "mp4" else {}
    codecs = ("libx264", "aac") if form == "mp4" else ("libvpx", "libopus")
    with av.open(str(path), "w", format=form, options=options) as container:
        stream: Any = container.add_stream(codecs[0], rate=10)
        stream.width, stream.height, stream.pix_fmt = 80, 60, "yuv420p"
        voice: Any = container.add_stream(codecs[1], 48_000, layout="stereo") if sound else None
        for number in range(10 * seconds):
            frame = av.VideoFrame.from_ndarray(np.roll(_NOISE, number, 1), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        for number in range(sound * 50):
            silence = av.AudioFrame.from_ndarray(np.zeros((2, 960), np.float32), "fltp", "stereo")
            silence.sample_rate, silence.pts, silence.time_base = 48_000, number * 960, Fraction(1, 48_000)
            container.mux(voice.encode(silence))
        if voice is not None:
            container.mux(voice.encode(None))


def flac() -> bytes:
    """Make three seconds of noise."""
    out = io.BytesIO()
    with av.open(out, "w", format="flac") as container:
        stream: Any = container.add_stream("flac", 8000, layout="mono")
        noise = np.random.default_rng(2).integers(-9000, 9000, (1, 24_000), np.int16)
        frame = av.AudioFrame.from_ndarray(noise, "s16", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 8000, 0, Fraction(1, 8000)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


WHOLE = {
    "png": (picture("PNG"), "image/png"),
    "jpg": (picture("JPEG"), "image/jpeg"),
    "progressive.jpg": (picture("JPEG", progressive=True), "image/jpeg"),
    "webp": (picture("WEBP"), "image/webp"),
    "moving.webp": (animation(), "image/webp"),
    "bmp": (picture("BMP"), "image/bmp"),
    "tiff": (picture("TIFF"), "image/tiff"),
    "avif": (picture("AVIF"), "image/avif"),
    "gif": (gif(), "image/gif"),
    "mp4": (video("mp4"), "video/mp4"),
    "short sound.mp4": (video("mp4", sound=1), "video/mp4"),
    "webm": (video("webm"), "video/webm"),
    "short sound.webm": (video("webm", sound=1), "video/webm"),
    "long sound.webm": (video("webm", sound=5), "video/webm"),
    "wav": (wav(3), "audio/wav"),
    "flac": (flac(), "audio/flac"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_files_are_taken(client: httpx.Client, name: str) -> None:
    content, mime = WHOLE[name]
    data_of(upload(client, content, name, mime), 201)


@pytest.mark.parametrize("part", [0.3, 0.4, 0.7])
@pytest.mark.parametrize("name", [name for name in WHOLE if name != "gif"])
def test_files_that_were_cut_off_are_refused_and_deleted(
    server: Running, client: httpx.Client, name: str, part: float
) -> None:
    content, mime = WHOLE[name]
    before = files_in(server)
    answer = upload(client, content[: int(len(content) * part)], name, mime)
    assert code_of(answer) == (422, "UPLOAD_CONTENT_INVALID")
    assert files_in(server) == before


@pytest.mark.qt_log_ignore("Corrupt JPEG data", extend=True)
@pytest.mark.parametrize(("name", "kept"), [("png", 60), ("jpg", -40), ("png", -20), ("mp4", -30)])
def test_a_few_bytes_too_few_are_noticed(tmp_path: Path, name: str, kept: int) -> None:
    ensure_gui()
    path = tmp_path / name
    path.write_bytes(WHOLE[name][0][:kept])
    with pytest.raises(MediaUnreadable, match=r"truncated|incomplete|damaged"):
        check_whole(path)


@pytest.mark.parametrize(
    ("head", "size", "is_whole"),
    [
        (b"RIFF\4\0\0\0WEBP", 12, True),
        (b"RIFF\4\0\0\0WEBP", 13, True),
        (b"RIFF\5\0\0\0WEBP", 12, False),
        (b"RIFF\xff\xff\xff\xffWAVE", 100, True),
        (b"RIFF\x24\xf0\xff\x7fWAVE", 100, True),
        (b"RIFF", 4, False),
        (b"RF64\5\0\0\0WAVE", 12, True),
    ],
)
def test_riff_files_say_how_long_they_are(head: bytes, size: int, is_whole: bool) -> None:
    assert riff_is_whole(head, size) is is_whole
