"""When an upload that failed is tried again by itself. Pure: the caller brings chance."""

from __future__ import annotations

from editor_app.cloud.indream import APIError, NetworkError, RateLimitError
from editor_app.cloud.indream.policy import is_transient

MOST_LOSSES = 8
"""So often a file is sent for nothing; what never reaches the service is tried without end."""
_FIRST_S, _LONGEST_S, _LONGEST_WISH_S = 1.0, 60.0, 600.0


def pause_after(error: APIError, tries: int, losses: int, chance: float) -> float | None:
    """Give the seconds until the next try; None where only a person can know that it makes sense.

    `tries` failed before, and `losses` of them may have cost a whole upload. `chance` is in [0, 1).
    """
    if not is_transient(error) or (is_loss(error) and losses >= MOST_LOSSES):
        return None
    if error.retry_after is not None:
        return min(error.retry_after, _LONGEST_WISH_S) + chance
    return min(_LONGEST_S, _FIRST_S * 2 ** min(tries, 10)) * (0.5 + 0.5 * chance)


def is_loss(error: APIError) -> bool:
    """Tell whether a failure may have cost a whole upload."""
    if isinstance(error, RateLimitError):
        return False
    return error.may_have_arrived if isinstance(error, NetworkError) else True


def may_have_arrived(error: APIError) -> bool:
    """Tell whether the service may have made an asset all the same.

    That is so without an answer, and where a machine before the service gave one for it.
    """
    if isinstance(error, NetworkError):
        return error.may_have_arrived
    return error.status == 408 or error.status >= 500 or 200 <= error.status < 300
