"""Webhooks: what happened to an export, signed, and delivered again and again until it arrives."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import logging
import sqlite3
import time
from collections.abc import Mapping

import httpx

from editor_app.product import APPLICATION_ID, VERSION
from editor_app.sandbox import replies
from editor_app.sandbox.database import Database
from editor_app.sandbox.records import deliveries
from editor_app.sandbox.records.deliveries import Delivery
from editor_app.sandbox.records.exports import Export
from editor_app.sandbox.settings import Limits
from editor_app.sandbox.times import now

_log = logging.getLogger(__name__)
_LOOK_AGAIN_SECONDS = 5.0


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Give the signature of a body at a moment (whole Unix seconds): HMAC-SHA-256 in lower-case hex."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes, at_seconds: float) -> Mapping[str, str]:
    """Give the headers that prove who has sent a body, and when."""
    timestamp = str(int(at_seconds))
    return {"X-Indream-Timestamp": timestamp, "X-Indream-Signature": sign(secret, timestamp, body)}


def note_event(connection: sqlite3.Connection, export: Export, event: str, url: str) -> None:
    """Note an event in the transaction that makes it happen; nothing where no one wants to hear of it."""
    if export.callback_url is not None:
        body = {"eventType": event, "occurredAt": now(), "task": replies.task(export, url)}
        deliveries.insert(connection, export.id, event, json.dumps(body, separators=(",", ":")).encode())


class Postman:
    """Delivers what is due, each receiver in its own time; nobody waits for it."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self._database, self._limits = database, limits
        self._wake = asyncio.Event()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to deliver."""
        self._task = asyncio.create_task(self._run(), name="webhooks")

    def wake(self) -> None:
        """Look for new events."""
        self._wake.set()

    async def stop(self) -> None:
        """End; what has not arrived is delivered after the next start."""
        tasks = [*self._under_way.values(), *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        timeout = self._limits.webhook_timeout_seconds
        async with httpx.AsyncClient(timeout=timeout, trust_env=False, follow_redirects=False) as client:
            while True:
                self._wake.clear()
                for delivery in await self._database.read(deliveries.list_due):
                    if delivery.id not in self._under_way:
                        task = asyncio.create_task(self._deliver(client, delivery))
                        self._under_way[delivery.id] = task
                        task.add_done_callback(self._done)
                await self._wait()

    async def _wait(self) -> None:
        waits = await self._database.read(deliveries.next_due_at) is not None or bool(self._under_way)
        seconds = min(_LOOK_AGAIN_SECONDS, *self._limits.webhook_delays) if waits else None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way = {key: other for key, other in self._under_way.items() if other is not task}
        if not task.cancelled() and (error := task.exception()):
            _log.error("A webhook could not be dealt with.", exc_info=error)
        self._wake.set()

    async def _deliver(self, client: httpx.AsyncClient, delivery: Delivery) -> None:
        if await self._post(client, delivery):
            await self._database.write(deliveries.settle, delivery.id, "DELIVERED")
        elif delivery.attempts < len(self._limits.webhook_delays):
            delay = self._limits.webhook_delays[delivery.attempts]
            await self._database.write(deliveries.put_off, delivery.id, delay)
        else:
            await self._database.write(deliveries.settle, delivery.id, "GIVEN_UP")

    async def _post(self, client: httpx.AsyncClient, delivery: Delivery) -> bool:
        """Try once; tell whether the receiver has taken it (2xx)."""
        headers = {
            "User-Agent": f"{APPLICATION_ID}-sandbox/{VERSION}",
            **json.loads(delivery.headers),
            "Content-Type": "application/json",
            **signed_headers(delivery.secret, delivery.body, time.time()),
        }
        raw = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
        try:
            async with asyncio.timeout(self._limits.webhook_timeout_seconds):
                async with client.stream("POST", delivery.url, content=delivery.body, headers=raw) as answer:
                    return answer.is_success
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError, ValueError):
            return False
