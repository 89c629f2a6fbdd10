"""What a media file is, for people and for the program: streams, size, time, colour, oddities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import av
from av.error import FFmpegError
from av.video.reformatter import ColorPrimaries, ColorTrc

from editor_app.render.media.cache import ImageCache
from editor_app.render.media.clock import ticks_of, zero_seconds
from editor_app.render.media.container import has_alpha_layer, is_cover, open_container
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.files import read_head, read_text
from editor_app.render.media.lottie import MAX_TEXT_CHARS, LottieMedium
from editor_app.render.media.orientation import orientation_of, square_pixel_size
from editor_app.render.media.sniff import ANIMATED, STILLS, Content, sniff
from editor_app.render.media.still import StillFile
from editor_app.render.media.tags import full_range_of, gamut_of, has_alpha, matrix_of, tags_of
from editor_app.render.media.vector import VectorMedium
from editor_app.render.media.webp import WebpMedium
from editor_app.timebase import TICKS_PER_SECOND

if TYPE_CHECKING:
    from av.audio.stream import AudioStream as Sound
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream as Video

InfoKind = Literal["video", "audio", "image", "gif", "lottie", "svg"]

_LOOKED_AT_PACKETS = 600
_COMMON_VIDEO = frozenset(
    {"h264", "hevc", "vp8", "vp9", "libvpx", "libvpx-vp9", "av1", "libdav1d", "prores", "gif", "apng"}
)


@dataclass(frozen=True, slots=True)
class VideoStream:
    """A picture stream. `rotation` is clockwise, in degrees; `start_ticks` is source time."""

    codec: str
    pixel_format: str
    frame_rate: Fraction | None
    variable_rate: bool
    rotation: int
    pixel_aspect: Fraction
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
    """One file. Width and height are upright with square pixels, 0 for sound; duration is 0 for stills."""

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
    """Describe the file at `path`, decoding at most its first picture; raise MediaError."""
    label = path.name or str(path)
    content = sniff(read_head(path, label))
    if content in STILLS:
        return _still(path, "image", content, StillFile(path, content, label).size)
    if content == "svg":
        warnings: list[str] = []
        size = VectorMedium("", path, label, ImageCache(0), warnings.append).size
        return replace(_still(path, "svg", content, size), warnings=tuple(warnings))
    if content == "json":
        lottie = LottieMedium(read_text(path, label, MAX_TEXT_CHARS), label)
        lottie.close()
        return _still(path, "lottie", "lottie", lottie.size, lottie.length_ticks)
    if content == "webp-animated":
        webp = WebpMedium("", path, label, ImageCache(0))
        webp.close()
        return _still(path, "gif", "webp", webp.size, webp.length_ticks)
    if content == "text":
        raise MediaUnreadable(label, "is a text file, not a media file", "Choose a media file.")
    with open_container(path, label) as container:
        return _streams(container, path, label, content)


def _still(
    path: Path, kind: InfoKind, name: str, size: tuple[int, int], duration_ticks: int = 0
) -> MediaInfo:
    return MediaInfo(path, kind, name, path.stat().st_size, duration_ticks, *size)


def _streams(container: InputContainer, path: Path, label: str, content: Content) -> MediaInfo:
    zero = zero_seconds(container)
    video = next((stream for stream in container.streams.video if not is_cover(stream)), None)
    audio = next(iter(container.streams.audio), None)
    if video is None and audio is None:
        raise MediaUnreadable(label, "holds neither picture nor sound")
    duration_ticks = _duration_ticks(container, video, audio, zero)
    sound = _sound(audio, zero) if audio else None
    kind: InfoKind = "gif" if content in ANIMATED else "video" if video else "audio"
    facts = path, kind, container.format.name, path.stat().st_size, duration_ticks
    if video is None:
        return MediaInfo(*facts, 0, 0, None, sound)
    stamps, frame = _beginning(container, video)
    if frame is None:
        raise MediaUnreadable(label, "holds no picture that can be decoded")
    picture = _picture(video, frame, zero, _varies(stamps))
    upright = orientation_of(frame).turned(
        square_pixel_size(frame.width, frame.height, video.sample_aspect_ratio)
    )
    return MediaInfo(*facts, *upright, picture, sound, _oddities(picture))


def _sound(stream: Sound, zero: Fraction) -> AudioStream:
    context = stream.codec_context
    start_ticks = ticks_of(stream.start_time, zero, _base(stream)) if stream.start_time else 0
    return AudioStream(
        context.name, context.sample_rate, context.channels, context.layout.name, max(start_ticks, 0)
    )


def _picture(stream: Video, frame: VideoFrame, zero: Fraction, variable: bool) -> VideoStream:
    context = stream.codec_context
    alpha = has_alpha(frame.format) or has_alpha_layer(stream)
    return VideoStream(
        codec=context.name,
        pixel_format=frame.format.name,
        frame_rate=stream.average_rate or stream.guessed_rate,
        variable_rate=variable,
        rotation=orientation_of(frame).clockwise_degrees,
        pixel_aspect=stream.sample_aspect_ratio or Fraction(1),
        matrix=matrix_of(frame).name.lower(),
        primaries=_named(ColorPrimaries, frame.color_primaries),
        transfer=_named(ColorTrc, frame.color_trc),
        full_range=full_range_of(frame),
        hdr=gamut_of(frame.color_primaries, frame.color_trc) in ("pq", "hlg"),
        alpha=alpha,
        start_ticks=ticks_of(frame.pts, zero, _base(stream)) if frame.pts is not None else 0,
    )


def _beginning(container: InputContainer, stream: Video) -> tuple[list[int], VideoFrame | None]:
    """Give the time stamps of the first packets, sorted, and the first picture."""
    frame: VideoFrame | None = None
    stamps: list[int] = []
    tags = tags_of(stream)
    stream.codec_context.thread_count = 1
    try:
        for packet in islice(container.demux(stream), _LOOKED_AT_PACKETS):
            if packet.pts is not None:
                stamps.append(packet.pts)
            if frame is None:
                frame = _first_decoded(stream, packet)
    except (FFmpegError, OSError):
        pass
    # The last stamps may still miss one that comes later in the file and earlier in time.
    told = sorted(stamps)[:-16] if len(stamps) == _LOOKED_AT_PACKETS else sorted(stamps)
    return told, tags.complete(frame) if frame else None


def _first_decoded(stream: Video, packet: av.Packet[Video]) -> VideoFrame | None:
    try:
        return next(iter(stream.decode(packet if packet.size else None)), None)
    except (FFmpegError, EOFError):
        return None


def _varies(stamps: list[int]) -> bool:
    """Say whether frames follow each other at different distances (one unit is rounding)."""
    steps = sorted(b - a for a, b in pairwise(stamps))
    return bool(steps) and steps[-1] - steps[0] > max(1, steps[len(steps) // 2] // 20)


def _duration_ticks(
    container: InputContainer, video: Video | None, audio: Sound | None, zero: Fraction
) -> int:
    if container.duration:
        return round(Fraction(container.duration, av.time_base) * TICKS_PER_SECOND)
    ends = [
        ticks_of((stream.start_time or 0) + stream.duration, zero, _base(stream))
        for stream in (video, audio)
        if stream is not None and stream.duration
    ]
    return max(ends, default=0)


def _oddities(picture: VideoStream) -> tuple[str, ...]:
    found: list[str] = []
    if picture.variable_rate:
        found.append("Its frame rate varies; every frame is shown at its own time.")
    if picture.hdr:
        found.append("It is HDR; its colours are brought to SDR (bt709).")
    if picture.codec not in _COMMON_VIDEO:
        found.append(f"Its codec ({picture.codec}) is unusual and may be slow to seek in.")
    return tuple(found)


def _named(kind: type[ColorPrimaries | ColorTrc], value: int) -> str:
    try:
        return kind(value).name.lower()
    except ValueError:
        return str(value)


def _base(stream: Video | Sound) -> Fraction:
    return stream.time_base or Fraction(1)
