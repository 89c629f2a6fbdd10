"""A project whose making was not answered is made once, also by the next run of the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.cloud.indream import APIError
from editor_app.cloud.indream.errors import ProblemDetails, network_error
from editor_app.services.sync.attempt import Attempt
from editor_app.state.lineage import Lineage
from editor_app.store.local_database import LocalDatabase
from editor_app.store.making_attempts import find_attempt
from editor_app.store.synced_states import SyncedState
from tests.cloud.service import Exchange
from tests.sandbox.running import Running
from tests.services.sync.line import Line, ask_database, away, well
from tests.services.sync.seats import Seat, seat
from tests.services.sync.simulation import start_of_world
from tests.services.sync.test_gone import gone
from tests.services.sync.test_leaving import projects_at
from tests.services.sync.test_sync import project_file, run

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]
MAKING = "POST /v1/projects"


async def make_without_an_answer(one: Seat, line: Line) -> None:
    """Lose the answer, then the line."""
    line.cut_at(MAKING, "reset after")
    assert not await one.linking.begin(one.profile)


async def is_made_once(one: Seat, server: Running, key: str) -> None:
    assert await one.linking.begin(one.profile), one.notices
    await one.in_step()
    assert one.document.work.cloud is not None
    assert await projects_at(server, key) == [one.document.work.cloud.project_id]
    assert await ask_database(server, "SELECT COUNT(*) FROM projects") == [(1,)]

    def find() -> object:
        path = one.workspace.path
        return find_attempt(one.database, one.profile.service, path) if path is not None else None

    await one.until(lambda: find() is None)  # a project that is there is no longer being made


@pytest.mark.parametrize("way", ["restart", "reopening", "another name", "forgotten there"])
def test_a_project_that_was_made_without_an_answer_is_found(start: Start, tmp_path: Path, way: str) -> None:
    server = start()
    key, path = server.key(), project_file(tmp_path / "files")

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                assert await a.workspace.open(path)
                await make_without_an_answer(a, line)
                line.rule = well
                where = path
                if way == "another name":
                    where = path.with_name("Other.editorproj")
                    a.document.apply("Name", sidecar=a.document.sidecar.with_title("Another title"))
                    assert await a.workspace.save_as(where)
                elif way == "reopening":
                    await a.workspace.close()
                    assert await a.workspace.open(path)
                    a.give("a", 0.5)
                    await is_made_once(a, server, key)
                    return
            if way == "forgotten there":  # as services do after a day
                forget_name(a.database)
            async with seat(tmp_path / "a", line.url, key) as a:
                assert await a.workspace.open(where)
                await is_made_once(a, server, key)

    run(job())


def test_an_heir_that_was_made_without_an_answer_is_this_computers_own_after_a_restart(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key, path = server.key(), tmp_path / "files" / "Film.editorproj"

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                lost = await gone(server, a, key, tmp_path)
                await make_without_an_answer(a, line)
                line.rule = well
            async with seat(tmp_path / "a", line.url, key) as a:
                assert await a.workspace.open(path)
                await a.until(lambda: a.sync.status.kind == "gone")
                said = len(a.notices)
                assert await a.linking.begin(a.profile), a.notices
                await a.in_step()
                assert a.document.work.cloud is not None
                assert await projects_at(server, key) == [a.document.work.cloud.project_id] != [lost]
                assert len(a.notices) == said, "no other computer has made it"

    run(job())


def forget_name(database: LocalDatabase) -> None:
    """Let the order have another name than the service knows."""
    with database.writing() as connection:
        connection.execute("UPDATE making_attempts SET name = 'another'")


def test_a_try_without_a_line_says_nothing_of_the_one_before(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                assert await a.workspace.open(project_file(tmp_path / "files"))
                await make_without_an_answer(a, line)
                line.rule = away
                assert not await a.linking.begin(a.profile)
                line.rule = well
                await is_made_once(a, server, key)

    run(job())


def test_what_was_tried_of_a_project_that_is_gone_is_no_beginning_of_a_new_one(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                assert await a.workspace.new(640, 360)
                a.document.apply("Add", start_of_world())
                await make_without_an_answer(a, line)
                line.rule = well
                await a.workspace.close(keep=False)
                assert await a.workspace.new(1280, 720)
                a.document.apply("Title", sidecar=a.document.sidecar.with_title("Other"))
                assert await a.linking.begin(a.profile), a.notices
                await a.in_step()
                assert len(await projects_at(server, key)) == 2

    run(job())


@pytest.mark.parametrize(
    ("error", "may_be_there", "is_settled"),
    [
        (network_error("No line.", may_have_arrived=False), False, True),
        (network_error("No line.", may_have_arrived=False), True, False),
        (network_error("Broke off."), False, False),
        (APIError(ProblemDetails("X", "X", 422, "Refused.")), False, True),
        (APIError(ProblemDetails("X", "X", 422, "Refused.")), True, True),
        (APIError(ProblemDetails("X", "X", 409, "Another order.")), True, True),
        (APIError(ProblemDetails("X", "X", 429, "Slow down.")), False, True),
        (APIError(ProblemDetails("X", "X", 429, "Slow down.")), True, False),
        (APIError(ProblemDetails("X", "X", 401, "No key.")), True, False),
        (APIError(ProblemDetails("X", "X", 500, "Broken.")), False, False),
    ],
)
def test_which_errors_let_the_next_try_be_another_order(
    error: APIError, may_be_there: bool, is_settled: bool
) -> None:
    sent = SyncedState(Lineage("r"), start_of_world(), "Film", "")
    assert Attempt("s", sent, may_be_there=may_be_there).is_settled_by(error) == is_settled


def test_what_is_sent_is_kept_before_it_is_sent(start: Start, tmp_path: Path) -> None:
    server = start()
    key, path = server.key(), project_file(tmp_path / "files")
    seen: list[object] = []

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:

                async def look(exchange: Exchange) -> None:
                    seen.append(await asyncio.to_thread(find_attempt, a.database, a.profile.service, path))
                    await line._handing_on("well")(exchange)

                line.rule = lambda route: look if route == MAKING else None
                assert await a.workspace.open(path)
                await is_made_once(a, server, key)

    run(job())
    assert len(seen) == 1
    assert seen[0] is not None
