"""Which calls are sent again, and after which failures: plain rules, no clock, no chance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor_app.cloud.http.retrying import TRANSIENT_STATUSES
from editor_app.cloud.indream.errors import APIError, NetworkError

QUOTA_USED_UP = "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED"


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


def is_transient(error: APIError) -> bool:
    """Tell whether the same call may well succeed later."""
    if error.error_code == QUOTA_USED_UP:
        return False
    return isinstance(error, NetworkError) or error.status in TRANSIENT_STATUSES
