"""What a worker is given and gives back, and the two functions it is called with.

Nothing here imports a decoder, an encoder or Qt: the parent stays small and starts its workers at once.
"""

from __future__ import annotations

import functools
import os
import shutil
import signal
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from editor_app.render.export.note import Note
from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import ExportError, RenderFailed, StageTimes, Target
from editor_app.render.export.spool import Spool
from editor_app.render.with_parent import end_with_parent

if TYPE_CHECKING:
    from editor_app.render.export.worker import Worker
    from editor_app.render.media.source import MediaSource

Part = Literal["all", "all but the end", "the end"]
"""What of a finished file is looked at. The last frame costs about as much as all the rest: everything from
its key frame on is decoded."""


def check_parts(target: Target, workers: int) -> tuple[Part, ...]:
    """Share the look at a finished file out among so many workers."""
    is_film = target.has_pictures and target.kind not in ("still", "sequence")
    return ("all but the end", "the end") if workers > 1 and is_film and target.frames > 1 else ("all",)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is given once: where the document and the pieces are, its media, the target."""

    output: Path
    spool: Spool
    sources: Mapping[str, MediaSource]
    target: Target
    cache_dir: Path | None


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: a segment, or the sound where that is None; `quarantined` media stay closed.

    Where it `checks` a part of it, `path` is the finished file and nothing is made.
    """

    segment: Segment | None
    path: Path
    quarantined: frozenset[str] = frozenset()
    checks: Part | None = None

    @property
    def name(self) -> str:
        """Name the work in a sentence."""
        if self.checks:
            return "the end of the finished file" if self.checks == "the end" else "the finished file"
        return "the sound" if self.segment is None else f"segment {self.segment.index}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job beside its file; `unreadable` are the warnings of media that are not there."""

    warnings: tuple[str, ...] = ()
    times: StageTimes = field(default_factory=StageTimes)
    unreadable: tuple[str, ...] = ()


_setup: tuple[Setup, Note] | None = None
_worker: Worker | None = None


def start(setup: Setup, note: Note) -> None:
    """Prepare this process; what can fail waits for the first job, whose result tells why."""
    global _setup
    # Ctrl-C reaches every process of a terminal; the parent decides and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    end_with_parent(functools.partial(shutil.rmtree, setup.spool.scratch, ignore_errors=True))
    _setup = (setup, note)


def run(job: Job) -> Outcome:
    """Do `job`; raise ExportError, the only exceptions that cross the border between processes."""
    global _worker
    assert _setup is not None
    try:
        _setup[1].begin()
        if _worker is None:
            from editor_app.render.export.worker import Worker

            _worker = Worker(*_setup)
        return _worker.do(job)
    except ExportError:
        raise
    except Exception as error:
        doing = "Checking" if job.checks else "Rendering"
        failure = RenderFailed(f"{doing} {job.name} failed: {type(error).__name__}: {error}")
        failure.add_note(traceback.format_exc())
        raise failure from None
