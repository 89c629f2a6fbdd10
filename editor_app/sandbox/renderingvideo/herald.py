"""Webhooks as RenderingVideo sends them: unsigned, once, and nobody waits for them."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any

import httpx

from editor_app.product import APPLICATION_ID, VERSION

_log = logging.getLogger(__name__)


class Herald:
    """Calls each receiver once, with so many seconds of patience."""

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout = timeout_seconds
        self._under_way: set[asyncio.Task[None]] = set()

    def tell(self, url: str, news: Mapping[str, Any]) -> None:
        """Begin to tell a receiver."""
        task = asyncio.create_task(self._post(url, json.dumps(news).encode()), name="webhook")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def stop(self) -> None:
        """End; what has not arrived by now never does, as with the service."""
        tasks = [*self._under_way]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _post(self, url: str, body: bytes) -> None:
        headers = {"Content-Type": "application/json", "User-Agent": f"{APPLICATION_ID}-sandbox/{VERSION}"}
        try:
            async with (
                asyncio.timeout(self._timeout),
                httpx.AsyncClient(timeout=self._timeout, trust_env=False, follow_redirects=False) as client,
                client.stream("POST", url, content=body, headers=headers) as answer,
            ):
                if not answer.is_success:
                    _log.info("A webhook was answered with %s.", answer.status_code)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError, ValueError) as error:
            # The address may hold secrets, so it is not told.
            _log.info("A webhook did not arrive: %s.", type(error).__name__)
