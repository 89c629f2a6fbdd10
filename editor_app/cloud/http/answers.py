"""An answer as it came, and how the key is kept out of all that is read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import httpx

from editor_app.cloud.http.failures import OddAnswer
from editor_app.cloud.http.origin import Secret
from editor_app.cloud.http.pieces import pieces_of
from editor_app.cloud.http.retrying import read_retry_after

NOT_FOLLOWED = "The service points to another address; that is not followed."
SHORTEST_KEY = 12
"""Characters; a shorter key may be a word of a document."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came; `retry_after` in seconds."""

    status: int
    content_type: str
    body: bytes
    retry_after: float | None = None

    @property
    def kind(self) -> str:
        """Give the type alone, in lower case; empty where none is named."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """Tell whether it says that it is JSON."""
        return self.kind == "application/json" or self.kind.endswith("+json")


def answer_of(response: httpx.Response, body: bytes) -> Answer:
    """Give what the reader of replies needs of a response."""
    return Answer(
        response.status_code,
        response.headers.get("Content-Type", ""),
        body,
        read_retry_after(response.headers.get("Retry-After"), datetime.now(UTC)),
    )


async def read_body(response: httpx.Response, most_bytes: int) -> bytes:
    """Read a body; raise OddAnswer where it is larger than anybody would send."""
    pieces, size = list[bytes](), 0
    async with pieces_of(response) as coming:
        async for piece in coming:
            size += len(piece)
            if size > most_bytes:
                raise OddAnswer("The service's reply is far too large.", response.status_code)
            pieces.append(piece)
    return b"".join(pieces)


def blotted(body: bytes, key: Secret, status: int) -> bytes:
    """Give a reply's bytes without the key.

    In a success, a key that is too short to be one stays: it would be found in names and in documents.
    """
    text = key.reveal()
    if status < 400 and len(text) < SHORTEST_KEY:
        return body
    return body.replace(text.encode(), "…".encode())


def cleared(value: Any, key: Secret) -> Any:
    """Give a JSON value in which the key is blotted out wherever it stands."""
    return mapped(value, lambda text: text.replace(key.reveal(), "…"))


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Give a JSON value with each of its texts changed, names too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [mapped(entry, change) for entry in cast("list[Any]", value)]
    if isinstance(value, dict):
        entries = cast("dict[str, Any]", value).items()
        return {change(name): mapped(entry, change) for name, entry in entries}
    return value
