"""A disk without room, a local database that is held by another program, or damaged: nothing is lost."""

from __future__ import annotations

import resource
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.sandbox.running import Running
from tests.services.sync.line import ask_database, show
from tests.services.sync.seats import seat
from tests.services.sync.test_leaving import exchanging
from tests.services.sync.test_sync import begin, document_at, run
from tests.services.sync.test_trouble import has_there
from tests.services.uploads.scene import pictures

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]


def test_a_disk_without_room_for_the_journal_lets_nothing_be_sent(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            with monkeypatch.context() as patch:
                patch.setattr("editor_app.store.journal._write_all", _full)
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "unkept")
                assert a.sync.status.sentence == (
                    "This computer's disk does not take the project, so nothing is sent yet."
                )
                assert "the disk is full" in a.workspace.kept.message
                a.sync.sync_now()
                await a.until(lambda: a.sync.status.kind == "unkept" and a.sync.status.again_s is not None)
                assert await has_there(server, project_id, key, "a") == 1
            await a.in_step()
            assert await has_there(server, project_id, key, "a") == 0.5

    run(job())


def _full(file: object, data: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(sys.platform != "linux", reason="files of other processes cannot be limited")
def test_a_disk_without_room_for_the_local_database_lets_nothing_be_sent(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            (pid,) = exchanging()
            before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "unkept")
            assert a.sync.status.sentence.startswith("What is kept about services cannot be used: ")
            assert a.sync.status.sentence.endswith("Make room on the disk, then try again.")
            assert await has_there(server, project_id, key, "a") == 1
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
            await a.in_step()
            assert await has_there(server, project_id, key, "a") == 0.5

    run(job())


def test_a_local_database_that_another_program_holds_is_waited_for(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            with closing(sqlite3.connect(a.database.path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "unkept")
                assert "database is locked" in a.sync.status.sentence
                assert await has_there(server, project_id, key, "a") == 1
                other.execute("ROLLBACK")
            await a.in_step()
            assert await has_there(server, project_id, key, "a") == 0.5

    run(job())


@pytest.mark.parametrize("damage", ["head", "middle"])
def test_a_damaged_local_database_is_put_aside_and_the_project_goes_on(
    start: Start, tmp_path: Path, damage: str
) -> None:
    server = start()
    key = server.key()
    files = pictures(tmp_path / "media", 3)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            path = a.workspace.path
            assert path is not None
            a.uploads.permit(a.profile.service)
            show(a, files)
            await a.until(lambda: len(a.uploads.addresses) == 3)
            addresses = a.uploads.addresses
            a.give("a", 0.5)
            await a.in_step()
            await a.workspace.close()
            await a.until(lambda: not exchanging())
            spoil(a.database.path, damage)
            assert await a.workspace.open(path)
            await a.in_step()  # what is here and what is there are alike: there is nothing to ask
            a.give("b", 0.25)
            await a.in_step()
            assert await has_there(server, project_id, key, "b") == 0.25
            if a.uploads.trouble:  # where it was they who found the damage
                assert a.uploads.trouble.endswith("and begins anew.")
                a.uploads.retry_all()
            a.uploads.permit(a.profile.service)
            await a.until(lambda: a.uploads.addresses == addresses)
            await a.in_step()
            assert await ask_database(server, "SELECT COUNT(*) FROM assets") == [(3,)]
            there = (await document_at(server, project_id, key))["editorState"]["assets"]
            assert {name: asset["remoteUrl"] for name, asset in there.items()} == {
                name: address.url for name, address in addresses.items()
            }
            assert len(list(a.database.path.parent.glob("*-damaged*.sqlite3"))) == 1

    run(job())


def spoil(path: Path, damage: str) -> None:
    """Overwrite the beginning of a database, or all but its first page."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    page = int.from_bytes(content[16:18], "big")
    spoilt = (
        b"\xff" * page + content[page:] if damage == "head" else content[:page].ljust(len(content), b"\xff")
    )
    path.write_bytes(spoilt)
