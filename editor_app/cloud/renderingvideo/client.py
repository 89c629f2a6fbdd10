"""The client on asyncio: one key, one origin, no redirects, and nothing is sent twice."""

from __future__ import annotations

from typing import Any, Self

import httpx

from editor_app.cloud.http.failures import Failure
from editor_app.cloud.http.origin import KeyHeaders, read_key, read_origin
from editor_app.cloud.http.pool import PATIENCE, Pool
from editor_app.cloud.renderingvideo.errors import NETWORK, UNEXPECTED, APIError, NetworkError
from editor_app.cloud.renderingvideo.replies import open_reply

BASE_URL = "https://renderingvideo.com"
MOST_REPLY_BYTES = 16 * 2**20
_KEY_HEADERS = {"Authorization": "Bearer "}


class AsyncRenderingVideoClient:
    """One account, used on one event loop; `base_url` may be a proxy's, `timeout` (s) is for each step.

    Raise ValueError for what cannot be right.
    """

    def __init__(
        self,
        api_key: str,
        *,
        base_url: str = BASE_URL,
        timeout: float = 30,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._key, self._origin = read_key(api_key), read_origin(base_url)
        self._timeout = timeout
        auth = KeyHeaders(self._key, self._origin, _KEY_HEADERS)
        self._pool = Pool(self._key, auth, self._origin, timeout=timeout, transport=transport)

    async def credits(self) -> float:
        """Give how many credits are left; raise APIError."""
        fields = await self._read("/api/v1/credits")
        left = fields.get("credits")
        if isinstance(left, bool) or not isinstance(left, int | float):
            raise APIError(200, UNEXPECTED, "The service's reply does not tell the credits.")
        return left

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._origin.base}>"

    async def _read(self, path: str) -> dict[str, Any]:
        """Give the fields that a path holds; errors are raised outside the handlers, and so hold no other."""
        request = self._pool.api.build_request("GET", self._origin.url(path))
        try:
            answer = await self._pool.exchange(request, self._timeout * PATIENCE, MOST_REPLY_BYTES)
        except Failure as error:
            why = error.detail
        else:
            return open_reply(answer, self._key)
        raise NetworkError(0, NETWORK, why)
