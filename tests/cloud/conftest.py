"""A service to call and a client to call it with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest

from editor_app.cloud.http import retrying
from editor_app.cloud.indream import AsyncIndreamClient
from tests.cloud.service import Service

T = TypeVar("T")
KEY = "sk_indream_0f3c5a7e9b1d"


@pytest.fixture
def service() -> Iterator[Service]:
    """Start a service, and stop it."""
    with Service() as running:
        yield running


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """Let repetitions follow at once; give what the service asked for before each."""
    asked = list[float | None]()

    def no_pause(attempt: int, retry_after: float | None, chance: float) -> float:
        asked.append(retry_after)
        return 0

    monkeypatch.setattr(retrying, "pause_before", no_pause)
    return asked


Run = Callable[[Callable[[AsyncIndreamClient], Coroutine[Any, Any, T]]], T]


@pytest.fixture
def run(service: Service, pauses: list[float | None]) -> Callable[..., Any]:
    """Give a function that lets a client work on a loop of its own, and closes it."""

    def work(
        job: Callable[[AsyncIndreamClient], Coroutine[Any, Any, T]], key: str = KEY, **options: Any
    ) -> T:
        async def main() -> T:
            async with AsyncIndreamClient(key, base_url=service.url, **options) as client:
                return await job(client)

        return asyncio.run(main())

    return work
