"""Brings the media of cloud projects to this computer, after asking, two at a time, and goes on by itself."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.http.retrying import LONGEST_PAUSE
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.indream.errors import APIError
from editor_app.cloud.indream.policy import is_transient
from editor_app.cloud.media import MediaFetcher
from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.services.fetching import words
from editor_app.services.fetching.hosts import Hosts
from editor_app.services.fetching.job import Job
from editor_app.services.fetching.orders import awaited, orders_of, uploaded_places
from editor_app.services.fetching.states import Summary
from editor_app.services.fetching.telling import question, remark
from editor_app.services.sources import MediaSources, Remark
from editor_app.services.tasks import Tasks
from editor_app.state.patch import Patch
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.lock import ProjectInUseError, ProjectLock
from editor_app.store.media_cache import MediaCache, Sought, WrongContentError
from editor_app.store.media_files import NotFetched

AT_ONCE = 2
_TELL_S, _LOOK_AGAIN_S = 0.1, 0.5
_log = logging.getLogger(__name__)


class Fetches(Protocol):
    """What brings a file: `cloud.media.MediaFetcher`."""

    async def fetch(
        self,
        url: str,
        target: Path,
        *,
        permits: Callable[[str], bool],
        most_bytes: int,
        spare_bytes: int,
        progress: Callable[[int, int | None], None] | None = None,
    ) -> Path: ...

    async def aclose(self) -> None: ...


def no_home() -> str | None:
    """Give no service."""
    return None


def pause_before(attempt: int) -> float:
    """Give the seconds to wait before a file is asked for again: 2, 4, 8 … and never more than a minute."""
    return min(LONGEST_PAUSE, 2.0 ** min(attempt + 1, 16)) * (0.75 + 0.25 * random.random())


class Fetching(QObject):
    """Fetches every medium that has an address and no file, while the project is open.

    `home` gives the address of the service that the project belongs to, from which nobody need be asked;
    `places` are where files of this computer were uploaded to, by asset key.
    """

    progress_changed = Signal(object)
    """Mapping[str, float]: the share that is there of media on their way, by asset key."""
    summary_changed = Signal(object)
    """Summary: how far all of it is."""
    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self,
        document: Document,
        sources: MediaSources,
        cache: MediaCache,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        home: Callable[[], str | None] = no_home,
        places: Callable[[], Mapping[str, Address]] = dict,
        fetcher: Fetches | None = None,
        pause: Callable[[int], float] = pause_before,
    ) -> None:
        super().__init__(parent)
        self._document, self._sources, self._cache, self._tasks = document, sources, cache, tasks
        self._home, self._places = home, places
        self._fetcher, self._pause = fetcher or MediaFetcher(), pause
        self.summary = Summary()
        self.shares: dict[str, float] = {}
        self._keeping = asyncio.Lock()
        self._jobs: dict[str, Job] = {}
        self._fetched, self._fetched_bytes = 0, 0
        self._hosts = Hosts(cache, home)
        self._is_reading = self._is_over = self._is_at_rest = self._is_closed = False
        self._telling: asyncio.TimerHandle | None = None
        sources.found.connect(self._follow)
        document.loaded.connect(self._begin_project)
        document.changed.connect(self._follow_assets)

    # What a person says.

    def answer(self, *, fetch: bool, always: bool = False) -> None:
        """Answer the question that is open, for this project or for all."""
        question = self.summary.question
        if question is None:
            return
        (self._hosts.allow if fetch else self._hosts.decline)(question.hosts)
        if fetch and always:
            self._tasks.start(self._in_database(self._hosts.always_allow(question.hosts)), "permission")
        self._go_on()

    def fetch_missing(self) -> None:
        """Try everything again that does not come, and ask again about what was declined."""
        self._hosts.ask_again()
        for job in self._jobs.values():
            if job.kind in ("away", "failed", "declined", "kept"):
                job.cancel()
                job.begin_again()
        self._sources.refresh()
        self._go_on()

    def cancel(self) -> None:
        """Fetch nothing more of this project until someone asks for it."""
        for job in self._jobs.values():
            if job.is_coming and job.kind != "kept":
                self._hosts.decline([job.host])
                job.cancel()
        self._go_on()

    def hear_of_home(self, _news: object = None) -> None:
        """Go on where the project belongs to another service now, or its service is somewhere else."""
        home = self._home()
        for job in self._jobs.values():
            if job.set_home(home) and job.kind in ("away", "failed"):
                job.cancel()
                job.begin_again()
        self._go_on()

    async def forget_hosts(self) -> None:
        """Ask of every host again."""
        await self._in_database(self._hosts.forget())

    # What becomes of it.

    def contents_in_use(self) -> frozenset[str]:
        """Give the contents of the cache that the open project needs; none where it is closed."""
        if self._is_at_rest:
            return frozenset()
        paths = [source.path for source in self._sources.sources.values() if source.path is not None]
        just_come = (job.content for job in self._jobs.values())
        return frozenset(filter(None, (*map(self._cache.content_of, paths), *just_come)))

    def end_project(self) -> None:
        """Fetch nothing more, and keep no more than the limit any longer: the project is closed."""
        was_over, self._is_at_rest = self._is_over, True
        self._forget()
        if was_over:
            self._tasks.start(self._make_room(frozenset()), "room for media")

    def _begin_project(self) -> None:
        self._forget()
        self._is_at_rest = False

    def _forget(self) -> None:
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._hosts.begin_project()
        self._fetched, self._fetched_bytes, self._is_over = 0, 0, False
        self._tell()

    async def close(self) -> None:
        """Stop for good; what is half there is gone on with next time."""
        self._is_closed = True
        going = [job.task for job in self._jobs.values() if job.task is not None]
        self._forget()
        if self._telling is not None:
            self._telling.cancel()
        await asyncio.gather(*going, return_exceptions=True)
        await self._fetcher.aclose()

    def hear_of_places(self) -> None:
        """Fetch what has gone from this computer from where it was uploaded to."""
        self._follow()

    def _follow_assets(self, patch: Patch) -> None:
        """Know of addresses also of what was missing before: the sources have no news of those."""
        if patch.assets:
            self._follow()

    def _follow(self) -> None:
        if self._is_closed or self._is_at_rest:
            return
        orders = orders_of(
            self._document.state, self._sources.missing, uploaded_places(self._document.media, self._places())
        )
        for url in [url for url in self._jobs if url not in orders]:
            job = self._jobs.pop(url)
            job.cancel()
            if self._has_file(job):  # found, perhaps before the job has noticed that it is done
                self._fetched += 1
                self._fetched_bytes += job.size_bytes
        home = self._home() if orders else None
        for url, order in orders.items():
            known = self._jobs.get(url)
            if known is None:
                self._jobs[url] = Job(order, home)
            else:
                known.order = order
        if orders and not self._hosts.is_known and not self._is_reading:
            self._is_reading = True
            self._tasks.start(self._read_hosts(), "permissions")
        self._go_on()

    def _has_file(self, job: Job) -> bool:
        found = (self._sources.sources.get(key) for key in job.order.keys)
        return any(source is not None and source.path is not None for source in found)

    def _go_on(self) -> None:
        """Let each have its turn, as far as it may."""
        if self._is_closed:
            return
        if not self._hosts.is_known:
            self._tell()  # nobody need be warned of what may well come
            return
        running = sum(_turns(job) for job in self._jobs.values() if job.kind == "fetching")
        for job in self._jobs.values():
            if job.kind not in ("asking", "declined", "waiting"):
                continue
            if self._hosts.may_ask(job.host):
                job.kind = "waiting"
                if running + _turns(job) <= AT_ONCE:
                    running += _turns(job)
                    job.kind = "fetching"
                    job.task = self._tasks.start(self._fetch(job), f"fetching {job.order.filename}")
            else:
                job.kind = "declined" if self._hosts.is_declined(job.host) else "asking"
        self._tell()

    async def _fetch(self, job: Job) -> None:
        try:
            async with self._claimed(job):
                await self._bring(job)
        except ProjectInUseError:  # another window fetches it, or this one has not quite stopped
            job.kind = "away"
            job.task = self._tasks.start(self._wait(job, _LOOK_AGAIN_S), "waiting for another window")
        except APIError as error:
            self._take_refusal(job, error)
        except (OSError, LocalDatabaseError, WrongContentError) as error:
            await in_thread(self._cache.discard, job.order.url)
            has_company = len(self._jobs) > 1  # what came beside it may have taken the room for a while
            is_full = words.is_full(error)
            if not (is_full and has_company and job.try_alone()):
                says = words.broken(job.order.filename, job.host, error)
                self._fail(job, says, "no room" if is_full else "refused")
        else:
            job.kind, job.task = "kept", None
            self._sources.refresh()
        self._go_on()

    @asynccontextmanager
    async def _claimed(self, job: Job) -> AsyncGenerator[None]:
        claims: list[ProjectLock] = []
        try:
            await in_thread(lambda: claims.append(self._cache.claim(job.order.url)))
            yield
        finally:
            for claim in claims:
                claim.remove()

    async def _bring(self, job: Job) -> None:
        def show(done: int, total: int | None) -> None:
            job.done, job.total = done, total
            job.attempt = 0
            self._tell_soon()

        if await in_thread(self._cache.find, {"": Sought(job.order.url)}):
            return
        target = await in_thread(self._cache.incoming, job.order.url)
        spare_bytes = await in_thread(self._cache.reserve_bytes)
        await self._fetcher.fetch(
            job.address,
            target,
            permits=self._hosts.permits,
            most_bytes=self._cache.limit_bytes,
            spare_bytes=spare_bytes,
            progress=show,
        )
        # In turn: what is on the disk, and not yet known to be in use, would have to make room.
        async with self._keeping:
            job.content = await in_thread(self._cache.keep, job.order.url, target, job.order.filename)
            await self._make_room(self.contents_in_use())

    def _take_refusal(self, job: Job, error: APIError) -> None:
        if job.try_elsewhere():
            job.kind, job.task = "waiting", None
        elif is_transient(error):
            job.kind, job.says = "away", words.away(job.host)
            pause = max(self._pause(job.attempt), min(error.retry_after or 0, LONGEST_PAUSE))
            job.attempt += 1
            job.task = self._tasks.start(self._wait(job, pause), "waiting for the network")
        else:
            self._fail(job, words.refused(job.order.filename, job.host, error), "refused")

    def _fail(self, job: Job, says: str, why: NotFetched) -> None:
        _log.warning("not fetched: %s", says)
        job.kind, job.says, job.not_fetched, job.task = "failed", says, why, None

    async def _wait(self, job: Job, seconds: float) -> None:
        await asyncio.sleep(seconds)
        job.kind, job.task = "waiting", None
        self._go_on()

    async def _make_room(self, kept: frozenset[str]) -> None:
        try:
            free = await asyncio.to_thread(self._cache.make_room, kept)
        except (OSError, LocalDatabaseError) as error:
            _log.warning("no room is made among fetched media: %s", error)
            return
        if free < 0 and not self._is_over:
            self._is_over = True
            self.notice.emit(words.over_limit(self._cache.limit_bytes))

    async def _read_hosts(self) -> None:
        await self._in_database(self._hosts.read())
        self._is_reading = False
        self._go_on()

    async def _in_database(self, work: Awaitable[None]) -> None:
        try:
            await work
        except LocalDatabaseError as error:
            self.notice.emit(str(error))

    # What is said of it.

    def _tell_soon(self) -> None:
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(_TELL_S, self._tell)

    def _tell(self) -> None:
        if self._telling is not None:
            self._telling.cancel()
            self._telling = None
        jobs = self._jobs.values()
        if not self._is_at_rest:  # what is said of a project that is closed is the last that was known of it
            remarks = {key: remark(job) for job in jobs for key in job.order.keys}
            self._sources.set_remarks({**self._awaited(), **remarks})
        going = [job for job in jobs if job.kind in ("fetching", "away")]
        shares = {key: job.done / job.size_bytes for job in going for key in job.order.keys}
        if shares != self.shares:
            self.shares = shares
            self.progress_changed.emit(shares)
        summary = self._summed_up()
        if summary != self.summary:
            self.summary = summary
            self.summary_changed.emit(summary)

    def _awaited(self) -> dict[str, Remark]:
        if self._document.work.cloud is None:
            return {}
        names = awaited(self._document.state, self._sources.missing)
        says = {key: words.awaited(name) for key, name in names.items()}
        return {key: Remark(text, is_coming=False, is_awaited=True) for key, text in says.items()}

    def _summed_up(self) -> Summary:
        jobs = list(self._jobs.values())
        coming = [job for job in jobs if job.kind in ("waiting", "fetching", "away", "kept")]
        if not coming:
            self._fetched, self._fetched_bytes = 0, 0
        here = sum(job.size_bytes if job.kind == "kept" else job.done for job in coming)
        size = sum(job.size_bytes for job in coming)
        are_away = bool(coming) and all(job.kind in ("waiting", "away", "kept") for job in coming)
        return Summary(
            question=question([job for job in jobs if job.kind == "asking"]),
            files=self._fetched + len(coming),
            fetched=self._fetched + sum(job.kind == "kept" for job in coming),
            share=(self._fetched_bytes + here) / max(1, self._fetched_bytes + size),
            waits=next((job.says for job in coming if job.says), "") if are_away else "",
            failures=tuple(job.says for job in jobs if job.kind == "failed"),
        )


def _turns(job: Job) -> int:
    """Give how many of those that may come at once it takes the place of."""
    return AT_ONCE if job.is_alone else 1
