"""Times as people type them into the list: absolute, or by how much."""

from __future__ import annotations

import re

from editor_app.timebase import parse_time, tick_of_frame

_TIMECODE = re.compile(r"(\d+):(\d{1,2}):(\d{1,2})[:;](\d{1,2})")


def typed_ticks(text: str, fps: int, now_ticks: int) -> int:
    """Read `00:00:12:05`, `12.5`, `0:12.5`, `375f`, or by how much: `+1.5`, `-10f`; raise TimeFormatError."""
    text = text.strip().replace("−", "-").replace(",", ".")
    if text.startswith(("+", "-")):
        by = typed_ticks(text[1:], fps, 0)
        return now_ticks + by if text[0] == "+" else now_ticks - by
    match = _TIMECODE.fullmatch(text)
    if match and int(match[2]) < 60 and int(match[3]) < 60 and int(match[4]) < fps:
        hours, minutes, seconds, frames = (int(part) for part in match.groups())
        return tick_of_frame(((hours * 60 + minutes) * 60 + seconds) * fps + frames, fps)
    return parse_time(text, fps)
