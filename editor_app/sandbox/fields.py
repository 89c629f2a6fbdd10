"""The kinds of values that calls carry: each reads strictly, and describes itself for OpenAPI."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from editor_app.sandbox.names import trouble_with_filename

Json = dict[str, Any]

_DIGITS = re.compile(r"[0-9]{1,9}", re.ASCII)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


class Kind(Protocol):
    """What a field may hold."""

    def read(self, value: Any) -> Any:
        """Give the value; raise ValueError whose text follows the field's name."""
        ...

    def schema(self) -> Json:
        """Describe it as JSON Schema."""
        ...


@dataclass(frozen=True, slots=True)
class Field:
    """A named value of a body, a query or a header; `code` is what a wrong one is refused with."""

    name: str
    kind: Kind
    required: bool = False
    code: str = "OPEN_API_REQUEST_INVALID"
    about: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of so many characters."""

    longest: int
    shortest: int = 0
    nullable: bool = False

    def read(self, value: Any) -> str | None:
        """Read it."""
        if value is None and self.nullable:
            return None
        if not isinstance(value, str):
            raise ValueError("must be a text" + (" or null" if self.nullable else ""))
        if not self.shortest <= len(value) <= self.longest:
            raise ValueError(f"must have {self.shortest} to {self.longest} characters")
        if any("\ud800" <= c <= "\udfff" for c in value):
            raise ValueError("holds half of a character pair")
        return value

    def schema(self) -> Json:
        """Describe it."""
        shape: Json = {"type": ["string", "null"] if self.nullable else "string", "maxLength": self.longest}
        return shape | ({"minLength": self.shortest} if self.shortest else {})


@dataclass(frozen=True, slots=True)
class Filename:
    """The name of a file, without folders."""

    longest: int

    def read(self, value: Any) -> str:
        """Read it."""
        name = Text(self.longest, 1).read(value) or ""
        if why := trouble_with_filename(name):
            raise ValueError(why)
        return name

    def schema(self) -> Json:
        """Describe it."""
        return Text(self.longest, 1).schema() | {"pattern": r"^[^/\\\u0000-\u001f\u007f]+$"}


@dataclass(frozen=True, slots=True)
class Uuid:
    """A UUID in its usual form."""

    def read(self, value: Any) -> str:
        """Read it."""
        try:
            if isinstance(value, str) and len(value) == 36:
                return str(UUID(value))
        except ValueError:
            pass
        raise ValueError("must be a UUID")

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "string", "format": "uuid"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in a range."""

    least: int
    most: int

    def read(self, value: Any) -> int:
        """Read it; 30.0 is a whole number as JSON has them."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValueError(f"must be a whole number from {self.least} to {self.most}")
        return value

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Digits:
    """A whole number in a range, written in a query."""

    least: int
    most: int
    default: int

    def read(self, value: Any) -> int:
        """Read it."""
        if not _DIGITS.fullmatch(value) or not self.least <= int(value) <= self.most:
            raise ValueError(f"must be a whole number from {self.least} to {self.most}")
        return int(value)

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most, "default": self.default}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a range."""

    least: float
    most: float

    def read(self, value: Any) -> float:
        """Read it."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value) or not self.least <= value <= self.most:
            raise ValueError(f"must be a number from {self.least:g} to {self.most:g}")
        return float(value)

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few values."""

    values: tuple[str | int, ...]

    def read(self, value: Any) -> str | int:
        """Read it."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or value not in self.values:
            raise ValueError(f"must be one of {', '.join(map(str, self.values))}")
        return value

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "integer" if isinstance(self.values[0], int) else "string", "enum": list(self.values)}


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address of so many characters."""

    longest: int

    def read(self, value: Any) -> str:
        """Read it."""
        text = Text(self.longest, 1).read(value)
        if not text or not re.fullmatch(r"https?://[!-~]+", text, re.ASCII):
            raise ValueError("must be an http or https address")
        from urllib.parse import urlsplit

        try:
            parts = urlsplit(text)
            fits = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            fits = False
        if not fits or "@" in urlsplit(text).netloc:
            raise ValueError("must be an http or https address, without user or password")
        return text

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": self.longest}


_OURS = ("host", "content-", "transfer-encoding", "connection", "x-indream-", "te", "upgrade", "trailer")


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Headers that go with callbacks: names and values that no line break can hide in."""

    most: int = 32

    def read(self, value: Any) -> dict[str, str]:
        """Read it."""
        if not isinstance(value, dict) or len(value) > self.most:
            raise ValueError(f"must be an object of at most {self.most} texts")
        for name, text in value.items():
            if not _TOKEN.fullmatch(name) or name.lower().startswith(_OURS):
                raise ValueError("holds a name that no callback header can have")
            if not isinstance(text, str) or len(text) > 4096 or not _VALUE.fullmatch(text):
                raise ValueError("holds a value that no header can have")
        return dict(value)

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": self.most}


@dataclass(frozen=True, slots=True)
class AnyDocument:
    """An editorState, which is checked by itself later."""

    def read(self, value: Any) -> Any:
        """Take it as it is."""
        return value

    def schema(self) -> Json:
        """Describe it."""
        return {"type": "object", "description": "An editorState document of either era."}


def read_fields(
    fields: Iterable[Field], values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[tuple[Field, str]]]:
    """Read what is there; give the good values, and every field in trouble with why."""
    good: dict[str, Any] = {}
    bad: list[tuple[Field, str]] = []
    for field in fields:
        if field.name not in values:
            if field.required:
                bad.append((field, "is missing"))
            continue
        try:
            good[field.name] = field.kind.read(values[field.name])
        except ValueError as error:
            bad.append((field, str(error)))
    return good, bad
