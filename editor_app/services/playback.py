"""Playing: sound is the clock, the playhead follows it, and the picture follows the playhead.

Speeds: at 1 the mix is heard as it will be exported. Backwards, and at twice the speed, it is heard as from a
tape: reversed, an octave up. Faster than that it is silent.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor_app.document import Document
from editor_app.render.live_sound import messages
from editor_app.render.live_sound.course import Course, heard
from editor_app.render.media.source import MediaSource
from editor_app.services.playing import (
    Bounds,
    bounds_of_play,
    faster,
    last_frame,
    shown_at,
    start_of_play,
    wait_ms,
)
from editor_app.services.sound_process import SoundProcess, tr
from editor_app.services.tasks import Tasks
from editor_app.session import Session
from editor_app.state.patch import Patch
from editor_app.state.queries import project_length
from editor_app.timebase import SAMPLE_RATE, TICKS_PER_SAMPLE, snap_to_frame, ticks_per_frame

_STATS_S = 0.5
_PATIENCE_S, _START_PATIENCE_S = 0.5, 3.0
"""How long the picture waits for sound to begin, and for its process to start; then it goes on without."""


class Counts(Protocol):
    """What the preview counts: pictures shown and left out since it was made."""

    @property
    def shown(self) -> int:
        """Count the pictures shown."""
        ...

    @property
    def dropped(self) -> int:
        """Count the pictures left out."""
        ...


class Pictures(Protocol):
    """What shows the pictures."""

    @property
    def stats(self) -> Counts:
        """Give what is counted."""
        ...

    def play_to(self, tick: int) -> None:
        """Show the picture of `tick` as soon as possible; leave out what comes too late."""
        ...

    def stop_playing(self) -> None:
        """Show what is under the playhead as well as it can be shown."""
        ...


class Media(Protocol):
    """What knows where the media are; also has a signal `changed`."""

    changed: Any

    @property
    def sources(self) -> Mapping[str, MediaSource]:
        """Give the media by asset id."""
        ...


@dataclass(frozen=True, slots=True)
class PlayStats:
    """How playing goes: frames shown a second, and frames left out since it began."""

    fps: float
    dropped: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """What sound was asked to do, and when; where it does not answer, time alone moves the playhead."""

    position: int
    course: Course
    since_s: float
    patience_s: float

    def position_at(self, now_s: float) -> float:
        elapsed = max(now_s - self.since_s - self.patience_s, 0.0) * SAMPLE_RATE
        at = self.position + self.course.speed * elapsed
        length = self.course.end - self.course.first
        wraps = 0 if self.course.first <= at < self.course.end or length <= 0 else 1
        return heard(self.course, at, self.position, wraps)


class Player(QObject):
    """Plays the document; `speed` is 0 while stopped."""

    speed_changed = Signal(object)
    """float."""
    stats_changed = Signal(object)
    """PlayStats, about twice a second while playing."""
    levels_changed = Signal(object)
    """tuple[float, float]: peaks of what is heard, left and right, full scale 1; zeros once stopped."""
    muted_changed = Signal(bool)
    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self,
        document: Document,
        session: Session,
        preview: Pictures,
        sources: Media,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        sound: SoundProcess | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._preview, self._sources = document, session, preview, sources
        self._sound = sound or SoundProcess(parent=self)
        self._speed = self._epoch = 0
        self._muted = self._is_setting = self._is_closed = False
        self._asked = _Asked(0, Course(1, 0, 0), 0.0, 0.0)
        self._bounds = Bounds(0, 0, False)
        self._counted = (0.0, 0, 0, 0)
        self._begun_tick: int | None = None
        self._ticker = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self._tick)
        self._opening = QTimer(self, singleShot=True)
        document.changed.connect(self._pass_on)
        document.loaded.connect(self._start_over)
        sources.changed.connect(self._pass_sources_on)
        session.playhead_changed.connect(self._follow)
        session.loop_changed.connect(self._rebound)
        session.range_changed.connect(self._rebound)
        self._sound.notice.connect(self.notice)
        self._sound.lost.connect(self._send_document)
        self._sound.restarted.connect(self._send_all)
        self._sound.ready.connect(self._go_on)

    @property
    def speed(self) -> float:
        """Give how fast it plays; negative backwards, 0 while stopped."""
        return float(self._speed)

    @property
    def muted(self) -> bool:
        """Tell whether it plays without sound."""
        return self._muted

    @property
    def sound(self) -> SoundProcess:
        """Give the sound process, for tests and measurements."""
        return self._sound

    def toggle(self) -> None:
        """Play, or stop."""
        if self._speed:
            self.stop()
        else:
            self.play()

    def play(self) -> None:
        """Play at normal speed."""
        self._play(1)

    def stop(self) -> None:
        """Stop where it is."""
        if not self._speed:
            return
        at = self.shown_tick()
        self._stop_at(at)

    def shuttle_forward(self) -> None:
        """Play, or faster; from backwards, forwards."""
        self._play(faster(self._speed, 1))

    def shuttle_back(self) -> None:
        """Play backwards, or faster so."""
        self._play(faster(self._speed, -1))

    def shuttle_stop(self) -> None:
        """Stop."""
        self.stop()

    def step(self, frames: int) -> None:
        """Stop, and go some frames on or, where negative, back."""
        self.stop()
        fps = self._document.sidecar.edit_rate
        at = snap_to_frame(self._session.playhead_ticks, fps) + frames * ticks_per_frame(fps)
        self._session.set_playhead(at)

    def set_muted(self, on: bool) -> None:
        """Play without sound, or with it."""
        if on != self._muted:
            self._muted = on
            self._sound.send(messages.Mute(on))
            self.muted_changed.emit(on)

    def position_ticks(self) -> float:
        """Give what is heard now, in ticks; where the playhead is while stopped."""
        if not self._speed:
            return float(self._session.playhead_ticks)
        now, reading = time.perf_counter(), self._sound.clock()
        answers = reading is not None and reading.epoch == self._epoch
        at = reading.position_at(now) if reading and answers else self._asked.position_at(now)
        return at * TICKS_PER_SAMPLE

    def shown_tick(self) -> int:
        """Give the frame that belongs to what is heard now."""
        return shown_at(self.position_ticks(), self._bounds, self._document.sidecar.edit_rate)

    async def close(self) -> None:
        """End playing and the sound process."""
        self._is_closed = True
        self._ticker.stop()
        self._speed = 0
        await asyncio.to_thread(self._sound.end)

    def _play(self, speed: int) -> None:
        if self._is_closed:
            return
        bounds = self._find_bounds()
        if bounds.end <= bounds.first:
            self.notice.emit(tr("There is nothing to play: the timeline is empty."))
            return
        self._ensure_sound()
        at = round(self.position_ticks())
        start = start_of_play(at, bounds, forward=speed > 0, fps=self._document.sidecar.edit_rate)
        old, self._speed, self._bounds = self._speed, speed, bounds
        self._ask(start)
        if not old:
            self._begin_counting()
        first = shown_at(start, bounds, self._document.sidecar.edit_rate)
        self._begun_tick = None if old else first
        self._show(first)
        self._ticker.start(1)
        self.speed_changed.emit(self.speed)

    def _ask(self, at: int) -> None:
        """Let sound play from tick `at`."""
        patience_s = _PATIENCE_S if self._sound.is_ready else _START_PATIENCE_S
        self._epoch += 1
        course = self._course()
        position = at // TICKS_PER_SAMPLE
        self._asked = _Asked(position, course, time.perf_counter(), patience_s)
        self._sound.send(messages.Play(self._epoch, position, course))

    def _course(self) -> Course:
        bounds = self._bounds
        return Course(
            self._speed, bounds.first // TICKS_PER_SAMPLE, -(-bounds.end // TICKS_PER_SAMPLE), bounds.loops
        )

    def _stop_at(self, tick: int) -> None:
        self._speed = 0
        self._ticker.stop()
        self._epoch += 1
        self._sound.send(messages.Stop(self._epoch, tick // TICKS_PER_SAMPLE))
        self._show(tick)
        self._preview.stop_playing()
        self.speed_changed.emit(0.0)
        self.levels_changed.emit((0.0, 0.0))

    def _tick(self) -> None:
        if not self._speed:
            return
        if self._is_finished():
            forward = self._speed > 0
            fps = self._document.sidecar.edit_rate
            self._count(is_last=True)
            self._stop_at(last_frame(self._bounds, fps) if forward else self._bounds.first)
            return
        tick = self.shown_tick()
        self._show(tick)
        if tick == self._begun_tick:
            self._begin_counting()
        else:
            self._count()
        reading = self._sound.clock()
        self.levels_changed.emit(reading.peaks if reading else (0.0, 0.0))
        fps = self._document.sidecar.edit_rate
        self._ticker.start(wait_ms(self.position_ticks(), self._speed, fps))

    def _is_finished(self) -> bool:
        if self._bounds.loops:
            return False
        now, reading = time.perf_counter(), self._sound.clock()
        if reading is not None and reading.epoch == self._epoch:
            return reading.is_finished(now)
        goal = self._asked.course.end if self._speed > 0 else self._asked.course.first
        return self._asked.position_at(now) == goal

    def _show(self, tick: int) -> None:
        if tick == self._session.playhead_ticks:
            return
        if self._speed:
            self._preview.play_to(tick)
        self._is_setting = True
        try:
            self._session.set_playhead(tick)
        finally:
            self._is_setting = False

    def _begin_counting(self) -> None:
        """Count from now on: sound may take a moment to begin, and the picture waits for it."""
        stats = self._preview.stats
        self._counted = (time.perf_counter(), stats.shown, stats.dropped, stats.dropped)

    def _count(self, *, is_last: bool = False) -> None:
        self._begun_tick = None
        since, shown, _, at_start = self._counted
        now, stats = time.perf_counter(), self._preview.stats
        if now - since >= _STATS_S or (is_last and now - since > _STATS_S / 2):
            fps = _since(shown, stats.shown) / (now - since)
            self._counted = (now, stats.shown, stats.dropped, at_start)
            self.stats_changed.emit(PlayStats(fps, _since(at_start, stats.dropped)))

    def _follow(self, tick: int) -> None:
        """Go where someone else has put the playhead."""
        if self._is_setting or self._is_closed:
            return
        if self._speed:
            self._bounds = self._find_bounds()
            forward = self._speed > 0
            self._ask(
                start_of_play(tick, self._bounds, forward=forward, fps=self._document.sidecar.edit_rate)
            )
            self._preview.play_to(tick)
            return
        if self._sound.is_running:
            self._epoch += 1
            audible = not self._opening.isActive()
            self._sound.send(messages.Stop(self._epoch, tick // TICKS_PER_SAMPLE, is_audible=audible))

    def _find_bounds(self) -> Bounds:
        session = self._session
        return bounds_of_play(project_length(self._document.state), session.range, loops=session.loop)

    def _rebound(self, _what: object = None) -> None:
        """Go on playing within what is to be played now."""
        bounds = self._find_bounds()
        if not self._speed or bounds == self._bounds:
            return
        self._bounds = bounds
        course = self._course()
        self._asked = _Asked(self._asked.position, course, self._asked.since_s, self._asked.patience_s)
        self._sound.send(messages.Bounds(course.first, course.end, course.loops))

    def _ensure_sound(self) -> None:
        if not self._sound.is_running:
            self._sound.start()
            self._send_all()

    def _start_over(self) -> None:
        self.stop()
        if self._is_closed:
            return
        # The playhead is put where it was last time; nobody moved it.
        self._opening.start(0)
        if self._sound.is_running:
            self._send_all()
        elif project_length(self._document.state):
            self._ensure_sound()

    def _send_all(self) -> None:
        """Tell a sound process that knows nothing all it needs, but for playing itself: see `_go_on`."""
        self._sound.send(messages.Mute(self._muted))
        self._pass_sources_on()
        self._send_document()
        if self._speed:
            self._asked = _Asked(
                round(self.position_ticks() / TICKS_PER_SAMPLE), self._course(), time.perf_counter(), 0.0
            )
            self._epoch += 1

    def _go_on(self) -> None:
        """Let a sound process that has just started join in."""
        if self._speed:
            self._ask(round(self.position_ticks()))
        else:
            self._epoch += 1
            self._sound.send(messages.Stop(self._epoch, self._session.playhead_ticks // TICKS_PER_SAMPLE))

    def _send_document(self) -> None:
        self._sound.send(messages.Whole(self._document.state))

    def _pass_on(self, patch: Patch) -> None:
        if self._sound.is_running:
            self._sound.send(messages.Patched(json.dumps(patch.to_json()).encode()))
        self._rebound()

    def _pass_sources_on(self, _sources: object = None) -> None:
        self._sound.send(messages.Sources(dict(self._sources.sources), self._sound.quarantined))


def _since(before: int, now: int) -> int:
    """Count on from `before`, also where counting has begun anew."""
    return now - before if now >= before else now
