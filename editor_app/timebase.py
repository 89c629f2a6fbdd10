"""Ticks, frames, samples and written times: every conversion between them, once.

Time in a document is a whole number of ticks, 240 000 a second, and every range is half-open.
A frame rate here is 30 or 60 (any divisor of 240 000 works), so a frame is a whole number of ticks.
"""

from __future__ import annotations

import re
from fractions import Fraction

TICKS_PER_SECOND = 240_000
SAMPLE_RATE = 48_000
TICKS_PER_SAMPLE = TICKS_PER_SECOND // SAMPLE_RATE

_FRAMES = re.compile(r"(\d+)f")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)")
_SECONDS = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_MOST_DIGITS = 20
"""In one number of a written time; Python reads numbers of some thousand digits no more."""


class TimeFormatError(ValueError):
    """A written time is in none of the three forms."""


def ticks_per_frame(fps: int) -> int:
    """Give the length of one frame in ticks."""
    return TICKS_PER_SECOND // fps


def tick_of_frame(frame: int, fps: int) -> int:
    """Give the tick that frame `frame` shows."""
    return frame * TICKS_PER_SECOND // fps


def frame_at(tick: int, fps: int) -> int:
    """Give the frame on screen at `tick` (floors)."""
    return tick * fps // TICKS_PER_SECOND


def snap_to_frame(tick: int, fps: int) -> int:
    """Move `tick` to the nearest frame border (rounds; halves go up)."""
    step = ticks_per_frame(fps)
    return (tick + step // 2) // step * step


def step_frames(tick: int, frames: int, fps: int) -> int:
    """Go on from `tick` by frame borders, back where `frames` is negative; between two, to the next one."""
    step = ticks_per_frame(fps)
    first = tick // step if frames > 0 else -(-tick // step)
    return (first + frames) * step


def frame_count(length_ticks: int, fps: int) -> int:
    """Count the frames that cover `length_ticks` (rounds up)."""
    return -(-length_ticks * fps // TICKS_PER_SECOND)


def seconds(ticks: int) -> Fraction:
    """Give `ticks` in seconds, exactly."""
    return Fraction(ticks, TICKS_PER_SECOND)


def ticks_from_seconds(value: float | Fraction) -> int:
    """Give the tick nearest to `value` seconds."""
    return round(value * TICKS_PER_SECOND)


def ticks_from_ms(value: float) -> int:
    """Give the tick nearest to `value` milliseconds."""
    return round(value * TICKS_PER_SECOND / 1000)


def sample_at(tick: int) -> int:
    """Give the 48 kHz sample that sounds at `tick` (floors)."""
    return tick // TICKS_PER_SAMPLE


def parse_time(text: str, fps: int) -> int:
    """Read `12.5`, `00:00:12.500` (or `0:12.5`) or `375f` and give ticks; raise TimeFormatError."""
    text = text.strip()
    if any(len(digits) > _MOST_DIGITS for digits in re.findall(r"\d+", text)):
        raise TimeFormatError(
            f"“{text[:20]}…” is not a time: a number in it has more than {_MOST_DIGITS} digits"
        )
    if match := _FRAMES.fullmatch(text):
        return tick_of_frame(int(match[1]), fps)
    if match := _CLOCK.fullmatch(text):
        hours, minutes, secs = int(match[1] or 0), int(match[2]), Fraction(match[3])
        if minutes < 60 and secs < 60:
            return ticks_from_seconds(hours * 3600 + minutes * 60 + secs)
    elif _SECONDS.fullmatch(text):
        return ticks_from_seconds(Fraction(text))
    raise TimeFormatError(
        f"“{text}” is not a time: write seconds (12.5), a clock time (00:00:12.500) or a frame (375f)"
    )


def format_clock(ticks: int) -> str:
    """Write `ticks` as `HH:MM:SS.mmm`, rounded to the nearest millisecond."""
    ms = round(seconds(ticks) * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def format_length(ticks: int) -> str:
    """Write how long `ticks` last, for a sentence: `1.5 s`, to the millisecond; or `less than 1 ms`."""
    ms = round(seconds(ticks) * 1000)
    if ticks and not ms:
        return "less than 1 ms"
    return f"{ms // 1000}.{ms % 1000:03}".rstrip("0").rstrip(".") + " s"


def format_timecode(ticks: int, fps: int) -> str:
    """Write `ticks` as `HH:MM:SS:FF` at the edit rate `fps`."""
    frame = frame_at(ticks, fps)
    whole = frame // fps
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}:{frame % fps:02}"
