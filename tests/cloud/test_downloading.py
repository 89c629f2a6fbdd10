"""Downloads: whole before they bear their name, gone on with after anything."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.indream import APIError, AsyncIndreamClient, NetworkError, ValidationError
from tests.cloud.conftest import KEY
from tests.cloud.samples import DONE, TASK, TASK_ID
from tests.cloud.service import Behaviour, Exchange, Service, cut, hang, ok, problem, raw, reset

Client = AsyncIndreamClient
FILM = os.urandom(1_500_000)
ROUTE = "GET /media/film"


def served(
    content: bytes = FILM,
    *,
    tag: str | None = '"v1"',
    at_most: int | None = None,
    breaks_after: int | None = None,
    stalls_after: int | None = None,
) -> Behaviour:
    """Serve a file as servers do, with ranges; perhaps less than was asked for, or not to the end."""

    async def behave(exchange: Exchange) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", exchange.received.headers.get("range", ""))
        same = exchange.received.headers.get("if-range") in (None, tag)
        start = int(asked[1]) if asked and same else 0
        if start >= len(content):
            await exchange.start(416, content_range=f"bytes */{len(content)}", content_length="0")
            return await exchange.piece(b"", more=False)
        end = min(len(content), start + (at_most or len(content)))
        head = {"content_length": str(end - start), "content_type": "video/mp4"} | (
            {"etag": tag} if tag else {}
        )
        if asked and same:
            head["content_range"] = f"bytes {start}-{end - 1}/{len(content)}"
        await exchange.start(206 if asked and same else 200, **head)
        body = content[start:end]
        limit = breaks_after if breaks_after is not None else stalls_after
        await exchange.piece(body[:limit], more=limit is not None)
        if breaks_after is not None:
            exchange.transport.close()
        if stalls_after is not None:
            await exchange.released.wait()
        return None

    return behave


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Give the place that a film shall come to."""
    return tmp_path / "film.mp4"


@pytest.fixture
def link(service: Service) -> str:
    """Give the film's address; like most it carries a signature."""
    return f"{service.url}/media/film?token=abc"


def left_over(film: Path) -> list[str]:
    """Name what lies around."""
    return sorted(path.name for path in film.parent.iterdir())


def test_a_film_arrives_whole_and_the_key_stays_at_home(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    told: list[tuple[int, int | None]] = []
    service.will(ROUTE, served())
    got = run(lambda c: c.downloads.fetch(link, film, progress=lambda *step: told.append(step)))
    assert got == film
    assert film.read_bytes() == FILM
    assert left_over(film) == ["film.mp4"]
    assert told[-1] == (len(FILM), len(FILM))
    (received,) = service.received
    assert KEY not in repr(received)
    assert {"authorization", "x-api-key"}.isdisjoint(received.headers)
    assert received.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("tag", ['"v1"', None])
def test_a_film_that_breaks_off_is_gone_on_with(
    tag: str | None, film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(
        ROUTE,
        served(tag=tag, breaks_after=600_000),
        reset,
        problem(503, retry_after="0"),
        served(tag=tag, breaks_after=100_000),
        served(tag=tag, at_most=300_000),
        served(tag=tag),
    )
    run(lambda c: c.downloads.fetch(link, film))
    assert film.read_bytes() == FILM
    ranges = [received.headers.get("range") for received in service.received]
    assert ranges[0] is None
    assert ranges[1:4] == ["bytes=600000-"] * 3
    assert ranges[4:] == ["bytes=700000-", "bytes=1000000-"]
    assert [received.headers.get("if-range") for received in service.received][1:] == [tag] * 5


def test_a_film_that_never_comes_is_given_up_and_its_beginning_kept(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(ROUTE, served(breaks_after=700_000), *[reset] * 9)
    with pytest.raises(NetworkError):
        run(lambda c: c.downloads.fetch(link, film))
    assert len(service.received) == 4
    assert left_over(film) == ["film.mp4.part", "film.mp4.part.json"]
    service.forget()
    service.will(ROUTE, served())
    run(lambda c: c.downloads.fetch(link, film))
    assert service.received[-1].headers["range"] == "bytes=700000-"
    assert film.read_bytes() == FILM
    assert left_over(film) == ["film.mp4"]


@pytest.mark.parametrize("tag", ['"v2"', None])
def test_another_version_is_begun_anew(
    tag: str | None, film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    other = FILM[::-1] + b"!"
    service.will(ROUTE, served(breaks_after=700_000), served(other, tag=tag), served(other, tag=tag))
    run(lambda c: c.downloads.fetch(link, film))
    assert film.read_bytes() == other


@pytest.mark.parametrize("note", [b"", b"[]", b'{"identity": 5}', b"\xff", None])
def test_a_part_of_something_else_is_not_used(
    note: bytes | None, film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    film.with_name("film.mp4.part").write_bytes(b"something else")
    if note is not None:
        film.with_name("film.mp4.part.json").write_bytes(note)
    service.will(ROUTE, served())
    run(lambda c: c.downloads.fetch(link, film))
    assert "range" not in service.received[0].headers
    assert film.read_bytes() == FILM


def test_a_part_that_is_already_whole_is_looked_at_once_more(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    def stop(done: int, total: int | None) -> None:
        if done == total:
            raise KeyError("closing")

    service.will(ROUTE, served(), served())
    with pytest.raises(KeyError):
        run(lambda c: c.downloads.fetch(link, film, progress=stop))
    assert film.with_name("film.mp4.part").stat().st_size == len(FILM)
    run(lambda c: c.downloads.fetch(link, film))
    assert service.received[-1].headers["range"] == f"bytes={len(FILM) - 1}-"
    assert film.read_bytes() == FILM


def test_an_old_film_stays_until_the_new_one_is_whole(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    film.write_bytes(b"old")
    service.will(ROUTE, *[served(breaks_after=5)] * 2, *[reset] * 9)
    with pytest.raises(NetworkError):
        run(lambda c: c.downloads.fetch(link, film))
    assert film.read_bytes() == b"old"
    service.forget()
    service.will(ROUTE, served())
    run(lambda c: c.downloads.fetch(link, film))
    assert film.read_bytes() == FILM


def test_a_film_of_unknown_length(film: Path, link: str, service: Service, run: Callable[..., Any]) -> None:
    told: list[int | None] = []

    async def chunked(exchange: Exchange) -> None:
        await exchange.start(200, content_type="video/mp4")
        await exchange.piece(FILM[:1000])
        await exchange.piece(FILM[1000:], more=False)

    async def cut_off(exchange: Exchange) -> None:
        await exchange.start(200, content_type="video/mp4")
        await exchange.piece(FILM[:1000])
        exchange.transport.close()

    service.will(ROUTE, cut_off, chunked)
    run(lambda c: c.downloads.fetch(link, film, progress=lambda done, total: told.append(total)))
    assert film.read_bytes() == FILM
    assert set(told) == {None}


def closed_after(sent: int) -> Behaviour:
    """Send some of the film without a length, and end it with the connection, as if that were all."""

    async def behave(exchange: Exchange) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n"
        exchange.transport.write(head + FILM[:sent])
        exchange.transport.close()

    return behave


@pytest.mark.parametrize("sent", [1_000_000, len(FILM)])
def test_an_end_that_nothing_proves_is_asked_for(
    sent: int, film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(ROUTE, closed_after(sent), served(tag=None))
    run(lambda c: c.downloads.fetch(link, film))
    assert film.read_bytes() == FILM
    assert [received.headers.get("range") for received in service.received] == [None, f"bytes={sent - 1}-"]


@pytest.mark.parametrize("sent", [0, 1_000_000])
def test_an_end_that_nobody_proves_is_refused(
    sent: int, film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(ROUTE, *[closed_after(sent)] * 9)
    with pytest.raises(APIError, match="may be cut off"):
        run(lambda c: c.downloads.fetch(link, film))
    assert len(service.received) == 2
    assert left_over(film) == []


def test_a_film_of_unknown_length_that_always_breaks_off_is_given_up(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    async def cut_off(exchange: Exchange) -> None:
        await exchange.start(200, content_type="video/mp4")
        await exchange.piece(FILM[:1000])
        exchange.transport.close()

    service.will(ROUTE, *[cut_off] * 9)
    with pytest.raises(NetworkError):
        run(lambda c: c.downloads.fetch(link, film))
    assert len(service.received) == 4


@pytest.mark.parametrize(
    ("behaviour", "code", "tries"),
    [
        (raw(b"<html>Log in</html>", kind="text/html"), "SDK_UNEXPECTED_RESPONSE", 1),
        (problem(403), "SDK_DOWNLOAD_REFUSED", 1),
        (problem(404), "SDK_DOWNLOAD_REFUSED", 1),
        (raw(b"", 416), "SDK_DOWNLOAD_REFUSED", 1),
        (problem(500), "SDK_DOWNLOAD_REFUSED", 3),
        (cut(FILM, 0, content_type="video/mp4"), "SDK_NETWORK_ERROR", 3),
        (raw(b"", 302, location="/media/film"), "SDK_UNEXPECTED_RESPONSE", 5),
        (raw(b"", 302, location="http://example.com/x"), "SDK_UNEXPECTED_RESPONSE", 1),
        (raw(b"", 302, location="file:///etc/passwd"), "SDK_UNEXPECTED_RESPONSE", 1),
        (cut(b"x", 1, 206, content_range="nonsense"), "SDK_NETWORK_ERROR", 4),
    ],
)
def test_what_is_no_film_becomes_none(
    behaviour: Behaviour,
    code: str,
    tries: int,
    film: Path,
    link: str,
    service: Service,
    run: Callable[..., Any],
) -> None:
    service.will(ROUTE, *[behaviour] * 20)
    with pytest.raises(APIError) as caught:
        run(lambda c: c.downloads.fetch(link, film))
    assert caught.value.error_code == code
    assert type(caught.value) in (APIError, NetworkError)
    assert "token=abc" not in repr(caught.value)
    assert caught.value.__context__ is None
    assert len(service.received) == tries
    assert not film.exists()


def test_more_than_was_promised_is_refused(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(ROUTE, served(breaks_after=700_000))

    async def too_much(exchange: Exchange) -> None:
        await exchange.start(206, content_range=f"bytes 700000-{len(FILM) - 1}/{len(FILM)}")
        await exchange.piece(FILM, more=False)

    service.will(ROUTE, too_much)
    with pytest.raises(APIError, match="More comes"):
        run(lambda c: c.downloads.fetch(link, film))
    assert not film.exists()


def test_links_may_lead_on_without_a_key(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    with Service() as elsewhere:
        service.will(ROUTE, raw(b"", 302, location=f"{elsewhere.url}/media/film"))
        elsewhere.will(ROUTE, served())
        run(lambda c: c.downloads.fetch(link, film))
        assert KEY not in repr(elsewhere.received)
        assert elsewhere.calls(ROUTE)
    assert film.read_bytes() == FILM


@pytest.mark.parametrize("url", ["http://example.com/film", "file:///etc/passwd", "no address", ""])
def test_links_that_lead_nowhere_are_refused(url: str, film: Path, run: Callable[..., Any]) -> None:
    with pytest.raises(APIError, match="download address"):
        run(lambda c: c.downloads.fetch(url, film))


def test_places_that_cannot_be_written_to(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(ROUTE, served(), served())
    with pytest.raises(IsADirectoryError):
        run(lambda c: c.downloads.fetch(link, film.parent))
    assert not service.received
    with pytest.raises(FileNotFoundError):
        run(lambda c: c.downloads.fetch(link, film.parent / "no" / "folder"))


def test_one_place_is_for_one_download(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(ROUTE, served(stalls_after=10))

    async def job(client: Client) -> None:
        reached = asyncio.Event()
        first = asyncio.create_task(
            client.downloads.fetch(link, film, progress=lambda done, total: reached.set())
        )
        await reached.wait()
        with pytest.raises(ValidationError, match="already"):
            await client.downloads.fetch(link, film)
        first.cancel()
        await asyncio.wait([first])
        service.will(ROUTE, served())
        await client.downloads.fetch(link, film)

    run(job)
    assert film.read_bytes() == FILM


def test_a_cancelled_download_keeps_what_it_has(
    film: Path, link: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(ROUTE, served(stalls_after=900_000))

    async def job(client: Client) -> None:
        reached = asyncio.Event()
        task = asyncio.create_task(
            client.downloads.fetch(
                link, film, progress=lambda done, total: reached.set() if done == 900_000 else None
            )
        )
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(job)
    assert film.with_name("film.mp4.part").read_bytes() == FILM[:900_000]
    assert not film.exists()


def test_a_silent_server_is_left(film: Path, link: str, service: Service, run: Callable[..., Any]) -> None:
    service.will(ROUTE, served(stalls_after=10), *[hang] * 3)
    with pytest.raises(NetworkError, match="too long"):
        run(lambda c: c.downloads.fetch(link, film), timeout=0.2)


def test_the_film_of_an_export_whose_link_changes(
    film: Path, service: Service, run: Callable[..., Any]
) -> None:
    for token in ("first", "second"):
        service.will(f"GET /v1/exports/{TASK_ID}", ok(DONE | {"outputUrl": f"{service.url}/media/{token}"}))
    service.will("GET /media/first", served(breaks_after=500_000), *[problem(404)] * 9)
    service.will("GET /media/second", served())
    with pytest.raises(APIError, match="may have expired"):
        run(lambda c: c.exports.download(TASK_ID, film))
    run(lambda c: c.exports.download(TASK_ID, film))
    assert service.received[-1].headers["range"] == "bytes=500000-"
    assert film.read_bytes() == FILM


def test_an_export_without_a_film(film: Path, service: Service, run: Callable[..., Any]) -> None:
    service.will(f"GET /v1/exports/{TASK_ID}", ok(TASK))
    with pytest.raises(APIError, match="PROCESSING") as caught:
        run(lambda c: c.exports.download(TASK_ID, film))
    assert caught.value.error_code == "SDK_NO_OUTPUT"
