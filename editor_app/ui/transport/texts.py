"""What the transport shows and reads, as pure functions."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from editor_app.timebase import TICKS_PER_SECOND, parse_time, tick_of_frame

_TIMECODE = re.compile(r"(\d+):(\d{1,2}):(\d{1,2})[:;](\d{1,2})")
_SIGNS = {"half": "½", "quarter": "¼"}


def tr(text: str) -> str:
    """Translate a text of the transport."""
    return QCoreApplication.translate("Transport", text)


def read_time(text: str, at: int, fps: int) -> int:
    """Read a timecode, `1:02`, `12.5` or `375f`; with `+` or `-` before it, from `at` on.

    Raises TimeFormatError, a ValueError. Never before the start.
    """
    text = text.strip().replace("−", "-").replace(",", ".")
    sign = {"+": 1, "-": -1}.get(text[:1], 0)
    ticks = _plain_time(text[1:] if sign else text, fps)
    return max(at + sign * ticks, 0) if sign else ticks


def _plain_time(text: str, fps: int) -> int:
    if match := _TIMECODE.fullmatch(text.strip()):
        hours, minutes, seconds, frames = map(int, match.groups())
        if minutes < 60 and seconds < 60 and frames < fps:
            return (hours * 3600 + minutes * 60 + seconds) * TICKS_PER_SECOND + tick_of_frame(frames, fps)
    return parse_time(text, fps)


def quality_name(chosen: str, effective: str) -> str:
    """Name the quality chosen; where it is found automatically, also what it comes to."""
    sign = _SIGNS.get(effective, tr("full"))
    if chosen == "auto":
        return tr("Auto {size}").format(size=sign)
    return tr("Full") if chosen == "full" else sign


def quality_text(chosen: str, effective: str, fps: int) -> str:
    """Name the quality, and the frames a second."""
    return tr("{size} · {fps} fps").format(size=quality_name(chosen, effective), fps=fps)


def stats_text(fps: float, dropped: int) -> str:
    """Say how playing goes."""
    return tr("{fps} fps · {dropped} dropped").format(fps=round(fps), dropped=dropped)


def speed_text(speed: float) -> str:
    """Say how fast it plays, where that is not plainly on."""
    return "" if speed in (0.0, 1.0) else f"{speed:g}×".replace("-", "−")
