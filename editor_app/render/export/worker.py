"""What runs in a worker process: pictures of a segment, or the sound, into a spool file."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import AudioCacheError
from editor_app.render.audio.limit import limited_blocks
from editor_app.render.audio.mix import Mixer
from editor_app.render.export.encode import PictureEncoder, encode_sound
from editor_app.render.export.jobs import Job, Outcome, Setup
from editor_app.render.export.note import Note
from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import CannotWrite, StageTimes
from editor_app.render.media.pool import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.state.dialects import read
from editor_app.state.reading import parse_json
from editor_app.timebase import sample_at, tick_of_frame

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
        self._state = read(parse_json(setup.state_path.read_bytes()))[0]
        self._times = StageTimes()
        self._opened_at = 0.0
        self._quarantined: frozenset[str] = frozenset()
        self._memory = _Memory(setup.target.width * setup.target.height)
        self._pool = self._open_pool()
        self._renderer = Renderer(self._pool)
        gc.collect()
        gc.freeze()

    def do(self, job: Job) -> Outcome:
        """Do `job`; raise ExportError where it cannot be written."""
        if job.quarantined != self._quarantined:
            self._quarantined = job.quarantined
            self._pool.close()
            self._pool = self._open_pool()
            self._renderer = Renderer(self._pool)
        self._pool.settle()
        outcome = self._make_sound(job) if job.segment is None else self._make_pictures(job, job.segment)
        # An encoder and its container refer to each other: only a collection frees its 150 MB (at 1080p).
        gc.collect()
        self._memory.give_back()
        return outcome

    def _open_pool(self) -> MediaPool:
        width, height = self._setup.target.size
        return MediaPool(
            self._setup.sources,
            on_open=self._on_open,
            quarantined=self._quarantined,
            cache_bytes=max(_LEAST_CACHE_BYTES, _CACHED_FRAMES * 4 * width * height),
        )

    def _on_open(self, asset_id: str | None) -> None:
        """Note which medium a decoder has in hand, and how long."""
        now = time.perf_counter()
        if asset_id is None:
            self._times.decode += now - self._opened_at
        self._opened_at = now
        self._note.open(asset_id)

    def _make_pictures(self, job: Job, segment: Segment) -> Outcome:
        target = self._setup.target
        self._times = StageTimes()
        shown: object = None
        with PictureEncoder(job.path, self._setup.output, target, self._times) as encoder:
            for frame in range(segment.first_frame, segment.first_frame + segment.frames):
                shown = self._paint(target.start_tick + tick_of_frame(frame, target.fps), shown, encoder)
                encoder.write()
                self._note.count_frame()
        broken = self._renderer.warnings
        return Outcome(self._pool.warnings + broken, self._times, broken)

    def _paint(self, tick: int, shown: object, encoder: PictureEncoder) -> object:
        """Show the frame at `tick` unless it equals the one with the key `shown`; give its key."""
        target = self._setup.target
        begin, decoded = time.perf_counter(), self._times.decode
        key = self._renderer.key(self._state, tick, target.size)
        image = overlaid = None
        if key != shown and encoder.takes_planes:
            overlaid = self._renderer.overlaid(self._state, tick, target.size)
        if key != shown and overlaid is None:
            image = self._renderer.frame(self._state, tick, target.size, transparent=target.alpha)
        self._times.paint += time.perf_counter() - begin - (self._times.decode - decoded)
        if key != shown:
            self._memory.expect_whole_frames(overlaid is None)
        if overlaid is not None:
            encoder.show_overlaid(overlaid)
        elif image is not None:
            encoder.show(image)
        return key

    def _make_sound(self, job: Job) -> Outcome:
        setup = self._setup
        mixer = Mixer(
            self._state,
            setup.sources,
            cache_dir=setup.cache_dir,
            on_open=self._note.open,
            quarantined=job.quarantined,
        )
        first = sample_at(setup.target.start_tick)
        blocks = limited_blocks(mixer, first, first + setup.target.samples)
        try:
            encode_sound(job.path, setup.output, setup.target, self._beating(blocks))
            return Outcome(mixer.warnings, unreadable=mixer.unreadable)
        except AudioCacheError as error:
            raise CannotWrite(str(error)) from error
        finally:
            mixer.close()

    def _beating(self, blocks: Iterator[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        for block in blocks:
            self._note.beat()
            yield block


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
