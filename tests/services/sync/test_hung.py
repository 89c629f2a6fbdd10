"""A process that exchanges documents and hangs: noticed, ended, told once, and replaced."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
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
