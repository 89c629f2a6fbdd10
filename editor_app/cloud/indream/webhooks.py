"""Tells whether a callback comes from the service: by its signature, and by when it was signed."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Iterable, Mapping
from typing import Any, cast

TIMESTAMP_HEADER = "x-indream-timestamp"
SIGNATURE_HEADER = "x-indream-signature"
MOST_SKEW_SECONDS = 300

_TIMESTAMP = re.compile(r"[0-9]{1,15}")
_SIGNATURE = re.compile(r"[0-9a-f]{64}")


def verify_export_webhook_request(
    *,
    webhook_secret: str,
    raw_body: str | bytes,
    headers: Mapping[Any, Any] | Iterable[tuple[Any, Any]],
    max_skew_seconds: float = MOST_SKEW_SECONDS,
    now_timestamp_seconds: float | None = None,
) -> bool:
    """Tell whether the headers sign the body, exactly as it came, at most so many seconds ago or ahead.

    Whatever is missing or odd is a no, not an error.
    """
    timestamp = _header(headers, TIMESTAMP_HEADER)
    signature = _header(headers, SIGNATURE_HEADER)
    if timestamp is None or signature is None or not _TIMESTAMP.fullmatch(timestamp):
        return False
    now = int(time.time()) if now_timestamp_seconds is None else now_timestamp_seconds
    try:
        is_of_now = now >= 0 and abs(now - int(timestamp)) <= max_skew_seconds
    except TypeError:
        return False
    if not is_of_now:
        return False
    return verify_export_webhook_signature(
        webhook_secret=webhook_secret, timestamp=timestamp, raw_body=raw_body, signature=signature
    )


def verify_export_webhook_signature(
    *, webhook_secret: str, timestamp: str, raw_body: str | bytes, signature: str
) -> bool:
    """Tell whether `signature` is the HMAC-SHA-256 of timestamp, a full stop and body under the secret."""
    if not all(map(_is_said, (webhook_secret, timestamp, signature))) or not _is_body(raw_body):
        return False
    given = signature.strip().lower()
    if not _SIGNATURE.fullmatch(given):
        return False
    try:
        body = raw_body.encode() if isinstance(raw_body, str) else bytes(raw_body)
        message = timestamp.encode() + b"." + body
        expected = hmac.new(webhook_secret.encode(), message, hashlib.sha256).hexdigest()
    except UnicodeEncodeError:
        return False
    return hmac.compare_digest(expected, given)


def _is_said(text: object) -> bool:
    return isinstance(text, str) and bool(text)


def _is_body(body: object) -> bool:
    return isinstance(body, str | bytes | bytearray | memoryview)


def _header(headers: Mapping[Any, Any] | Iterable[tuple[Any, Any]], wanted: str) -> str | None:
    """Give a header's first value, its name in any case; None where there is none or it is empty."""
    for name, value in _pairs(headers):
        if (_text(name) or "").lower() == wanted:
            first = next(iter(cast("list[Any]", value)), None) if isinstance(value, list | tuple) else value
            return (_text(first) or "").strip() or None
    return None


def _pairs(headers: object) -> list[tuple[Any, Any]]:
    """Give names and values; what has none holds nothing."""
    try:
        pairs = cast("Mapping[Any, Any]", headers).items() if hasattr(headers, "items") else headers
        return [(name, value) for name, value in cast("Iterable[tuple[Any, Any]]", pairs)]
    except (TypeError, ValueError):
        return []


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else None
