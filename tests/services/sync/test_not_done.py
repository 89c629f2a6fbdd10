"""What is said of a project that was not opened or made: a table, and the way on in real life."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from editor_app.cloud.indream.errors import ProblemDetails, error_of, network_error
from editor_app.services.account_drafts import NoKeyError
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.sync.not_done import not_made, not_opened
from editor_app.state import DocumentError
from editor_app.store.local_database import LocalDatabaseError
from tests.sandbox.running import Running
from tests.services.sync.line import Line, away, well
from tests.services.sync.seats import seat
from tests.services.sync.test_sync import begin, project_file, run

Start = Callable[..., Running]


def refusal(status: int) -> Exception:
    """Give what an answer with this status is raised as."""
    return error_of(ProblemDetails("T", "Title", status, "So it is.", "CODE"), None)


@pytest.mark.parametrize(
    ("error", "sentence", "way"),
    [
        (network_error("no line"), "X cannot be reached. Try again.", "retry"),
        (refusal(429), "X asks for a pause. Try again in a minute.", "retry"),
        (refusal(500), "X has trouble of its own (So it is). Try again in a minute.", "retry"),
        (
            refusal(401),
            "X does not take the key any more. Give another one under Settings ▸ Services.",
            "settings",
        ),
        (refusal(403), "X does not let this account keep projects (So it is). See your plan there.", "none"),
        (NoKeyError("There is no key. Add one."), "There is no key. Add one.", "settings"),
        (LocalDatabaseError("The disk is full. Make room."), "The disk is full. Make room.", "retry"),
    ],
)
def test_what_is_said_of_both(error: Exception, sentence: str, way: str) -> None:
    opened, made = not_opened(error, "X"), not_made(error, "X")
    assert (opened.sentence, opened.way) == (f"The project could not be opened: {sentence}", way)
    assert (made.sentence, made.way) == (f"The project could not be made: {sentence}", way)


@pytest.mark.parametrize(
    ("said", "error", "sentence"),
    [
        (not_opened, refusal(404), "It is no longer at X. Refresh the list there."),
        (
            not_opened,
            DocumentError("There are no tracks."),
            "What X has of it cannot be read: There are no tracks.",
        ),
        (not_made, refusal(413), "X does not take a document as large as this one. It is saved here."),
        (not_made, refusal(422), "X refused the document: So it is. It is saved here."),
    ],
)
def test_what_is_said_of_one(
    said: Callable[[Exception, str], Trouble], error: Exception, sentence: str
) -> None:
    trouble = said(error, "X")
    assert trouble.sentence.partition(": ")[2] == sentence
    assert trouble.way == "none", "it would fail again"


def test_a_project_that_was_not_opened_is_opened_by_trying_again(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a, seat(tmp_path / "b", line.url, key) as b:
                project_id = await begin(a, tmp_path)
                line.rule = away
                assert not await b.linking.open(b.profile.service, project_id)
                assert b.notices == ["The project could not be opened: Sandbox cannot be reached. Try again."]
                line.rule = well
                assert await again(b.failures[-1])
                await b.in_step()

    run(job())


def test_trying_again_to_make_a_project_makes_none_of_another_that_was_opened(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                mine = project_file(tmp_path / "mine")
                assert await a.workspace.open(mine)
                line.rule = away
                assert not await a.linking.begin(a.profile)
                assert a.notices == ["The project could not be made: Sandbox cannot be reached. Try again."]
                line.rule = well
                assert await a.workspace.open(project_file(tmp_path / "other"))
                assert not await again(a.failures[-1])
                assert a.document.work.cloud is None
                line.rule = away
                assert not await a.linking.begin(a.profile)
                line.rule = well
                assert await again(a.failures[-1])
                await a.in_step()

    run(job())


async def again(trouble: Trouble) -> bool:
    """Do what the button beside a sentence does."""
    assert trouble.retry is not None
    return await cast("Any", trouble.retry())
