"""Exports on this computer: real ones, read back; cancelled, paused, killed; and one after the other."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from editor_app.edits import delete_clips
from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import LOCAL, ExportJob
from editor_app.services.exporting.jobs.runner import Wish
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.services.exporting.local import LocalRunner
from editor_app.state.dialects import to_bytes
from editor_app.store.project import MediaPlace
from tests.render.export.films import SECOND, document, film
from tests.services.exporting.scene import Scene, frames_of, scene, small_film

LONG = 600 * SECOND
FEW = 20 * SECOND


def run(folder: Path, work, *args, **options) -> None:
    async def whole() -> None:
        async with scene(folder, *args, **options) as made:
            await work(made)

    asyncio.run(whole())


async def under_way(made: Scene, job: ExportJob) -> None:
    await made.until(lambda: made.job(job).status == "rendering" and made.job(job).share > 0)


def test_an_export_is_a_whole_film_and_leaves_nothing_else(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        assert (job.status, made.queue.active_count, made.queue.is_writing(made.file())) == (
            "waiting",
            1,
            True,
        )
        (job,) = await made.over(job)
        assert (job.status, job.sentence, job.share) == ("done", "", 1.0)
        assert job.result is not None
        assert (job.result.frames, job.result.size_bytes) == (30, made.file().stat().st_size)
        assert [line.text for line in job.log] == ["preparing", "rendering", "checking", "done"]
        shares = [share for _, status, share in made.seen if status == "rendering"]
        assert shares == sorted(shares)
        await made.settled()
        assert made.folders_of_jobs() == []
        assert [path.name for path in made.films.iterdir()] == ["film.mp4"]

    run(tmp_path, work)
    assert frames_of(tmp_path / "films/film.mp4") == 30


def test_edits_meanwhile_do_not_show_in_the_file(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    state, sources = film(media, seconds=1)
    export_video(state, sources, ExportSettings(), tmp_path / "wanted.mp4")
    places = {key: MediaPlace(source.path, None, None) for key, source in sources.items() if source.path}

    async def work(made: Scene) -> None:
        await made.settled()
        job = made.exports.start_here(ExportSettings(), made.file())
        edited = delete_clips(made.document.work.state, item_ids=tuple(made.document.state.items))
        made.document.apply("Delete", edited)
        assert to_bytes(made.document.work.state) != to_bytes(state)
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")

    run(tmp_path, work, state, places)
    assert (tmp_path / "films/film.mp4").read_bytes() == (tmp_path / "wanted.mp4").read_bytes()


def test_a_file_that_came_there_meanwhile_stays_and_the_film_lies_beside_it(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        await under_way(made, job)
        made.file().write_bytes(b"mine")
        (job,) = await made.over(job)
        said = "There is another “film.mp4” by now, which is not replaced. This film is “film 2.mp4”."
        assert (job.status, job.output, job.warnings) == ("done", made.file("film 2.mp4"), (said,))
        await made.settled()
        assert made.folders_of_jobs() == []

    run(tmp_path, work, small_film(FEW))
    assert (tmp_path / "films/film.mp4").read_bytes() == b"mine"
    assert frames_of(tmp_path / "films/film 2.mp4") == 600
    assert sorted(path.name for path in (tmp_path / "films").iterdir()) == ["film 2.mp4", "film.mp4"]


def test_what_lay_there_when_it_was_asked_for_is_replaced_and_what_came_later_is_not(tmp_path: Path) -> None:
    """Also where the program ends in between: an older film must not take the place of a newer one."""

    async def first(made: Scene) -> None:
        for name in ("old.mp4", "new.mp4"):
            made.exports.start_here(ExportSettings(), made.file(name))
        await made.until(lambda: len(made.queue._kept.on_disk) == 2)

    async def second(made: Scene) -> None:
        made.file("new.mp4").write_bytes(b"newer")
        await made.queue.load()
        jobs = await made.over(*made.queue.jobs)
        assert sorted(job.output.name for job in jobs) == ["new 2.mp4", "old.mp4"]

    (tmp_path / "films").mkdir()
    (tmp_path / "films/old.mp4").write_bytes(b"old")
    run(tmp_path, first)
    run(tmp_path, second)
    assert (tmp_path / "films/new.mp4").read_bytes() == b"newer"
    assert frames_of(tmp_path / "films/old.mp4") == frames_of(tmp_path / "films/new 2.mp4") == 30


def test_cancelling_leaves_nothing_and_the_next_one_begins(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        long = made.exports.start_here(ExportSettings(), made.file("long.mp4"))
        waits = made.exports.start_here(ExportSettings(end_tick=SECOND // 3), made.file("waits.mp4"))
        never = made.exports.start_here(ExportSettings(), made.file("never.mp4"))
        await under_way(made, long)
        made.queue.cancel(never.id)
        made.queue.cancel(long.id)
        ended = await made.over(long, waits, never)
        assert [job.status for job in ended] == ["cancelled", "done", "cancelled"]
        await made.settled()
        kept = {path.name for job in (long, never) for path in made.store.folder(job.id).iterdir()}
        assert kept == {"document.json", "media.json"}
        assert made.folders_of_jobs() == sorted([long.id, never.id])
        for job in (long, never):
            made.queue.remove(job.id)
        await made.settled()
        assert made.folders_of_jobs() == []
        assert [path.name for path in made.films.iterdir()] == ["waits.mp4"]

    run(tmp_path, work, small_film(LONG))


def test_what_was_cancelled_is_made_after_all_also_after_a_restart(tmp_path: Path) -> None:
    async def first(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        await under_way(made, job)
        made.queue.cancel(job.id)
        await made.over(job)
        made.document.apply("Empty", document())

    async def second(made: Scene) -> None:
        await made.queue.load()
        (job,) = made.queue.jobs
        assert (job.status, job.can_retry) == ("cancelled", True)
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert job.status == "done", job.sentence
        await made.settled()
        assert made.folders_of_jobs() == []

    run(tmp_path, first, small_film(FEW))
    run(tmp_path, second)
    assert frames_of(tmp_path / "films/film.mp4") == FEW // SECOND * 30


def test_what_was_cancelled_a_week_ago_is_no_longer_kept(tmp_path: Path) -> None:
    async def first(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        made.queue.cancel(job.id)
        await made.settled()
        assert (made.job(job).status, made.folders_of_jobs()) == ("cancelled", [job.id])

    async def later(made: Scene) -> None:
        await made.queue.load()
        await made.settled()
        (job,) = made.queue.jobs
        assert (job.status, job.can_retry, made.folders_of_jobs()) == ("cancelled", False, [])

    run(tmp_path, first)
    run(tmp_path, later, now=lambda: time.time() + 8 * 86_400)


def test_a_paused_export_goes_on_where_it_was_also_after_a_restart(tmp_path: Path) -> None:
    export_video(small_film(FEW), {}, ExportSettings(), tmp_path / "wanted.mp4")
    ids: list[str] = []

    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        ids.append(job.id)
        await made.until(lambda: made.job(job).status == "rendering" and made.job(job).share > 0.2)
        made.queue.pause(job.id)
        assert made.job(job).wish == "pause"
        await made.until(lambda: made.job(job).status == "paused")
        assert made.queue.stops_at_the_end() == (made.job(job),)

    async def again(made: Scene) -> None:
        await made.queue.load()
        (job,) = made.queue.jobs
        assert (job.id, job.status) == (ids[0], "paused")
        made.queue.resume(job.id)
        (job,) = await made.over(job)
        assert (job.status, job.sentence) == ("done", "")
        first = next(share for _, status, share in made.seen if status == "rendering")
        assert first > 0.1

    run(tmp_path, work, small_film(FEW))
    assert list((tmp_path / "films").iterdir()) == []
    run(tmp_path, again)
    assert (tmp_path / "films/film.mp4").read_bytes() == (tmp_path / "wanted.mp4").read_bytes()


@pytest.mark.parametrize(("wish", "status"), [("pause", "paused"), ("cancel", "cancelled")])
def test_what_was_wanted_of_an_export_is_done_after_a_kill_that_came_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: Wish, status: str
) -> None:
    stop = LocalRunner.stop

    def is_busy(runner: LocalRunner, job_id: str, wanted: Wish) -> bool:
        return wanted == wish or stop(runner, job_id, wanted)

    monkeypatch.setattr(LocalRunner, "stop", is_busy)

    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        await under_way(made, job)
        made.queue.pause(job.id) if wish == "pause" else made.queue.cancel(job.id)
        await made.until(lambda: made.store.unfinished()[0].content["wish"] == wish)
        shutil.copytree(tmp_path / "first", tmp_path / "killed")  # all that a killed program leaves

    async def again(made: Scene) -> None:
        await made.queue.load()
        assert [(job.status, job.wish) for job in made.queue.jobs] == [(status, "")]

    run(tmp_path / "first", work, small_film(LONG))
    run(tmp_path / "killed", again)


def test_closing_stops_what_the_next_start_goes_on_with(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        waits = made.exports.start_here(ExportSettings(end_tick=SECOND), made.file("waits.mp4"))
        await under_way(made, job)
        assert [one.id for one in made.queue.stops_at_the_end()] == [job.id, waits.id]

    async def again(made: Scene) -> None:
        await made.queue.load()
        jobs = made.queue.jobs
        assert [job.output.name for job in jobs] == ["film.mp4", "waits.mp4"]
        assert [job.status for job in await made.over(*jobs)] == ["done", "done"]

    run(tmp_path, work, small_film(FEW))
    assert list((tmp_path / "films").iterdir()) == []
    run(tmp_path, again)
    assert frames_of(tmp_path / "films/film.mp4") == 600


def test_waiting_exports_are_made_in_the_order_that_is_wanted(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        long = made.exports.start_here(ExportSettings(), made.file("long.mp4"))
        few = ExportSettings(end_tick=8000)
        jobs = [made.exports.start_here(few, made.file(f"{name}.mp4")) for name in "abcd"]
        await under_way(made, long)
        made.queue.move(jobs[3].id, 0)
        made.queue.move(jobs[0].id, 99)
        made.queue.move(long.id, 3)  # it has its turn
        await made.until(lambda: [job.output.stem for job in made.queue.jobs[1:]] == [*"dbca"])
        made.queue.cancel(long.id)
        await made.over(*jobs)
        assert [job.output.stem for job in made.queue.jobs] == [*"acbd", "long"]

    run(tmp_path, work, small_film(LONG))


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="the system has no process groups")
def test_a_killed_process_is_told_in_a_sentence_and_tried_again_it_goes_on(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        await made.until(lambda: made.job(job).status == "rendering" and made.job(job).share > 0.2)
        line = made.queue._runners["local"]._lines[job.id]  # type: ignore[attr-defined]
        os.kill(line._child.process.pid, signal.SIGKILL)
        (job,) = await made.over(job)
        assert job.status == "failed"
        assert job.sentence.startswith("The process that made “film.mp4” was ended (SIGKILL)")
        assert made.left_over() == []
        assert job.can_retry
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert job.status == "done"

    run(tmp_path, work, small_film(FEW))
    assert frames_of(tmp_path / "films/film.mp4") == 600


def test_a_folder_that_is_gone_is_told_and_another_one_helps(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.films / "nowhere" / "film.mp4")
        (job,) = await made.over(job)
        assert (job.status, job.remedy) == ("failed", "folder")
        assert "does not exist" in job.sentence
        made.queue.retry(job.id, made.file())
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, job.output) == ("done", made.file())

    run(tmp_path, work)


def test_an_empty_timeline_is_told_in_a_sentence(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        (job,) = await made.over(made.exports.start_here(ExportSettings(), made.file()))
        assert job.sentence == "The timeline is empty, so there is nothing to export."

    run(tmp_path, work, document())


def test_a_film_does_not_take_the_place_of_a_medium_that_is_missing(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        made.document.place_media({"gone": MediaPlace(made.file("clip.mp4"), None, None)})
        (job,) = await made.over(made.exports.start_here(ExportSettings(), made.file("clip.mp4")))
        assert (job.status, job.remedy) == ("failed", "folder")
        assert "looks for one of its media" in job.sentence

    run(tmp_path, work)
    assert list((tmp_path / "films").iterdir()) == []


def test_what_was_kept_and_is_gone_is_told(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file("long.mp4"))
        waits = made.exports.start_here(ExportSettings(), made.file("waits.mp4"))
        await under_way(made, job)
        shutil.rmtree(made.store.folder(waits.id))
        made.queue.cancel(job.id)
        (waits,) = await made.over(waits)
        assert waits.sentence.startswith("What was kept for this export is gone")

    run(tmp_path, work, small_film(LONG))


def test_no_thread_is_left(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        await under_way(made, job)

    run(tmp_path, work, small_film(LONG))
    assert list((tmp_path / "films").iterdir()) == []
    # A timer that was called off takes a moment to end its thread.
    left = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    assert all(timer.finished.is_set() for timer in left)


def test_a_file_that_was_not_there_when_that_was_looked_at_is_not_replaced(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        made.file().write_bytes(b"precious")
        wanted = Wanted(LOCAL, ExportSettings(), made.file(), replaces="")
        (job,) = await made.over(made.queue.start(wanted, made.exports.snapshot()))
        assert (job.status, job.output) == ("done", made.file("film 2.mp4"))
        assert made.file().read_bytes() == b"precious"

    run(tmp_path, work)


def test_another_try_replaces_no_file_that_came_since(tmp_path: Path) -> None:
    async def work(made: Scene) -> None:
        job = made.exports.start_here(ExportSettings(), made.file())
        await under_way(made, job)
        made.queue.cancel(job.id)
        await made.over(job)
        made.file().write_bytes(b"precious")
        made.queue.retry(job.id)
        await made.until(lambda: not made.job(job).is_over)
        (job,) = await made.over(job)
        assert (job.status, job.output) == ("done", made.file("film 2.mp4"))
        assert made.file().read_bytes() == b"precious"

    run(tmp_path, work, small_film(FEW))
