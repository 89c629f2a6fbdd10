"""A service on this machine that answers as told, badly too, and remembers what it was sent."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
import threading
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Self

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.cloud.samples import ASSET, ASSET_ID, CAPABILITIES, CREATED, DONE, PROJECT, PROJECT_ID, TASK, WHEN

Message = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came in; header names are lower-case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Give the body's JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class Exchange:
    """What a behaviour has to work with."""

    request: Request
    received: Received
    send: Callable[[Message], Awaitable[None]]
    transport: asyncio.Transport
    released: asyncio.Event

    async def reply(self, response: Response) -> None:
        """Send a whole response."""
        await response(self.request.scope, self.request.receive, self.send)

    async def start(self, status: int, **headers: str) -> None:
        """Send a head; underscores in header names stand for hyphens."""
        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": status, "headers": pairs})

    async def piece(self, data: bytes, *, more: bool = True) -> None:
        """Send a piece of a body."""
        await self.send({"type": "http.response.body", "body": data, "more_body": more})


Behaviour = Callable[[Exchange], Awaitable[None]]


def ok(data: Any, meta: Any = None, status: int = 200) -> Behaviour:
    """Answer with an envelope."""
    return raw(json.dumps({"data": data, "meta": meta or {}}).encode(), status=status)


def problem(status: int, code: str = "C", detail: str = "Something is wrong", **headers: str) -> Behaviour:
    """Answer with a problem."""
    body = {"type": "T", "title": "Title", "status": status, "detail": detail, "errorCode": code}
    return raw(json.dumps(body).encode(), status=status, **headers)


def raw(body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> Behaviour:
    """Answer with bytes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def behave(exchange: Exchange) -> None:
        await exchange.reply(Response(body, status, named, media_type=kind))

    return behave


async def reset(exchange: Exchange) -> None:
    """Throw the connection away without a word."""
    taken: socket.socket = exchange.transport.get_extra_info("socket")
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.transport.abort()


async def hang(exchange: Exchange) -> None:
    """Say nothing until the test is over."""
    await exchange.released.wait()


def cut(body: bytes, sent: int, status: int = 200, **headers: str) -> Behaviour:
    """Promise a whole body, send some of it and hang up."""

    async def behave(exchange: Exchange) -> None:
        await exchange.start(status, content_length=str(len(body)), **headers)
        await exchange.piece(body[:sent])
        exchange.transport.close()

    return behave


async def drip(exchange: Exchange) -> None:
    """Send a byte now and then, without end."""
    await exchange.start(200, content_type="application/json")
    while not exchange.transport.is_closing():
        await exchange.piece(b" ")
        await asyncio.sleep(0.02)


class _Protocol(H11Protocol):
    """Lets behaviours reach the connection."""

    open: dict[Any, asyncio.Transport]

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        _CONNECTIONS[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _CONNECTIONS.pop(self.client, None)
        super().connection_lost(exc)


_CONNECTIONS: dict[Any, asyncio.Transport] = {}

TABLE: list[tuple[str, Behaviour]] = [
    ("POST /v1/projects", ok(PROJECT, status=201)),
    ("GET /v1/projects", ok([PROJECT], {"nextPageCursor": "next"})),
    ("GET /v1/projects/[^/]+", ok(PROJECT | {"editorState": {}, "stateSchemaVersion": "v1"})),
    ("PATCH /v1/projects/[^/]+", ok({name: PROJECT[name] for name in PROJECT if name != "createdAt"})),
    ("DELETE /v1/projects/[^/]+", ok({"projectId": PROJECT_ID, "deleted": True})),
    ("POST /v1/projects/[^/]+/sync", ok({"projectId": PROJECT_ID, "stateVersion": "v1", "updatedAt": WHEN})),
    ("GET /v1/projects/[^/]+/assets", ok([ASSET], {"nextPageCursor": None})),
    ("POST /v1/projects/[^/]+/assets", ok({"projectId": PROJECT_ID, "assetId": ASSET_ID}, status=201)),
    (
        "DELETE /v1/projects/[^/]+/assets/[^/]+",
        ok({"projectId": PROJECT_ID, "assetId": ASSET_ID, "deleted": True}),
    ),
    ("POST /v1/projects/[^/]+/exports", ok(CREATED, status=201)),
    ("POST /v1/uploads", ok(ASSET, status=201)),
    ("GET /v1/assets/[^/]+", ok(ASSET)),
    ("DELETE /v1/assets/[^/]+", ok({"assetId": ASSET_ID, "deleted": True})),
    ("POST /v1/exports", ok(CREATED, status=201)),
    ("GET /v1/exports", ok([TASK], {"nextPageCursor": "next"})),
    ("GET /v1/exports/[^/]+", ok(DONE)),
    ("DELETE /v1/exports/[^/]+", ok(DONE | {"status": "CANCELED"})),
    ("GET /v1/editor/capabilities", ok(CAPABILITIES)),
    ("POST /v1/editor/validate", ok({"valid": True, "errors": []}, {"capabilitiesVersion": "v1"})),
    ("GET /v1/illustrations", ok(["ICreativeThinking"])),
]


@dataclass
class Service:
    """The server; start and stop it as a context."""

    received: list[Received] = field(default_factory=list)
    _script: dict[str, deque[Behaviour]] = field(default_factory=lambda: defaultdict(deque))
    _changed: threading.Condition = field(default_factory=threading.Condition)
    began: int = 0
    """How many requests have begun to arrive."""
    left: int = 0
    """How many clients have gone before their answer."""

    def will(self, route: str, *behaviours: Behaviour) -> None:
        """Answer the next calls of a route (“GET /v1/exports”) so, and then as usual."""
        self._script[route].extend(behaviours)

    def forget(self) -> None:
        """Answer as usual again."""
        self._script.clear()

    def calls(self, route: str = "") -> list[Received]:
        """Give what came in for a route, or all."""
        return [r for r in self.received if not route or f"{r.method} {r.target.partition('?')[0]}" == route]

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that changes when requests come and go."""
        with self._changed:
            assert self._changed.wait_for(holds, timeout=30)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait without holding the loop up."""
        await asyncio.to_thread(self.wait_until, holds)

    def _tell(self, **counts: int) -> None:
        with self._changed:
            for name, more in counts.items():
                setattr(self, name, getattr(self, name) + more)
            self._changed.notify_all()

    async def _app(self, scope: Message, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        request = Request(scope, receive)
        transport = _CONNECTIONS[scope["client"]]
        self._tell(began=1)
        try:
            body = await request.body()
        except Exception:
            self._tell(left=1)
            return
        query = f"?{scope['query_string'].decode()}" if scope["query_string"] else ""
        target = f"{scope['raw_path'].decode()}{query}"
        received = Received(scope["method"], target, dict(request.headers), body)
        with self._changed:
            self.received.append(received)
            self._changed.notify_all()
        behaviour = self._behaviour(f"{received.method} {target.partition('?')[0]}")
        await behaviour(Exchange(request, received, send, transport, self._released))

    def _behaviour(self, route: str) -> Behaviour:
        if self._script[route]:
            return self._script[route].popleft()
        for pattern, behaviour in TABLE:
            if re.fullmatch(pattern, route):
                return behaviour
        return problem(404, "NOT_FOUND")

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._released = asyncio.Event()
        config = uvicorn.Config(
            self._app,
            http=_Protocol,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            proxy_headers=False,
            ws="none",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="tested service"
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(30)
        self._socket.close()
        assert not self._thread.is_alive()
