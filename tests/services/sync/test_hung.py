"""A process that exchanges documents and hangs: noticed, ended, told once, and replaced."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.sandbox.running import Running
from tests.services.sync.seats import seat
from tests.services.sync.test_leaving import exchanging
from tests.services.sync.test_sync import begin, document_at, run

Start = Callable[..., Running]

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs to hold a process"),
]


def test_a_process_that_hangs_is_ended_and_replaced(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start()
    key = server.key()
    told: list[str] = []

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            a.sync.notice.connect(told.append)
            project_id = await begin(a, tmp_path)
            monkeypatch.setattr("editor_app.services.sync.far.TICK_S", 0.2)
            (hung,) = exchanging()
            os.kill(hung, signal.SIGSTOP)
            a.give("a", 0.5)
            await a.until(lambda: bool(told))
            assert told == ["Synchronizing did not go on any more. It was ended, and begins again."]
            assert a.sync.status.kind == "waiting"
            await a.in_step()
            assert hung not in exchanging()
            raw = await document_at(server, project_id, key)
            assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.5
            assert len(told) == 1

    run(job())


def test_a_process_that_never_starts_is_told_of_and_begun_anew_when_asked(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            monkeypatch.setattr("editor_app.services.sync.far.TICK_S", 0.2)
            monkeypatch.setattr("editor_app.services.sync.line.main", begin_never)
            # Nobody shall wait for what it does not do by itself.
            monkeypatch.setattr("editor_app.services.sync.far._MOST_TICKS_AT_FIRST", 10_000)
            task = asyncio.ensure_future(begin(a, tmp_path))
            await a.until(lambda: a.sync.status.kind == "stalled")
            assert "“Sync now” begins it anew" in a.sync.status.sentence
            (stuck,) = exchanging()
            monkeypatch.undo()
            a.sync.sync_now()
            await task
            await a.in_step()
            assert stuck not in exchanging()
            assert a.sync.status.sentence == ""

    run(job())


def test_a_process_that_is_late_is_waited_for(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            await begin(a, tmp_path)
            monkeypatch.setattr("editor_app.services.sync.far.TICK_S", 0.2)
            monkeypatch.setattr("editor_app.services.sync.far._MOST_TICKS", 10_000)
            (late,) = exchanging()
            os.kill(late, signal.SIGSTOP)
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "stalled")
            os.kill(late, signal.SIGCONT)
            await a.in_step()
            assert exchanging() == [late]

    run(job())


def begin_never(_connection: Connection) -> None:
    """Stand for a process that something holds up before it listens."""
    threading.Event().wait()
