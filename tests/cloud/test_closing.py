"""A client that is let go ends what it is doing first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor_app.cloud.indream import AsyncIndreamClient
from tests.cloud.conftest import KEY
from tests.cloud.service import Exchange, Service

FILM, EXPORTS = "GET /media/film", "GET /v1/exports"


class Gate:
    """Answers of a service that wait until they are let through."""

    def __init__(self, body: bytes, kind: str = "application/json") -> None:
        self.body, self.kind, self.is_open = body, kind, False

    async def __call__(self, exchange: Exchange) -> None:
        await exchange.start(200, content_type=self.kind, content_length=str(len(self.body)))
        await exchange.piece(self.body[:1])
        while not self.is_open:  # noqa: ASYNC110  # another thread opens it
            await asyncio.sleep(0.01)
        await exchange.piece(self.body[1:], more=False)


@pytest.fixture
def service() -> Iterator[Service]:
    """Start a service, and stop it."""
    with Service() as running:
        yield running


def test_calls_are_waited_for_also_later_ones(service: Service) -> None:
    first, second = Gate(b'{"data": [], "meta": {}}'), Gate(b'{"data": [], "meta": {}}')
    service.will(EXPORTS, first, second)

    async def work() -> None:
        client = AsyncIndreamClient(KEY, base_url=service.url)
        one = asyncio.create_task(client.exports.list())
        await service.until(lambda: len(service.calls(EXPORTS)) == 1)
        closing = asyncio.create_task(client.aclose_when_idle())
        two = asyncio.create_task(client.exports.list())
        await service.until(lambda: len(service.calls(EXPORTS)) == 2)
        first.is_open = True
        assert (await one).items == ()
        assert not closing.done()
        second.is_open = True
        assert (await two).items == ()
        await closing
        with pytest.raises(RuntimeError, match="closed"):
            await client.exports.list()

    asyncio.run(work())


def test_a_download_is_waited_for(service: Service, tmp_path: Path) -> None:
    film, target = Gate(b"a film", "video/mp4"), tmp_path / "film.mp4"
    service.will(FILM, film)

    async def work() -> None:
        client = AsyncIndreamClient(KEY, base_url=service.url)
        fetching = asyncio.create_task(client.downloads.fetch(f"{service.url}/media/film", target))
        await service.until(lambda: len(service.calls(FILM)) == 1)
        closing = asyncio.create_task(client.aclose_when_idle())
        await asyncio.wait([closing], timeout=0.05)
        assert not closing.done()
        film.is_open = True
        await fetching
        await closing

    asyncio.run(work())
    assert target.read_bytes() == b"a film"
