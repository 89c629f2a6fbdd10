"""Make a video file from a document: plan it, render on every core, join, check, put it in place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.render.export import limits
from editor_app.render.export.content import content_of
from editor_app.render.export.crew import Crew
from editor_app.render.export.fingerprint import fingerprint
from editor_app.render.export.finish import finisher
from editor_app.render.export.formats import suffix_of
from editor_app.render.export.jobs import Setup
from editor_app.render.export.room import refuse_if_no_room
from editor_app.render.export.segments import Segment, plan_segments
from editor_app.render.export.sequence import take_back
from editor_app.render.export.settings import (
    BadFile,
    DiskFull,
    ExportCancelled,
    ExportPaused,
    ExportReport,
    ExportSettings,
    Phase,
    Progress,
    Target,
)
from editor_app.render.export.spool import Spool, kept_spool, passing_spool, size_of
from editor_app.render.export.targets import checked_target as checked_target
from editor_app.render.export.targets import plan_target as plan_target
from editor_app.render.export.writing import (
    check_output,
    mark_of,
    place_of,
    put_in_place,
    refuse_if_taken,
    writing,
)
from editor_app.state.dialects import to_bytes
from editor_app.state.model import EditorState

if TYPE_CHECKING:
    from editor_app.render.media.source import MediaSource

OnProgress = Callable[[Progress], None]
_KEPT = " Make room and go on: what is finished is kept."


def export_video(
    state: EditorState,
    sources: Mapping[str, MediaSource],
    settings: ExportSettings,
    output: Path,
    *,
    on_progress: OnProgress | None = None,
    cancelled: threading.Event | None = None,
    paused: threading.Event | None = None,
    cache_dir: Path | None = None,
    expected: Iterable[Path] = (),
    spool: Path | None = None,
    may_replace: Collection[str] | None = None,
) -> ExportReport:
    """Render `state` into the file `output`, which appears only when it is complete and checked.

    The same document and settings give the same bytes, whatever the number of workers. Decoded sound is kept
    in `cache_dir` (default: the user's cache). Where the project has other media, or `expected` them, nothing
    is written. Raises ExportError; `cancelled` ends it within a second.

    In the folder `spool`, which is the caller's and this export's alone, finished pieces outlive a run that
    is killed, fails or is `paused` (ExportPaused, after the segments in hand): the next goes on with them.
    With `may_replace`, a file is replaced only if its mark (`writing.mark_of`) is among these, or if such
    an earlier run has put it there; PlaceTaken else.
    """
    if paused is not None and spool is None:
        raise ValueError("Only an export with a spool can be paused.")
    started = time.monotonic()
    target = checked_target(state, settings)
    with _opened(state, sources, target, output, expected, spool) as opened:
        claims = None if may_replace is None else {*may_replace, *opened.placed_marks}
        refuse_if_taken(output, claims)
        setup = Setup(output, opened, dict(sources), target, cache_dir)
        run = _Run(setup, started, on_progress, cancelled, paused)
        workers = limits.worker_count(target, settings.workers, run.segments, limits.available_memory())
        finished = opened.scratch / f"finished{suffix_of(target.format)}"
        try:
            with run.crew(workers) as crew:
                run.render(crew, finished)
                run.check(crew, finished)
            size = size_of(finished)
            refuse_if_taken(output, claims)  # or the note would forget whose the one there is
            with writing(output, opened.folder):
                opened.begin_placing(output, mark_of(finished))
            put_in_place(finished, output, claims)
        except BadFile:
            opened.clear()  # what is wrong may be in the pieces
            raise
        except DiskFull as error:
            raise DiskFull(f"{error}{_KEPT if opened.is_kept else ''}") from error
        # Whose the file is must be known until the caller knows that it is there.
        opened.clear(keeps_place=opened.is_kept and claims is not None)
    return ExportReport(
        output=output,
        frames=target.frames,
        width=target.width if target.has_pictures else 0,
        height=target.height if target.has_pictures else 0,
        size_bytes=size,
        seconds=time.monotonic() - started,
        workers=workers,
        warnings=tuple(sorted(crew.warnings)),
        stages=crew.times,
        unreadable=tuple(sorted(crew.unreadable)),
    )


@contextmanager
def _opened(
    state: EditorState,
    sources: Mapping[str, MediaSource],
    target: Target,
    output: Path,
    expected: Iterable[Path],
    root: Path | None,
) -> Iterator[Spool]:
    """Give the spool, with the document in it; raise CannotWrite where output or spool cannot be written."""
    state_json = to_bytes(state)
    wants_folder = target.kind == "sequence"
    identity = "" if root is None else fingerprint(state_json, target, sources)
    if root is not None and wants_folder and Spool(root / identity, root, True).has_placed(output):
        take_back(output, target)
    media = (source.path for source in sources.values() if source.path is not None)
    check_output(output, media, expected, wants_folder=wants_folder)
    with passing_spool(output) if root is None else kept_spool(root, identity, output) as spool:
        refuse_if_no_room(target, output, spool, content_of(state, target))
        with writing(output, spool.folder):
            spool.write(spool.state_path, state_json)
        yield spool


class _Run:
    """One export under way: what it tells and when it stops."""

    def __init__(
        self,
        setup: Setup,
        started: float,
        on_progress: OnProgress | None,
        cancelled: threading.Event | None,
        paused: threading.Event | None,
    ) -> None:
        self._setup, self._target = setup, setup.target
        self._started = started
        self._on_progress = on_progress
        self._cancelled = cancelled or threading.Event()
        self._paused = paused or threading.Event()
        self._pieces = _pieces(setup.target)
        spool = setup.spool
        found = {piece: spool.whole(spool.piece_path(setup.target, piece)) for piece in self._pieces}
        self._kept = {piece: note for piece, note in found.items() if note is not None}
        self._work = [piece for piece in self._pieces if piece not in self._kept]
        counted = self._kept if setup.target.has_pictures else ()
        self._frames_kept = sum(piece.frames for piece in counted if piece is not None)
        if not setup.target.has_pictures and self._kept:
            self._frames_kept = setup.target.frames

    @property
    def segments(self) -> int:
        """Count the pieces that can be made side by side, at least one."""
        return max(1, sum(piece is not None for piece in self._work))

    def crew(self, lanes: int) -> Crew:
        """Give the workers for what is not there yet."""
        crew = Crew(self._setup, self._work, lanes, self._paused)
        for note in self._kept.values():
            crew.warnings.update(dict.fromkeys(note.warnings))
            crew.unreadable.update(dict.fromkeys(note.unreadable))
        return crew

    def render(self, crew: Crew, finished: Path) -> None:
        """Run all jobs and make the file `finished` of their results."""
        setup, output = self._setup, self._setup.output
        name = place_of(output).stem if self._target.kind != "sequence" else output.name
        with finisher(finished, self._target, name, kept=setup.spool.is_kept) as taker:
            for piece in self._kept:
                with writing(output):
                    taker.take(piece, setup.spool.piece_path(self._target, piece))
            missing = len(self._work)
            self._report(0, "rendering")
            for job in crew.jobs_done():
                self._stop_if_cancelled()
                if job is not None:
                    missing -= 1
                    with writing(output):
                        taker.take(job.segment, job.path)
                self._report(crew.frames_done, "rendering")
            if missing:
                raise ExportPaused("The export is paused; what is finished is kept.")
            with writing(output):
                taker.finish(self._finishing)

    def check(self, crew: Crew, finished: Path) -> None:
        """Let the file be read back; raise BadFile where it is not what it should be."""
        self._report(self._target.frames - self._frames_kept, "checking")
        with writing(self._setup.output):
            size_of(finished)  # its folder may be gone
        for _ in crew.check(finished):
            self._stop_if_cancelled()

    def _finishing(self) -> None:
        self._stop_if_cancelled()
        self._report(self._target.frames - self._frames_kept, "finishing")

    def _stop_if_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise ExportCancelled("The export was cancelled.")

    def _report(self, frames_made: int, phase: Phase) -> None:
        """Tell the caller how far it is."""
        if self._on_progress is None:
            return
        total, done = self._target.frames, frames_made + self._frames_kept
        fps = frames_made / max(time.monotonic() - self._started, 1e-3)
        left = (total - done) / fps if frames_made else (0.0 if done == total else None)
        self._on_progress(Progress(done, total, fps, left, phase))


def _pieces(target: Target) -> tuple[Segment | None, ...]:
    """Give what a target is made of: its segments, and None for the sound."""
    sound = (None,) if target.has_sound else ()
    if not target.has_pictures:
        return sound
    return (*sound, *plan_segments(target.frames, target.fps, target.width * target.height))
