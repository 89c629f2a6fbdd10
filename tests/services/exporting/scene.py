"""A queue with everything around it: a disk, accounts, and a service on a socket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import av

from editor_app.document import Document
from editor_app.services.account_drafts import Draft
from editor_app.services.accounts import Accounts
from editor_app.services.exporting.clouds.cloud_runner import CloudRunner
from editor_app.services.exporting.clouds.header_secrets import HeaderSecrets
from editor_app.services.exporting.clouds.sending_media import MediaSender
from editor_app.services.exporting.exports import Exports
from editor_app.services.exporting.indream.runner import IndreamSteps
from editor_app.services.exporting.jobs.job import ExportJob, ProjectName, Status
from editor_app.services.exporting.jobs.polling import Pace, after_no_room, after_trouble
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.local import LocalRunner
from editor_app.services.local_server import LocalServer
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.state import EditorState
from editor_app.store.accounts import Profile
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from editor_app.store.local_database import LocalDatabase
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import UploadStore
from tests.render.export.films import HEIGHT, SECOND, WIDTH, document, moving, solid

_PATIENCE_S = 120.0
QUICK = Pace(
    lambda looks, chance: 0.05,
    lambda failures, asked, chance: 0.02 if after_trouble(failures, asked, chance) else 0.0,
    lambda times, chance: 0.2 if after_no_room(times, chance) else 0.0,
)


def small_film(ticks: int = SECOND) -> EditorState:
    """Give a picture that moves all the time."""
    left = moving((0, 0), (ticks - 1, WIDTH))
    return document(solid(ticks, (0, 0, 40, HEIGHT), "#e02010", left=left))


class Scene:
    """One program's exports; made on a running loop."""

    def __init__(
        self,
        folder: Path,
        state: EditorState | None = None,
        places: dict[str, MediaPlace] | None = None,
        *,
        url: str = "",
        key: str = "",
        pace: Pace = QUICK,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.folders, self.tasks = Folders(folder / "data"), Tasks()
        self.films = folder / "films"
        self.films.mkdir(parents=True, exist_ok=True)
        self.document = Document(Work(state or small_film(), media=places or {}))
        self.sources = MediaSources(self.document, self.tasks)
        self.database = LocalDatabase(self.folders.services)
        self.store = ExportJobStore(self.database, self.folders.exports)
        self.secrets = HeaderSecrets()
        server = LocalServer(self.folders.sandbox, self.tasks)
        self.accounts = Accounts(folder / "accounts.json", server, self.tasks, environment="")
        self.profile: Profile | None = None
        if url:
            known = self.accounts.profiles
            draft = Draft("sandbox", "Sandbox", url, key, known[0].id if known else "")
            self.profile = self.accounts.save(draft)
        self.steps = IndreamSteps(
            self.accounts,
            MediaSender(UploadStore(self.database)),
            self.secrets,
            pace=pace,
            knows_task=lambda task_id, job_id: self.queue.knows_task(task_id, job_id),
        )
        runners = {"local": LocalRunner(folder / "sound"), "indream": CloudRunner(self.steps, pace)}
        self.queue = ExportQueue(self.store, runners, self.tasks, pace=pace, now=now)  # type: ignore[arg-type]
        self.exports = Exports(
            self.document,
            self.sources,
            self.queue,
            secrets=self.secrets,
            name=lambda: ProjectName("Film", "/projects/film"),
            uploads=UploadStore(self.database),
        )
        self.said: list[str] = []
        self.seen: list[tuple[str, Status, float]] = []
        self.queue.notice.connect(self.said.append)
        self.queue.job_changed.connect(lambda job: self.seen.append((job.id, job.status, job.share)))

    def file(self, name: str = "film.mp4") -> Path:
        """Give a place for a film."""
        return self.films / name

    def job(self, job: ExportJob) -> ExportJob:
        """Give a job as it is now."""
        found = self.queue.job(job.id)
        assert found is not None
        return found

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, of which the queue tells."""
        heard = asyncio.Event()
        listen = lambda *_news: heard.set()  # noqa: E731
        self.queue.job_changed.connect(listen)
        self.queue.jobs_changed.connect(listen)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while not holds():
                    heard.clear()
                    await heard.wait()
        except TimeoutError:
            raise AssertionError([(j.status, j.sentence, j.log) for j in self.queue.jobs]) from None
        finally:
            self.queue.job_changed.disconnect(listen)
            self.queue.jobs_changed.disconnect(listen)

    async def over(self, *jobs: ExportJob) -> list[ExportJob]:
        """Wait until jobs are over; give them."""
        await self.until(lambda: all(self.job(job).is_over for job in jobs))
        return [self.job(job) for job in jobs]

    async def settled(self) -> None:
        """Wait until the media are known, and all that began has been kept."""
        while self.tasks.names():  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    def left_over(self) -> list[str]:
        """Give what lies beside the films, and is none of them."""
        return sorted(path.name for path in self.films.iterdir() if path.name.startswith("."))

    def folders_of_jobs(self) -> list[str]:
        """Give the jobs that still have a folder."""
        folder = self.folders.exports
        return (
            sorted(path.name for path in folder.iterdir() if path.name != ".alive") if folder.exists() else []
        )


@asynccontextmanager
async def scene(folder: Path, *args: Any, **options: Any) -> AsyncIterator[Scene]:
    """Set everything up, and take it down as the program does."""
    made = Scene(folder, *args, **options)
    try:
        await made.accounts.ready()
        yield made
    finally:
        await made.queue.close()
        await made.accounts.close()
        await made.tasks.close()


def frames_of(path: Path) -> int:
    """Count the pictures of a film by decoding them."""
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))
