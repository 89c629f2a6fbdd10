"""Synchronization on a real server: projects made, opened, edited on two seats, and all that goes wrong."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from editor_app.merge import same_content
from editor_app.services.account_drafts import Draft
from editor_app.services.sync.choosing import chosen
from editor_app.services.sync.rhythm import Rhythm
from editor_app.state import to_bytes
from editor_app.state.dialects import read_item
from editor_app.store.project import PROJECT_FORMAT
from tests.sandbox.running import Running
from tests.services.sync.seats import Seat, seat
from tests.services.sync.simulation import start_of_world

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]


def run(job: Coroutine[Any, Any, None]) -> None:
    asyncio.run(job)


def project_file(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "Film.editorproj"
    head = b'{"format": "' + PROJECT_FORMAT.encode() + b'", "editorState": '
    path.write_bytes(head + to_bytes(start_of_world()) + b"}")
    return path


async def begin(one: Seat, tmp_path: Path) -> str:
    """Open a project of six clips, and make it one of the service; give its id."""
    assert await one.workspace.open(project_file(tmp_path / "files"))
    assert await one.linking.begin(one.profile), one.notices
    await one.in_step()
    assert one.document.work.cloud is not None
    return one.document.work.cloud.project_id


async def document_at(server: Running, project_id: str, key: str | None = None) -> dict[str, Any]:
    def get() -> dict[str, Any]:
        with server.client(key) as client:
            return client.get(f"/v1/projects/{project_id}").json()["data"]

    return await asyncio.to_thread(get)


def test_two_seats_see_each_others_work(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a, seat(tmp_path / "b", server.url, key) as b:
            project_id = await begin(a, tmp_path)
            assert await b.linking.open(b.profile.service, project_id), b.notices
            await b.in_step()
            assert b.workspace.title == "Film"
            a.give("a", 0.5)
            b.give("b", 0.25)
            for one in (a, b):
                await one.until(lambda one=one: (one.has("a"), one.has("b")) == (0.5, 0.25))
                await one.in_step()
            assert same_content(a.document.work.state, b.document.work.state)
            raw = await document_at(server, project_id)
            assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.5
            text = str(raw)
            assert str(tmp_path) not in text, "places on this computer are nobody else's business"
            a.document.apply("Name", sidecar=a.document.sidecar.with_title("New name"))
            await b.until(lambda: b.document.sidecar.title == "New name")
            assert not b.notices

    run(job())


def test_a_restart_goes_on_where_it_was_and_sends_what_was_done_offline(start: Start, tmp_path: Path) -> None:
    server = start()
    key, port = server.key(), urlsplit(server.url).port
    place: list[Any] = []

    async def first() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            place.append(await begin(a, tmp_path))
            await asyncio.to_thread(server.stop)
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "offline")
            assert a.sync.status.waiting == 1
            assert "cannot be reached" in a.sync.status.sentence

    async def second(again: Running) -> None:
        async with seat(tmp_path / "a", again.url, key) as a:
            assert await a.workspace.open(tmp_path / "files" / "Film.editorproj")
            assert a.has("a") == 0.5
            await a.in_step()
            raw = await document_at(again, place[0])
            assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.5

    run(first())
    run(second(start(port=port)))


def test_it_goes_on_by_itself_once_the_network_is_back(start: Start, tmp_path: Path) -> None:
    server = start()
    key, port = server.key(), urlsplit(server.url).port

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await begin(a, tmp_path)
            await asyncio.to_thread(server.stop)
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "offline")
            again = await asyncio.to_thread(lambda: start(port=port))
            await a.in_step()
            assert a.document.work.cloud is not None
            raw = await document_at(again, a.document.work.cloud.project_id)
            assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.5

    run(job())


def test_a_pause_that_the_service_asks_for_is_kept_and_seen(start: Start, tmp_path: Path) -> None:
    server = start(sync_burst=1, sync_per_second=0.5)
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await begin(a, tmp_path)
            for value in (0.5, 0.25, 0.75):
                a.give("a", value)
                await a.until(lambda: a.sync.status.kind in ("in-step", "waiting"))
            await a.until(lambda: any(status.kind == "waiting" for status in a.told))
            waiting = next(status for status in a.told if status.kind == "waiting")
            assert waiting.again_s is not None
            assert "asks for a pause" in waiting.sentence
            await a.in_step()

    run(job())


def test_a_project_that_was_deleted_elsewhere_is_whole_here(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)

            def delete() -> None:
                with server.client(key) as client:
                    client.delete(f"/v1/projects/{project_id}").raise_for_status()

            await asyncio.to_thread(delete)
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "gone")
            assert "no longer at Sandbox" in a.sync.status.sentence
            assert await a.linking.begin(a.profile)
            await a.in_step()
            assert a.document.work.cloud is not None
            assert a.document.work.cloud.project_id != project_id
            assert a.has("a") == 0.5

    run(job())


def test_a_key_that_was_revoked_while_editing_is_told_and_another_one_goes_on(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await begin(a, tmp_path)
            refused: list[Any] = []
            a.accounts.key_refused.connect(refused.append)
            a.accounts.save(Draft("sandbox", "Sandbox", server.url, "sk_indream_revoked0000", a.profile.id))
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "locked")
            assert "Settings ▸ Services" in a.sync.status.sentence
            assert refused
            a.accounts.save(Draft("sandbox", "Sandbox", server.url, key, a.profile.id))
            await a.in_step()

    run(job())


def test_what_was_not_sent_is_counted_after_a_restart_without_a_key(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def first() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await begin(a, tmp_path)
            a.accounts.save(Draft("sandbox", "Sandbox", server.url, "sk_indream_revoked0000", a.profile.id))
            a.give("a", 0.5)
            a.give("b", 0.5)
            await a.until(lambda: a.sync.status.kind == "locked")

    async def second() -> None:
        async with seat(tmp_path / "a", server.url, "sk_indream_revoked0000") as a:
            assert await a.workspace.open(tmp_path / "files" / "Film.editorproj")
            await a.until(lambda: a.sync.status.kind == "locked" and a.sync.status.waiting == 2)
            a.give("c", 0.5)
            assert a.sync.status.waiting == 3
            a.accounts.save(Draft("sandbox", "Sandbox", server.url, key, a.profile.id))
            await a.in_step()
            assert a.sync.status.waiting == 0

    run(first())
    run(second())


def test_an_account_without_access_is_told(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key("poor", has_access=False)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            assert await a.workspace.open(project_file(tmp_path / "files"))
            assert not await a.linking.begin(a.profile)
            assert "does not let this account keep projects" in a.notices[-1]
            assert a.document.work.cloud is None

    run(job())


def test_a_document_that_the_service_refuses_is_saved_here_and_goes_once_it_is_mended(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await begin(a, tmp_path)
            state = a.document.work.state
            broken = read_item({"id": "b", "type": "solid", "startTicks": -1}, "newer")
            a.document.apply("Break", state.replace(items={**state.items, "b": broken}))
            await a.until(lambda: a.sync.status.kind == "refused")
            assert a.sync.status.sentence.startswith("Saved here. Sandbox refused the document: ")
            assert a.sync.status.waiting == 1
            assert a.document.undo()
            await a.in_step()

    run(job())


def test_a_project_opened_twice_is_the_same_file(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            path = a.workspace.path
            await a.workspace.close()
            assert await a.linking.open(a.profile.service, project_id)
            assert a.workspace.path == path
            await a.linking.unlink()
            assert a.sync.status.kind == "off"
            await a.workspace.close()
            assert await a.linking.open(a.profile.service, project_id)
            assert a.workspace.path != path

    run(job())


def test_what_was_done_last_goes_as_the_project_is_left(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key, rhythm=Rhythm(30, 30, 30)) as a:
            project_id = await begin(a, tmp_path)

            async def flush() -> None:
                await a.sync.flush(30)

            a.workspace.endings.append(flush)
            a.give("a", 0.5)
            await a.workspace.close()
            raw = await document_at(server, project_id)
            assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.5

    run(job())


def test_conflicts_outlive_a_restart_until_somebody_has_chosen(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            a.sync.pause()
            a.give("a", 0.5)
            async with seat(tmp_path / "b", server.url, key) as b:
                assert await b.linking.open(b.profile.service, project_id)
                b.give("a", 0.25)
                await b.in_step()
            a.sync.sync_now()
            await a.in_step()
            await a.until(lambda: len(a.sync.conflicts) == 1)
        async with seat(tmp_path / "a", server.url, key) as a:
            assert await a.workspace.open(tmp_path / "files" / "Film.editorproj")
            await a.until(lambda: len(a.sync.conflicts) == 1)
            assert a.has("a") == 0.5
            (conflict,) = a.sync.conflicts
            a.document.apply("Theirs", chosen(a.document.work, conflict, "theirs")[0])
            a.sync.note_choice((conflict,))
            forgetting = asyncio.ensure_future(a.sync.drop(conflict))
            await asyncio.sleep(0)
            a.document.undo()  # at once: it is not even forgotten yet
            await forgetting
            await a.until(lambda: a.sync.conflicts == (conflict,))
            assert a.has("a") == 0.5
            await a.in_step()
            a.document.redo()
            await a.until(lambda: not a.sync.conflicts)
            assert a.has("a") == 0.25
            a.document.undo()
            await a.until(lambda: a.sync.conflicts == (conflict,))
            mine = chosen(a.document.work, conflict, "mine")[0]
            assert a.document.apply("Mine", mine, is_decision=True)  # it has mine: nothing changes
            a.sync.note_choice((conflict,))
            await a.sync.drop(conflict)
            assert not a.sync.conflicts
            await a.in_step()
            a.document.undo()
            await a.until(lambda: a.sync.conflicts == (conflict,))
            assert a.has("a") == 0.5
            await a.in_step()

    run(job())


def test_a_bare_document_has_no_room_for_a_link(start: Start, tmp_path: Path) -> None:
    server = start()
    path = tmp_path / "state.json"
    path.write_bytes(to_bytes(start_of_world()))

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            assert await a.workspace.open(path)
            assert not await a.linking.begin(a.profile)
            assert "Save it as a project first" in a.notices[-1]

    run(job())


def test_no_server_that_cannot_be_reached_makes_a_link(tmp_path: Path) -> None:
    async def job() -> None:
        async with seat(tmp_path / "a", "http://127.0.0.1:9", "sk_indream_any0000000") as a:
            assert await a.workspace.open(project_file(tmp_path / "files"))
            assert not await a.linking.begin(a.profile)
            assert "cannot be reached" in a.notices[-1]

    run(job())


def test_two_seats_that_open_what_another_program_made_know_each_others_work(
    start: Start, tmp_path: Path
) -> None:
    """A project without our key is the same beginning for everybody who opens it."""
    server = start()
    key = server.key()

    def make() -> str:
        order = {"title": "Elsewhere", "editorState": start_of_world().root.raw, "stateSchemaVersion": "v1"}
        with server.client(key) as client:
            return client.post("/v1/projects", json=order).json()["data"]["projectId"]

    async def job() -> None:
        project_id = await asyncio.to_thread(make)
        async with seat(tmp_path / "a", server.url, key) as a, seat(tmp_path / "b", server.url, key) as b:
            for one in (a, b):
                assert await one.linking.open(one.profile.service, project_id), one.notices
                await one.in_step()
                one.sync.pause()
            a.give("a", 0.5)
            b.give("b", 0.25)
            for one in (a, b):
                one.sync.sync_now()
                await one.in_step()
            await a.until(lambda: (a.has("a"), a.has("b")) == (0.5, 0.25))
            assert not a.sync.conflicts
            assert not b.sync.conflicts

    run(job())


def test_saved_as_another_file_the_new_one_is_synced_and_the_old_one_is_not(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    old, new = tmp_path / "files" / "Film.editorproj", tmp_path / "files" / "Variant.editorproj"

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            project_id = await begin(a, tmp_path)
            assert await a.workspace.save()
            assert await a.workspace.save_as(new)
            (notice,) = a.notices
            assert "“Variant” is what is synced from now on. “Film” stays as it was saved" in notice
            a.give("a", 0.5)
            await a.in_step()
            assert await a.workspace.open(old)
            assert (a.document.work.cloud, a.has("a"), a.sync.status.kind) == (None, 1, "off")
            assert await a.linking.open(a.profile.service, project_id)
            assert (a.workspace.path, a.has("a")) == (new, 0.5)

    run(job())
    root = json.loads(old.read_bytes())
    assert "cloud" not in root["project"]
    assert json.loads(new.read_bytes())["project"]["cloud"]


def test_of_two_files_of_one_project_the_second_is_not_synced_and_says_so(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()
    first, copy = tmp_path / "files" / "Film.editorproj", tmp_path / "files" / "Film copy.editorproj"

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            assert await a.workspace.save()
            shutil.copyfile(first, copy)
            a.give("a", 0.5)
            await a.in_step()
            assert await a.workspace.open(copy)
            await a.until(lambda: a.document.work.cloud is None)
            assert a.sync.status.kind == "off"
            assert a.has("a") == 1, "nothing came of the other file"
            assert a.notices == [
                "“Film copy” is not synced, as “Film” on this computer is in step with the project at "
                "Sandbox. Project ▸ Sync makes a project of its own of it."
            ]
            assert await a.linking.begin(a.profile)
            await a.in_step()
            assert a.document.work.cloud is not None
            assert a.document.work.cloud.project_id != project_id
            assert await a.workspace.open(first)
            await a.in_step()
            assert (a.document.work.cloud.project_id, a.has("a")) == (project_id, 0.5)

    run(job())


async def collide(a: Seat, tmp_path: Path, server: Running, key: str) -> None:
    """Let a project have one conflict, and save it."""
    project_id = await begin(a, tmp_path)
    a.sync.pause()
    a.give("a", 0.5)
    async with seat(tmp_path / "b", server.url, key) as b:
        assert await b.linking.open(b.profile.service, project_id)
        b.give("a", 0.25)
        await b.in_step()
    a.sync.sync_now()
    await a.in_step()
    await a.until(lambda: len(a.sync.conflicts) == 1)
    assert await a.workspace.save()


def test_conflicts_wait_also_after_syncing_was_stopped_and_can_be_chosen(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await collide(a, tmp_path, server, key)
            (conflict,) = a.sync.conflicts
            await a.linking.unlink()
            await a.until(lambda: a.sync.conflicts == (conflict,))
            assert (a.sync.status.kind, a.sync.status.conflicts) == ("off", 1)
            assert await a.workspace.save_as(tmp_path / "files" / "Other.editorproj")
        async with seat(tmp_path / "a", server.url, key) as a:
            assert await a.workspace.open(tmp_path / "files" / "Other.editorproj")
            assert a.document.work.cloud is None
            await a.until(lambda: a.sync.conflicts == (conflict,))
            a.document.apply("Theirs", chosen(a.document.work, conflict, "theirs")[0])
            a.sync.note_choice((conflict,))
            await a.sync.drop(conflict)
            assert (a.sync.conflicts, a.has("a")) == ((), 0.25)
            a.document.undo()
            await a.until(lambda: a.sync.conflicts == (conflict,))
            assert await a.linking.begin(a.profile), a.notices
            await a.in_step()
            await a.until(lambda: a.sync.conflicts == (conflict,))
            assert await a.workspace.new(640, 360)
            assert a.sync.conflicts == ()

    run(job())


def test_conflicts_go_along_with_a_file_that_was_renamed_meanwhile(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()
    path = tmp_path / "files" / "Film.editorproj"

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await collide(a, tmp_path, server, key)
            await a.workspace.close()
            renamed = path.rename(path.with_name("Renamed.editorproj"))
            assert await a.workspace.open(renamed)
            await a.until(lambda: len(a.sync.conflicts) == 1)
            await a.in_step()
            assert a.sync.status.conflicts == 1

    run(job())
