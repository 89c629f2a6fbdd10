"""Exports: real ones, read back; cancelled, killed, refused; and one after the other."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import av
import pytest

from editor_app.document import Document
from editor_app.edits import delete_clips
from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from editor_app.render.media.source import MediaSource
from editor_app.services.exports import ExportJob, Exports
from editor_app.services.tasks import Tasks
from editor_app.state.dialects import to_bytes
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.store.project import MediaPlace
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, film, moving, solid

LONG = 600 * SECOND


@dataclass
class Media:
    """The files of a document."""

    sources: dict[str, MediaSource] = field(default_factory=dict)
    missing: tuple[MissingMedium, ...] = ()


def small_film(ticks: int = SECOND):
    """Give a picture that moves all the time."""
    left = moving((0, 0), (ticks - 1, WIDTH))
    return document(solid(ticks, (0, 0, 40, HEIGHT), "#e02010", left=left))


def run(state: object, work: Callable[[Document, Exports], Awaitable[None]], media: Media | None = None):
    async def whole() -> None:
        tasks = Tasks()
        shown = Document(Work(state))  # pyright: ignore[reportArgumentType]
        exports = Exports(shown, media or Media(), tasks)
        try:
            await asyncio.wait_for(work(shown, exports), 120)
        finally:
            exports.close()
            await tasks.close()

    asyncio.run(whole())


async def until(exports: Exports, job: ExportJob, is_so: Callable[[ExportJob], bool]) -> None:
    """Wait until a job is as wanted."""
    heard = asyncio.Event()
    note = lambda changed: heard.set() if changed is job and is_so(job) else None  # noqa: E731
    exports.job_changed.connect(note)
    if not is_so(job):
        await heard.wait()
    exports.job_changed.disconnect(note)


async def over(exports: Exports, job: ExportJob) -> None:
    await until(exports, job, lambda job: job.is_over)


def test_an_export_is_a_whole_film(tmp_path: Path) -> None:
    seen: list[int] = []

    async def work(_document: Document, exports: Exports) -> None:
        exports.job_changed.connect(lambda job: seen.append(job.progress.frames_done if job.progress else 0))
        job = exports.start(ExportSettings(), tmp_path / "film.mp4")
        assert exports.running_count == 1
        await over(exports, job)
        assert (job.status, job.error) == ("done", "")
        assert job.report is not None
        assert job.report.size_bytes == job.output.stat().st_size
        assert exports.running_count == 0

    run(small_film(), work)
    with av.open(str(tmp_path / "film.mp4")) as container:
        frames = list(container.decode(video=0))
    assert (len(frames), frames[0].width, frames[0].height) == (30, WIDTH, HEIGHT)
    assert seen == sorted(seen)
    assert seen[-1] == 30
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]


def test_edits_meanwhile_do_not_show_in_the_file(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    state, sources = film(media, seconds=1)
    export_video(state, sources, ExportSettings(), tmp_path / "wanted.mp4")

    async def work(document: Document, exports: Exports) -> None:
        job = exports.start(ExportSettings(), tmp_path / "film.mp4")
        document.apply("Delete", delete_clips(document.work.state, item_ids=tuple(document.state.items)))
        assert to_bytes(document.work.state) != to_bytes(state)
        await over(exports, job)
        assert job.status == "done"

    run(state, work, Media(dict(sources)))
    assert (tmp_path / "film.mp4").read_bytes() == (tmp_path / "wanted.mp4").read_bytes()


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    async def work(_document: Document, exports: Exports) -> None:
        job = exports.start(ExportSettings(), tmp_path / "film.mp4")
        await until(exports, job, lambda job: bool(job.progress and job.progress.frames_done))
        exports.cancel(job)
        await over(exports, job)
        assert (job.status, job.error) == ("cancelled", "")

    run(small_film(LONG), work)
    assert list(tmp_path.iterdir()) == []


def test_a_waiting_export_can_be_cancelled_and_the_next_one_runs(tmp_path: Path) -> None:
    order: list[str] = []

    async def work(_document: Document, exports: Exports) -> None:
        exports.job_changed.connect(lambda job: order.append(job.output.stem) if job.is_over else None)
        jobs = [exports.start(ExportSettings(), tmp_path / f"{name}.mp4") for name in "abc"]
        assert exports.is_writing(tmp_path / "b.mp4")
        exports.cancel(jobs[1])
        assert not exports.is_writing(tmp_path / "b.mp4")
        await over(exports, jobs[2])
        assert [job.status for job in jobs] == ["done", "cancelled", "done"]
        exports.forget(jobs[0])
        assert [job.output.stem for job in exports.jobs] == ["c", "b"]

    run(small_film(SECOND // 3), work)
    assert order == ["b", "a", "c"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "c.mp4"]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="the system has no process groups")
def test_a_killed_process_is_told_in_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    async def work(_document: Document, exports: Exports) -> None:
        job = exports.start(ExportSettings(), tmp_path / "film.mp4")
        await until(exports, job, lambda job: bool(job.progress and job.progress.frames_done))
        (folder,) = await asyncio.to_thread(lambda: list(tmp_path.iterdir()))
        os.kill(int(folder.name.split("-")[1]), signal.SIGKILL)
        await over(exports, job)
        assert job.status == "failed"
        assert job.error.startswith("The process that made “film.mp4” was ended (SIGKILL)")

    run(small_film(LONG), work)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    async def work(_document: Document, exports: Exports) -> None:
        job = exports.start(ExportSettings(), tmp_path / "nowhere" / "film.mp4")
        await over(exports, job)
        assert job.status == "failed"
        assert "does not exist" in job.error

    run(small_film(), work)


def test_an_empty_timeline_is_told_in_a_sentence(tmp_path: Path) -> None:
    async def work(_document: Document, exports: Exports) -> None:
        job = exports.start(ExportSettings(), tmp_path / "film.mp4")
        await over(exports, job)
        assert job.error == "The timeline is empty, so there is nothing to export."

    run(document(), work)


def test_only_media_that_are_used_count_as_missing(tmp_path: Path) -> None:
    state, sources = film(tmp_path, seconds=1)
    used = next(iter(sources))
    missing = tuple(MissingMedium(key, key, f"{key} is missing.") for key in (used, "unused"))
    media = Media(sources)
    media.missing = missing

    async def work(shown: Document, exports: Exports) -> None:
        assert [medium.asset_id for medium in exports.missing] == [used]
        shown.load(Work(document()))
        assert exports.missing == ()

    run(state, work, media)


def test_no_thread_is_left(tmp_path: Path) -> None:
    async def work(_document: Document, exports: Exports) -> None:
        exports.start(ExportSettings(), tmp_path / "film.mp4")
        await asyncio.sleep(0)

    run(small_film(LONG), work)
    assert list(tmp_path.iterdir()) == []
    # A timer that was called off takes a moment to end its thread.
    left = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    assert all(timer.finished.is_set() for timer in left)


def test_a_film_does_not_take_the_place_of_a_medium_that_is_missing(tmp_path: Path) -> None:
    async def work(document: Document, exports: Exports) -> None:
        document.place_media({"gone": MediaPlace(tmp_path / "clip.mp4", None, None)})
        job = exports.start(ExportSettings(), tmp_path / "clip.mp4")
        await over(exports, job)
        assert job.status == "failed"
        assert "looks for one of its media" in job.error

    run(small_film(), work)
    assert list(tmp_path.iterdir()) == []
