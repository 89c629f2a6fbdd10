"""What runs in a worker process: pictures of a segment, or the sound, into a spool file."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing import connection, parent_process
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import AudioCacheError
from editor_app.render.audio.limit import limited_blocks
from editor_app.render.audio.mix import Mixer
from editor_app.render.encode import PictureEncoder, encode_sound
from editor_app.render.export_settings import CannotWrite, ExportError, RenderFailed, StageTimes, Target
from editor_app.render.media.pool import MediaPool
from editor_app.render.media.source import MediaSource
from editor_app.render.note import Note
from editor_app.render.renderer import Renderer
from editor_app.render.segments import Segment
from editor_app.state.dialects import read
from editor_app.state.model import EditorState
from editor_app.state.reading import parse_json
from editor_app.timebase import sample_at, tick_of_frame


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is given once: the document's file in the spool folder, its media, the target."""

    output: Path
    state_path: Path
    sources: Mapping[str, MediaSource]
    target: Target
    cache_dir: Path | None


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: a segment, or the sound where that is None; `quarantined` media stay closed."""

    segment: Segment | None
    path: Path
    quarantined: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Name the work in a sentence."""
        return "the sound" if self.segment is None else f"segment {self.segment.index}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job beside its file."""

    warnings: tuple[str, ...] = ()
    times: StageTimes = field(default_factory=StageTimes)


class _Bench:
    """One worker's document and open decoders, kept from job to job."""

    def __init__(self, setup: Setup, note: Note) -> None:
        self.setup = setup
        self.note = note
        self.state: EditorState = read(parse_json(setup.state_path.read_bytes()))[0]
        self.times = StageTimes()
        self._quarantined: frozenset[str] = frozenset()
        self._pool: MediaPool | None = None
        self._renderer: Renderer | None = None
        self._opened_at = 0.0

    def renderer(self, quarantined: frozenset[str]) -> tuple[Renderer, MediaPool]:
        """Give the renderer over a pool that keeps `quarantined` closed."""
        if self._pool is None or self._renderer is None or quarantined != self._quarantined:
            if self._pool is not None:
                self._pool.close()
            self._pool = MediaPool(self.setup.sources, on_open=self.on_open, quarantined=quarantined)
            self._renderer = Renderer(self._pool)
            self._quarantined = quarantined
        return self._renderer, self._pool

    def on_open(self, asset_id: str | None) -> None:
        """Note which medium a decoder has in hand, and how long."""
        now = time.perf_counter()
        if asset_id is None:
            self.times.decode += now - self._opened_at
        self._opened_at = now
        self.note.open(asset_id)


_setup: tuple[Setup, Note] | None = None
_bench: _Bench | None = None


def start(setup: Setup, note: Note) -> None:
    """Prepare this process; what can fail waits for the first job, whose result tells why."""
    global _setup
    # Ctrl-C reaches every process of a terminal; the parent decides and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _setup = (setup, note)
    threading.Thread(target=_end_with_parent, args=(setup.state_path.parent,), daemon=True).start()


def _end_with_parent(spool: Path) -> None:
    parent = parent_process()
    if parent is None:
        return
    connection.wait([parent.sentinel])
    shutil.rmtree(spool, ignore_errors=True)
    os._exit(1)


def run(job: Job) -> Outcome:
    """Do `job`; raise ExportError, the only exceptions that cross the border between processes."""
    global _bench
    assert _setup is not None
    setup, note = _setup
    try:
        note.begin()
        if _bench is None:
            _bench = _Bench(setup, note)
        if job.segment is None:
            return _render_sound(_bench, job)
        return _render_segment(_bench, job, job.segment)
    except ExportError:
        raise
    except AudioCacheError as error:
        raise CannotWrite(str(error)) from error
    except Exception as error:
        failure = RenderFailed(f"Rendering {job.name} failed: {type(error).__name__}: {error}")
        failure.add_note(traceback.format_exc())
        raise failure from None


def _render_segment(bench: _Bench, job: Job, segment: Segment) -> Outcome:
    target = bench.setup.target
    renderer, pool = bench.renderer(job.quarantined)
    times = bench.times = StageTimes()
    shown: object = None
    with PictureEncoder(job.path, bench.setup.output, target, times) as encoder:
        for frame in range(segment.first_frame, segment.first_frame + segment.frames):
            tick = target.start_tick + tick_of_frame(frame, target.fps)
            with _timed(times):
                key = renderer.key(bench.state, tick, target.size)
                image = None
                if frame == segment.first_frame or key != shown:
                    image = renderer.frame(bench.state, tick, target.size, transparent=target.alpha)
            if image is not None:
                encoder.show(image)
                shown = key
            encoder.write()
            bench.note.count_frame()
    return Outcome(pool.warnings + renderer.warnings, times)


@contextlib.contextmanager
def _timed(times: StageTimes) -> Iterator[None]:
    """Count the time as painting, less what went into decoding."""
    begin, decoded = time.perf_counter(), times.decode
    yield
    times.paint += time.perf_counter() - begin - (times.decode - decoded)


def _render_sound(bench: _Bench, job: Job) -> Outcome:
    target, setup = bench.setup.target, bench.setup
    mixer = Mixer(
        bench.state,
        setup.sources,
        cache_dir=setup.cache_dir,
        on_open=bench.note.open,
        quarantined=job.quarantined,
    )
    first = sample_at(target.start_tick)
    blocks = limited_blocks(mixer, first, first + target.samples)
    try:
        encode_sound(job.path, setup.output, target, _beating(blocks, bench.note))
        return Outcome(mixer.warnings)
    finally:
        mixer.close()


def _beating(blocks: Iterator[NDArray[np.float32]], note: Note) -> Iterator[NDArray[np.float32]]:
    for block in blocks:
        note.beat()
        yield block
