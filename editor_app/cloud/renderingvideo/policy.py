"""What is sent again, and when is looked again: plain rules, no clock, no chance."""

from __future__ import annotations

from editor_app.cloud.http.retrying import LONGEST_PAUSE, TRANSIENT_STATUSES
from editor_app.cloud.renderingvideo.errors import (
    APIError,
    NetworkError,
    RateLimitError,
    RemoteError,
    ServerError,
)

_GROWTH, _SPREAD = 1.4, 0.25


def is_repeatable(method: str) -> bool:
    """Tell whether a call may be sent again by itself: only reads, as nothing recognises repetitions."""
    return method == "GET"


def is_transient(error: APIError) -> bool:
    """Tell whether the same call may well succeed later."""
    return isinstance(error, NetworkError | RateLimitError) or error.status in TRANSIENT_STATUSES


def may_have_happened(error: APIError) -> bool:
    """Tell whether a call that changes something may have been carried out in spite of its error.

    So it is after a lost answer, and after trouble within the service, which may have come too late.
    """
    if isinstance(error, NetworkError):
        return error.may_have_arrived
    return isinstance(error, ServerError | RemoteError)


def pause_between_looks(
    look: int, chance: float, *, first: float, longest: float, wish: float | None = None
) -> float:
    """Give the seconds after look `look` (from 0) until the next one; `chance` in [0, 1) spreads the callers.

    They grow from `first` to `longest`; what the service asks for counts where it is longer.
    """
    grown = min(longest, first * _GROWTH ** min(look, 64))
    spread = grown * (1 - _SPREAD + 2 * _SPREAD * chance)
    return max(spread, min(wish, LONGEST_PAUSE)) if wish is not None else spread
