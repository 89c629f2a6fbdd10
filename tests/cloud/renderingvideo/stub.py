"""A service without a network: it answers as told, and remembers what it was sent."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from editor_app.cloud.renderingvideo import AsyncRenderingVideoClient

KEY = "sk-0f3c5a7e9b1d2468"
BASE = "https://video.example"
T = TypeVar("T")
Reply = httpx.Response | type[Exception]


@dataclass
class Stub:
    """Answers of routes (“POST /api/v1/video”), the last one for ever."""

    script: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    received: list[httpx.Request] = field(default_factory=list)

    def will(self, route: str, *replies: Reply) -> None:
        """Answer the next calls of a route so."""
        self.script[route] = deque(replies)

    def calls(self, route: str = "") -> list[httpx.Request]:
        """Give what came in for a route, or all."""
        return [r for r in self.received if not route or f"{r.method} {r.url.path}" == route]

    async def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        await request.aread()
        self.received.append(request)
        replies = self.script[f"{request.method} {request.url.path}"]
        assert replies, f"{request.method} {request.url.path} was not expected"
        reply = replies[0] if len(replies) == 1 else replies.popleft()
        if isinstance(reply, httpx.Response):
            return httpx.Response(reply.status_code, headers=reply.headers, content=reply.content)
        raise reply("the line is dead")

    def run(
        self, job: Callable[[AsyncRenderingVideoClient], Awaitable[T]], key: str = KEY, **options: Any
    ) -> T:
        """Let a client work on a loop of its own."""

        async def main() -> T:
            async with AsyncRenderingVideoClient(
                key, base_url=BASE, transport=httpx.MockTransport(self.handle), **options
            ) as client:
                return await job(client)

        return asyncio.run(main())


def said(status: int = 200, /, **fields: Any) -> httpx.Response:
    """Answer with a success of these fields."""
    return httpx.Response(status, json={"success": True, **fields})


def refused(status: int, code: str, error: str = "It does not work.", **details: Any) -> httpx.Response:
    """Answer with a failure as this API writes it."""
    return httpx.Response(status, json={"success": False, "error": error, "code": code, "details": details})


def sent(request: httpx.Request) -> Any:
    """Give the JSON that was sent; None for nothing."""
    return json.loads(request.content) if request.content else None
