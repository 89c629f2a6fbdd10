"""One project of a service and two windows of one computer: the second one says where it is open."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor_app.store import claims
from tests.sandbox.running import Running
from tests.services.sync.seats import seat
from tests.services.sync.simulation import start_of_world
from tests.services.sync.test_sync import begin, run

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]
SAID = "“Foreign hosts” is open in another window on this computer. Go on there, or close it there first."


def made_elsewhere(server: Running, key: str) -> str:
    order = {
        "title": "Foreign hosts",
        "editorState": start_of_world().root.raw,
        "stateSchemaVersion": "v1",
    }
    with server.client(key) as client:
        return client.post("/v1/projects", json=order).json()["data"]["projectId"]


def test_a_project_that_nobody_has_edited_is_opened_in_one_window_only(start: Start, tmp_path: Path) -> None:
    """It has no file here before its first edit."""
    server = start()
    key = server.key()

    async def job() -> None:
        project_id = await asyncio.to_thread(made_elsewhere, server, key)
        async with seat(tmp_path / "a", server.url, key) as one, seat(tmp_path / "a", server.url, key) as two:
            assert await one.linking.open(one.profile.service, project_id, "Foreign hosts"), one.notices
            await one.in_step()
            assert not await two.linking.open(two.profile.service, project_id, "Foreign hosts")
            assert ([trouble.sentence for trouble in two.failures], two.workspace.path) == ([SAID], None)
            one.give("a", 0.5)
            await one.in_step()
            assert not await two.linking.open(two.profile.service, project_id, "Foreign hosts")
            assert [trouble.sentence for trouble in two.failures] == [SAID, SAID], "also once it has a file"
            await one.workspace.close()
            retry: Any = two.failures[-1].retry
            assert await retry()
            assert two.has("a") == 0.5

    run(job())


def test_a_file_whose_project_another_window_has_open_is_not_synced_and_says_so(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "_PATIENCE_SECONDS", 0.1)
    server = start()
    key = server.key()
    first, moved = tmp_path / "files" / "Film.editorproj", tmp_path / "files" / "Moved.editorproj"

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as one, seat(tmp_path / "a", server.url, key) as two:
            project_id = await begin(one, tmp_path)
            assert await one.workspace.save()
            await one.workspace.close()
            await asyncio.to_thread(shutil.move, first, moved)
            assert await one.linking.open(one.profile.service, project_id)
            await one.in_step()
            assert await two.workspace.open(moved)
            await two.until(lambda: two.document.work.cloud is None)
            assert two.notices == [
                "“Moved” is not synced, as another window on this computer has the project at Sandbox open. "
                "Project ▸ Sync makes a project of its own of it."
            ]
            one.give("a", 0.5)
            await one.in_step()
            assert (two.has("a"), one.sync.conflicts) == (1, ())

    run(job())
