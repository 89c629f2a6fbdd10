"""What a video costs: the published rule, and its rounding where that says nothing (decision 0027). Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

CURRENCY = "credits"


@dataclass(frozen=True, slots=True)
class Quality:
    """A tier: from which shorter edge on, in px, and how many credits a second costs."""

    name: str
    label: str
    short_edge: int
    multiplier: Decimal


QUALITIES = (
    Quality("720p", "720p", 720, Decimal("1.0")),
    Quality("1080p", "1080p", 1080, Decimal("1.5")),
    Quality("2k", "2K", 1440, Decimal("2.0")),
)


def quality_of(width: int, height: int) -> Quality:
    """Give the tier of a picture; what is smaller than the least tier counts as that."""
    edge = min(width, height)
    return next((tier for tier in reversed(QUALITIES) if edge >= tier.short_edge), QUALITIES[0])


def cost_of(duration: float, quality: Quality) -> int:
    """Give the credits for so many seconds, rounded up."""
    return max(0, math.ceil(Decimal(str(round(duration, 3))) * quality.multiplier))


def duration_of(config: Mapping[str, Any]) -> float:
    """Give the seconds of a config that was checked: the latest actual end among its clips."""
    ends = [clip["start"] + _lasts(clip) for clip in _clips(config)]
    return round(max(ends, default=0.0), 3)


def _clips(config: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (clip for track in config["tracks"] for clip in track["clips"])


def _lasts(clip: Mapping[str, Any]) -> float:
    """A source that ends early ends its clip, unless that is sound which begins again."""
    source = clip.get("source")
    if clip["type"] not in ("video", "audio") or not isinstance(source, dict) or clip.get("loop") is True:
        return clip["duration"]
    end, start = source.get("end"), source.get("start", 0)
    rate = clip.get("playbackRate", 1)
    if not all(_is_number(value) for value in (end, start, rate)) or rate <= 0:
        return clip["duration"]
    return min(clip["duration"], max(0.0, (end - start) / rate))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
