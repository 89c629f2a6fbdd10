"""Connections that never ask anything whole, and more of them than there is room for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from editor_app.sandbox import server as serving
from editor_app.sandbox.connections import MOST_CONNECTIONS, FullNotice, raise_open_files, room_for
from tests.sandbox.running import Running


@contextlib.contextmanager
def connected(running: Running, sent: bytes = b"") -> Iterator[socket.socket]:
    """Open a connection and send something."""
    parts = urlsplit(running.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
        connection.sendall(sent)
        yield connection


def whole(running: Running) -> bytes:
    """Give a request that is answered, and keeps the connection."""
    return f"GET /openapi.json HTTP/1.1\r\nHost: {urlsplit(running.url).netloc}\r\n\r\n".encode()


def read_answer(connection: socket.socket) -> bytes:
    """Read one answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head


@pytest.mark.parametrize("begun", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_a_header_that_never_ends_is_not_waited_for(start: Callable[..., Running], begun: bytes) -> None:
    with connected(start(idle_seconds=0.5), begun) as connection:
        assert connection.recv(1000) == b""


def test_nor_is_one_after_a_whole_request(start: Callable[..., Running]) -> None:
    running = start(idle_seconds=0.5)
    with connected(running, whole(running)) as connection:
        assert read_answer(connection).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert connection.recv(1000) == b""


def test_a_connection_that_rests_between_requests_stays(start: Callable[..., Running]) -> None:
    running = start(idle_seconds=0.2)
    with connected(running, whole(running)) as resting:
        read_answer(resting)
        with connected(running) as other:
            assert other.recv(1000) == b""  # the time has passed
        resting.sendall(whole(running))
        assert read_answer(resting).startswith(b"HTTP/1.1 200")


def test_more_connections_than_there_is_room_for_are_refused(
    start: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "room_for", lambda _: 3)
    running = start()
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            read_answer(stack.enter_context(connected(running, whole(running))))
        fourth = stack.enter_context(connected(running))
        assert fourth.recv(1000).startswith(b"HTTP/1.1 503")
    assert httpx.get(f"{running.url}/openapi.json", trust_env=False).status_code in (200, 503)


@pytest.mark.parametrize(
    ("files", "connections"), [(20, 8), (256, 160), (1024, MOST_CONNECTIONS), (65_536, MOST_CONNECTIONS)]
)
def test_files_stay_for_the_rest(files: int, connections: int) -> None:
    assert room_for(files) == connections


@pytest.mark.skipif("not __import__('importlib').util.find_spec('resource')")
def test_the_limit_of_open_files_is_raised_as_far_as_allowed() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, before[1]), before[1]))
        assert raise_open_files() == min(before[1], 65_536)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_that_nothing_can_be_accepted_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    loop = asyncio.new_event_loop()
    notice = FullNotice()
    for _ in range(100):
        notice(loop, {"message": "socket.accept() out of system resource"})
    assert caplog.text.count("too many files are open") == 1
    notice(loop, {"message": "something else"})
    assert "something else" in caplog.text
    loop.close()
