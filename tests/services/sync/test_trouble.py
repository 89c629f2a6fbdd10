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
| a project that was deleted elsewhere | `test_gone.py`; by two computers that miss it: `test_heirs.py` |
| a full disk, a damaged or busy local database | `test_this_computer.py`, `store/test_salvage.py` |
| a process that hangs | `test_hung.py` |
| two editors on one project, kills, outages | `test_two_processes.py` (`make soak`), `test_world.py` |
"""

from __future__ import annotations

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
from tests.services.sync.seats import seat
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
            a.accounts.key_refused.connect(lambda profile: said.append(profile.name))
            revoke_all(server)
            show(a, files)
            a.give("a", 0.5)
            await a.until(lambda: a.sync.status.kind == "locked" and a.uploads.trouble)  # type: ignore[arg-type]
            assert a.sync.status.sentence == (
                "Sandbox does not take the key any more. Give another one under Settings ▸ Services."
            )
            assert "Enter it anew under Settings ▸ Services" in a.uploads.trouble
            assert (a.sync.status.waiting > 0, said) == (True, ["Sandbox"])  # by whoever keeps the keys
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
                await a.until(lambda: a.sync.status.kind == "denied" and a.uploads.trouble)  # type: ignore[arg-type]
                assert a.sync.status.sentence == (
                    "Sandbox does not let this account keep projects (The plan has ended). "
                    "Changes are kept here, and it is asked again every minute."
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


# Limits.


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (
            403,
            "NO_ACCESS",
            "Sandbox does not let this account keep projects (The room is used up). Changes are",
        ),
        (422, "QUOTA", "Sandbox takes no changes for now: The room is used up. They are"),
    ],
)
def test_what_an_account_may_not_is_told_and_asked_again_by_itself(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, code: str, said: str
) -> None:
    """No edit is needed, and what is told stays the same meanwhile."""
    monkeypatch.setattr("editor_app.services.sync.trouble._MOST_S", 0.1)
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                project_id = await begin(a, tmp_path)
                refusal = problem(status, code, "The room is used up")
                line.rule = lambda route: refusal if route.endswith("/sync") else None
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "denied")
                assert a.sync.status.sentence == f"{said} kept here, and it is asked again every minute."
                a.told.clear()
                tries = len(line.received)
                await a.until(lambda: len(line.received) > tries + 6)
                assert {one.kind for one in a.told} == {"denied"}
                line.rule = well
                await a.in_step()
                assert await has_there(server, project_id, key, "a") == 0.5

    run(job())


def test_it_stays_offline_while_it_is_tried_again_and_says_what_a_person_asks_for(
    start: Start, tmp_path: Path
) -> None:
    server = start()
    key = server.key()

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key) as a:
                await begin(a, tmp_path)
                line.rule = away
                a.give("a", 0.5)
                await a.until(lambda: a.sync.status.kind == "offline")
                a.told.clear()
                tries = len(line.received)
                await a.until(lambda: len(line.received) > tries)
                await a.until(lambda: a.sync.status.again_s is not None)
                assert {(one.kind, one.waiting) for one in a.told} == {("offline", 1)}
                assert None in [one.again_s for one in a.told], "while it is tried there is no next try"
                a.told.clear()
                a.sync.sync_now()
                await a.until(lambda: [one.kind for one in a.told][-1:] == ["offline"])
                assert next((one.kind, one.sentence) for one in a.told) == ("syncing", "")
                line.rule = well
                await a.in_step()

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
