"""A project that was deleted at its service while several computers work on it: one heir, found by all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editor_app.merge import Conflict, same_content
from editor_app.services.sync.heirs import heir_lineage
from editor_app.services.sync.kept_here import KeptHere
from editor_app.state.lineage import MOST_ANCESTORS
from editor_app.store.cloud_link import CloudLink, SyncPoint
from tests.cloud.service import Behaviour, Exchange
from tests.sandbox.running import Running
from tests.services.sync.line import Line, ask_database, well
from tests.services.sync.seats import Seat, seat
from tests.services.sync.test_gone import gone
from tests.services.sync.test_sync import begin, run

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]
ALIVE = "SELECT id FROM projects WHERE deleted_at IS NULL"


def linked(one: Seat) -> str:
    """Give the id of the project that a seat's document is linked to."""
    assert one.document.work.cloud is not None
    return one.document.work.cloud.project_id


async def both_lose_it(server: Running, key: str, a: Seat, b: Seat, tmp_path: Path) -> str:
    """Begin on two seats, delete the project, edit on both, each something else; give its id."""
    lost = await begin(a, tmp_path)
    assert await b.linking.open(b.profile.service, lost), b.notices
    await b.in_step()

    def delete() -> None:
        with server.client(key) as client:
            client.delete(f"/v1/projects/{lost}").raise_for_status()

    await asyncio.to_thread(delete)
    for one, item, value in ((a, "a", 0.5), (b, "b", 0.25)):
        one.give(item, value)
        await one.until(lambda one=one: one.sync.status.kind == "gone")
    return lost


async def have_the_same(server: Running, lost: str, a: Seat, b: Seat) -> None:
    """Find one project, with what was done on both seats."""
    for one in (a, b):
        await one.until(lambda one=one: (one.has("a"), one.has("b")) == (0.5, 0.25))
        await one.in_step()
    assert same_content(a.document.work.state, b.document.work.state)
    assert linked(a) == linked(b) != lost
    assert await ask_database(server, ALIVE) == [(linked(a),)]


def test_the_second_computer_goes_on_with_what_the_first_has_made(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a, seat(tmp_path / "b", server.url, key) as b:
            lost = await both_lose_it(server, key, a, b, tmp_path)
            assert await a.linking.begin(a.profile)
            await a.in_step()
            a.document.apply("Name", sidecar=a.document.sidecar.with_title("Film"))
            assert await b.linking.begin(b.profile), b.notices
            await have_the_same(server, lost, a, b)
            assert b.notices == [
                "Another computer has made the project there again already. Both go on with that."
            ]
            assert a.notices == []

    run(job())


def test_of_two_that_make_it_at_once_the_later_one_steps_back(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()
    waiting: list[asyncio.Event] = []

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a, seat(tmp_path / "b", line.url, key) as b:
                lost = await both_lose_it(server, key, a, b, tmp_path)

                def rule(route: str) -> Behaviour | None:
                    return once_both_ask if route == "POST /v1/projects" else None

                async def once_both_ask(exchange: Exchange) -> None:
                    both = asyncio.Event()
                    waiting.append(both)
                    if len(waiting) == 2:
                        for one in waiting:
                            one.set()
                    await both.wait()
                    await line._handing_on("well")(exchange)

                line.rule = rule
                done = await asyncio.gather(*(one.linking.begin(one.profile) for one in (a, b)))
                assert done == [True, True], (a.notices, b.notices)
                await have_the_same(server, lost, a, b)
                made = await ask_database(server, "SELECT COUNT(*) FROM projects")
                assert made == [(3,)], "both had made one"
                assert len(a.notices + b.notices) == 1

    run(job())


def test_an_heir_that_was_made_without_an_answer_is_this_computers_own(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                lost = await gone(server, a, key, tmp_path)
                line.cut_at("POST /v1/projects", "reset after")
                assert not await a.linking.begin(a.profile)
                line.rule = well
                said = len(a.notices)
                assert await a.linking.begin(a.profile)
                await a.in_step()
                assert linked(a) != lost
                assert await ask_database(server, ALIVE) == [(linked(a),)]
                assert len(a.notices) == said

    run(job())


def test_a_project_of_another_lineage_with_the_same_title_is_no_heir(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a, seat(tmp_path / "b", server.url, key) as b:
            stranger = await begin(b, tmp_path / "other")
            lost = await begin(a, tmp_path)

            def delete() -> None:
                with server.client(key) as client:
                    client.delete(f"/v1/projects/{lost}").raise_for_status()

            await asyncio.to_thread(delete)
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "gone")
            assert await a.linking.begin(a.profile)
            assert linked(a) not in (stranger, lost)
            assert len(await ask_database(server, ALIVE)) == 2

    run(job())


def test_a_second_project_can_be_made_of_one_that_is_still_there(start: Start, tmp_path: Path) -> None:
    server = start()

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, server.key()) as a:
            first = await begin(a, tmp_path)
            assert await a.linking.begin(a.profile)
            await a.in_step()
            assert {row[0] for row in await ask_database(server, ALIVE)} == {first, linked(a)}

    run(job())


def test_conflicts_that_waited_still_wait(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()
    conflict = Conflict("items", "a", "opacity", 1, 2, 3)

    async def job() -> None:
        async with seat(tmp_path / "a", server.url, key) as a, seat(tmp_path / "b", server.url, key) as b:
            await both_lose_it(server, key, a, b, tmp_path)
            link, path = a.document.work.cloud, a.workspace.path
            assert link is not None
            assert path is not None
            await KeptHere(a.database, link, path, lambda: None).keep_conflicts([conflict])
            assert await a.linking.begin(a.profile)
            await a.until(lambda: a.sync.conflicts == (conflict,))

    run(job())


@pytest.mark.parametrize("ancestors", [0, 3, 200])
def test_an_heir_names_what_it_continues_first(ancestors: int) -> None:
    point: Any = SyncPoint("r", tuple(f"r{number}" for number in range(ancestors)), ("sent",))
    made = heir_lineage("new", CloudLink("s", "lost", point))
    assert made.ancestors[:3] == ("project~lost", "sent", "r")
    assert len(made.ancestors) == min(ancestors + 3, MOST_ANCESTORS)
    assert heir_lineage("new", None).ancestors == ()
