"""After which failures a call may be sent again, and how long after: plain rules, no clock, no chance."""

from __future__ import annotations

import math
import re
import sys
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from editor_app.cloud.http.failures import Failure, NoAnswer, OddAnswer

TRANSIENT_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
LONGEST_PAUSE = 60.0

_FIRST_PAUSE, _LONGEST_BACKOFF, _SPREAD = 0.4, 8.0, 0.25
_SECONDS = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


def is_transient(failure: Failure) -> bool:
    """Tell whether the same call may well succeed later."""
    if isinstance(failure, OddAnswer):
        return failure.status in TRANSIENT_STATUSES
    return isinstance(failure, NoAnswer)


def check_seconds(**times: float) -> None:
    """Raise ValueError, with its name, for a time that nobody could wait."""
    for name, value in times.items():
        if not _is_number(value) or not 0 < value <= sys.float_info.max:
            raise ValueError(f"{name} must be a finite number of seconds above 0.")


def check_count(**counts: int) -> None:
    """Raise ValueError, with its name, for what is no number of times."""
    for name, value in counts.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ValueError(f"{name} must be a whole number, 0 or more.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Give the seconds of a Retry-After header (seconds or a date); None where it holds neither."""
    if not value:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        date = parsedate_to_datetime(text)
        delay = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, delay) if math.isfinite(delay) else None


def pause_before(attempt: int, retry_after: float | None, chance: float) -> float:
    """Give the seconds to wait before repetition `attempt` (from 0); `chance` in [0, 1) spreads the callers.

    What the service asks for counts, up to LONGEST_PAUSE; else the pauses double.
    """
    if retry_after is not None:
        return min(retry_after, LONGEST_PAUSE) + _SPREAD * chance
    return min(_LONGEST_BACKOFF, _FIRST_PAUSE * 2 ** min(attempt, 16)) * (0.5 + 0.5 * chance)
