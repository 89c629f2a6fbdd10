"""Exports that a service has already, failed or unfinished: they are fetched, and paid for no second time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from editor_app.cli.exporting.plan import Asked
from editor_app.cli.outcome import CommandError, Exit, say
from editor_app.services.exporting.jobs.as_json import DamagedJob, job_from_json
from editor_app.services.exporting.jobs.job import ExportJob, OtherSettings, Settings, Target
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.jobs.snapshot import read_document, read_media
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.state.dialects import to_bytes
from editor_app.store.export_jobs import ExportJobStore, KeptJob
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.lock import ProjectInUseError

_SHORTEST_ID, _PATIENCE_S, _LOOK_AGAIN_S = 4, 10.0, 0.5


def is_fetched_only(job: ExportJob) -> bool:
    """Tell whether a failed export needs nothing but its film, so that another try costs nothing."""
    cloud = job.cloud
    has_begun = job.target.kind != "renderingvideo" or bool(cloud.render_id) or not cloud.key
    return job.status == "failed" and job.has_task and has_begun and job.remedy != "none"


def over_jobs(store: ExportJobStore) -> tuple[ExportJob, ...]:
    """Give the exports that are over, the latest first; raise CommandError."""
    try:
        kept = () if store.is_new else store.over()
    except LocalDatabaseError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    return _readable(reversed(kept))


def job_to_retry(store: ExportJobStore, start: str) -> ExportJob:
    """Give the failed export whose id begins so; raise CommandError."""
    found = [job for job in over_jobs(store) if job.id.startswith(start.lower())]
    if len(start) < _SHORTEST_ID or len(found) != 1:
        raise CommandError(
            Exit.UNREADABLE,
            f"--retry: “{start}” names no single export that is over. `editor-app export --list` shows them.",
        )
    if not found[0].can_retry:
        what = f"is {found[0].status}" if found[0].status != "failed" else "cannot be tried again as it was"
        raise CommandError(Exit.UNREADABLE, f"--retry: the export {start} {what}. Export the project anew.")
    return found[0]


def made_before(store: ExportJobStore, target: Target, asked: Asked) -> ExportJob | None:
    """Give an export of the same document, media and settings that a service has, and that has no file."""
    for job in over_jobs(store):
        is_alike = is_same_account(job.target, target)
        is_alike = is_alike and is_fetched_only(job) and _is_same(job.settings, asked.settings)
        if is_alike and _is_unchanged(store.folder(job.id), job.created_at, asked):
            return job
    return None


def left_before(store: ExportJobStore, target: Target, asked: Asked) -> ExportJob | None:
    """Give an unfinished export that will become this very file; raise CommandError."""
    try:
        kept = () if store.is_new else store.unfinished()
    except LocalDatabaseError as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    for job in _readable(reversed(kept)):
        is_alike = is_same_account(job.target, target)
        is_alike = is_alike and job.output == asked.output and _is_same(job.settings, asked.settings)
        if is_alike and _is_unchanged(store.folder(job.id), job.created_at, asked):
            return job
    return None


def is_same_account(one: Target, other: Target) -> bool:
    """Tell whether two exports are one account's, as far as is known: a key need not have been noted."""
    if (one.kind, one.service) != (other.kind, other.service):
        return False
    shorter, longer = sorted((one.account, other.account), key=len)
    return one.account == other.account or longer.startswith(f"{shorter} ")


def refuse_rival(store: ExportJobStore, asked: Asked) -> None:
    """Raise CommandError where another program is making another export of the same name."""
    try:
        rivals = () if store.is_new else store.worked_on()
    except (LocalDatabaseError, OSError) as error:
        raise CommandError(Exit.OUTPUT, str(error)) from error
    if any(job.output == asked.output for job in _readable(rivals)):
        raise CommandError(
            Exit.OUTPUT,
            f"Another program is just making “{asked.output}”. Wait for it, or choose another name: -o.",
        )


@asynccontextmanager
async def alone(store: ExportJobStore) -> AsyncIterator[None]:
    """Let no other command look what there is, and begin something, meanwhile; raise CommandError.

    Of two equal commands at once the second finds the first one's export.
    """
    try:
        lock = await asyncio.to_thread(store.beginning, _PATIENCE_S)
    except (ProjectInUseError, OSError) as error:
        raise CommandError(
            Exit.OUTPUT, "Another command does not get on with its export. Try again."
        ) from error
    try:
        yield
    finally:
        lock.release()


async def take_up(
    queue: ExportQueue, store: ExportJobStore, left: ExportJob, *, waits: bool, cancelled: threading.Event
) -> bool:
    """Go on with an unfinished export, or know how it ended; raise CommandError.

    While another program works on it, wait for that if it is to be waited for. Tell whether it is in the
    queue then.
    """
    was_told = False
    while not cancelled.is_set():
        try:
            if await queue.take_up(left.id):
                return True
            over = await asyncio.to_thread(over_jobs, store)
        except (LocalDatabaseError, OSError) as error:
            raise CommandError(Exit.OUTPUT, str(error)) from error
        if ended := next((job for job in over if job.id == left.id), None):
            queue.adopt(ended)
            return True
        if not was_told:
            what = "makes it" if left.target.is_local else "works on it, and fetches the film"
            say(f"Another program on this computer {what}.")
            was_told = True
        if not waits:
            return False
        await asyncio.sleep(_LOOK_AGAIN_S)
    return False


async def try_again(queue: ExportQueue, jobs: Sequence[ExportJob], output: Path | None = None) -> None:
    """Put failed exports back into the queue, and return once they are; raise CommandError."""
    heard, waiting = asyncio.Event(), {job.id for job in jobs}

    def hear(job: ExportJob) -> None:
        waiting.discard(job.id)
        if not waiting:
            heard.set()

    queue.job_changed.connect(hear)
    try:
        for job in jobs:
            queue.adopt(job)
            queue.retry(job.id, None if output == job.output else output)
        if jobs:
            await asyncio.wait_for(heard.wait(), _PATIENCE_S)
    except TimeoutError as error:
        raise CommandError(Exit.OUTPUT, "The exports could not be taken up. Try again.") from error
    finally:
        queue.job_changed.disconnect(hear)


def _readable(kept: Iterable[KeptJob]) -> tuple[ExportJob, ...]:
    found = list[ExportJob]()
    for one in kept:
        with contextlib.suppress(DamagedJob):
            found.append(job_from_json(one.content))
    return tuple(found)


def _is_same(one: Settings, other: Settings) -> bool:
    if isinstance(one, OtherSettings) and isinstance(other, OtherSettings):
        return OtherWish.of(one) == OtherWish.of(other)
    return one == other


def _is_unchanged(folder: Path, created_at: str, asked: Asked) -> bool:
    """Tell whether document and media files are as they were then; what is no longer kept may differ."""
    try:
        sources, _ = read_media(folder)
        is_same = read_document(folder) == to_bytes(asked.snapshot.state)
        then = datetime.fromisoformat(created_at).timestamp()
        paths = {key: source.path for key, source in asked.snapshot.sources.items()}
        are_old = all(path.stat().st_mtime <= then for path in paths.values() if path is not None)
    except (OSError, ValueError):
        return False
    return is_same and are_old and paths == {key: source.path for key, source in sources.items()}
