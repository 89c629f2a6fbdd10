"""Frames and levels at given times of a finished file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from editor_app.render.export.loudness import level_of
from editor_app.render.media.quiet import silence_decoders

silence_decoders()


def frame_near(container: InputContainer, seconds: Fraction, fps: Fraction) -> VideoFrame | None:
    """Decode the first frame that shows at `seconds` or later, None where there is none."""
    stream = container.streams.video[0]
    seek(container, stream, seconds)
    for frame in _decoded(container, stream):
        if frame.pts is not None and frame.pts * cast(Fraction, frame.time_base) >= seconds - 1 / (2 * fps):
            return frame
    return None


def last_frame(container: InputContainer, seconds: Fraction) -> VideoFrame | None:
    """Decode from `seconds` on to the end; give the last frame.

    Frames that no other refers to are left out on the way: they are a third of the work (x264, 1080p).
    """
    stream = container.streams.video[0]
    start = max(Fraction(0), seconds)
    seek(container, stream, start)
    end = max((packet.pts for packet in container.demux(stream) if packet.pts is not None), default=None)
    seek(container, stream, start)
    last = None
    for frame in _decoded(container, stream, end):
        last = frame
    return last


def level_at(container: InputContainer, start: Fraction, length: Fraction) -> float | None:
    """Give the root mean square of a stretch of sound; None where nothing of it can be decoded."""
    stream = container.streams.audio[0]
    seek(container, stream, start)
    found: list[NDArray[np.float32]] = []
    for frame in container.decode(stream):
        if frame.pts is None:
            continue
        begin = frame.pts * cast(Fraction, frame.time_base)
        if begin >= start + length:
            break
        if begin >= start:
            found.append(samples_of(frame))
    return level_of(np.concatenate(found, axis=1)) if found else None


def samples_of(frame: AudioFrame) -> NDArray[np.float32]:
    """Give a frame's samples as (channels, n) between -1 and 1."""
    values = frame.to_ndarray()
    if values.dtype.kind == "i":
        values = values / float(2 ** (8 * values.dtype.itemsize - 1))
    if not frame.format.is_planar:
        values = values.reshape(-1, len(frame.layout.channels)).T
    return values.astype(np.float32)


def seek(container: InputContainer, stream: Stream, seconds: Fraction) -> None:
    """Go to the last place before `seconds` from which the stream can be decoded."""
    time_base = cast(Fraction, stream.time_base)
    # Rounded as muxers do: where times are milliseconds, less would be before the key frame that is wanted.
    with contextlib.suppress(FFmpegError):  # formats without an index are read from where they are
        container.seek(round(seconds / time_base), stream=stream)


def _decoded(
    container: InputContainer, stream: VideoStream, wanted: int | None = None
) -> Iterator[VideoFrame]:
    """Decode on; VP9 by the decoder that knows transparency, where the stream has any.

    Where only the frame at `wanted` matters (in the stream's time base), leave out what it does not need.
    """
    context = stream.codec_context
    if is_transparent_vp9(stream):
        context = cast(VideoCodecContext, av.CodecContext.create("libvpx-vp9", "r"))
        context.extradata = stream.codec_context.extradata
    else:
        context.thread_type = "AUTO"
    for packet in container.demux(stream):
        is_for_others = wanted is not None and packet.size > 0 and packet.pts != wanted
        context.skip_frame = "NONREF" if is_for_others else "DEFAULT"
        for frame in context.decode(packet if packet.size else None):
            frame.time_base = cast(Fraction, stream.time_base)
            yield frame


def is_transparent_vp9(stream: VideoStream) -> bool:
    """Tell whether a stream carries alpha that only libvpx decodes."""
    tags = {key.lower(): value for key, value in stream.metadata.items()}
    return stream.codec_context.codec.canonical_name == "vp9" and tags.get("alpha_mode") == "1"
