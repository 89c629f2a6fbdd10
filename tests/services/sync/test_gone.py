"""A project that was deleted elsewhere, and what one can do with what is here (two at once: `test_heirs`)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sandbox.running import Running
from tests.services.sync.line import Line, ask_database, away, show, well
from tests.services.sync.seats import Seat, seat
from tests.services.sync.test_leaving import exchanging
from tests.services.sync.test_sync import begin, run
from tests.services.sync.test_trouble import HASTY, has_there
from tests.services.uploads.scene import pictures

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]


async def gone(server: Running, a: Seat, key: str, tmp_path: Path) -> str:
    """Begin, delete the project elsewhere, edit on; give its id."""
    project_id = await begin(a, tmp_path)

    def delete() -> None:
        with server.client(key) as client:
            client.delete(f"/v1/projects/{project_id}").raise_for_status()

    await asyncio.to_thread(delete)
    a.give("a", 0.5)
    await a.until(lambda: a.sync.status.kind == "gone")
    assert a.sync.status.sentence == "The project is no longer at Sandbox. What is here is whole."
    return project_id


def test_a_project_gone_elsewhere_is_made_again_also_after_a_try_without_a_line(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()
    files = pictures(tmp_path / "media", 2)

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key, uploads=HASTY) as a:
                lost = await gone(server, a, key, tmp_path)
                a.uploads.permit(a.profile.service)
                show(a, files)
                line.rule = away
                assert not await a.linking.begin(a.profile)
                link = a.document.work.cloud
                assert link is not None
                assert link.project_id == lost, "nothing was made: it is as it was"
                line.rule = well
                assert await a.linking.begin(a.profile)
                await a.until(lambda: len(a.uploads.addresses) == 2)
                await a.in_step()
                link = a.document.work.cloud
                assert link is not None
                assert link.project_id != lost
                assert await has_there(server, link.project_id, key, "a") == 0.5
                bound = f"SELECT COUNT(*) FROM bindings WHERE project_id = '{link.project_id}'"
                assert await ask_database(server, bound) == [(2,)]
                alive = "SELECT COUNT(*) FROM projects WHERE deleted_at IS NULL"
                assert await ask_database(server, alive) == [(1,)]

    run(job())


def test_a_project_gone_elsewhere_can_go_on_here_alone(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await gone(server, a, key, tmp_path)
            path = a.workspace.path
            assert path is not None
            await a.linking.unlink()
            assert a.sync.status.kind == "off"
            await a.until(lambda: not exchanging())
            a.give("b", 0.25)
            await a.workspace.close()
            assert await a.workspace.open(path)
            assert (a.has("a"), a.has("b"), a.document.work.cloud) == (0.5, 0.25, None)

    run(job())


def test_a_copy_of_a_project_gone_elsewhere_can_be_saved(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await gone(server, a, key, tmp_path)
            copy = tmp_path / "files" / "Copy.editorproj"
            assert await a.workspace.save_as(copy)
            await a.workspace.close()
            assert await a.workspace.open(copy)
            assert a.has("a") == 0.5
            assert (tmp_path / "files" / "Film.editorproj").exists()

    run(job())
