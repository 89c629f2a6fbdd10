"""Exports in a cloud: the course that all services share; what is called in it is each service's own."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from editor_app.render.export.settings import CannotWrite, DiskFull, PlaceTaken, RenderFailed
from editor_app.render.export.writing import mark_of, put_in_place
from editor_app.services.exporting.clouds.shape import other_shape
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.events import Event, Finished, Held, Linked, Moved, Placing, Warned
from editor_app.services.exporting.jobs.job import ExportJob, Result, Status, WaitsFor
from editor_app.services.exporting.jobs.outputs import relocated
from editor_app.services.exporting.jobs.polling import USUAL, Pace
from editor_app.services.exporting.jobs.runner import JobTrouble, NoRoom, Seat, Wish

T = TypeVar("T")
Stage = Literal["prepare", "prerender", "upload", "create", "render", "poll", "download"]
_MOST_BAD_FILES = 2
_TOLD_EVERY_S = 0.1
_TOLERANCE_S = 0.5
"""How far a film may be from the length that its service states."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A task as a service shows it; length and `size` (px) of its film are None where nobody knows."""

    state: Literal["waiting", "rendering", "paused", "done", "failed", "cancelled"]
    share: float = 0.0
    error: str = ""
    duration_s: float | None = None
    url: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """It is tried again by itself; `retry_after` in seconds, where the service said so."""

    sentence: str
    retry_after: float | None = None
    waits_for: WaitsFor = "service"


Hear = Callable[[int, int | None], None]
"""Told bytes there, and bytes in all where that is known."""


class CloudSteps(Protocol):
    """What one service does; each may be called again after any interruption, and goes on.

    The first four are not called for a job whose task is known (`job.has_task`).
    """

    async def prepare(self, seat: Seat) -> None:
        """Bring the project in step, decide the way."""
        ...

    async def prerender(self, seat: Seat) -> None:
        """Render here what the service cannot."""
        ...

    async def upload(self, seat: Seat) -> None:
        """Let the service have all that the film shows."""
        ...

    async def create(self, seat: Seat) -> None:
        """Note under which names it is sent, send it, and note the task."""
        ...

    async def render(self, seat: Seat) -> None:
        """Have the task rendered, where that is a call of its own."""
        ...

    async def poll(self, seat: Seat) -> Seen:
        """Look at the task."""
        ...

    async def download(self, seat: Seat, target: Path, hear: Hear) -> None:
        """Fetch the film into a file, going on with what is there; with a fresh link each time."""
        ...

    async def call_off(self, job: ExportJob) -> None:
        """Let the service know that nobody wants the job."""
        ...

    def judge(self, job: ExportJob, error: Exception, stage: Stage) -> Hold | JobTrouble | NoRoom | None:
        """Say what to do about an error: wait, give up, queue up again; None where it is none of theirs."""
        ...

    async def forget(self, job: ExportJob) -> None:
        """Forget what was kept for a job outside of its folder: secrets."""
        ...


class CloudRunner:
    """Makes exports at one service, through all trouble."""

    def __init__(
        self, steps: CloudSteps, pace: Pace = USUAL, *, chance: Callable[[], float] = random.random
    ) -> None:
        self._steps, self._pace, self._chance = steps, pace, chance

    async def run(self, seat: Seat) -> Event:
        """Make the film and bring it home."""
        began = seat.now()
        if not seat.job.has_task:
            await self._until_done(seat, "prepare", self._steps.prepare)
            await self._until_done(seat, "prerender", self._steps.prerender)
            await self._until_done(seat, "upload", self._steps.upload)
            await self._until_done(seat, "create", self._steps.create)
        await self._until_done(seat, "render", self._steps.render)
        seen = await self._until_made(seat)
        size = await self._bring_home(seat, seen)
        return Finished(Result(size, duration_s=seen.duration_s or 0.0, seconds=seat.now() - began))

    def stop(self, job_id: str, wish: Wish) -> bool:
        """Let the task be cancelled: whatever it was doing is gone on with, or called off."""
        return False

    async def call_off(self, job: ExportJob) -> None:
        """Let the service know; raise what a later try may overcome."""
        try:
            await self._steps.call_off(job)
        except Exception as error:
            verdict = self._steps.judge(job, error, "poll")
            if isinstance(verdict, JobTrouble):
                raise verdict from error
            raise

    async def tidy(self, job: ExportJob) -> None:
        """Remove what was fetched of a film that nobody wants any more, and forget its secrets."""
        await asyncio.to_thread(_remove_parts, fetched_place(job))
        await self._steps.forget(job)

    async def _until_done(self, seat: Seat, stage: Stage, work: Callable[[Seat], Awaitable[T]]) -> T:
        """Try until it is done, with pauses between; raise what only a person can help with."""
        failures = 0
        while True:
            try:
                done = await work(seat)
            except (JobTrouble, NoRoom):
                raise
            except Exception as error:
                verdict = self._steps.judge(seat.job, error, stage)
                if verdict is None:
                    raise
                if not isinstance(verdict, Hold):
                    raise verdict from error
            else:
                if failures:
                    seat.tell_line_back()
                return done
            pause_s = self._pace.trouble(failures, verdict.retry_after, self._chance())
            failures += 1
            await seat.note(Held(verdict.sentence, seat.now() + pause_s, verdict.waits_for))
            await seat.rest(pause_s)

    async def _until_made(self, seat: Seat) -> Seen:
        """Look at the task until there is a film."""
        looks, clock, name = 0, _Clock(seat), seat.job.target.name
        while True:
            seen = await self._until_done(seat, "poll", self._steps.poll)
            match seen.state:
                case "done":
                    if seen.url and seen.url != seat.job.cloud.url:
                        await seat.note(Linked(seen.url))
                    return seen
                case "failed":
                    raise JobTrouble(words.task_failed(seen.error, name), "retry", is_task_spent=True)
                case "cancelled":
                    raise JobTrouble(words.task_cancelled(name), "retry", is_task_spent=True)
                case "waiting":
                    await move(seat, Moved("rendering", sentence=words.task_waits(name)))
                case "paused":
                    await move(seat, Moved("rendering", seen.share, sentence=words.task_paused(name)))
                case _:
                    await move(seat, Moved("rendering", seen.share, seconds_left=clock.left(seen.share)))
            await asyncio.sleep(self._pace.look(looks, self._chance()))
            looks += 1

    async def _bring_home(self, seat: Seat, seen: Seen) -> int:
        """Fetch the film, check it, put it in its place; give its bytes."""
        place, bad = fetched_place(seat.job), 0
        while True:
            await move(seat, Moved("downloading"))
            await self._until_done(seat, "download", self._fetch)
            await move(seat, Moved("checking"))
            try:
                return await self._check_and_place(seat, seen, place)
            except RenderFailed as error:
                await asyncio.to_thread(_remove_parts, place)
                bad += 1
                if bad >= _MOST_BAD_FILES:
                    raise JobTrouble(words.damaged(error, seat.job.target.name)) from error

    async def _fetch(self, seat: Seat) -> None:
        try:
            await self._steps.download(seat, fetched_place(seat.job), hear_bytes(seat, "downloading"))
        except OSError as error:
            raise JobTrouble(*words.no_file(error, seat.job.output)) from error

    async def _check_and_place(self, seat: Seat, seen: Seen, place: Path) -> int:
        if seen.duration_s is not None:
            found = await asyncio.to_thread(_check, place, seen.duration_s, seen.size)
            if other := other_shape(seat.job, found):
                await seat.note(Warned(other))
        try:
            size = (await asyncio.to_thread(place.stat)).st_size
            await self._place(seat, place)
        except DiskFull as error:
            raise JobTrouble(str(error), "room") from error
        except CannotWrite as error:
            raise JobTrouble(str(error), "folder") from error
        except OSError as error:
            raise JobTrouble(*words.no_file(error, seat.job.output)) from error
        return size

    async def _place(self, seat: Seat, fetched: Path) -> None:
        """Put the film where it belongs, or beside what has come to lie there meanwhile."""
        await seat.note(Placing(await asyncio.to_thread(mark_of, fetched)))
        while True:
            try:
                await asyncio.to_thread(put_in_place, fetched, seat.job.output, seat.job.may_replace)
            except PlaceTaken:
                await seat.note(
                    await asyncio.to_thread(relocated, seat.job.output),
                    Placing(await asyncio.to_thread(mark_of, fetched)),
                )
            else:
                return


def fetched_place(job: ExportJob) -> Path:
    """Give the hidden file beside its place that a film is fetched into, whatever its name."""
    return job.output.with_name(f".export-{job.id[:12]}{job.output.suffix}")


async def move(seat: Seat, moved: Moved) -> None:
    """Show how far a job is, and keep it where that is another phase."""
    if seat.job.status == moved.status:
        seat.tell(moved)
    else:
        await seat.note(moved)


def hear_bytes(seat: Seat, status: Status) -> Hear:
    """Give what hears bytes and shows them in a job."""
    return _Bytes(seat, status).hear


class _Bytes:
    """Hears how many bytes are there, and tells that now and then."""

    def __init__(self, seat: Seat, status: Status) -> None:
        self._seat = seat
        self._status: Status = status
        self._began: tuple[float, int] | None = None
        self._told = 0.0

    def hear(self, done: int, size: int | None) -> None:
        """Take in bytes there and bytes in all."""
        now = self._seat.now()
        began, before = self._began = self._began or (now, done)
        if done != size and now - self._told < _TOLD_EVERY_S:
            return
        self._told = now
        speed = (done - before) / (now - began) if now > began else None
        left = (size - done) / speed if speed and size is not None else None
        self._seat.tell(Moved(self._status, done / size if size else 0.0, speed or None, left))


class _Clock:
    """Tells how long it still takes, from how long it took so far."""

    def __init__(self, seat: Seat) -> None:
        self._now = seat.now
        self._first: tuple[float, float] | None = None

    def left(self, share: float) -> float | None:
        """Give the seconds left at a share."""
        if share <= 0.0:
            return None
        at, first = self._first = self._first or (self._now(), share)
        return (1.0 - share) * (self._now() - at) / (share - first) if share > first else None


def _check(place: Path, duration_s: float, size: tuple[int, int] | None) -> tuple[int, int]:
    """Have a film read in a process of its own, give its px; raise RenderFailed where it is not whole."""
    from editor_app.render.export.verify_foreign import (
        verify_foreign_apart,  # what decodes stays away till then
    )

    return verify_foreign_apart(place, duration_s, size, _TOLERANCE_S)


def _remove_parts(place: Path) -> None:
    for name in (place.name, f"{place.name}.part", f"{place.name}.part.json"):
        with contextlib.suppress(OSError):
            place.with_name(name).unlink(missing_ok=True)
