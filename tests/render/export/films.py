"""Small documents with generated media, and readers of finished files, for the tests of the export."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import VideoFrame
from PySide6.QtGui import QImage

from editor_app.render.media.source import MediaSource
from editor_app.state.dialects import read
from editor_app.state.model import EditorState

WIDTH, HEIGHT = 128, 72
SECOND = 240_000


def still(value: float) -> dict[str, Any]:
    """Give an animated number that does not move."""
    return {"value": value, "keyframes": []}


def moving(*keys: tuple[int, float]) -> dict[str, Any]:
    """Give an animated number through (ticks, value) keys."""
    return {"value": keys[0][1], "keyframes": [{"timeTicks": t, "value": v} for t, v in keys]}


def item(kind: str, ticks: int, box: tuple[float, float, float, float], **fields: Any) -> dict[str, Any]:
    """Give an item of `kind` at the timeline's start, upright and opaque unless `fields` say otherwise."""
    left, top, width, height = map(still, box)
    common = {
        "type": kind,
        "startTicks": 0,
        "durationTicks": ticks,
        "isDraggingInTimeline": False,
        **{"left": left, "top": top, "width": width, "height": height},
        **{"scaleX": still(1), "scaleY": still(1), "opacity": still(1)},
    }
    if kind not in {"audio"}:
        common |= {"rotation": still(0), "keepAspectRatio": True, "borderRadius": still(0)}
    if kind in {"video", "audio"}:
        common |= {
            "sourceStartTicks": 0,
            "decibelAdjustment": still(0),
            "playbackRate": 1,
            "audioFadeInDurationTicks": 0,
            "audioFadeOutDurationTicks": 0,
        }
    return common | fields


def solid(ticks: int, box: tuple[float, float, float, float], color: str, **fields: Any) -> dict[str, Any]:
    """Give a rectangle."""
    return item("solid", ticks, box, color=color, shape="rectangle", **fields)


def asset(name: str, kind: str, seconds: float) -> dict[str, Any]:
    """Give the asset of a generated medium."""
    common = {
        "id": name,
        "type": kind,
        "filename": f"{name}.{'wav' if kind == 'audio' else 'mp4'}",
        "size": 1,
    }
    if kind == "audio":
        return common | {"mimeType": "audio/wav", "durationInSeconds": seconds}
    picture = {"durationInSeconds": seconds, "hasAudioTrack": False, "width": 96, "height": 54}
    return common | {"mimeType": "video/mp4"} | picture


def document(
    *items: dict[str, Any], assets: tuple[dict[str, Any], ...] = (), width: int = WIDTH, height: int = HEIGHT
) -> EditorState:
    """Give a state with each item on a track of its own, the first on top."""
    named = {f"item{i}": {"id": f"item{i}", **value} for i, value in enumerate(items)}
    tracks = [
        {"id": f"track{i}", "items": [name], "hidden": False, "muted": False} for i, name in enumerate(named)
    ]
    state, problems = read(
        {
            "stateSchemaVersion": "v1",
            "compositionWidth": width,
            "compositionHeight": height,
            "timebaseTicksPerSecond": SECOND,
            "tracks": tracks or [{"id": "track", "items": [], "hidden": False, "muted": False}],
            "assets": {value["id"]: value for value in assets},
            "items": named,
            "transitions": {},
        }
    )
    assert problems == ()
    return state


def film(
    folder: Path, seconds: int = 3, *, sounding: bool = True
) -> tuple[EditorState, dict[str, MediaSource]]:
    """Give a document in which something moves in every frame: a clip, a sliding solid, a tone."""
    video_file(folder / "clip.mp4", seconds)
    sound_file(folder / "tone.wav", tone_samples(seconds))
    return film_again(folder, seconds, sounding=sounding)


def film_again(
    folder: Path, seconds: int, *, sounding: bool = True
) -> tuple[EditorState, dict[str, MediaSource]]:
    """Give the document that `film` gave, of the media it made."""
    ticks = seconds * SECOND
    state = document(
        solid(ticks, (0, 8, 24, 24), "#c8a070", left=moving((0, 0), (ticks - 1, 104))),
        item("video", ticks, (40, 20, 64, 36), assetId="clip", rotation=moving((0, 0), (ticks - 1, 60))),
        solid(ticks, (0, 0, WIDTH, HEIGHT), "#305878"),
        *([item("audio", ticks, (0, 0, 1, 1), assetId="tone")] if sounding else []),
        assets=(asset("clip", "video", seconds), asset("tone", "audio", seconds)),
    )
    return state, {
        "clip": MediaSource("clip", folder / "clip.mp4", "video", "clip.mp4"),
        "tone": MediaSource("tone", folder / "tone.wav", "audio", "tone.wav"),
    }


def video_file(path: Path, seconds: int, fps: int = 30) -> Path:
    """Write a small clip whose colours change from frame to frame."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps, options={"crf": "18", "g": "30"})
        stream.width, stream.height, stream.pix_fmt = 96, 54, "yuv420p"
        columns, rows = np.meshgrid(np.arange(96), np.arange(54))
        for n in range(seconds * fps):
            picture = np.stack([columns * 2 + n, rows * 4, (columns + rows + 3 * n) % 256], axis=-1)
            frame = VideoFrame.from_ndarray(picture.astype(np.uint8), format="rgb24")
            frame.pts, frame.time_base = n, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def tone_samples(seconds: float) -> np.ndarray:
    """Give a quiet tone, 48 kHz stereo (2, n)."""
    time = np.arange(int(seconds * 48_000)) / 48_000
    return 0.25 * np.stack([np.sin(2 * np.pi * 440 * time), np.sin(2 * np.pi * 550 * time)])


def sound_file(path: Path, samples: np.ndarray) -> Path:
    """Write (2, n) samples as 16-bit wave."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes((samples.T * 32767).round().astype("<i2").tobytes())
    return path


def frames_of(path: Path, layout: str, decoder: str | None = None) -> Iterator[tuple[int, np.ndarray]]:
    """Give (pts, pixels) of every frame; `decoder` names another one than the default."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = av.CodecContext.create(decoder, "r") if decoder else stream.codec_context
        for packet in container.demux(stream):
            for frame in context.decode(packet if packet.size else None):
                if layout.startswith("bgr") and frame.format.name.startswith("yuv"):
                    # The quick converter is up to three levels too dark.
                    frame = frame.reformat(format="yuv444p", interpolation="BICUBIC")
                    frame = frame.reformat(format=layout, interpolation=1 << 20, src_colorspace="ITU709")
                yield frame.pts, frame.to_ndarray(format=layout)


def sound_of(path: Path) -> np.ndarray:
    """Decode the sound to (2, n) float."""
    pieces = []
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            values = frame.to_ndarray()
            pieces.append(values if frame.format.is_planar else values.reshape(-1, 2).T)
    return np.concatenate(pieces, axis=1)


def pixels(image: QImage) -> np.ndarray:
    """Give a 32-bit image as (height, width, 4) BGRA."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].copy()


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Give the peak signal-to-noise ratio in dB."""
    error = np.mean((a.astype(float) - b.astype(float)) ** 2)
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))
