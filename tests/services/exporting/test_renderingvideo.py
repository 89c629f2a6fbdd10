"""Exports at a real server that speaks as RenderingVideo does, with everything going wrong between."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from editor_app.services.exporting.jobs.job import ExportJob, Remedy
from tests.cloud.service import Behaviour, problem, raw, reset
from tests.render.export.films import SECOND
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.exporting.renderingvideo_scene import OtherScene, other_scene, run, tasks_of
from tests.services.exporting.scene import frames_of, small_film
from tests.services.exporting.test_indream import Door, Start, once, with_picture
from tests.services.sync.line import Line, Rule, ask_database

CREATE, LOOK, UPLOAD = "POST /api/v1/video", "GET /api/v1/video/", "POST /api/v1/upload"


def is_render(route: str) -> bool:
    """Tell whether a route is that of a trigger."""
    return route.startswith("POST /api/v1/video/") and route.endswith("/render")


def is_film(route: str) -> bool:
    """Tell whether a route is that of a link to a film."""
    return route.startswith("GET /storage/videos/")


async def credits_left(server: Running) -> object:
    """Give what the only account has left."""
    ((left,),) = await ask_database(server, "SELECT credits FROM rv_wallets")
    return left


def refusal(status: int, code: str, text: str = "No.", **details: object) -> Behaviour:
    """Answer as the service refuses."""
    body = {"success": False, "error": text, "code": code, "details": details}
    return raw(json.dumps(body).encode(), status=status)


def first(pattern: str | None, kind: str | Behaviour, times: int = 1) -> Rule:
    """Let the first calls fare so that are renders, or of a route."""
    if pattern is not None:
        return once(pattern, kind, times)
    left = [times]

    def rule(now: str) -> Behaviour | str | None:
        if left[0] and is_render(now):
            left[0] -= 1
            return kind
        return None

    return rule


def test_a_film_comes_home_whole(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin())
        assert (job.status, job.sentence) == ("done", "")
        assert job.price is not None
        assert (job.price.duration_s, job.price.credits, job.price.balance) == (1.0, "1", "99")
        assert job.result is not None
        assert job.result.size_bytes == made.file().stat().st_size
        assert job.warnings == ("One thing looks different at RV.",)
        await made.settled()
        assert [path.name for path in made.films.iterdir()] == ["film.mp4"]
        assert made.folders_of_jobs() == []
        assert await tasks_of(server) == ["completed"]
        ((metadata,),) = await ask_database(server, "SELECT metadata FROM rv_tasks")
        assert json.loads(str(metadata)) == {"job_id": job.cloud.client_task_id}

    run(start, tmp_path, work)
    assert frames_of(tmp_path / "films/film.mp4") == 30


LOST = ["reset before", "reset after", "500 after", "truncated"]


@pytest.mark.parametrize("route", [CREATE, None])
def test_after_a_lost_answer_nothing_is_made_or_paid_twice(
    start: Start, tmp_path: Path, route: str | None
) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        for number, kind in enumerate(LOST, 1):
            line.rule = first(route, reset if kind == "reset before" else kind)
            (job,) = await made.over(made.begin(f"{number}.mp4"))
            assert (job.status, job.sentence) == ("done", ""), kind
            assert await tasks_of(server) == ["completed"] * number, kind
            assert await credits_left(server) == 100 - number
            assert job.price is not None
            assert (job.price.credits, job.price.balance) == ("1", f"{100 - number}")

    run(start, tmp_path, work)


def test_the_line_may_be_away_at_any_time(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        line.rule = lambda route: reset
        job = made.begin()
        await made.until(lambda: made.job(job).is_holding)
        assert made.job(job).sentence == "RV does not answer. It goes on when the line is back."
        line.rule = lambda route: None
        await made.until(lambda: made.job(job).status == "rendering")
        line.rule = lambda route: reset
        await made.until(lambda: made.job(job).is_holding)
        line.rule = lambda route: None
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")
        assert await tasks_of(server) == ["completed"]

    run(start, tmp_path, work, small_film(5 * SECOND))


def test_every_call_may_be_answered_too_late(start: Start, tmp_path: Path) -> None:
    """Let each kind of call lose its first answer, all in one export."""
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        seen = set[str]()

        def rule(route: str) -> Behaviour | str | None:
            kind = "render" if is_render(route) else "film" if is_film(route) else route.split("?")[0]
            if kind in seen:
                return None
            seen.add(kind)
            return "truncated" if kind == "film" else "reset after"

        line.rule = rule
        (job,) = await made.over(made.begin())
        assert (job.status, job.sentence) == ("done", "")
        assert await tasks_of(server) == ["completed"]
        assert await credits_left(server) == 99
        assert await ask_database(server, "SELECT count(*) FROM rv_files") == [(1,)]

    run(start, tmp_path, work, state, places)


def test_media_are_sent_once_however_many_exports_show_them(start: Start, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        jobs = await made.over(made.begin("a.mp4"), made.begin("b.mp4"))
        assert [job.status for job in jobs] == ["done", "done"], [job.sentence for job in jobs]
        assert await ask_database(server, "SELECT name FROM rv_files") == [("picture.png",)]
        client = made.others.client(made.other)
        async for file in client.files.iterate():
            await client.files.delete(file.id)
        (job,) = await made.over(made.begin("c.mp4"))
        assert job.status == "done"
        assert await ask_database(server, "SELECT count(*) FROM rv_files") == [(1,)]
        assert made.document.work.state is state

    run(start, tmp_path, work, state, places)


def test_missing_media_are_told_before_anything_is_made(start: Start, tmp_path: Path) -> None:
    state, places = with_picture(tmp_path / "gone.png", 100)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin())
        assert (job.status, job.remedy) == ("failed", "anew")
        assert "“gone.png”" in job.sentence
        assert await tasks_of(server) == []

    run(start, tmp_path, work, state, places)


def test_few_credits_are_told_before_anything_is_made_and_can_be_topped_up(
    start: Start, tmp_path: Path
) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin())
        assert (job.status, job.remedy) == ("failed", "credits")
        assert job.sentence.startswith("It costs 5 credits at RV, and the account has 4.")
        assert await tasks_of(server) == []
        server.rv_key("one", credits=5)
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")
        assert await credits_left(server) == 0

    run(start, tmp_path, work, small_film(5 * SECOND), wallet={"credits": 4})


REFUSALS: list[tuple[str | None, Behaviour, Remedy, str]] = [
    (None, refusal(402, "INSUFFICIENT_CREDITS", "1 needed"), "credits", "The credits at RV do not suffice"),
    (UPLOAD, refusal(402, "STORAGE_LIMIT_EXCEEDED", "Full"), "storage", "The storage at RV is full"),
    (UPLOAD, refusal(400, "UNSUPPORTED_FILE_TYPE", "No"), "anew", "RV did not take “picture.png”"),
    (CREATE, refusal(401, "INVALID_API_KEY"), "settings", "RV does not accept the key"),
    (CREATE, refusal(403, "USER_NOT_FOUND"), "settings", "RV accepts the key, but"),
    (
        CREATE,
        refusal(400, "INVALID_CONFIG", "Unknown type.", field="$.tracks[0].clips[0].type"),
        "anew",
        "RV cannot show the document: Unknown type. [$.tracks[0].clips[0].type]",
    ),
    (
        None,
        refusal(400, "INVALID_REQUEST", "Not https", field="webhook_url"),
        "anew",
        "RV refuses the address",
    ),
    (CREATE, refusal(413, "INVALID_REQUEST"), "anew", "The document is larger than RV takes"),
]


@pytest.mark.parametrize(("route", "answer", "remedy", "begins"), REFUSALS)
def test_what_the_service_refuses_is_told_and_can_be_tried_again(
    start: Start, tmp_path: Path, route: str | None, answer: Behaviour, remedy: Remedy, begins: str
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        before = made.document.work
        line.rule = first(route, answer)
        (job,) = await made.over(made.begin())
        assert (job.status, job.remedy) == ("failed", remedy), job.sentence
        assert job.sentence.startswith(begins)
        assert made.document.work is before
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")
        assert await tasks_of(server) == ["completed"]
        assert await credits_left(server) == 99

    run(start, tmp_path, work, state, places)


PASSING = [
    (CREATE, refusal(502, "REMOTE_ERROR")),
    (None, refusal(503, "RENDER_TRIGGER_FAILED")),
    (UPLOAD, refusal(500, "UPLOAD_FAILED")),
    (LOOK, problem(429, "RATE_LIMITED", retry_after="0")),
]


@pytest.mark.parametrize(("route", "answer"), PASSING)
def test_what_passes_is_waited_for(
    start: Start, tmp_path: Path, route: str | None, answer: Behaviour
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 64, "#208040"))
    state, places = with_picture(picture)

    async def work(made: OtherScene, line: Line, server: Running) -> None:
        line.rule = first(route, answer, 4)
        (job,) = await made.over(made.begin())
        assert (job.status, job.sentence) == ("done", "")
        assert await tasks_of(server) == ["completed"]

    run(start, tmp_path, work, state, places)


def test_a_task_that_fails_is_told_with_its_text_and_tried_again_as_another_one(
    start: Start, tmp_path: Path
) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        failed = {"success": True, "taskId": "t", "status": "failed", "error": "No such font"}
        line.rule = once(LOOK, raw(json.dumps(failed).encode()))
        (job,) = await made.over(made.begin())
        assert job.status == "failed"
        assert job.sentence.startswith("RV failed to make the film: No such font.")
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert job.status == "done"
        assert len(await tasks_of(server)) == 2

    run(start, tmp_path, work)


def test_a_download_that_is_cut_or_expired_goes_on(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        kinds: list[Behaviour | str] = ["truncated", reset, problem(410, "GONE"), "truncated"]
        line.rule = lambda route: kinds.pop() if is_film(route) and kinds else None
        (job,) = await made.over(made.begin())
        assert (job.status, job.sentence) == ("done", "")
        assert kinds == []
        assert made.left_over() == []
        line.rule = lambda route: problem(410, "GONE") if is_film(route) else None
        (job,) = await made.over(made.begin("other.mp4"))
        assert (job.status, job.has_task) == ("failed", False)
        assert job.sentence.startswith("The link to the film has expired")

    run(start, tmp_path, work)


def test_a_task_that_was_deleted_elsewhere_is_told(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        job = made.begin()
        await made.until(lambda: made.job(job).status == "rendering")
        await made.others.client(made.other).videos.delete(made.job(job).cloud.task_id)
        (job,) = await made.over(job)
        assert (job.status, job.has_task) == ("failed", False)
        assert job.sentence == (
            "RV no longer knows this export. Try again to make it anew: that is paid again."
        )

    run(start, tmp_path, work, small_film(60 * SECOND))


def test_a_cancelled_export_that_is_rendered_there_is_told_of(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        job = made.begin()
        await made.until(lambda: made.job(job).status == "rendering")
        made.queue.cancel(job.id)
        await made.over(job)
        await made.until(lambda: not made.job(job).cloud.is_cancel_owed)
        assert made.said == [
            "RV cannot be stopped: it makes the film all the same, and it is paid. "
            "Fetch or delete it among the account's tasks."
        ]
        assert list(made.films.iterdir()) == []

    run(start, tmp_path, work, small_film(20 * SECOND))


def test_the_film_of_a_cancelled_export_is_fetched_and_not_paid_again(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        job = made.begin()
        await made.until(lambda: made.job(job).status == "rendering")
        made.queue.cancel(job.id)
        (left,) = await made.over(job)
        (done,) = await made.over(made.exports.fetch_left(left, made.file("later.mp4")))
        assert (done.status, done.sentence) == ("done", "")
        assert (done.price, done.settings) == (left.price, left.settings)
        assert await tasks_of(server) == ["completed"]
        assert await credits_left(server) == 99

    run(start, tmp_path, work)
    assert frames_of(tmp_path / "films/later.mp4") == 30


@pytest.mark.parametrize("kind", ["reset before", "reset after"])
def test_a_cancelled_export_whose_trigger_was_lost_is_looked_at(
    start: Start, tmp_path: Path, kind: str
) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        line.rule = lambda route: (reset if kind == "reset before" else kind) if is_render(route) else None
        job = made.begin()
        await made.until(lambda: made.job(job).cloud.task_id and made.job(job).is_holding)
        line.rule = lambda route: reset if is_render(route) else None
        made.queue.cancel(job.id)
        await made.over(job)
        await made.until(lambda: not made.job(job).cloud.is_cancel_owed)
        was_rendered = kind == "reset after"
        assert len(made.said) == was_rendered
        assert await credits_left(server) == (80 if was_rendered else 100)

    run(start, tmp_path, work, small_film(20 * SECOND))


def test_a_webhook_address_that_cannot_be_is_told_before_anything_is_made(
    start: Start, tmp_path: Path
) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin(webhook_url="ftp://example.com"))
        assert (job.status, job.remedy) == ("failed", "anew")
        assert job.sentence.startswith("RV refuses the address of the webhook")
        assert await tasks_of(server) == []

    run(start, tmp_path, work)


def test_a_film_of_an_earlier_task_is_fetched_again_for_nothing(start: Start, tmp_path: Path) -> None:
    async def work(made: OtherScene, line: Line, server: Running) -> None:
        (job,) = await made.over(made.begin())
        fetch = made.exports.fetch(made.other, job.cloud.task_id, made.file("again.mp4"))
        (again,) = await made.over(fetch)
        assert again.status == "done"
        assert made.file("again.mp4").read_bytes() == made.file().read_bytes()
        assert await credits_left(server) == 99

    run(start, tmp_path, work)


@pytest.mark.parametrize("at", ["named", "made", "rendering"])
def test_after_a_restart_tasks_are_found_and_none_is_made_anew(start: Start, tmp_path: Path, at: str) -> None:
    server = start()
    key = server.rv_key("one", credits=100)

    def stands(job: ExportJob) -> bool:
        named, made = bool(job.cloud.key), bool(job.cloud.task_id)
        return {"named": named, "made": made, "rendering": bool(job.cloud.render_id)}[at]

    async def first_life(line: Line) -> None:
        async with other_scene(tmp_path, small_film(2 * SECOND), url=line.url, key=key) as made:
            if at == "named":  # the answer is lost, and the program ends before it can look
                line.rule = lambda route: "reset after" if route == CREATE else None
            job = made.begin()
            await made.until(lambda: stands(made.job(job)) and (at != "named" or made.job(job).is_holding))

    async def second_life(line: Line) -> None:
        line.rule = lambda route: None
        async with other_scene(tmp_path, url=line.url, key=key) as made:
            await made.queue.load()
            (job,) = await made.over(*made.queue.jobs)
            assert (job.status, job.sentence) == ("done", "")
            assert await tasks_of(server) == ["completed"]
            assert await credits_left(server) == 98

    with Door(upstream=server.url, rate=0.0) as line:
        asyncio.run(first_life(line))
        asyncio.run(second_life(line))
    assert frames_of(tmp_path / "films/film.mp4") == 60
