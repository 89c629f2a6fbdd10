"""Faults on demand: slowness and refusals that a client must be able to take."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

STATUSES = (408, 429, 500, 502, 503, 504)
CODES = ("REMOTE_ERROR", "RENDER_TRIGGER_FAILED", "UPLOAD_FAILED", "INTERNAL_ERROR", "USER_NOT_FOUND")
"""Refusals of RenderingVideo that only a fault brings about."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Every call waits `latency` seconds, then a share of `rate` (0 to 1) is refused with `status`.

    With a `code` of RenderingVideo only those calls are refused that it belongs to.
    """

    latency: float = 0.0
    rate: float = 0.0
    status: int = 503
    code: str = ""

    def strikes(self) -> bool:
        """Tell whether the next call is among those that are refused."""
        return random.random() < self.rate


def parse_faults(text: str) -> Faults:
    """Read `latency=0.2,rate=0.1,status=429,code=REMOTE_ERROR`, any part of it; raise ValueError, a sentence.

    A code without a rate strikes always.
    """
    found: dict[str, float] = {}
    code = ""
    for part in text.split(","):
        name, _, value = part.strip().partition("=")
        if name == "code" and value in CODES:
            code = value
            continue
        if name == "code":
            raise ValueError(f"“{value}” is no code that can be asked for. There are: {', '.join(CODES)}.")
        if name not in ("latency", "rate", "status"):
            raise ValueError(
                f"“{part.strip()}” is no fault. Name latency=SECONDS, rate=SHARE, status=CODE or code=NAME."
            )
        try:
            found[name] = float(value)
        except ValueError:
            raise ValueError(f"“{value}” is no number for {name}.") from None
    latency, status = found.get("latency", 0.0), found.get("status", 503.0)
    rate = found.get("rate", 1.0 if code else 0.0)
    if not (math.isfinite(latency) and 0 <= latency <= 600):
        raise ValueError("latency is in seconds, from 0 to 600.")
    if not 0 <= rate <= 1:
        raise ValueError("rate is a share, from 0 to 1.")
    if status not in STATUSES:
        raise ValueError(f"status is one of {', '.join(map(str, STATUSES))}.")
    return Faults(latency, rate, int(status), code)
