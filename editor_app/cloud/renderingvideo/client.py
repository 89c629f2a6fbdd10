"""The client on asyncio: one key, one origin, no redirects, and nothing is sent twice."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Generator
from typing import Any, Self

import httpx

from editor_app.cloud.indream.errors import APIError as TooLargeError
from editor_app.cloud.indream.origin import Origin, Secret, read_key, read_origin
from editor_app.cloud.indream.replies import Answer, blotted
from editor_app.cloud.indream.transport import PATIENCE, USER_AGENT, answer_of, read_body, tls, translated
from editor_app.cloud.renderingvideo.errors import NETWORK, UNEXPECTED, APIError, NetworkError
from editor_app.cloud.renderingvideo.replies import open_reply

BASE_URL = "https://renderingvideo.com"
MOST_REPLY_BYTES = 16 * 2**20


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
        self._http = httpx.AsyncClient(
            auth=BearerKey(self._key, self._origin),
            headers={"Accept": "application/json", "User-Agent": USER_AGENT},
            timeout=timeout,
            follow_redirects=False,
            trust_env=not self._origin.is_local,
            verify=tls(),
            transport=transport,
        )

    async def credits(self) -> float:
        """Give how many credits are left; raise APIError."""
        fields = await self._read("/api/v1/credits")
        left = fields.get("credits")
        if isinstance(left, bool) or not isinstance(left, int | float):
            raise APIError(200, UNEXPECTED, "The service's reply does not tell the credits.")
        return left

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._origin.base}>"

    async def _read(self, path: str) -> dict[str, Any]:
        """Give the fields that a path holds; errors are raised outside the handlers, and so hold no other."""
        try:
            async with asyncio.timeout(self._timeout * PATIENCE):
                answer = await self._answer(self._http.build_request("GET", self._origin.url(path)))
        except httpx.HTTPError as error:
            why = translated(error).detail
        except TooLargeError as error:
            why = error.detail
        except TimeoutError:
            why = "The service took too long to answer."
        except ssl.SSLError as error:
            why = f"The connection broke: {error.reason}."
        else:
            return open_reply(answer, self._key)
        raise NetworkError(0, NETWORK, why)

    async def _answer(self, request: httpx.Request) -> Answer:
        response = await self._http.send(request, stream=True)
        try:
            body = await read_body(response, MOST_REPLY_BYTES)
        finally:
            await response.aclose()
        return answer_of(response, blotted(body, self._key, response.status_code))


class BearerKey(httpx.Auth):
    """Puts the key into its header at the last moment."""

    def __init__(self, key: Secret, origin: Origin) -> None:
        self._key, self._origin = key, origin

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign a request to the origin; raise ValueError for any other."""
        if not self._origin.owns(request.url):
            raise ValueError("A key goes to its own service only.")
        request.headers["Authorization"] = f"Bearer {self._key.reveal()}"
        yield request
