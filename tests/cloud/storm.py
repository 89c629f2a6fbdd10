"""A bad network before a service: some calls are refused, lost, answered in half or not at all."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field

import httpx
from starlette.responses import Response

from tests.cloud.service import Behaviour, Exchange, Service, hang, problem, reset

_HOP = {"content-length", "transfer-encoding", "connection", "date", "server"}
KINDS = ("429", "500", "reset before", "hang", "reset after", "truncated", "500 after")


@dataclass
class Storm(Service):
    """Hands calls on to `upstream`; the share `rate` of them fares badly."""

    upstream: str = ""
    rate: float = 0.2
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    fared: Counter[str] = field(default_factory=Counter)
    handed_on: list[str] = field(default_factory=list)
    """Method and path of every call that has reached the service."""

    def _behaviour(self, route: str) -> Behaviour:
        kind = self.chance.choice(KINDS) if self.chance.random() < self.rate else "well"
        self.fared[kind] += 1
        before = {
            "429": problem(429, "LIMITED", retry_after="0"),
            "500": problem(500, "BROKEN"),
            "reset before": reset,
            "hang": hang,
        }
        return before.get(kind) or self._handing_on(kind)

    def _handing_on(self, kind: str) -> Behaviour:
        async def behave(exchange: Exchange) -> None:
            answer = await self._asked(exchange)
            if kind == "reset after":
                return await reset(exchange)
            if kind == "500 after":
                return await problem(500, "BROKEN")(exchange)
            headers = {name: value for name, value in answer.headers.items() if name not in _HOP}
            if kind != "truncated":
                return await exchange.reply(Response(answer.content, answer.status_code, headers))
            named = {name.replace("-", "_"): value for name, value in headers.items()}
            await exchange.start(answer.status_code, content_length=str(len(answer.content)), **named)
            await exchange.piece(answer.content[: len(answer.content) // 2])
            exchange.transport.close()
            return None

        return behave

    async def _asked(self, exchange: Exchange) -> httpx.Response:
        received = exchange.received
        self.handed_on.append(f"{received.method} {received.target.partition('?')[0]}")
        plain = httpx.AsyncClient(base_url=self.upstream, trust_env=False, verify=False, timeout=60)
        async with plain as client:
            # What was sent is done at the service even where the client has gone meanwhile.
            return await asyncio.shield(
                client.request(
                    received.method,
                    received.target,
                    content=received.body,
                    headers={k: v for k, v in received.headers.items() if k not in ("host", "connection")},
                )
            )
