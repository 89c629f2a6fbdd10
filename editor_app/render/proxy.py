"""Proxies: which videos this machine cannot play, and small copies of them that show every frame as long.

A proxy is for looking at while working. An export, and every picture that must be true, is made from the
original; so is all sound.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import av
import numpy as np
from av.error import FFmpegError
from av.stream import Discard
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from PySide6.QtGui import QImage

from editor_app.render.media.clock import clock_of, zero_seconds
from editor_app.render.media.colour import Converter
from editor_app.render.media.container import has_alpha_layer, open_container, video_stream
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.tags import bit_depth, has_alpha, tags_of
from editor_app.timebase import TICKS_PER_SECOND

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

Reason = Literal["large", "long-gop", "deep", "fast"]
Size = tuple[int, int]

MOST_WIDTH = 1280
_LARGE_SIDE = 2560
_FULL_HD = 1920 * 1080
_LONG_GOP_S = 4.0
_FAST_FPS = 61.0
_SCANNED_PACKETS = 2000
_FORMAT_VERSION = 1
_GOP_FRAMES = 12


class ProxyCancelled(Exception):
    """Nobody wants the proxy any more."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a video decides. Size as stored; `gop_s` is the longest way between two key frames."""

    codec: str
    width: int
    height: int
    bits: int = 8
    fps: float = 30.0
    gop_s: float = 1.0
    alpha: bool = False


def why_proxy(facts: Facts) -> Reason | None:
    """Say why a video needs a proxy; None where it plays as it is, or where a proxy would lose its alpha."""
    if facts.alpha:
        return None
    if max(facts.width, facts.height) > _LARGE_SIDE:
        return "large"
    if facts.width * facts.height < _FULL_HD:
        return None
    if facts.bits > 8 and facts.codec in ("hevc", "av1", "libdav1d", "vp9"):
        return "deep"
    if facts.gop_s > _LONG_GOP_S:
        return "long-gop"
    return "fast" if facts.fps > _FAST_FPS else None


def proxy_size(natural: Size) -> Size:
    """Give the size of a proxy: half, or less where that is wider than `MOST_WIDTH`; both sides even."""
    width, height = natural
    share = min(0.5, MOST_WIDTH / max(width, height))
    return max(2, round(width * share / 2) * 2), max(2, round(height * share / 2) * 2)


def proxy_key(path: Path) -> str:
    """Name the proxy of a file as it is now; raise OSError."""
    status = path.stat()
    text = json.dumps([_FORMAT_VERSION, str(path.resolve()), status.st_size, status.st_mtime_ns])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def look(path: Path, label: str) -> Facts:
    """Look into a video without decoding it; raise MediaError."""
    with open_container(path, label) as container:
        stream = video_stream(container, label)
        context = stream.codec_context
        layout = context.format
        return Facts(
            codec=context.name,
            width=stream.width,
            height=stream.height,
            bits=bit_depth(layout) if layout is not None else 8,
            fps=float(stream.average_rate or stream.guessed_rate or 0),
            gop_s=_longest_gop_s(container, stream),
            alpha=has_alpha_layer(stream) or (layout is not None and has_alpha(layout)),
        )


def make_proxy(
    path: Path,
    label: str,
    output: Path,
    *,
    on_progress: Callable[[float], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write the proxy of `path` to `output`, which appears only when complete.

    Raises MediaError, OSError, ProxyCancelled.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.with_suffix(".part.mp4")
    try:
        with open_container(path, label) as container:
            stream = video_stream(container, label)
            length = container.duration or 0
            frames = _first_ticks(_decoded(container, stream, label), container, stream)
            with _Writer(part, Converter(stream.sample_aspect_ratio), stream.average_rate) as writer:
                for tick, frame in frames:
                    if is_cancelled():
                        raise ProxyCancelled(label)
                    writer.write(tick, frame)
                    if length:
                        on_progress(min(tick / TICKS_PER_SECOND * av.time_base / length, 1.0))
            if not writer.count:
                raise MediaUnreadable(label, "holds no picture that can be decoded")
        part.replace(output)
    except (FFmpegError, ValueError) as error:
        raise MediaUnreadable(label, "cannot be copied to a smaller size") from error
    finally:
        part.unlink(missing_ok=True)


def _longest_gop_s(container: InputContainer, stream: VideoStream) -> float:
    """Give the longest way between key frames, from the index or else from the beginning of the file."""
    base = stream.time_base or Fraction(1, 1000)
    index = stream.index_entries
    if len(index):
        stamps = [entry.timestamp for entry in index if entry.is_keyframe]
        last = index[len(index) - 1].timestamp
    else:
        packets = [p for p in islice(container.demux(stream), _SCANNED_PACKETS) if p.pts is not None]
        stamps = [packet.pts for packet in packets if packet.is_keyframe]
        last = packets[-1].pts if packets else 0
    stamps = sorted(stamp for stamp in stamps if stamp is not None)
    steps = [float((after - before) * base) for before, after in pairwise([*stamps, last or 0])]
    return max(steps, default=0.0)


def _decoded(container: InputContainer, stream: VideoStream, label: str) -> Iterator[tuple[int, VideoFrame]]:
    """Give frames with their time stamps in order; leave out what is damaged."""
    for other in container.streams:
        if other.index != stream.index:
            other.discard = Discard.all
    stream.codec_context.thread_count = 2
    stream.thread_type = "AUTO"
    tags = tags_of(stream)
    last: int | None = None
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except (FFmpegError, EOFError):
            continue
        for frame in frames:
            if frame.pts is None:
                raise MediaUnreadable(label, "has no times that a copy could keep")
            if last is None or frame.pts > last:
                last = frame.pts
                yield frame.pts, tags.complete(frame)


def _first_ticks(
    frames: Iterator[tuple[int, VideoFrame]], container: InputContainer, stream: VideoStream
) -> Iterator[tuple[int, VideoFrame]]:
    """Give each frame with the first tick that shows it, by the rule of `SourceClock`.

    The first frame shows from 0 on, however late it is; of those before 0, the last.
    """
    base = stream.time_base or Fraction(1, 1000)
    clock = clock_of(stream, zero_seconds(container))
    held: tuple[int, VideoFrame] | None = None
    is_first = True
    for stamp, frame in frames:
        if is_first and container.format.name == "avi":
            clock = clock_of(stream, stamp * base)
        tick = max(clock.first_tick(stamp), 0)
        if is_first and tick > 0:
            held = (0, frame)
        is_first = False
        if held is not None and tick > held[0]:
            yield held
        held = (tick, frame)
    if held is not None:
        yield held


class _Writer:
    """The file of a proxy: easy to decode, a key frame at least every `_GOP_FRAMES` frames."""

    def __init__(self, path: Path, converter: Converter, rate: Fraction | None) -> None:
        self.count = 0
        self._path, self._converter = path, converter
        self._reformatter = VideoReformatter()
        self._rate = rate if rate and 1 <= rate <= 240 else Fraction(30)
        self._size: Size | None = None

    def __enter__(self) -> _Writer:
        self._container = av.open(str(self._path), "w", format="mp4", options={"movflags": "+faststart"})
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and self._size is not None:
                self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()

    def write(self, tick: int, frame: VideoFrame) -> None:
        """Add a frame that shows from `tick` on."""
        if self._size is None:
            self._size = proxy_size(self._converter.natural_size(frame))
            self._begin(self._size)
        image = self._converter.image(frame, self._size)
        picture = self._reformatter.reformat(
            VideoFrame.from_numpy_buffer(_pixels(image), format="bgra"),
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.AREA,
            threads=1,
        )
        picture.pts, picture.time_base = tick, Fraction(1, TICKS_PER_SECOND)
        self._container.mux(self._stream.encode(picture))
        self.count += 1

    def _begin(self, size: Size) -> None:
        options = {"preset": "superfast", "crf": "20", "tune": "fastdecode", "bf": "0"}
        self._stream = self._container.add_stream("libx264", rate=self._rate, options=options)
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = "yuv420p"
        self._stream.time_base = self._stream.codec_context.time_base = Fraction(1, TICKS_PER_SECOND)
        context = self._stream.codec_context
        context.gop_size, context.thread_count = _GOP_FRAMES, 1
        context.color_primaries = context.color_trc = context.colorspace = context.color_range = 1


def _pixels(image: QImage) -> np.ndarray:
    height, stride = image.height(), image.bytesPerLine()
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(height, stride // 4, 4)
    return np.ascontiguousarray(lines[:, : image.width()])
