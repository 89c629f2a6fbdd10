"""Whether an upload arrived at its sender whole: a file that was cut off opens, and shows only a part."""

from __future__ import annotations

import warnings
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from av.error import FFmpegError
from PIL import Image, UnidentifiedImageError

from editor_app.render.media.container import is_cover, open_container
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.files import read_head
from editor_app.render.media.lengths import MISSING_SECONDS, missing_seconds, names_length
from editor_app.render.media.sniff import STILLS, sniff
from editor_app.render.media.still import StillFile

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

# Qt shows what there is of these without a word; Pillow refuses.
_PILLOW_FORMATS = {"jpeg": "JPEG", "webp": "WEBP", "bmp": "BMP"}
_HAS_INDEX = "mov,mp4,m4a,3gp,3g2,mj2"
# Sound of which the header counts the samples.
_COUNTS_SAMPLES = frozenset({"w64", "flac", "aiff", "caf"})
_UNKNOWN_LENGTH = 0x7FFF_0000
"""Recorders that write into a pipe cannot know the length, and name the greatest."""


def check_whole(path: Path) -> None:
    """Raise MediaUnreadable for a picture, video or sound whose end is missing.

    Pictures are decoded; of videos and sounds all packets are read, and none is decoded.
    """
    label = path.name
    content = sniff(read_head(path, label))
    if content in STILLS:
        StillFile(path, content, label).load()
        if content in _PILLOW_FORMATS:
            _check_pixels(path, label, _PILLOW_FORMATS[content])
    elif content == "webp-animated":
        if not _riff_is_whole(path, label):
            raise MediaUnreadable(label, "is a truncated image")
    elif content not in ("svg", "json", "text"):
        if read_head(path, label)[8:12] == b"WAVE" and not _riff_is_whole(path, label):
            raise MediaUnreadable(label, "is incomplete: the end of its sound is missing")
        with open_container(path, label) as container:
            _check_streams(container, path, label)


def riff_is_whole(head: bytes, size: int) -> bool:
    """Tell whether a RIFF file of `size` bytes is as long as its first bytes say, if they say it."""
    if head[:4] != b"RIFF":
        return True
    told = int.from_bytes(head[4:8], "little")
    return len(head) >= 8 and (told >= _UNKNOWN_LENGTH or 8 + told <= size)


def _riff_is_whole(path: Path, label: str) -> bool:
    return riff_is_whole(read_head(path, label), path.stat().st_size)


def _check_pixels(path: Path, label: str, form: str) -> None:
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=[form]) as image:
            image.load()
    except UnidentifiedImageError:
        return  # an odd one that Qt has decoded
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise MediaUnreadable(label, "is a damaged or truncated image") from error


def _check_streams(container: InputContainer, path: Path, label: str) -> None:
    streams = [
        *(stream for stream in container.streams.video if not is_cover(stream)),
        *container.streams.audio,
    ]
    if container.format.name == _HAS_INDEX:
        end = max((entry.pos + entry.size for stream in streams for entry in stream.index_entries), default=0)
        if end > path.stat().st_size:
            raise MediaUnreadable(label, "is incomplete: its last part is missing")
    reached = _ends(container, streams)
    for stream in streams:
        if missing := _missing(container, stream, reached[stream.index], path, label):
            raise MediaUnreadable(label, f"is incomplete: its last {missing:.1f} s are missing")


def _ends(container: InputContainer, streams: list[VideoStream | AudioStream]) -> dict[int, Fraction]:
    """Give where the last packet of each stream ends, in seconds, by the stream's index."""
    ends = {stream.index: Fraction(0) for stream in streams}
    try:
        for packet in container.demux(streams):
            if packet.pts is not None and packet.time_base:
                end = (packet.pts + (packet.duration or 0)) * packet.time_base
                ends[packet.stream.index] = max(ends[packet.stream.index], end)
    except (FFmpegError, OSError):
        pass  # damage in the middle; how far it goes is what counts
    return ends


def _missing(
    container: InputContainer, stream: VideoStream | AudioStream, reached: Fraction, path: Path, label: str
) -> float:
    if names_length(container):
        return missing_seconds(container, stream, reached, lambda: open_container(path, label))
    if container.format.name not in _COUNTS_SAMPLES or not stream.duration or not stream.time_base:
        return 0.0
    missing = stream.duration * stream.time_base - reached
    return float(missing) if missing > MISSING_SECONDS else 0.0
