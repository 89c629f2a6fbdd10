"""Every trouble that a cloud project can meet: the sentence, the way on, and that nothing is lost.

What is shown elsewhere already:

| Trouble | Where |
|---|---|
| airplane mode while a file is sent, its answer is lost, nobody answers | `uploads/test_trouble.py` |
| … while media are fetched | `fetching/test_fetching.py`: `test_a_download_that_breaks_off…` |
| … while the service is asked for its verdict | `test_service_validation.py`: `test_offline_it_is_pending…` |
| … while a project is made | `test_leaving.py`: `test_a_project_whose_making_was_not_answered…` |
| key revoked, during validation | `test_service_validation.py`: `test_a_revoked_key_is_said…` |
| 429 with Retry-After, during sync | `test_sync.py`: `test_a_pause_that_the_service_asks_for…` |
| … during uploads | `uploads/test_trouble.py`: `test_a_busy_service_is_waited_for…` |
| … during validation | `test_service_validation.py`: `test_a_service_that_names_a_time…` |
| 413 and 422 of one upload | `uploads/test_trouble.py`: `test_a_refusal_is_told_once…` |
| a file that changes, or vanishes, during its upload | `uploads/test_trouble.py`: three tests |
| disk full in the cache of fetched media | `fetching/test_fetching.py`: `test_a_disk_that_is_full_is_told…` |
| a document that the service refuses | `test_sync.py`: `test_a_document_that_the_service_refuses…` |
| two editors on one project, kills, outages | `test_two_processes.py` (`make soak`), `test_world.py` |
"""

from __future__ import annotations

import asyncio
import resource
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from editor_app.cloud.indream.errors import ProblemDetails, RateLimitError
from editor_app.cloud.indream.policy import QUOTA_USED_UP
from editor_app.sandbox.accounts import revoke_key
from editor_app.sandbox.database import connect, transaction
from editor_app.sandbox.service import DATABASE_NAME
from editor_app.services.account_drafts import Draft
from editor_app.services.sync.trouble import trouble_of
from editor_app.services.uploads import words
from editor_app.services.uploads.patience import pause_after
from tests.cloud.service import Behaviour, problem, reset
from tests.sandbox.running import Running
from tests.services.sync.line import Line, ask_database, away, show, well
from tests.services.sync.seats import Seat, seat
from tests.services.sync.test_leaving import exchanging
from tests.services.sync.test_sync import begin, document_at, project_file, run
from tests.services.uploads.scene import pictures, soon

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]
HASTY = {"pause_after": soon, "lag_pauses_s": (0.0, 0.05)}


async def has_there(server: Running, project_id: str, key: str, item: str) -> Any:
    """Give an item's opacity at the service."""
    return (await document_at(server, project_id, key))["editorState"]["items"][item]["opacity"]["value"]


# Airplane mode.


@pytest.mark.parametrize(
    ("route", "kind", "after"),
    [
        ("GET /v1/projects/", reset, ""),
        ("POST /sync", reset, ""),
        ("POST /sync", "reset after", ""),
        ("POST /sync", "truncated", ""),
        ("GET /v1/projects/", reset, "POST /sync"),
        ("PATCH /v1/projects/", "reset after", ""),
    ],
    ids=["reading", "sending", "its answer", "half its answer", "reading back", "the title's answer"],
)
def test_airplane_mode_anywhere_in_an_exchange_loses_nothing(
    start: Start, tmp_path: Path, route: str, kind: str | Behaviour, after: str
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                project_id = await begin(a, tmp_path)
                line.cut_at(route, kind, after)
                a.document.apply("Name", sidecar=a.document.sidecar.with_title("New name"))
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "offline")
                assert a.sync.status.sentence == (
                    "Sandbox cannot be reached. Changes are kept here, and go there by themselves later."
                )
                a.give("b", 0.25)
                assert a.sync.status.waiting >= 1
                line.rule = well
                await a.in_step()
                there = await document_at(server, project_id, key)
                items = there["editorState"]["items"]
                assert [items[name]["opacity"]["value"] for name in "ab"] == [0.5, 0.25]
                assert there["title"] == "New name"
                assert (a.sync.conflicts, a.sync.status.waiting) == ((), 0)

    run(job())


def test_airplane_mode_while_media_and_edits_go_up_together(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()
    files = pictures(tmp_path / "media", 4)

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key, uploads=HASTY) as a:
                project_id = await begin(a, tmp_path)
                a.uploads.permit(a.profile.service)
                line.cut_at("POST /v1/uploads", "reset after")
                show(a, files)
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "offline")
                await a.until(
                    lambda: any(one.error == "Sandbox does not answer" for one in a.uploads.uploads)
                )
                line.rule = well
                await a.until(lambda: len(a.uploads.addresses) == 4)
                await a.in_step()
                assert await ask_database(server, "SELECT COUNT(*) FROM assets") == [(4,)]
                there = (await document_at(server, project_id, key))["editorState"]
                assert all(asset["remoteUrl"] for asset in there["assets"].values())

    run(job())


@pytest.mark.parametrize("kind", [reset, "truncated"], ids=["asking", "half an answer"])
def test_airplane_mode_while_a_cloud_project_is_opened_leaves_the_open_one(
    start: Start, tmp_path: Path, kind: Any
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a, seat(tmp_path / "b", line.url, key) as b:
                project_id = await begin(a, tmp_path)
                mine = project_file(tmp_path / "mine")
                assert await b.workspace.open(mine)
                b.give("a", 0.125)
                line.cut_at("GET /v1/projects/", kind)
                assert not await b.linking.open(b.profile.service, project_id)
                assert "cannot be reached" in b.notices[-1]
                assert (b.workspace.path, b.has("a"), b.document.work.cloud) == (mine, 0.125, None)
                line.rule = well
                assert await b.linking.open(b.profile.service, project_id)
                await b.in_step()

    run(job())


# Keys and accounts.


def revoke_all(server: Running) -> None:
    """Revoke all keys at the server."""
    with closing(connect(server.settings.data_dir / DATABASE_NAME)) as connection, transaction(connection):
        for row in connection.execute("SELECT id FROM api_keys").fetchall():
            revoke_key(connection, row["id"])


def test_a_key_that_is_revoked_while_files_and_edits_go_up(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()
    files = pictures(tmp_path / "media", 3)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key, uploads=HASTY) as a:
            project_id = await begin(a, tmp_path)
            a.uploads.permit(a.profile.service)
            said: list[str] = []
            a.uploads.notice.connect(said.append)
            revoke_all(server)
            show(a, files)
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "locked" and a.uploads.trouble)  # type: ignore[arg-type]
            assert a.sync.status.sentence == (
                "Sandbox does not take the key any more. Give another one under Settings ▸ Services."
            )
            assert "Enter it anew under Settings ▸ Services" in a.uploads.trouble
            assert (a.sync.status.waiting > 0, len(said)) == (True, 1)
            other = server.key()
            a.accounts.save(Draft("sandbox", "Sandbox", server.url, other, a.profile.id))
            await a.until(lambda: len(a.uploads.addresses) == 3)  # by itself: the new key is all it takes
            await a.in_step()
            assert await has_there(server, project_id, other, "a") == 0.5
            assert await ask_database(server, "SELECT COUNT(*) FROM assets") == [(3,)]

    run(job())


def test_access_withdrawn_in_the_middle_is_told_and_goes_on_once_it_is_back(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()
    files = pictures(tmp_path / "media", 2)

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key, uploads=HASTY) as a:
                project_id = await begin(a, tmp_path)
                a.uploads.permit(a.profile.service)
                line.rule = lambda _route: problem(403, "NO_ACCESS", "The plan has ended")
                show(a, files)
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "locked" and a.uploads.trouble)  # type: ignore[arg-type]
                assert a.sync.status.sentence == (
                    "Sandbox does not let this account keep projects (The plan has ended). "
                    "Changes are kept here."
                )
                assert "See your plan there, then retry." in a.uploads.trouble
                line.rule = well
                a.give("b", 0.25)  # whoever edits on is synchronized again; media wait for a word
                await a.in_step()
                a.uploads.retry_all()
                await a.until(lambda: len(a.uploads.addresses) == 2)
                await a.in_step()
                assert await has_there(server, project_id, key, "a") == 0.5

    run(job())


def test_a_quota_that_is_used_up_is_said_and_not_asked_for_again_and_again() -> None:
    error = RateLimitError(ProblemDetails("T", "Title", 429, "Your seconds are used up", QUOTA_USED_UP))
    found = trouble_of(error, "X", 1, 0.0)
    assert found is not None
    assert (found.kind, found.sentence) == ("waiting", "X asks for a pause. Changes are kept here meanwhile.")
    assert pause_after(error, 0, 0, 0.0) is None
    assert words.file_trouble(error, "X", "a.mp4") == (
        "X takes no more uploads at the moment: Your seconds are used up. Retry later."
    )


def test_the_end_of_the_program_does_not_hurry_a_service_that_asked_to_wait(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                await begin(a, tmp_path)
                line.rule = lambda _route: problem(429, "LIMITED", retry_after="600")
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "waiting")
                seen = len(line.received)
                a.give("b", 0.5)
                await a.sync.flush(5)
                assert len(line.received) == seen

    run(job())


# A project that was deleted elsewhere.


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


def test_a_document_too_large_for_the_service_is_saved_here_and_goes_once_it_is_smaller(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                project_id = await begin(a, tmp_path)
                line.rule = lambda route: problem(413, "TOO_LARGE") if route.endswith("/sync") else None
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "refused")
                assert a.sync.status.sentence == (
                    "Sandbox does not take a document as large as this one. It is saved here."
                )
                assert (a.sync.status.waiting, await a.workspace.is_kept()) == (1, True)
                line.rule = well
                a.give("b", 0.25)
                await a.in_step()
                assert await has_there(server, project_id, key, "a") == 0.5

    run(job())


# This computer.


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
            assert len(list(a.database.path.parent.glob("*-damaged*"))) == 1

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
