"""What the bodies and queries of RenderingVideo's calls hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from editor_app.sandbox.fields import Digits, Field, Kind, OneOf, Text, Whole
from editor_app.sandbox.renderingvideo.errors import invalid_request
from editor_app.sandbox.renderingvideo.records.tasks import STATUSES

_MOST_METADATA = 64 * 1024


@dataclass(frozen=True, slots=True)
class JsonObject:
    """Any object of at most so many bytes."""

    most_bytes: int

    def read(self, value: Any) -> dict[str, Any]:
        """Read it."""
        if not isinstance(value, dict):
            raise ValueError("must be an object")
        if len(json.dumps(value)) > self.most_bytes:
            raise ValueError(f"must have at most {self.most_bytes} bytes")
        return value

    def schema(self) -> dict[str, Any]:
        """Describe it."""
        return {"type": "object"}


@dataclass(frozen=True, slots=True)
class AbsoluteUrl:
    """A valid absolute http or https address."""

    def read(self, value: Any) -> str:
        """Read it."""
        text = Text(2048, 1).read(value) or ""
        try:
            parts = urlsplit(text)
            is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_one = False
        if not is_one or not text.isascii() or not text.isprintable() or " " in text:
            raise ValueError("must be a valid absolute URL")
        return text

    def schema(self) -> dict[str, Any]:
        """Describe it."""
        return {"type": "string", "format": "uri"}


@dataclass(frozen=True, slots=True)
class Absent:
    """A field that may be null, which says as much as leaving it out."""

    kind: Kind

    def read(self, value: Any) -> Any:
        """Read it."""
        return None if value is None else self.kind.read(value)

    def schema(self) -> dict[str, Any]:
        """Describe it."""
        return self.kind.schema()


_ABOUT = (
    Field("title", Absent(Text(255))),
    Field("category", Absent(Text(64, 1))),
    Field("metadata", Absent(JsonObject(_MOST_METADATA))),
)
CREATE = _ABOUT
CONVERT = _ABOUT
RENDER = (Field("webhook_url", Absent(AbsoluteUrl())), Field("num_workers", Absent(Whole(1, 1000))))
PREVIEW_RENDER = (*_ABOUT, *RENDER)

_PAGE = (Field("page", Digits(1, 999_999_999, 1)), Field("limit", Digits(1, 100, 20)))
TASKS = (*_PAGE, Field("status", OneOf(STATUSES)), Field("category", Text(64, 1)))
FILES = (*_PAGE, Field("type", OneOf(("image", "video", "audio"))))


def read_values(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields that are there, others are passed over; raise Refused (400) that names the first."""
    good: dict[str, Any] = {}
    for field in fields:
        if field.name not in values:
            continue
        try:
            good[field.name] = field.kind.read(values[field.name])
        except ValueError as error:
            raise invalid_request(f"{field.name} {error}.", field.name) from None
    return {name: value for name, value in good.items() if value is not None}
