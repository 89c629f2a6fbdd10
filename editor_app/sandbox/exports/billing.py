"""What an export costs: a rule of the sandbox, as the service publishes none (decision 0017)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

CREDITS_A_SECOND = Decimal("0.1")
POOL = "OPEN_API"


@dataclass(frozen=True, slots=True)
class Bill:
    """Standard seconds, and credits as a decimal text."""

    standard_seconds: int
    credits: str


def bill(duration_seconds: float) -> Bill:
    """Bill every second that was begun, whatever the size, the frame rate and the format."""
    seconds = max(1, math.ceil(round(duration_seconds, 6)))
    return Bill(seconds, f"{(seconds * CREDITS_A_SECOND).normalize():f}")
