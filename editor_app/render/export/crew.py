"""Run an export's jobs on several lanes until all are done, whatever dies meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from editor_app.render.export.deaths import Deaths
from editor_app.render.export.jobs import Job, Outcome, Setup, check_parts
from editor_app.render.export.lanes import Lane
from editor_app.render.export.segments import Runs, Segment
from editor_app.render.export.settings import StageTimes
from editor_app.timebase import format_clock, tick_of_frame

POLL_SECONDS = 0.1


class Crew:
    """The lanes of one export and the work they share; a context manager that leaves no process behind.

    The `work` holds the segments to make, and None for the sound. Once `held` is set, nothing more is begun.
    """

    def __init__(
        self, setup: Setup, work: Sequence[Segment | None], lanes: int, held: threading.Event
    ) -> None:
        self.warnings: dict[str, None] = {}
        self.unreadable: dict[str, None] = {}
        self.times = StageTimes()
        self._setup = setup
        self._makes_sound = None in work
        self._segments = segments = [segment for segment in work if segment is not None]
        self._runs = Runs(len(segments), lanes)
        self._lanes = [Lane(setup, sorted(setup.sources)) for _ in range(lanes)]
        self._work: dict[Future[Outcome], tuple[int, Job]] = {}
        self._deaths = Deaths()
        self._quarantined: frozenset[str] = frozenset()
        self._frames_done = 0
        self._held = held

    @property
    def frames_done(self) -> int:
        """Count the frames encoded so far, those of unfinished segments too."""
        return self._frames_done + sum(
            self._lanes[lane].note.frames for lane, job in self._work.values() if self._counts(job)
        )

    def _counts(self, job: Job) -> bool:
        """Tell whether a job is what progress is measured by: pictures, where there are any."""
        is_sound = job.segment is None
        return not job.checks and is_sound != self._setup.target.has_pictures

    def jobs_done(self) -> Iterator[Job | None]:
        """Do everything; give each finished job, and None whenever a while has passed.

        Once held, end with the segments in hand, and give up the sound: it is one piece, and may take long.

        Raises ExportError where a job fails or keeps killing its worker.
        """
        while any(map(self._is_awaited, self._work.values())):
            done, _ = wait(self._work, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
            for future in done:
                job = self._finish(future)
                if job is not None:
                    yield job
            if not done:
                for lane, _ in self._work.values():
                    self._lanes[lane].kill_if_hung()
                yield None

    def _is_awaited(self, work: tuple[int, Job]) -> bool:
        job = work[1]
        return job.segment is not None or job.checks is not None or not self._held.is_set()

    def check(self, finished: Path) -> Iterator[None]:
        """Let workers read the finished file back, giving None whenever a while has passed.

        Raises BadFile where it is not what it should be.
        """
        for lane, part in enumerate(check_parts(self._setup.target, len(self._lanes))):
            self._submit(lane, Job(None, finished, self._quarantined, checks=part))
        for _ in self.jobs_done():
            yield

    def _submit(self, lane: int, job: Job) -> None:
        self._work[self._lanes[lane].submit(job)] = (lane, job)

    def _next_segment(self, lane: int) -> None:
        index = None if self._held.is_set() else self._runs.take(lane)
        if index is not None:
            segment = self._segments[index]
            self._submit(lane, Job(segment, self._path(segment), self._quarantined))

    def _path(self, segment: Segment | None) -> Path:
        return self._setup.spool.piece_path(self._setup.target, segment)

    def _finish(self, future: Future[Outcome]) -> Job | None:
        """Take a future's result, or do its job again if the worker died; keep the lane busy."""
        lane, job = self._work.pop(future)
        try:
            outcome = future.result()
        except BrokenProcessPool:
            blamed = self._deaths.record(self._lanes[lane].bury(job))
            if blamed is not None:
                self._quarantine(blamed, job)
            self._submit(lane, replace(job, quarantined=self._quarantined))
            return None
        self.warnings.update(dict.fromkeys(outcome.warnings))
        self.unreadable.update(dict.fromkeys(outcome.unreadable))
        self.times.add(outcome.times)
        if self._counts(job):
            self._frames_done += self._setup.target.frames if job.segment is None else job.segment.frames
        self._next_segment(lane)
        return job

    def _quarantine(self, asset_id: str, job: Job) -> None:
        """Close a medium for all work that begins from now on; what is finished keeps its pictures."""
        self._quarantined |= {asset_id}
        source = self._setup.sources[asset_id]
        if job.segment is None:
            effect = "it is not heard"
        else:
            tick = self._setup.target.start_tick + tick_of_frame(
                job.segment.first_frame, self._setup.target.fps
            )
            effect = f"from about {format_clock(tick)} on a placeholder stands in its place"
        sentence = f"“{source.filename}” made its decoder crash: {effect}."
        self.warnings[sentence] = self.unreadable[sentence] = None

    def __enter__(self) -> Crew:
        """Set every lane to work."""
        try:
            self._begin()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self._close()

    def _begin(self) -> None:
        # The first lane begins with the sound: nothing is joined before it is there, and the other lanes
        # first have to find their place in the middle of the media.
        if self._makes_sound and not self._held.is_set():
            self._submit(0, Job(None, self._path(None)))
        for lane in range(self._makes_sound, len(self._lanes)):
            self._next_segment(lane)

    def _close(self) -> None:
        for lane in self._lanes:
            lane.close()
