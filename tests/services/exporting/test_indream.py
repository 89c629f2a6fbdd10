"""Exports at a real server that speaks as Indream does, with everything going wrong between."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from editor_app.services.exporting.jobs.job import CloudIds, ExportJob, IndreamSettings, Remedy, Target
from editor_app.services.exporting.jobs.polling import Pace
from editor_app.state import EditorState
from editor_app.state.dialects import to_bytes
from editor_app.store.project import MediaPlace
from tests.cloud.service import Behaviour, Exchange, problem, raw, reset
from tests.render.export.films import HEIGHT, SECOND, document, solid
from tests.sandbox.media import png
from tests.sandbox.running import Running, data_of
from tests.services.exporting.jobs import cloud
from tests.services.exporting.scene import QUICK, Scene, frames_of, scene, small_film
from tests.services.sync.line import Line, ask_database, matches

Start = Callable[..., Running]
CREATE, LOOK = "POST /v1/exports", "GET /v1/exports/"


class Door(Line):
    """A line over which links lead, too."""

    async def _asked(self, exchange: Exchange) -> httpx.Response:
        answer = await super()._asked(exchange)
        if "json" not in answer.headers.get("content-type", ""):
            return answer
        content = answer.content.replace(self.upstream.encode(), self.url.encode())
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)


Work = Callable[[Scene, Line, Running], Awaitable[None]]


def run(start: Start, folder: Path, work: Work, *args: Any, pace: Pace = QUICK, **limits: Any) -> None:
    """Let a test work with a queue, the line to a server, and the server itself."""
    server = start(**limits)

    async def whole(line: Line) -> None:
        async with scene(folder, *args, url=line.url, key=server.key(), pace=pace) as made:
            await made.settled()
            await work(made, line, server)

    with Door(upstream=server.url, rate=0.0) as line:
        asyncio.run(whole(line))


def begin(made: Scene, name: str = "film.mp4", **settings: Any) -> ExportJob:
    """Ask for an export at the server."""
    assert made.profile is not None
    return made.exports.start_at(made.profile, IndreamSettings(**settings), made.file(name))


async def tasks_of(server: Running) -> list[tuple[object, ...]]:
    """Give id and status of all tasks of the server."""
    return await ask_database(server, "SELECT id, status FROM exports ORDER BY created_at")


def posted(line: Line) -> list[tuple[str | None, bytes]]:
    """Give key and body of every export that was asked for."""
    calls = [call for call in line.received if call.method == "POST" and call.target.endswith("/exports")]
    return [(call.headers.get("idempotency-key"), call.body) for call in calls]


def once(route: str, kind: str | Behaviour, times: int = 1) -> Callable[[str], Behaviour | str | None]:
    """Let the next calls of a route fare so, and all others well."""
    left = [times]

    def rule(now: str) -> Behaviour | str | None:
        if left[0] and matches(now, route):
            left[0] -= 1
            return kind
        return None

    return rule


def test_a_film_comes_home_whole(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        (job,) = await made.over(begin(made))
        assert (job.status, job.sentence) == ("done", "")
        assert job.price is not None
        assert (job.price.duration_s, job.price.billed_s, job.price.credits) == (1.0, 1.0, "0.1")
        assert job.result is not None
        assert job.result.size_bytes == made.file().stat().st_size
        assert [path.name for path in made.films.iterdir()] == ["film.mp4"]
        assert job.cloud.route == "document"
        await made.settled()
        assert made.folders_of_jobs() == []
        assert len(await tasks_of(server)) == 1

    run(start, tmp_path, work)
    assert frames_of(tmp_path / "films/film.mp4") == 30


def test_media_are_sent_once_however_many_exports_show_them(start: Start, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: Scene, line: Line, server: Running) -> None:
        jobs = await made.over(begin(made, "a.mp4"))
        jobs += await made.over(begin(made, "b.mp4"))
        assert [job.status for job in jobs] == ["done", "done"], [job.sentence for job in jobs]
        assert await ask_database(server, "SELECT count(*) FROM assets") == [(1,)]
        assert made.document.work.state is state

    run(start, tmp_path, work, state, places)


def test_media_are_sent_once_by_exports_that_begin_together(start: Start, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: Scene, line: Line, server: Running) -> None:
        jobs = await made.over(begin(made, "a.mp4"), begin(made, "b.mp4"))
        assert [job.status for job in jobs] == ["done", "done"], [job.sentence for job in jobs]
        assert await ask_database(server, "SELECT count(*) FROM assets") == [(1,)]

    run(start, tmp_path, work, state, places)


def with_picture(path: Path, size: int | None = None) -> tuple[EditorState, dict[str, MediaPlace]]:
    """Give a document that shows a picture."""
    size = size or path.stat().st_size
    asset = {"id": "p", "type": "image", "filename": path.name, "size": size, "mimeType": "image/png"}
    item = {**solid(SECOND, (0, 0, 64, HEIGHT), "#000000"), "type": "image", "assetId": "p"}
    del item["color"], item["shape"]
    made = document(item, assets=({**asset, "width": 64, "height": 64},))
    return made, {"p": MediaPlace(path, None, None)}


def test_missing_media_are_told_before_anything_is_paid(start: Start, tmp_path: Path) -> None:
    state, places = with_picture(tmp_path / "gone.png", 100)

    async def work(made: Scene, line: Line, server: Running) -> None:
        (job,) = await made.over(begin(made))
        assert (job.status, job.remedy) == ("failed", "anew")
        assert "“gone.png”" in job.sentence
        assert posted(line) == []

    run(start, tmp_path, work, state, places)


@pytest.mark.parametrize("kind", ["reset before", "reset after", "500 after", "truncated", "429"])
def test_a_lost_answer_is_asked_for_again_and_nothing_is_paid_twice(
    start: Start, tmp_path: Path, kind: str
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        behaviour = problem(429, "LIMITED", retry_after="0") if kind == "429" else kind
        line.rule = once(CREATE, reset if kind == "reset before" else behaviour, 4)
        (job,) = await made.over(begin(made))
        assert (job.status, job.sentence) == ("done", "")
        assert len(posted(line)) == 5
        assert len(set(posted(line))) == 1  # one key, one body
        assert len(await tasks_of(server)) == 1

    run(start, tmp_path, work)


def test_the_line_may_be_away_at_any_time(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        line.rule = lambda route: reset
        job = begin(made)
        await made.until(lambda: made.job(job).is_holding)
        assert made.job(job).sentence == "Sandbox does not answer. It goes on when the line is back."
        line.rule = lambda route: None
        await made.until(lambda: made.job(job).status == "rendering")
        line.rule = lambda route: reset
        await made.until(lambda: made.job(job).is_holding)
        line.rule = lambda route: None
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")
        assert len(await tasks_of(server)) == 1

    run(start, tmp_path, work, small_film(5 * SECOND))


def test_the_third_export_waits_here_until_there_is_room(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        jobs = [begin(made, f"{name}.mp4") for name in "abc"]
        await made.until(lambda: all(made.job(job).has_task for job in jobs[:2]))
        assert made.job(jobs[2]).status == "waiting" or any(made.job(job).is_over for job in jobs)
        ended = await made.over(*jobs)
        assert [job.status for job in ended] == ["done"] * 3
        assert len(posted(line)) == 3

    run(start, tmp_path, work, small_film(2 * SECOND))


def test_exports_of_another_client_let_this_one_wait(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        jobs = [begin(made, "a.mp4"), begin(made, "b.mp4")]
        (first, second) = await made.over(*jobs)
        full = [job.status for job in (first, second)]
        assert full == ["done", "done"]
        assert any("is busy with other exports" in line.text for job in (first, second) for line in job.log)
        keys = {key for key, _ in posted(line)}
        assert len(keys) == 2
        assert len(await tasks_of(server)) == 2

    run(start, tmp_path, work, small_film(2 * SECOND), active_exports=1)


async def in_thread(call: Callable[[], httpx.Response], status: int) -> Any:
    """Let another client call the server, whose own loop answers meanwhile."""
    return data_of(await asyncio.wait_for(asyncio.to_thread(call), 60.0), status)


def test_a_second_client_that_takes_both_places_is_waited_for_and_asked_again_at_once_if_wished(
    start: Start, tmp_path: Path
) -> None:
    pace = replace(QUICK, no_room=lambda _times, _chance: 3600.0)

    async def work(made: Scene, line: Line, server: Running) -> None:
        with server.client(server.key()) as other:
            film = json.loads(to_bytes(small_film(600 * SECOND)))
            order = {"editorState": film, "fps": 30, "ratio": "custom", "scale": 1, "format": "mp4"}
            held = [await in_thread(lambda: other.post("/v1/exports", json=order), 201) for _ in range(2)]
            job = begin(made)
            await made.until(lambda: made.job(job).is_holding)
            waits = made.job(job)
            assert (waits.status, waits.waits_for, waits.cloud.put_back) == ("waiting", "room", 1)
            assert "is busy with other exports" in waits.sentence
            made.queue.try_now(job.id)  # there still is no room
            await made.until(lambda: made.job(job).cloud.put_back == 2)
            for task in held:
                await in_thread(partial(other.delete, f"/v1/exports/{task['taskId']}"), 200)
            made.queue.try_now(job.id)
            (done,) = await made.over(job)
            assert (done.status, done.sentence) == ("done", "")
            assert len({key for key, _ in posted(line)}) == 1
            assert len(await tasks_of(server)) == 3

    run(start, tmp_path, work, pace=pace)


REFUSALS: list[tuple[Behaviour, Remedy, str]] = [
    (
        problem(402, "INSUFFICIENT_CREDITS", "0 credits left"),
        "credits",
        "The credits at Sandbox do not suffice",
    ),
    (problem(402, "STORAGE_LIMIT", "storage quota exceeded"), "storage", "The storage at Sandbox is full"),
    (problem(401, "OPEN_API_KEY_INVALID"), "settings", "Sandbox does not accept the key"),
    (problem(403, "OPEN_API_RUNTIME_ACCESS_FORBIDDEN"), "settings", "Sandbox accepts the key, but"),
    (problem(422, "WEBHOOK_SECRET_REQUIRED"), "anew", "Sandbox sends callbacks only once"),
    (problem(422, "ODD", "The URL is refused"), "anew", "Sandbox refused the export: The URL is refused."),
    (problem(413, "ODD"), "anew", "The document is larger than Sandbox takes"),
    (
        problem(429, "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED"),
        "credits",
        "The key's seconds at Sandbox are used up",
    ),
]


@pytest.mark.parametrize(("answer", "remedy", "begins"), REFUSALS)
def test_what_a_service_refuses_is_told_and_can_be_tried_again(
    start: Start, tmp_path: Path, answer: Behaviour, remedy: Remedy, begins: str
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        before = made.document.work
        line.rule = once(CREATE, answer)
        (job,) = await made.over(begin(made))
        assert (job.status, job.remedy) == ("failed", remedy)
        assert job.sentence.startswith(begins)
        assert await tasks_of(server) == []
        assert made.document.work is before
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")

    run(start, tmp_path, work)


def test_a_task_that_fails_is_told_and_tried_again_as_another_one(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        fields: dict[str, Any] = {"billedStandardSeconds": 1, "chargedCredits": "0.1", "durationSeconds": 1.0}
        failed = {
            "taskId": "t",
            "status": "FAILED",
            "progress": 3,
            "error": "No such font",
            "createdAt": "",
            **fields,
        }
        line.rule = once(LOOK, raw(json.dumps({"data": failed, "meta": {}}).encode()))
        (job,) = await made.over(begin(made))
        assert (job.status, job.sentence.split(" Change")[0]) == (
            "failed",
            "Sandbox failed to make the film: No such font.",
        )
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert job.status == "done"
        assert len({key for key, _ in posted(line)}) == 2

    run(start, tmp_path, work)


def test_a_task_that_has_not_begun_is_said_to_wait_at_the_service(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        fields: dict[str, Any] = {"billedStandardSeconds": 1, "chargedCredits": "0.1", "durationSeconds": 1.0}
        task = {"taskId": "t", "status": "PENDING", "progress": 0, "createdAt": "", **fields}
        line.rule = once(LOOK, raw(json.dumps({"data": task, "meta": {}}).encode()))
        told = list[str]()
        made.queue.job_changed.connect(lambda job: told.append(job.sentence))
        (job,) = await made.over(begin(made))
        assert "Sandbox has not begun with it yet. It begins by itself." in told
        assert (job.status, job.sentence) == ("done", "")

    run(start, tmp_path, work)


def is_film(route: str) -> bool:
    """Tell whether a route is that of a link to a film."""
    return route.startswith("GET /") and not route.startswith("GET /v1/")


def test_a_download_that_is_cut_goes_on(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        cuts = [6]

        def rule(route: str) -> Behaviour | str | None:
            if is_film(route) and cuts[0]:
                cuts[0] -= 1
                return "truncated" if cuts[0] % 2 else reset
            return None

        line.rule = rule
        (job,) = await made.over(begin(made))
        assert (job.status, job.sentence) == ("done", "")
        assert cuts == [0]
        assert made.left_over() == []

    run(start, tmp_path, work)


def test_an_expired_link_is_asked_for_anew(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        left = [2]

        def rule(route: str) -> Behaviour | str | None:
            if is_film(route) and left[0]:
                left[0] -= 1
                return problem(410, "GONE")
            return None

        line.rule = rule
        (job,) = await made.over(begin(made))
        assert (job.status, job.sentence) == ("done", "")
        line.rule = lambda route: problem(410, "GONE") if is_film(route) else None
        (job,) = await made.over(begin(made, "other.mp4"))
        assert (job.status, job.has_task) == ("failed", False)
        assert job.sentence.startswith("The link to the film has expired")

    run(start, tmp_path, work)


def test_a_damaged_film_is_fetched_again_and_never_put_in_place(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        left = [1]

        def rule(route: str) -> Behaviour | str | None:
            if is_film(route) and left[0]:
                left[0] -= 1
                return raw(os.urandom(50_000), kind="video/mp4")
            return None

        line.rule = rule
        (job,) = await made.over(begin(made))
        assert (job.status, job.sentence) == ("done", "")
        line.rule = lambda route: raw(os.urandom(50_000), kind="video/mp4") if is_film(route) else None
        (job,) = await made.over(begin(made, "other.mp4"))
        assert job.status == "failed"
        assert job.sentence.startswith("What Sandbox gave is not the whole film")
        assert made.left_over() == []
        assert not made.file("other.mp4").exists()
        line.rule = lambda route: None
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert job.status == "done"
        assert len(await tasks_of(server)) == 2

    run(start, tmp_path, work)


def test_a_file_that_came_there_meanwhile_is_not_replaced_by_a_film(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        job = begin(made)
        await made.until(lambda: made.job(job).status == "rendering")
        made.file().write_bytes(b"mine")
        (job,) = await made.over(job)
        assert (job.status, job.output) == ("done", made.file("film 2.mp4"))
        assert made.file().read_bytes() == b"mine"
        assert frames_of(job.output) > 0
        assert made.left_over() == []

    run(start, tmp_path, work)


def test_a_film_that_was_in_place_when_the_end_came_is_known_again(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def first() -> None:
        async with scene(tmp_path, url=server.url, key=key) as made:
            write = made.store.keep
            # As if the program were killed before the disk heard that it is done.
            made.store.keep = lambda kept: None if kept.is_over else write(kept)  # type: ignore[method-assign]
            await made.over(begin(made))
            assert made.file().exists()

    async def second() -> None:
        async with scene(tmp_path, url=server.url, key=key) as made:
            await made.queue.load()
            jobs = await made.over(*made.queue.jobs)
            assert [(job.status, job.output.name) for job in jobs] == [("done", "film.mp4")]
            assert [path.name for path in made.films.iterdir()] == ["film.mp4"]
            assert len(await tasks_of(server)) == 1

    asyncio.run(first())
    asyncio.run(second())


def test_a_folder_that_is_gone_costs_nothing_twice(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        assert made.profile is not None
        gone = made.films / "gone" / "film.mp4"
        (job,) = await made.over(made.exports.start_at(made.profile, IndreamSettings(), gone))
        assert (job.status, job.remedy) == ("failed", "folder")
        made.queue.retry(job.id, made.file())
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert job.status == "done"
        assert len(await tasks_of(server)) == 1

    run(start, tmp_path, work)


@pytest.mark.parametrize("at", ["preparing", "rendering"])
def test_a_cancelled_export_is_cancelled_there_too_also_when_its_answer_was_lost(
    start: Start, tmp_path: Path, at: str
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        if at == "preparing":
            line.rule = lambda route: "reset after" if matches(route, CREATE) else None
        job = begin(made)
        if at == "preparing":
            await made.until(lambda: made.job(job).cloud.key and made.job(job).is_holding)
        else:
            await made.until(lambda: made.job(job).status == at)
        made.queue.cancel(job.id)
        await made.over(job)
        await made.until(lambda: not made.job(job).cloud.is_cancel_owed)
        assert [status for _, status in await tasks_of(server)] == ["CANCELED"]
        assert list(made.films.iterdir()) == []

    run(start, tmp_path, work, small_film(60 * SECOND))


def test_a_name_that_would_give_an_older_film_is_refused(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        (first,) = await made.over(begin(made, client_task_id="spring"))
        assert (first.status, first.cloud.client_task_id) == ("done", "spring")
        (again,) = await made.over(begin(made, "b.mp4", client_task_id="spring"))
        assert (again.status, again.remedy) == ("failed", "anew")
        assert "“spring”" in again.sentence

    run(start, tmp_path, work)


def test_headers_of_callbacks_stand_in_no_file(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        server.secret()
        assert made.profile is not None
        settings = IndreamSettings(callback_url="https://example.com/hook", header_names=("X-Secret",))
        line.rule = lambda route: "reset after" if matches(route, CREATE) else None
        job = made.exports.start_at(made.profile, settings, made.file(), {"X-Secret": "very-secret-value"})
        await made.until(lambda: made.job(job).cloud.key and made.job(job).is_holding)
        files = [path for path in made.folders.data.rglob("*") if path.is_file()]
        assert not [path for path in files if b"very-secret-value" in path.read_bytes()]
        line.rule = lambda route: None
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")
        sent = {body for _, body in posted(line)}
        assert len(sent) == 1
        assert json.loads(sent.pop())["callbackHeaders"] == {"X-Secret": "very-secret-value"}

    run(start, tmp_path, work)


def test_a_film_of_an_earlier_task_is_fetched_again(start: Start, tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        (job,) = await made.over(begin(made))
        assert made.profile is not None
        (again,) = await made.over(
            made.exports.fetch(made.profile, job.cloud.task_id, made.file("again.mp4"))
        )
        assert again.status == "done"
        assert made.file("again.mp4").read_bytes() == made.file().read_bytes()
        assert len(posted(line)) == 1

    run(start, tmp_path, work)


def test_after_a_restart_tasks_are_found_by_their_ids(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()

    async def first() -> None:
        async with scene(tmp_path, small_film(20 * SECOND), url=server.url, key=key) as made:
            job = begin(made)
            await made.until(lambda: made.job(job).status == "rendering")
            assert made.queue.goes_on_elsewhere() == (made.job(job),)

    async def second() -> None:
        async with scene(tmp_path, url=server.url, key=key) as made:
            await made.queue.load()
            (job,) = await made.over(*made.queue.jobs)
            assert (job.status, job.sentence) == ("done", "")
            assert len(await tasks_of(server)) == 1

    asyncio.run(first())
    asyncio.run(second())
    assert frames_of(tmp_path / "films/film.mp4") == 600


def test_after_a_restart_without_the_account_it_says_where_it_is_and_what_to_do(
    start: Start, tmp_path: Path
) -> None:
    server = start()

    async def first() -> None:
        async with scene(tmp_path, small_film(20 * SECOND), url=server.url, key=server.key()) as made:
            job = begin(made)
            await made.until(lambda: made.job(job).has_task)
            assert made.profile is not None
            made.accounts.remove(made.profile)
            await made.accounts.ready()

    async def second() -> None:
        async with scene(tmp_path) as made:
            await made.queue.load()
            (job,) = made.queue.jobs
            await made.until(lambda: made.job(job).is_holding)
            held = made.job(job)
            assert (held.status, held.waits_for) == ("rendering", "account")
            assert held.sentence == (
                f"There is no account for {server.url} here. Add it under Settings ▸ Services."
            )

    asyncio.run(first())
    asyncio.run(second())


def test_what_is_made_by_the_local_workspace_ends_with_the_program(tmp_path: Path) -> None:
    async def whole() -> None:
        async with scene(tmp_path) as made:
            for number, service in enumerate(("https://a.example", "local-workspace")):
                job = cloud(number, "paused", cloud=CloudIds(key="k", task_id="t"))
                made.queue.adopt(replace(job, target=Target("indream", "a", service, "A")))
            assert [job.id for job in made.queue.goes_on_elsewhere()] == ["c0"]

    asyncio.run(whole())


def test_after_a_restart_the_very_same_is_sent(start: Start, tmp_path: Path) -> None:
    server = start()
    key = server.key()
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def first(line: Line) -> None:
        line.rule = lambda route: "reset after" if matches(route, CREATE) else None
        async with scene(tmp_path, state, places, url=line.url, key=key) as made:
            await made.settled()
            job = begin(made)
            await made.until(lambda: made.job(job).cloud.key and made.job(job).is_holding)

    async def second(line: Line) -> None:
        line.rule = lambda _route: None
        async with scene(tmp_path, url=line.url, key=key) as made:
            await made.queue.load()
            (job,) = await made.over(*made.queue.jobs)
            assert (job.status, job.sentence) == ("done", "")

    with Door(upstream=server.url, rate=0.0) as line:
        asyncio.run(first(line))
        before = len(posted(line))
        asyncio.run(second(line))
        assert len(posted(line)) > before >= 1
        assert len(set(posted(line))) == 1
    assert len(asyncio.run(tasks_of(server))) == 1
