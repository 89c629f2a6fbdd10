"""Faults on demand: slowness and refusals that a client must be able to take."""

from __future__ import annotations

import math
from dataclasses import dataclass

STATUSES = (408, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Faults:
    """Every call waits `latency` seconds, then a share of `rate` (0 to 1) is refused with `status`."""

    latency: float = 0.0
    rate: float = 0.0
    status: int = 503


def parse_faults(text: str) -> Faults:
    """Read `latency=0.2,rate=0.1,status=429`, any part of it; raise ValueError with a sentence."""
    found: dict[str, float] = {}
    for part in text.split(","):
        name, _, value = part.strip().partition("=")
        if name not in ("latency", "rate", "status"):
            raise ValueError(
                f"“{part.strip()}” is no fault. Name latency=SECONDS, rate=SHARE or status=CODE."
            )
        try:
            found[name] = float(value)
        except ValueError:
            raise ValueError(f"“{value}” is no number for {name}.") from None
    latency, rate, status = found.get("latency", 0.0), found.get("rate", 0.0), found.get("status", 503.0)
    if not (math.isfinite(latency) and 0 <= latency <= 600):
        raise ValueError("latency is in seconds, from 0 to 600.")
    if not 0 <= rate <= 1:
        raise ValueError("rate is a share, from 0 to 1.")
    if status not in STATUSES:
        raise ValueError(f"status is one of {', '.join(map(str, STATUSES))}.")
    return Faults(latency, rate, int(status))
