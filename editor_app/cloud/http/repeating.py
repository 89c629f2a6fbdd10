"""Sends a call again, after pauses that grow."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from editor_app.cloud.http import retrying
from editor_app.cloud.http.failures import ServiceError

T = TypeVar("T")
E = TypeVar("E", bound=ServiceError)


async def until_done(
    once: Callable[[], Awaitable[T]], errors: type[E], repeats: int, is_transient: Callable[[E], bool]
) -> T:
    """Do what `once` does, up to `repeats` times more where it fails as may pass; raise its last error."""
    attempt = 0
    while True:
        try:
            return await once()
        except errors as error:
            failure = error
        if attempt >= repeats or not is_transient(failure):
            raise failure
        await asyncio.sleep(retrying.pause_before(attempt, failure.retry_after, random.random()))
        attempt += 1
