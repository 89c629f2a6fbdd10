"""What a media file is, for people and for the program: streams, size, time, colour, oddities."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av

from editor_app.render.media.clock import ticks_of, zero_seconds
from editor_app.render.media.container import is_cover, open_container
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.files import read_head
from editor_app.render.media.sniff import STILLS, sniff
from editor_app.render.media.still import StillFile
from editor_app.timebase import TICKS_PER_SECOND

InfoKind = Literal["video", "audio", "image", "gif", "lottie", "svg"]


@dataclass(frozen=True, slots=True)
class VideoStream:
    """A picture stream. Sizes are px after rotation, with square pixels; `start_ticks` is source time."""

    codec: str
    pixel_format: str
    width: int
    height: int
    frame_rate: Fraction | None
    variable_rate: bool
    rotation: int
    matrix: str
    primaries: str
    transfer: str
    full_range: bool
    hdr: bool
    alpha: bool
    start_ticks: int


@dataclass(frozen=True, slots=True)
class AudioStream:
    """A sound stream; `start_ticks` is source time."""

    codec: str
    sample_rate: int
    channels: int
    layout: str
    start_ticks: int


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """One file. Width and height are 0 for sound; duration is 0 for stills."""

    path: Path
    kind: InfoKind
    format: str
    size_bytes: int
    duration_ticks: int
    width: int
    height: int
    video: VideoStream | None = None
    audio: AudioStream | None = None
    warnings: tuple[str, ...] = ()


def probe(path: Path) -> MediaInfo:
    """Describe the file at `path` without decoding more than it must; raise MediaError."""
    label = path.name
    content = sniff(read_head(path, label))
    size_bytes = path.stat().st_size
    if content in STILLS:
        width, height = StillFile(path, content, label).size
        return MediaInfo(path, "image", content, size_bytes, 0, width, height)
    with open_container(path, label) as container:
        zero = zero_seconds(container)
        duration = round(Fraction(container.duration or 0, av.time_base) * TICKS_PER_SECOND)
        video = next((s for s in container.streams.video if not is_cover(s)), None)
        audio = next(iter(container.streams.audio), None)
        if video is None and audio is None:
            raise MediaUnreadable(label, "holds neither picture nor sound")
        return MediaInfo(
            path,
            "video" if video else "audio",
            container.format.name,
            size_bytes,
            duration,
            video.width if video else 0,
            video.height if video else 0,
            None,
            AudioStream(
                audio.codec_context.name,
                audio.sample_rate,
                audio.channels,
                audio.layout.name,
                ticks_of(audio.start_time or 0, zero, audio.time_base or Fraction(1)),
            )
            if audio
            else None,
        )
