"""The disk, the key, the service's own clock: what is told of trouble, and that nothing is lost by it."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from editor_app.cloud.http.parts import Part
from editor_app.render.export.settings import ExportSettings
from editor_app.services.account_drafts import Draft
from editor_app.services.exporting.jobs.job import IndreamSettings
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.store.export_jobs import KeptJob
from editor_app.store.local_database import LocalDatabaseError
from tests.cloud.service import problem
from tests.render.export.films import SECOND
from tests.sandbox.running import Running
from tests.services.exporting.scene import Scene, frames_of, scene, small_film
from tests.services.exporting.test_indream import begin, is_film, once, posted, run, tasks_of
from tests.services.sync.line import Line, matches


def test_a_disk_that_is_full_near_the_end_costs_nothing_twice(
    start: Callable[..., Running], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_full = True
    write = Part.write

    def refuse(part: Part, file: BinaryIO, block: bytearray) -> None:
        if is_full and block:
            write(part, file, block[: len(block) * 99 // 100])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(part, file, block)

    monkeypatch.setattr(Part, "write", refuse)

    async def work(made: Scene, line: Line, server: Running) -> None:
        nonlocal is_full
        (job,) = await made.over(begin(made))
        assert (job.status, job.remedy) == ("failed", "room")
        assert job.sentence == (
            "“film.mp4” does not fit on the disk. Make room, then try again: nothing is made twice."
        )
        assert not made.file().exists()
        is_full = False
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, len(await tasks_of(server)), made.left_over()) == ("done", 1, [])

    run(start, tmp_path, work)


def test_nothing_is_sent_under_a_name_that_is_not_on_the_disk(
    start: Callable[..., Running], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        keep, is_full = made.store.keep, True

        def refuse(job: KeptJob) -> None:
            if is_full and job.content["cloud"]["key"]:
                raise LocalDatabaseError("The disk is full.")
            keep(job)

        monkeypatch.setattr(made.store, "keep", refuse)
        (job,) = await made.over(begin(made))
        assert (job.status, job.remedy) == ("failed", "room")
        assert "The disk is full." in job.sentence
        assert posted(line) == []
        is_full = False
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, len(await tasks_of(server))) == ("done", 1)

    run(start, tmp_path, work)


def test_a_disk_that_takes_no_news_of_a_film_here_ends_it_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def whole() -> None:
        async with scene(tmp_path) as made:
            keep = made.store.keep

            def refuse(job: KeptJob) -> None:
                if job.content["status"] not in ("waiting", "preparing"):
                    raise LocalDatabaseError("The disk is full.")
                keep(job)

            monkeypatch.setattr(made.store, "keep", refuse)
            (job,) = await made.over(made.exports.start_here(ExportSettings(), made.file()))
            assert (job.status, job.remedy) == ("failed", "room")

    asyncio.run(whole())


def test_what_was_fetched_of_a_film_goes_with_its_job(
    start: Callable[..., Running], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_part: Part, _file: BinaryIO, _block: bytearray) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Part, "write", refuse)

    async def work(made: Scene, line: Line, server: Running) -> None:
        (job,) = await made.over(begin(made))
        assert made.left_over() != []
        made.queue.remove(job.id)
        await made.settled()
        assert (made.queue.jobs, made.left_over(), made.folders_of_jobs()) == ((), [], [])

    run(start, tmp_path, work)


def test_a_film_that_is_made_waits_for_a_key_that_is_refused(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        is_refused = True
        refusal = problem(401, "OPEN_API_KEY_INVALID")
        line.rule = lambda route: refusal if is_refused and matches(route, "GET /v1/exports/") else None
        job = begin(made)
        await made.until(lambda: made.job(job).is_holding)
        assert made.job(job).sentence.startswith("Sandbox does not accept the key")
        assert made.profile is not None
        assert made.accounts.is_refused(made.profile)
        is_refused = False
        (job,) = await made.over(job)
        assert (job.status, len(await tasks_of(server))) == ("done", 1)

    run(start, tmp_path, work)


def test_an_account_that_is_gone_lets_its_exports_wait(start: Callable[..., Running], tmp_path: Path) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        job = begin(made)
        await made.until(lambda: made.job(job).has_task)
        assert made.profile is not None
        made.accounts.remove(made.profile)
        await made.until(lambda: made.job(job).is_holding)
        assert made.job(job).sentence
        made.accounts.save(Draft("sandbox", "Sandbox", line.url, server.key()))
        (job,) = await made.over(job)
        assert job.status == "done"

    run(start, tmp_path, work, small_film(10 * SECOND))


def test_a_task_that_the_service_has_forgotten_is_made_anew(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        line.rule = once("GET /v1/exports/", problem(404, "NOT_FOUND"), 2)
        (job,) = await made.over(begin(made))
        assert job.status == "done"  # it was just slow to know it
        line.rule = once("GET /v1/exports/", problem(404, "NOT_FOUND"), 3)
        (job,) = await made.over(begin(made, "b.mp4"))
        assert (job.status, job.sentence) == (
            "failed",
            "Sandbox no longer knows this export. Try again to make it anew: that is paid again.",
        )
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert job.status == "done"
        assert len({key for key, _ in posted(line)}) == 3

    run(start, tmp_path, work)


def test_a_service_in_trouble_is_told_in_its_words_and_when_it_is_over(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        back, told = list[str](), set[str]()
        made.queue.line_back.connect(back.append)
        made.queue.job_changed.connect(lambda job: told.add(job.sentence))
        line.rule = once("POST /v1/exports", problem(502, "UPSTREAM", detail="The farm is asleep."), 3)
        (job,) = await made.over(begin(made))
        assert job.status == "done"
        assert (
            "Sandbox has trouble of its own at the moment: The farm is asleep. It is asked again in a while."
        ) in told
        assert back == [job.target.service]

    run(start, tmp_path, work)


def test_a_refused_cut_of_the_link_does_not_touch_the_file_that_was_there(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    async def work(made: Scene, line: Line, server: Running) -> None:
        made.file().write_bytes(b"precious")
        line.rule = lambda route: problem(403, "NO") if is_film(route) else None
        (job,) = await made.over(begin(made))
        assert job.status == "failed"
        assert made.file().read_bytes() == b"precious"

    run(start, tmp_path, work)


def test_an_hour_without_a_line_is_survived_with_few_calls(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    """The clock of the pauses is the test's: an hour of them goes by at once."""
    from editor_app.services.exporting.jobs.polling import Pace, after_trouble

    waited = [0.0]

    def count(failures: int, asked: float | None, chance: float) -> float:
        waited[0] += after_trouble(failures, asked, chance)
        return 0.0

    pace = Pace(lambda _looks, _chance: 0.05, count, lambda _times, _chance: 0.1)
    server = start()

    async def whole(line: Line) -> None:
        async with scene(tmp_path, small_film(5 * SECOND), url=line.url, key=server.key(), pace=pace) as made:
            assert made.profile is not None
            calls = [0]

            def rule(route: str) -> object:
                calls[0] += 1
                return problem(503, "AWAY") if calls[0] > 5 and waited[0] < 3600.0 else None

            line.rule = rule  # type: ignore[assignment]
            job = made.exports.start_at(made.profile, IndreamSettings(), made.file())
            (job,) = await made.over(job)
            assert (job.status, job.sentence) == ("done", "")
            assert waited[0] >= 3600.0
            assert len(await tasks_of(server)) == 1

    with Line(upstream=server.url, rate=0.0) as line:
        asyncio.run(whole(line))
    assert frames_of(tmp_path / "films/film.mp4") == 150


def test_a_snapshot_that_is_gone_after_a_restart_is_told_before_anything_is_sent(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    server = start()
    key, gone = server.key(), list[Path]()

    async def first() -> None:
        async with scene(tmp_path, small_film(20 * SECOND), url=server.url, key=key) as made:
            blockers = [begin(made, f"{name}.mp4") for name in "ab"]
            await made.until(lambda: all(made.job(job).has_task for job in blockers))
            job = begin(made, "c.mp4")
            await made.until(lambda: made.queue._kept.on_disk[2:])
            gone.append(made.store.folder(job.id))

    async def second() -> None:
        async with scene(tmp_path, url=server.url, key=key) as made:
            await made.queue.load()
            jobs = await made.over(*made.queue.jobs)
            assert [job.status for job in jobs] == ["done", "done", "failed"]
            assert jobs[2].sentence.startswith("What was kept for this export is gone")
            assert jobs[2].remedy == "anew"
            assert len(await tasks_of(server)) == 2

    asyncio.run(first())
    shutil.rmtree(gone[0])
    asyncio.run(second())


def test_what_nobody_here_can_make_waits(tmp_path: Path) -> None:
    """Another version may have kept a job for a service that this one has no runner for."""
    from tests.services.exporting.jobs import OTHER

    async def whole() -> None:
        async with scene(tmp_path) as made:
            from editor_app.services.exporting.jobs.job import OtherSettings

            job = made.queue.start(Wanted(OTHER, OtherSettings(), made.file()), made.exports.snapshot())
            await made.settled()
            assert made.job(job).status == "waiting"
            made.queue.cancel(job.id)
            (job,) = await made.over(job)
            assert job.status == "cancelled"

    asyncio.run(whole())
