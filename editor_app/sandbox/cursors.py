"""Cursors of lists: opaque to clients, and good for ever, as they name a place and no page."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from uuid import UUID

from editor_app.sandbox.errors import bad_request

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """The last record of a page: lists run from the newest to the oldest."""

    created_at: str
    id: str


def write_cursor(kind: str, place: Place) -> str:
    """Write a cursor for the list called `kind`; it holds only characters that URLs take as they are."""
    text = json.dumps([kind, place.created_at, place.id], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(kind: str, text: str) -> Place:
    """Read a cursor of the list called `kind`; raise ApiError for any other text."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        found, created_at, record = json.loads(base64.b64decode(padded, b"-_", validate=True))
        if found == kind and _MOMENT.fullmatch(created_at) and str(UUID(record)) == record:
            return Place(created_at, record)
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError):
        pass
    raise bad_request("The page cursor is not one that this list has given.")
