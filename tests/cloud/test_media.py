"""Media by their plain addresses: whole, without a key, and from nowhere that was not agreed to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.indream import APIError, NetworkError
from editor_app.cloud.media import MediaFetcher
from tests.cloud.service import Behaviour, Exchange, Service, cut, raw
from tests.cloud.test_downloading import FILM, ROUTE, served


@pytest.fixture
def fetch(service: Service, tmp_path: Path, pauses: list[float | None]) -> Callable[..., Path]:
    """Give a function that fetches an address, this service's film unless told otherwise."""

    def work(url: str = "", **options: Any) -> Path:
        async def main() -> Path:
            fetcher = MediaFetcher(timeout=10)
            allowed = {"permits": lambda url: url.startswith(service.url), "most_bytes": 1 << 40}
            try:
                target = tmp_path / "film"
                return await fetcher.fetch(url or f"{service.url}/media/film", target, **(allowed | options))
            finally:
                await fetcher.aclose()

        return asyncio.run(main())

    return work


def test_a_file_comes_whole_and_no_key_goes(fetch: Callable[..., Path], service: Service) -> None:
    service.will(ROUTE, served(breaks_after=600_000), served())
    told: list[tuple[int, int | None]] = []
    assert fetch(progress=lambda *now: told.append(now)).read_bytes() == FILM
    assert told[-1] == (len(FILM), len(FILM))
    first, second = service.calls(ROUTE)
    assert "range" not in first.headers
    assert second.headers["range"].startswith("bytes=")
    for call in (first, second):
        assert not {"x-api-key", "authorization", "cookie"} & call.headers.keys()


def test_an_animation_may_be_json_and_a_page_is_no_file(fetch: Callable[..., Path], service: Service) -> None:
    service.will(ROUTE, raw(b'{"v": "5.5"}', kind="application/json"), raw(b"<html>", kind="text/html"))
    assert fetch().read_bytes() == b'{"v": "5.5"}'
    with pytest.raises(APIError, match="text/html"):
        fetch()


def moved(to: str) -> Behaviour:
    """Answer that the file is elsewhere."""

    async def behave(exchange: Exchange) -> None:
        await exchange.start(302, location=to, content_length="0")
        await exchange.piece(b"", more=False)

    return behave


def test_a_link_leads_on_only_where_that_was_agreed_to(fetch: Callable[..., Path], service: Service) -> None:
    with Service() as other:
        service.will(ROUTE, moved(f"{other.url}/media/film"), moved("/media/there"))
        service.will("GET /media/there", served())
        with pytest.raises(APIError, match=f"another host: 127.0.0.1:{other.port}"):
            fetch()
        assert other.calls() == []
        assert fetch().read_bytes() == FILM


@pytest.mark.parametrize("url", ["http://cdn.example.com/a.png", "ftp://127.0.0.1/a.png", "a.png"])
def test_only_https_and_this_machine_are_asked(fetch: Callable[..., Path], url: str) -> None:
    with pytest.raises(APIError, match="address"):
        fetch(url, permits=lambda _: True)


def test_a_file_that_is_too_large_is_given_up(fetch: Callable[..., Path], service: Service) -> None:
    service.will(ROUTE, served(), raw(FILM, kind="video/mp4"))
    for _ in range(2):
        with pytest.raises(APIError, match="larger than 1000 bytes"):
            fetch(most_bytes=1000)


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_refusal_has_its_status(fetch: Callable[..., Path], service: Service, status: int) -> None:
    service.will(ROUTE, raw(b"{}", status=status))
    with pytest.raises(APIError) as caught:
        fetch()
    assert caught.value.status == status


def test_what_always_breaks_off_is_no_file(fetch: Callable[..., Path], service: Service) -> None:
    service.will(ROUTE, *[cut(FILM, 0) for _ in range(9)])
    with pytest.raises(NetworkError):
        fetch()
