"""A computer that sleeps in the middle of everything, and wakes up where the network was cut meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from editor_app.sandbox.faults import Faults
from tests.sandbox.running import Running
from tests.services.sync.seats import seat
from tests.services.sync.test_sync import begin
from tests.services.sync.test_two_processes import Life, check_story

Start = Callable[..., Running]

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(sys.platform != "linux", reason="needs to find the processes of a process"),
]


def family(pid: int) -> list[int]:
    """Give a process and all that it has started."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            found += family(int(child))
    return found


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """Stop processes, or let them go on."""
    for pid in pids:
        os.kill(pid, number)


@pytest.mark.parametrize("is_cut", [False, True], ids=["the line holds", "the line is cut"])
def test_what_was_asleep_for_seconds_goes_on_and_loses_nothing(
    start: Start, tmp_path: Path, is_cut: bool
) -> None:
    server = start(faults=Faults(latency=0.1))  # so that something is always under way
    key, port = server.key(), urlsplit(server.url).port

    async def make() -> str:
        async with seat(tmp_path / "first", server.url, key) as first:
            return await begin(first, tmp_path)

    project_id = asyncio.run(make())
    life = Life(tmp_path / "p", server.url, key, "p", 1, project_id)
    for _ in range(2):
        time.sleep(1.0)
        asleep = family(life.process.pid)
        send(asleep, signal.SIGSTOP)
        time.sleep(1.5)
        if is_cut:
            server.stop()
            server = start(port=port)
        time.sleep(1.5)
        send(asleep, signal.SIGCONT)
    life.say("state")
    end = json.loads(life.hear("{"))
    life.end()
    with server.client(key) as client:
        there = client.get(f"/v1/projects/{project_id}").json()["data"]["editorState"]
    assert there["items"] == end["items"]
    assert any(item.startswith("p-") for item in there["items"])
    check_story(life, end, "")
