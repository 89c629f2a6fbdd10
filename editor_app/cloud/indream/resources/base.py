"""What every resource needs: the way to the service, and what this client has uploaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor_app.cloud.indream.errors import refused_argument
from editor_app.cloud.indream.headers import header_value
from editor_app.cloud.indream.models import Asset
from editor_app.cloud.indream.transport import Call, Transport


class Resource:
    """A group of calls."""

    def __init__(self, transport: Transport, uploads: dict[str, Asset]) -> None:
        self._transport = transport
        self._uploads = uploads

    async def _read(self, path: str) -> Any:
        """Give the data that a path holds."""
        return (await self._transport.request(Call("GET", path, is_repeatable=True))).data

    async def _write(self, method: str, path: str, body: bytes | None = None) -> Any:
        """Change something, once."""
        return (await self._transport.request(Call(method, path, body))).data

    async def _create(
        self, path: str, body: bytes, idempotency_key: str | None, *, is_repeatable: bool
    ) -> Any:
        """Make something; again only where the service recognises the repetition."""
        headers: Mapping[str, str] = {}
        if idempotency_key is not None and not isinstance(idempotency_key, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise refused_argument("idempotency_key", "must be a text.")
        if idempotency_key and idempotency_key.strip():
            headers = {"Idempotency-Key": header_value("idempotency_key", idempotency_key.strip())}
        call = Call("POST", path, body, headers, is_repeatable)
        return (await self._transport.request(call)).data
