"""How long a file says it is, against how far it really goes: what tells that its end is missing."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.error import FFmpegError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.video.stream import VideoStream

MISSING_SECONDS = Fraction(1, 2)
"""Less than this is how encoders round, not a loss."""

_ROUGH = Fraction(1, 50)
"""Lengths that come from elsewhere are often guessed from the bit rate."""

# Of these the length stands in the file; of all others FFmpeg guesses it from the size or from what is there.
_NAMES_STREAMS = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "avi"})
_NAMES_FILE = frozenset({"matroska,webm", "flv"})
_CLOCK = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d{1,9})?)\d*")


def missing_seconds(
    container: InputContainer,
    stream: VideoStream | AudioStream,
    reached: Fraction,
    reopen: Callable[[], InputContainer],
) -> float:
    """Give how much of a stream, read to its end, its header promises beyond `reached` (in seconds).

    0 where nothing is missing, or the file names no length. Where it names only a length of the whole,
    the other streams tell whether this one just ends sooner; `reopen` opens the file for that.
    """
    end = named_end(container, stream)
    if end is None:
        end = _file_end(container)
        if end is not None and end - reached > MISSING_SECONDS and len(container.streams) > 1:
            with reopen() as other:
                if end - _last_end(other, reached) <= MISSING_SECONDS:
                    return 0.0
    missing = end - reached if end is not None else Fraction(0)
    return float(missing) if missing > MISSING_SECONDS else 0.0


def shorter_by(container: InputContainer, expected_s: float) -> float:
    """Give by how many seconds a file that names no length is shorter than expected; 0 where it is not."""
    if names_length(container) or not container.duration or not math.isfinite(expected_s):
        return 0.0
    missing = Fraction(expected_s) - Fraction(container.duration, av.time_base)
    return float(missing) if missing > max(MISSING_SECONDS, _ROUGH * Fraction(expected_s)) else 0.0


def names_length(container: InputContainer) -> bool:
    """Tell whether the file's header says how long the file is."""
    return container.format.name in _NAMES_STREAMS | _NAMES_FILE


def named_end(container: InputContainer, stream: VideoStream | AudioStream) -> Fraction | None:
    """Give the time stamp, in seconds, at which the header says that this stream ends."""
    whole = _file_end(container)
    if container.format.name in _NAMES_STREAMS and stream.duration and stream.time_base:
        return ((stream.start_time or 0) + stream.duration) * stream.time_base
    if whole is None:
        return None
    if len(container.streams) == 1:
        return whole
    told = (written_seconds(value) for key, value in stream.metadata.items() if key.startswith("DURATION"))
    # A tag may be left over from a longer file; what the header says of the whole may not.
    return next((min(seconds, whole) for seconds in told if seconds is not None), None)


def written_seconds(text: str) -> Fraction | None:
    """Read a length as Matroska's tags write it, "00:00:10.045000000"; None where it is none."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + Fraction(seconds)


def _file_end(container: InputContainer) -> Fraction | None:
    if container.format.name not in _NAMES_FILE or not container.duration:
        return None
    return Fraction(container.duration, av.time_base)


def _last_end(container: InputContainer, start: Fraction) -> Fraction:
    """Give the latest end of a packet of any stream from `start` on, in seconds, without decoding."""
    last = Fraction(0)
    try:
        container.seek(int(start * av.time_base), backward=True)
        for packet in container.demux():
            if packet.pts is not None and packet.time_base:
                last = max(last, (packet.pts + (packet.duration or 0)) * packet.time_base)
    except (FFmpegError, OSError):
        pass
    return last
