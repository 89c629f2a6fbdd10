"""A project that is left, linked otherwise or saved elsewhere in the middle of an exchange."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from editor_app.sandbox.faults import Faults
from editor_app.services.sync.at_hand import AtHand, NotLinkedError, Surroundings
from editor_app.services.sync.ports import DetailsChange
from editor_app.state.lineage import LINEAGE_KEY
from editor_app.store.cloud_link import SyncPoint
from tests.cloud.service import Behaviour
from tests.cloud.storm import Storm
from tests.sandbox.running import Running
from tests.services.sync.seats import Seat, seat
from tests.services.sync.test_sync import begin, document_at, project_file, run

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]
SLOW = Faults(latency=0.15)


async def until_under_way(one: Seat) -> None:
    """Wait until an exchange has begun that is far from its end, as every call takes its time."""
    one.sync.sync_now()
    await one.until(lambda: one.sync.status.kind == "syncing")
    await asyncio.sleep(0.05)


async def projects_at(server: Running, key: str) -> list[str]:
    def get() -> list[str]:
        with server.client(key) as client:
            return [project["projectId"] for project in client.get("/v1/projects").json()["data"]]

    return await asyncio.to_thread(get)


def exchanging() -> list[int]:
    """Give the processes that exchange documents."""
    children = multiprocessing.active_children()
    return [child.pid or 0 for child in children if child.name == "editor-app sync"]


def test_a_project_that_is_closed_exchanges_nothing_and_goes_on_when_it_is_opened_again(
    start: Start, tmp_path: Path
) -> None:
    server = start()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            project_id = await begin(a, tmp_path)
            path = a.workspace.path
            assert path is not None
            assert a.uploads.target is not None
            await a.workspace.close()
            assert (a.sync.status.kind, a.sync.speaker, a.uploads.target) == ("off", None, None)
            await a.until(lambda: not exchanging())
            assert await a.workspace.open(path)
            assert a.uploads.target is not None, "media go where the project goes, also the second time"
            a.give("a", 0.5)
            await a.in_step()
            raw = await document_at(server, project_id)
            assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.5

    run(job())


@pytest.mark.parametrize("is_linked", [True, False])
def test_another_project_opened_in_the_middle_gets_nothing_of_the_one_before(
    start: Start, tmp_path: Path, is_linked: bool
) -> None:
    server = start(faults=SLOW)
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a, seat(tmp_path / "b", server.url, key) as b:
            second = await begin(a, tmp_path / "second")
            if not is_linked:
                await a.linking.unlink()
                await a.until(lambda: a.sync.status.kind == "off")
            other = a.workspace.path
            assert other is not None
            first = await begin(a, tmp_path / "first")
            assert await b.linking.open(b.profile.service, first)
            a.sync.pause()
            b.give("b", 0.25)
            await b.in_step()
            a.give("a", 0.5)
            await until_under_way(a)
            assert await a.workspace.open(other)
            assert (a.has("a"), a.has("b")) == (1, 1)
            link = a.document.work.cloud
            assert (link is not None and link.project_id) == (second if is_linked else False)
            if is_linked:
                a.give("c", 0.75)
                await a.in_step()
            there = (await document_at(server, second))["editorState"]["items"]
            assert [there[key]["opacity"]["value"] for key in "abc"] == [1, 1, 0.75 if is_linked else 1]
            assert await a.linking.open(a.profile.service, first)
            await a.until(lambda: a.has("b") == 0.25)
            await a.in_step()
            assert a.has("a") == 0.5

    run(job())


def test_a_project_opened_while_one_is_being_made_is_not_linked_with_that(
    start: Start, tmp_path: Path
) -> None:
    server = start(faults=SLOW)
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            one, other = project_file(tmp_path / "one"), project_file(tmp_path / "other")
            assert await a.workspace.open(one)
            making = asyncio.ensure_future(a.linking.begin(a.profile))
            await asyncio.sleep(0.05)
            assert await a.workspace.open(other)
            assert not await making
            assert a.document.work.cloud is None
            assert "To sync “Film”, open it and try again." in a.notices[-1]
            assert await projects_at(server, key) == []
            assert await a.workspace.open(one)
            assert await a.linking.begin(a.profile)
            await a.in_step()
            assert len(await projects_at(server, key)) == 1

    run(job())


@dataclass
class Mute(Storm):
    """Hands all calls on, and answers none that makes a project."""

    is_mute: bool = True

    def _behaviour(self, route: str) -> Behaviour:
        return self._handing_on("reset after" if self.is_mute and route == "POST /v1/projects" else "well")


def test_a_project_whose_making_was_not_answered_is_made_once(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Mute(upstream=server.url, rate=0) as mute:
            async with seat(tmp_path / "a", mute.url, key) as a:
                assert await a.workspace.open(project_file(tmp_path / "files"))
                assert not await a.linking.begin(a.profile)
                assert "cannot be reached" in a.notices[-1]
                assert len(await projects_at(server, key)) == 1
                a.give("a", 0.5)
                mute.is_mute = False
                assert await a.linking.begin(a.profile)
                await a.in_step()
                assert a.document.work.cloud is not None
                assert await projects_at(server, key) == [a.document.work.cloud.project_id]
                raw = await document_at(server, a.document.work.cloud.project_id)
                assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.5

    run(job())


def test_a_pause_in_the_middle_holds_and_ends_with_the_project(start: Start, tmp_path: Path) -> None:
    server = start(faults=SLOW)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            await begin(a, tmp_path)
            path = a.workspace.path
            assert path is not None
            a.give("a", 0.5)
            await until_under_way(a)
            a.sync.pause()
            seen = len(a.told)
            a.give("a", 0.75)
            await asyncio.sleep(1.0)
            assert {status.kind for status in a.told[seen:]} == {"paused"}
            await a.workspace.close()
            assert await a.workspace.open(path)
            assert not a.sync.is_paused
            await a.in_step()

    run(job())


def test_a_conflict_found_while_the_project_is_saved_elsewhere_waits_there(
    start: Start, tmp_path: Path
) -> None:
    server = start(faults=SLOW)
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
            await until_under_way(a)
            assert await a.workspace.save_as(tmp_path / "files" / "Other.editorproj")
            await a.in_step()
            await a.until(lambda: len(a.sync.conflicts) == 1)
        async with seat(tmp_path / "a", server.url, key) as a:
            assert await a.workspace.open(tmp_path / "files" / "Other.editorproj")
            await a.until(lambda: len(a.sync.conflicts) == 1)

    run(job())


def test_a_flush_that_is_given_up_does_not_end_the_next_exchange(start: Start, tmp_path: Path) -> None:
    server = start(faults=SLOW)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            project_id = await begin(a, tmp_path)
            seen = len(a.told)
            for value in (0.5, 0.25, 0.75):
                a.give("a", value)
                await a.sync.flush(0.1)
                await until_under_way(a)
            await a.in_step()
            kinds = {status.kind for status in a.told[seen:]}
            assert kinds <= {"changed", "syncing", "in-step"}, a.told[seen:]
            raw = await document_at(server, project_id)
            assert raw["editorState"]["items"]["a"]["opacity"]["value"] == 0.75

    run(job())


def test_a_choice_in_the_middle_of_which_the_project_is_left_holds_nothing_up(
    start: Start, tmp_path: Path
) -> None:
    server = start(faults=SLOW)
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            await begin(a, tmp_path / "other")
            other = a.workspace.path
            assert other is not None
            project_id = await begin(a, tmp_path)
            await asyncio.to_thread(change_elsewhere, server, key, project_id, 0.125)
            await a.until(lambda: a.sync.status.kind == "asking")
            answering = asyncio.ensure_future(a.sync.answer("joined"))
            await asyncio.sleep(0)
            assert await a.workspace.open(other)
            await asyncio.wait_for(answering, 30)
            a.give("a", 0.75)
            await a.in_step()
            assert await a.linking.open(a.profile.service, project_id)
            await a.until(lambda: a.sync.status.kind in ("asking", "in-step"))
            if a.sync.status.kind == "asking":  # the choice was not carried out: it is there again
                assert await a.sync.answer("joined")
            await a.until(lambda: a.has("b") == 0.125)

    run(job())


def change_elsewhere(server: Running, key: str, project_id: str, value: float) -> None:
    """Let a program write that leaves our key out."""
    with server.client(key) as client:
        raw = client.get(f"/v1/projects/{project_id}").json()["data"]["editorState"]
        raw.pop(LINEAGE_KEY, None)
        raw["items"]["b"]["opacity"]["value"] = value
        client.post(f"/v1/projects/{project_id}/sync", json={"editorState": raw}).raise_for_status()


def test_a_choice_that_fails_is_asked_for_again(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a:
            project_id = await begin(a, tmp_path)
            await asyncio.to_thread(change_elsewhere, server, key, project_id, 0.125)
            await a.until(lambda: a.sync.status.kind == "asking")
            for pid in exchanging():
                kill(pid)
            await a.sync.answer("mine")
            await a.until(lambda: a.sync.status.kind == "asking")
            assert await a.sync.answer("joined")
            await a.in_step()
            assert a.has("b") == 0.125

    run(job())


def kill(pid: int) -> None:
    """Kill a process of ours."""
    next(child for child in multiprocessing.active_children() if child.pid == pid).kill()


def test_a_process_killed_in_the_middle_of_an_exchange_is_replaced(start: Start, tmp_path: Path) -> None:
    server = start(faults=SLOW)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            project_id = await begin(a, tmp_path)
            for value in (0.5, 0.25, 0.75):
                a.give("a", value)
                await until_under_way(a)
                (pid,) = exchanging()
                kill(pid)
                await a.until(lambda: "begins again in a moment" in a.sync.status.sentence)
                await a.in_step()
                raw = await document_at(server, project_id)
                assert raw["editorState"]["items"]["a"]["opacity"]["value"] == value
            assert not a.sync.conflicts

    run(job())


def test_a_seat_that_closes_leaves_no_process(start: Start, tmp_path: Path) -> None:
    server = start(faults=SLOW)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            await begin(a, tmp_path)
            a.give("a", 0.5)
            await until_under_way(a)
        assert exchanging() == []

    run(job())


def test_what_has_been_left_takes_tells_and_notes_nothing(start: Start, tmp_path: Path) -> None:
    async def job() -> None:
        async with seat(tmp_path / "a", start().url, "sk_indream_any0000000") as a:
            assert await a.workspace.open(project_file(tmp_path / "files"))
            around = Surroundings(a.workspace.is_kept, dict, lambda: "", lambda: False)
            at_hand = AtHand(a.document, around)
            for call in (
                at_hand.tell(0),
                at_hand.note(SyncPoint("r")),
            ):
                with pytest.raises(NotLinkedError):
                    await call
            assert await at_hand.take(0, None, DetailsChange(), SyncPoint("r")) == 0

    run(job())
