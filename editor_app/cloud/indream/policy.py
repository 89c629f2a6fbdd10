"""Which calls are sent again, after which failures, and how long after: plain rules, no clock, no chance."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from editor_app.cloud.indream.errors import APIError, NetworkError

TRANSIENT_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
LONGEST_PAUSE = 60.0
QUOTA_USED_UP = "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED"

_FIRST_PAUSE, _LONGEST_BACKOFF, _SPREAD = 0.4, 8.0, 0.25
_SECONDS = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


def is_repeatable(method: str, *, is_deduplicated: bool = False) -> bool:
    """Tell whether sending a call twice does what sending it once does.

    That is so for reading, and for a creation that the service deduplicates.
    """
    return method == "GET" or (method == "POST" and is_deduplicated)


def is_deduplicated(
    idempotency_key: str | None, payload: Mapping[str, Any] | None = None, *, is_export: bool = False
) -> bool:
    """Tell whether the service can recognise a creation: by its key, an export also by its own task id."""
    if isinstance(idempotency_key, str) and idempotency_key.strip():
        return True
    task_id = payload.get("clientTaskId") if payload and is_export else None
    return isinstance(task_id, str) and bool(task_id.strip())


def check_seconds(**times: float) -> None:
    """Raise ValueError, with its name, for a time that nobody could wait."""
    for name, value in times.items():
        if not _is_number(value) or not 0 < value <= sys.float_info.max:
            raise ValueError(f"{name} must be a finite number of seconds above 0.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_transient(error: APIError) -> bool:
    """Tell whether the same call may well succeed later."""
    if error.error_code == QUOTA_USED_UP:
        return False
    return isinstance(error, NetworkError) or error.status in TRANSIENT_STATUSES


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
