"""What the device's callback does: copy what lies ready, keep the position, tell the clock.

It never waits. What is not ready is silence that joins in; wherever two samples that do not belong together
meet, their difference fades out over 5 ms instead of clicking.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.limit import BLOCK_SAMPLES
from editor_app.render.live_sound.clock import Reading, SharedClock
from editor_app.render.live_sound.course import Course, Span, advance
from editor_app.render.live_sound.messages import Play, Stop
from editor_app.timebase import SAMPLE_RATE

Samples = NDArray[np.float32]

LOUDEST_SPEED = 2
"""Faster than this, and nothing is understood: it is silent."""
SNIPPET_SAMPLES = SAMPLE_RATE * 60 // 1000
_RAMP_SAMPLES = SAMPLE_RATE * 5 // 1000
_WAIT_SAMPLES = SAMPLE_RATE * 150 // 1000
_STILL = Course(1, 0, 0)


@dataclass(frozen=True, slots=True)
class Ready:
    """Blocks of one second by number; `partial` ones lack some sound that is still being decoded."""

    blocks: Mapping[int, Samples] = field(default_factory=dict)
    partial: frozenset[int] = frozenset()

    def at(self, positions: NDArray[np.int64]) -> Samples:
        """Give samples by position, shape (2, n); what is not there is silence."""
        found = np.zeros((2, len(positions)), np.float32)
        indices = positions // BLOCK_SAMPLES
        for index in np.unique(indices):
            block = self.blocks.get(int(index))
            if block is not None:
                here = indices == index
                found[:, here] = block[:, positions[here] - index * BLOCK_SAMPLES]
        return found


class Speaker:
    """Gives samples to the device and obeys the latest order; made for one calling thread and any others."""

    def __init__(self, clock: SharedClock, wake: Callable[[], None]) -> None:
        self.latency = 0
        self.muted = False
        self.ready = Ready()
        self.on_output: Callable[[int, Samples], None] | None = None
        self._clock, self._wake = clock, wake
        self._asked: Play | Stop = Stop(0, 0)
        self._order: Play | Stop = self._asked
        self._course, self._position, self._wraps, self._is_over = _STILL, 0, 0, False
        self._waited = self._snippet_left = self._after_end = 0
        self._has_begun = False
        self._last = np.zeros((2, 1), np.float32)
        self._is_broken = self._was_muted = False
        self._used = self.ready
        self._peaks = (0.0, 0.0)
        self._tell()

    def obey(self, order: Play | Stop) -> None:
        """Follow an order from the next callback on."""
        self._asked = order

    def bound(self, first: int, end: int, loops: bool) -> None:
        """Go on within other bounds."""
        if isinstance(self._asked, Play):
            course = self._asked.course
            self._course = Course(course.speed, first, end, loops)

    def where(self) -> tuple[int, Course]:
        """Say what is played next, so that it can be made ready."""
        asked = self._asked
        if asked is not self._order:
            return asked.position, asked.course if isinstance(asked, Play) else _STILL
        return self._position, self._course if isinstance(asked, Play) else _STILL

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is heard and nothing waits to be."""
        is_settled = self._asked is self._order and not self._snippet_left
        return is_settled and (isinstance(self._order, Stop) or self._is_over)

    def render(self, count: int) -> Samples:
        """Give the next `count` samples, shape (2, count)."""
        if self._asked is not self._order:
            self._begin(self._asked)
        muted = self.muted
        self._is_broken |= muted != self._was_muted
        self._was_muted = muted
        self._has_begun |= self._is_ready(self._position) or self._waited >= _WAIT_SAMPLES
        self._tell()
        before = self._position // BLOCK_SAMPLES
        samples = self._playing(count) if isinstance(self._order, Play) else self._standing(count)
        if before != self._position // BLOCK_SAMPLES:
            self._wake()
        peaks = np.abs(samples).max(axis=1) if count else (0.0, 0.0)
        self._peaks = (float(peaks[0]), float(peaks[1]))
        return samples

    def _begin(self, order: Play | Stop) -> None:
        self._order = order
        self._position, self._wraps, self._is_over = order.position, 0, False
        self._is_broken, self._has_begun, self._waited, self._after_end = True, False, 0, 0
        self._course = order.course if isinstance(order, Play) else _STILL
        self._snippet_left = SNIPPET_SAMPLES if isinstance(order, Stop) and order.is_audible else 0

    def _playing(self, count: int) -> Samples:
        if not self._has_begun:
            self._waited += count
            return self._out(np.zeros((2, count), np.float32))
        following = advance(self._course, self._position, count)
        parts: list[Samples] = []
        for number, span in enumerate(following.spans):
            self._is_broken |= number > 0
            parts.append(self._out(self._sounding(span)))
            if self.on_output is not None and span.speed == 1:
                self.on_output(span.position, parts[-1])
        left = count - sum(part.shape[1] for part in parts)
        if left > 0:
            self._is_broken |= not self._is_over
            parts.append(self._out(np.zeros((2, left), np.float32)))
            self._after_end += left
        self._position, self._is_over = following.position, following.is_over
        self._wraps += following.wraps
        return np.concatenate(parts, axis=1)

    def _sounding(self, span: Span) -> Samples:
        ready, used = self.ready, self._used
        self._used = ready
        if self.muted or abs(span.speed) > LOUDEST_SPEED:
            return np.zeros((2, span.count), np.float32)
        samples = ready.at(span.positions)
        if ready is not used and not self._is_broken:
            # Other sound at the same place, or sound where there was none yet.
            jump = used.at(span.positions[:1]) - samples[:, :1]
            samples += jump * _ramp(span.count)
        return samples

    def _standing(self, count: int) -> Samples:
        samples = np.zeros((2, count), np.float32)
        wanted = min(self._snippet_left, count)
        if wanted and not self._has_begun:
            self._waited += count
        elif wanted:
            done = SNIPPET_SAMPLES - self._snippet_left
            at = self._order.position + done + np.arange(wanted, dtype=np.int64)
            fade = np.clip((SNIPPET_SAMPLES - done - np.arange(wanted)) / (2 * _RAMP_SAMPLES), 0, 1)
            if not self.muted:
                samples[:, :wanted] = self.ready.at(at) * fade.astype(np.float32)
            self._snippet_left -= wanted
            self._is_broken |= done == 0
        return self._out(samples)

    def _is_ready(self, position: int) -> bool:
        index = (position - (self._course.speed < 0)) // BLOCK_SAMPLES
        ready = self.ready
        return index in ready.blocks and index not in ready.partial

    def _out(self, samples: Samples) -> Samples:
        """Let a jump from the sample before fade out."""
        if self._is_broken and samples.shape[1]:
            samples += (self._last - samples[:, :1]) * _ramp(samples.shape[1])
            self._is_broken = False
        if samples.shape[1]:
            self._last = samples[:, -1:]
        return samples

    def _tell(self) -> None:
        order = self._order
        self._clock.write(
            Reading(
                epoch=order.epoch,
                is_playing=isinstance(order, Play) and self._has_begun,
                is_over=self._is_over,
                position=self._position,
                # After the end, what is still on its way gets less.
                latency=max(self.latency - self._after_end, 0),
                stamp_s=time.perf_counter(),
                course=self._course,
                begun=order.position,
                wraps=self._wraps,
                peaks=self._peaks,
            )
        )


def _ramp(count: int) -> Samples:
    return np.clip(1 - np.arange(1, count + 1) / _RAMP_SAMPLES, 0, 1).astype(np.float32)
