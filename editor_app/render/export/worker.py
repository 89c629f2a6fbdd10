"""What runs in a worker process: pictures of a segment, or the sound, into a spool file."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import AudioCacheError
from editor_app.render.audio.limit import limited_blocks
from editor_app.render.audio.mix import Mixer
from editor_app.render.export.check import check
from editor_app.render.export.encode import PictureEncoder
from editor_app.render.export.encode_sound import encode_sound
from editor_app.render.export.framed import FramedRenderer
from editor_app.render.export.jobs import Job, Outcome, Setup
from editor_app.render.export.loudness import Loudest
from editor_app.render.export.note import Note
from editor_app.render.export.pictures import PictureFolder
from editor_app.render.export.proofs import proof_frames, proof_of
from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import CannotWrite, StageTimes
from editor_app.render.export.spool import PieceNote, size_of
from editor_app.render.export.writing import writing
from editor_app.render.media.pool import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.state.dialects import read
from editor_app.state.reading import parse_json
from editor_app.timebase import SAMPLE_RATE, sample_at, tick_of_frame

# An export reads forward: what it wants twice are still pictures, and few of those fill the frame.
_CACHED_FRAMES = 3
_LEAST_CACHE_BYTES = 16 * 2**20

# Of glibc's mallopt: M_TRIM_THRESHOLD, M_MMAP_THRESHOLD and the most it takes for that.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_LARGEST_THRESHOLD = 32 * 2**20
_KEPT_AT_THE_TOP = 64 * 2**20


class Worker:
    """The document and open decoders of one worker process, kept from job to job."""

    def __init__(self, setup: Setup, note: Note) -> None:
        self._setup = setup
        self._note = note
        self._state = read(parse_json(setup.spool.state_path.read_bytes()))[0]
        self._times = StageTimes()
        self._opened_at = 0.0
        self._quarantined: frozenset[str] = frozenset()
        self._memory = _Memory(setup.target.width * setup.target.height)
        self._open()
        gc.collect()
        gc.freeze()

    def do(self, job: Job) -> Outcome:
        """Do `job`; raise ExportError where it cannot be written."""
        if job.quarantined != self._quarantined:
            self._quarantined = job.quarantined
            self._pool.close()
            self._open()
        self._pool.settle()
        outcome = self._outcome(job)
        # An encoder and its container refer to each other: only a collection frees its 150 MB (at 1080p).
        gc.collect()
        self._memory.give_back()
        return outcome

    def _outcome(self, job: Job) -> Outcome:
        setup = self._setup
        if job.checks:
            begin = time.perf_counter()
            check(job.path, setup.target, setup.spool, self._note.beat, job.checks)
            return Outcome(times=StageTimes(check=time.perf_counter() - begin))
        part = setup.spool.part_path(job.path)
        try:
            if job.segment is None:
                outcome, loudest = self._make_sound(job, part)
            else:
                outcome, loudest = self._make_pictures(job.segment, part), None
            with writing(setup.output, setup.spool.folder):
                note = PieceNote(size_of(part), outcome.warnings, outcome.unreadable, loudest)
                setup.spool.settle(part, job.path, note)
        except BaseException:
            setup.spool.discard(part)
            raise
        return outcome

    def _open(self) -> None:
        width, height = self._setup.target.size
        self._pool = MediaPool(
            self._setup.sources,
            on_open=self._on_open,
            quarantined=self._quarantined,
            cache_bytes=max(_LEAST_CACHE_BYTES, _CACHED_FRAMES * 4 * width * height),
        )
        self._renderer = FramedRenderer(Renderer(self._pool), self._state, self._setup.target)

    def _on_open(self, asset_id: str | None) -> None:
        """Note which medium a decoder has in hand, and how long."""
        now = time.perf_counter()
        if asset_id is None:
            self._times.decode += now - self._opened_at
        self._opened_at = now
        self._note.open(asset_id)

    def _make_pictures(self, segment: Segment, part: Path) -> Outcome:
        target = self._setup.target
        self._times = StageTimes()
        shown: object = None
        proofs = proof_frames(target)
        with self._sink(segment, part) as sink:
            for frame in range(segment.first_frame, segment.first_frame + segment.frames):
                tick = target.start_tick + tick_of_frame(frame, target.fps)
                shown = self._paint(tick, shown, sink)
                sink.write()
                if frame in proofs:
                    self._keep_proof(frame, tick)
                self._note.count_frame()
        broken = self._renderer.warnings
        return Outcome(self._pool.warnings + broken, self._times, broken)

    def _sink(self, segment: Segment, part: Path) -> PictureEncoder | PictureFolder:
        setup, target = self._setup, self._setup.target
        if target.kind in ("still", "sequence"):
            first, folder = segment.first_frame + 1, setup.spool.folder
            return PictureFolder(part, setup.output, target, self._times, first, folder)
        return PictureEncoder(part, setup.output, target, self._times, setup.spool.folder)

    def _keep_proof(self, frame: int, tick: int) -> None:
        """Draw a frame once more, whole and by the renderer alone, for the finished file's check."""
        setup = self._setup
        content = proof_of(self._renderer.frame(tick))
        with writing(setup.output, setup.spool.folder):
            setup.spool.write(setup.spool.proof_path(frame), content)

    def _paint(self, tick: int, shown: object, encoder: PictureEncoder | PictureFolder) -> object:
        """Show the frame at `tick` unless it equals the one with the key `shown`; give its key."""
        begin, decoded = time.perf_counter(), self._times.decode
        key = self._renderer.key(tick)
        image = overlaid = None
        if key != shown and encoder.takes_planes:
            overlaid = self._renderer.overlaid(tick)
        if key != shown and overlaid is None:
            image = self._renderer.frame(tick)
        self._times.paint += time.perf_counter() - begin - (self._times.decode - decoded)
        if key != shown:
            self._memory.expect_whole_frames(overlaid is None)
        if overlaid is not None:
            encoder.show_overlaid(overlaid)
        elif image is not None:
            encoder.show(image)
        return key

    def _make_sound(self, job: Job, part: Path) -> tuple[Outcome, tuple[int, int, float] | None]:
        """Mix and encode; give also where the mix is loudest."""
        setup = self._setup
        mixer = Mixer(
            self._state,
            setup.sources,
            cache_dir=setup.cache_dir,
            on_open=self._note.open,
            quarantined=job.quarantined,
        )
        first = sample_at(setup.target.start_tick)
        loudest = Loudest()
        blocks = loudest.listening(limited_blocks(mixer, first, first + setup.target.samples))
        try:
            encode_sound(part, setup.output, setup.target, self._beating(blocks), setup.spool.folder)
            return Outcome(mixer.warnings, unreadable=mixer.unreadable), loudest.found
        except AudioCacheError as error:
            raise CannotWrite(str(error)) from error
        finally:
            mixer.close()

    def _beating(self, blocks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        fps, done, counted = self._setup.target.fps, 0, 0
        for block in blocks:
            self._note.beat()
            yield block
            done += block.shape[1]
            while counted < done * fps // SAMPLE_RATE:
                self._note.count_frame()
                counted += 1


class _Memory:
    """The C library's memory, where it can be told something (glibc): flat through a long film.

    Blocks of several MB in ever new order leave holes: without this 570 MB at 1080p became 620 (measured).
    """

    def __init__(self, frame_pixels: int) -> None:
        self._library = ctypes.CDLL(None) if sys.platform == "linux" else None
        self._large = min(2 * frame_pixels, _LARGEST_THRESHOLD)
        self._threshold = 0
        self._set(_TRIM_THRESHOLD, _KEPT_AT_THE_TOP)

    def expect_whole_frames(self, whole: bool) -> None:
        """Take the encoder's frames from the system one by one; but not those that come with every frame."""
        threshold = _LARGEST_THRESHOLD if whole else self._large
        if threshold != self._threshold:
            self._threshold = threshold
            self._set(_MMAP_THRESHOLD, threshold)

    def give_back(self) -> None:
        """Return free memory to the system."""
        if self._library is not None:
            with contextlib.suppress(AttributeError):
                self._library.malloc_trim(0)

    def _set(self, option: int, value: int) -> None:
        if self._library is not None:
            with contextlib.suppress(AttributeError):
                self._library.mallopt(option, value)
