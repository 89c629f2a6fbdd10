"""A project that is synced is exported from its service, if that has it to the last record."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.services.exporting.clouds.cloud_runner import CloudRunner
from editor_app.services.exporting.clouds.header_secrets import HeaderSecrets
from editor_app.services.exporting.clouds.sending_media import MediaSender
from editor_app.services.exporting.exports import Exports
from editor_app.services.exporting.indream import read_back
from editor_app.services.exporting.indream.in_step import InStep
from editor_app.services.exporting.indream.runner import IndreamSteps
from editor_app.services.exporting.jobs.as_json import job_from_json
from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.jobs.snapshot import Snapshot, mark_of_content
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.media_files import find_media
from editor_app.store.project import load_project
from editor_app.store.uploads import UploadStore
from tests.cloud.service import reset
from tests.sandbox.running import Running
from tests.sandbox.samples import payload
from tests.services.exporting.scene import QUICK
from tests.services.sync.line import Line, ask_database
from tests.services.sync.seats import Seat, seat
from tests.services.sync.test_sync import begin


class Desk:
    """A seat that exports."""

    def __init__(self, one: Seat, folder: Path) -> None:
        self.seat, self.film = one, folder / "film.mp4"
        steps = IndreamSteps(
            one.accounts,
            MediaSender(UploadStore(one.database), one.uploads.in_flight),
            HeaderSecrets(),
            InStep(one.sync, one.document),
            pace=QUICK,
        )
        store = ExportJobStore(one.database, one.folders.exports)
        self.queue = ExportQueue(store, {"indream": CloudRunner(steps, QUICK)}, one.tasks, pace=QUICK)
        self.exports = Exports(one.document, one.sources, self.queue)
        self._heard = asyncio.Event()
        self.queue.job_changed.connect(lambda _job: self._heard.set())

    def start(self) -> ExportJob:
        """Export the open project at its service."""
        return self.exports.start_at(self.seat.profile, IndreamSettings(), self.film)

    async def until(self, holds: Callable[[ExportJob], object]) -> ExportJob:
        """Wait until something holds for the one export there is; give that."""
        async with asyncio.timeout(120):
            while not holds(self.queue.jobs[0]):
                self._heard.clear()
                await self._heard.wait()
        return self.queue.jobs[0]


@asynccontextmanager
async def desk(folder: Path, url: str, key: str) -> AsyncIterator[Desk]:
    """Give a desk, and close it."""
    async with seat(folder, url, key) as one:
        made = Desk(one, folder)
        yield made
        await made.queue.close()


def run(
    start: Callable[..., Running], tmp_path: Path, work: Callable[[Desk, Line, Running, str], Awaitable[None]]
):
    """Let a test work with a desk whose project is in step with a server over a line."""
    server = start()
    key = server.key()

    async def whole(line: Line) -> None:
        async with desk(tmp_path / "desk", line.url, key) as made:
            project_id = await begin(made.seat, tmp_path)
            await made.seat.in_step()
            await work(made, line, server, project_id)

    with Line(upstream=server.url, rate=0.0) as line:
        asyncio.run(whole(line))


async def project_of_tasks(server: Running) -> list[tuple[object, ...]]:
    """Give the projects of all tasks of the server."""
    return await ask_database(server, "SELECT project_id FROM exports")


@pytest.mark.usefixtures("qapp")
def test_what_was_just_edited_is_synced_first(start: Callable[..., Running], tmp_path: Path) -> None:
    async def work(made: Desk, line: Line, server: Running, project_id: str) -> None:
        made.seat.give("a", 0.25)
        made.start()
        job = await made.until(lambda job: job.is_over)
        assert (job.status, job.sentence, job.warnings) == ("done", "", ())
        assert job.cloud.route == "project"
        assert await project_of_tasks(server) == [(project_id,)]

    run(start, tmp_path, work)


@pytest.mark.usefixtures("qapp")
def test_a_large_project_is_read_back_by_a_process_of_its_own(
    start: Callable[..., Running], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_back, "_LARGE_BYTES", 0)

    async def work(made: Desk, line: Line, server: Running, project_id: str) -> None:
        made.seat.give("a", 0.25)
        made.start()
        job = await made.until(lambda job: job.is_over)
        assert (job.status, job.sentence, job.warnings) == ("done", "", ())
        assert await project_of_tasks(server) == [(project_id,)]

    run(start, tmp_path, work)


@pytest.mark.usefixtures("qapp")
def test_a_line_that_is_away_is_waited_for(start: Callable[..., Running], tmp_path: Path) -> None:
    async def work(made: Desk, line: Line, server: Running, project_id: str) -> None:
        line.rule = lambda route: reset
        made.seat.give("a", 0.25)
        made.start()
        job = await made.until(lambda job: job.is_holding)
        assert "Sandbox" in job.sentence
        line.rule = lambda route: None
        job = await made.until(lambda job: job.is_over)
        assert (job.status, job.cloud.route) == ("done", "project")
        assert await project_of_tasks(server) == [(project_id,)]

    run(start, tmp_path, work)


@pytest.mark.usefixtures("qapp")
def test_the_next_run_knows_by_its_mark_what_was_paid(start: Callable[..., Running], tmp_path: Path) -> None:
    async def work(made: Desk, line: Line, server: Running, project_id: str) -> None:
        made.seat.give("a", 0.25)
        made.start()
        await made.until(lambda job: job.is_over)
        assert await made.seat.workspace.save()
        path = made.seat.workspace.path
        assert path is not None
        (kept,) = ExportJobStore(made.seat.database, made.seat.folders.exports).over()
        project = load_project(path)
        sources = find_media(project.state, project.media, asset_keys=tuple(project.state.assets)).sources
        assert job_from_json(kept.content).content == mark_of_content(Snapshot(project.state, sources))

    run(start, tmp_path, work)


@pytest.mark.usefixtures("qapp")
def test_what_somebody_else_made_of_it_is_not_exported_instead(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    async def work(made: Desk, line: Line, server: Running, project_id: str) -> None:
        made.seat.sync.pause()
        async with AsyncIndreamClient(server.key(), base_url=server.url) as other:
            await other.projects.sync(project_id, payload())
        made.start()
        job = await made.until(lambda job: job.is_over)
        assert (job.status, job.sentence, job.cloud.route) == ("done", "", "document")
        (warning,) = job.warnings
        assert warning.startswith("The project could not be synced with Sandbox before")
        assert await project_of_tasks(server) == [(None,)]

    run(start, tmp_path, work)


@pytest.mark.usefixtures("qapp")
def test_what_is_edited_after_the_start_does_not_show(start: Callable[..., Running], tmp_path: Path) -> None:
    async def work(made: Desk, line: Line, server: Running, project_id: str) -> None:
        made.start()
        made.seat.give("a", 0.25)
        job = await made.until(lambda job: job.is_over)
        assert (job.status, job.sentence, job.cloud.route) == ("done", "", "document")
        assert await project_of_tasks(server) == [(None,)]
        (row,) = await ask_database(server, "SELECT count(*) FROM exports")
        assert row == (1,)

    run(start, tmp_path, work)
