"""Make a video file from a document: plan it, render on every core, join, check, put it in place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from editor_app.render.export import limits
from editor_app.render.export.crew import Crew
from editor_app.render.export.jobs import Setup
from editor_app.render.export.recipes import DEFAULT_PRESET, RECIPES
from editor_app.render.export.segments import plan_segments
from editor_app.render.export.settings import (
    BadSettings,
    ExportCancelled,
    ExportReport,
    ExportSettings,
    NothingToExport,
    Phase,
    Progress,
    Target,
)
from editor_app.render.export.writing import check_output, put_in_place, scratch_folder, writing
from editor_app.state.dialects import to_bytes
from editor_app.state.model import EditorState
from editor_app.state.queries import project_length
from editor_app.timebase import frame_count

if TYPE_CHECKING:
    from editor_app.render.media.source import MediaSource

OnProgress = Callable[[Progress], None]


def export_video(
    state: EditorState,
    sources: Mapping[str, MediaSource],
    settings: ExportSettings,
    output: Path,
    *,
    on_progress: OnProgress | None = None,
    cancelled: threading.Event | None = None,
    cache_dir: Path | None = None,
    expected: Iterable[Path] = (),
) -> ExportReport:
    """Render `state` into the file `output`, which appears only when it is complete and checked.

    The same document and settings give the same bytes, whatever the number of workers. Decoded sound is kept
    in `cache_dir` (default: the user's cache). Where the project has other media, or `expected` them, nothing
    is written. Raises ExportError; `cancelled` ends it within a second.
    """
    started = time.monotonic()
    target = checked_target(state, settings)
    check_output(output, (source.path for source in sources.values() if source.path is not None), expected)
    segments = plan_segments(target.frames, target.fps, target.width * target.height)
    workers = limits.worker_count(target, settings.workers, len(segments), limits.available_memory())
    with scratch_folder(output) as spool:
        setup = Setup(output, spool / "state.json", dict(sources), target, cache_dir)
        with writing(output):
            setup.state_path.write_bytes(to_bytes(state))
        finished = spool / f"finished.{target.format}"
        run = _Run(target, started, on_progress, cancelled or threading.Event())
        with Crew(setup, spool, segments, workers) as crew:
            run.render(crew, finished, output)
        run.check(finished)
        size = finished.stat().st_size
        put_in_place(finished, output)
    return ExportReport(
        output=output,
        frames=target.frames,
        width=target.width,
        height=target.height,
        size_bytes=size,
        seconds=time.monotonic() - started,
        workers=workers,
        warnings=tuple(sorted(crew.warnings)),
        stages=crew.times,
        unreadable=tuple(sorted(crew.unreadable)),
    )


def checked_target(state: EditorState, settings: ExportSettings) -> Target:
    """Give what is to be made; raise BadSettings, NothingToExport, TooLarge where the request is wrong."""
    target = plan_target(state, settings)
    limits.check_codec_limits(target)
    limits.check_length(target)
    return target


def plan_target(state: EditorState, settings: ExportSettings) -> Target:
    """Work out size and frames; raise BadSettings, NothingToExport."""
    if settings.fps not in {30, 60}:
        raise BadSettings(f"The frame rate is {settings.fps}, but must be 30 or 60.")
    if settings.alpha and settings.format == "mp4":
        raise BadSettings("An mp4 cannot be transparent; choose webm or mkv.")
    if settings.workers is not None and settings.workers < 1:
        raise BadSettings("At least one worker is needed.")
    length = project_length(state)
    if length <= 0:
        raise NothingToExport("The timeline is empty, so there is nothing to export.")
    end = length if settings.end_tick is None else min(settings.end_tick, length)
    if settings.start_tick < 0 or settings.start_tick >= end:
        raise NothingToExport(
            "The chosen range holds nothing of the timeline, so there is nothing to export."
        )
    width, height = limits.output_size(state.composition_width, state.composition_height, settings.scale)
    return Target(
        format=settings.format,
        width=width,
        height=height,
        fps=settings.fps,
        start_tick=settings.start_tick,
        frames=frame_count(end - settings.start_tick, settings.fps),
        alpha=settings.alpha,
        crf=RECIPES[settings.format].default_crf if settings.crf is None else settings.crf,
        preset=settings.preset or DEFAULT_PRESET,
    )


class _Run:
    """One export under way: what it tells and when it stops."""

    def __init__(
        self, target: Target, started: float, on_progress: OnProgress | None, cancelled: threading.Event
    ) -> None:
        self._target = target
        self._started = started
        self._on_progress = on_progress
        self._cancelled = cancelled

    def render(self, crew: Crew, finished: Path, output: Path) -> None:
        """Run all jobs and join their results to the file `finished`."""
        # Imported here, while the workers start, and not before: it takes a tenth of a second.
        from editor_app.render.export.join import Joiner

        with Joiner(finished, self._target) as joiner:
            for job in crew.jobs_done():
                self._stop_if_cancelled()
                if job is not None:
                    with writing(output):
                        joiner.take(job.segment, job.path)
                self._report(crew.frames_done, "rendering")
            with writing(output):
                joiner.finish()

    def check(self, finished: Path) -> None:
        """Read the file back; raise RenderFailed where it is not what it should be."""
        from editor_app.render.export.verify import verify

        self._report(self._target.frames, "checking")
        verify(finished, self._target, self._stop_if_cancelled)

    def _stop_if_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise ExportCancelled("The export was cancelled.")

    def _report(self, frames_done: int, phase: Phase) -> None:
        """Tell the caller how far it is."""
        if self._on_progress is None:
            return
        total = self._target.frames
        fps = frames_done / max(time.monotonic() - self._started, 1e-3)
        left = (total - frames_done) / fps if frames_done else None
        self._on_progress(Progress(frames_done, total, fps, left, phase))
