"""Frames of the document as it is now, painted in another process and never waited for."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from editor_app.document import Document
from editor_app.render.media.source import MediaSource
from editor_app.render.preview.messages import (
    Answer,
    Failed,
    Hide,
    Load,
    Lost,
    Media,
    Painted,
    Render,
    Warned,
)
from editor_app.services.preview.link import End, Link
from editor_app.services.preview.memory import SharedSlots
from editor_app.services.preview.quality import AutoQuality, Level, Quality, Size, scaled
from editor_app.services.preview.requests import Requests, Sent, Wanted
from editor_app.services.preview.stats import Counter, PlaybackStats
from editor_app.services.preview.watch import Watch
from editor_app.session import Session
from editor_app.state.patch import Patch
from editor_app.timebase import TICKS_PER_SECOND, format_clock

_log = logging.getLogger(__name__)

NEAR_S = 0.035
"""Decoding beyond this, and a near frame is shown first."""
NEAR_PLAYING_S = 0.15
"""Playing shows a near frame only where there would be a gap otherwise: after a jump, mostly."""
REST_MS = 180
PLAY_MS = 400
"""Without a frame to play for so long, playing has ended."""


class Sources(Protocol):
    """Where the media of a document lie: see MediaSources."""

    @property
    def changed(self) -> Any: ...
    @property
    def sources(self) -> Mapping[str, MediaSource]: ...


@dataclass(frozen=True, slots=True)
class PreviewFrame:
    """A picture of the whole composition; one that is not exact stands in until the exact one comes."""

    image: QImage
    tick: int
    size: Size
    is_exact: bool


class Preview(QObject):
    """Shows the frame under the playhead, or the one a gesture wants seen, whatever happens beneath it.

    Beneath it are the document, the media and the process that paints.

    Of several frames wanted only the newest is made. While things move, `auto` paints as large as this
    machine can in time; at rest the frame is as large as the viewport. The process starts when a frame is
    wanted first.
    """

    frame_ready = Signal(object)
    """PreviewFrame."""
    notice = Signal(str)
    """A sentence for the notice area."""
    warnings_changed = Signal(object)
    """tuple[str, ...]: what is wrong with media."""
    quality_changed = Signal()
    """The quality chosen, or the one in effect."""

    def __init__(
        self, document: Document, session: Session, sources: Sources, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._sources = document, session, sources
        self._viewport: Size | None = None
        self._quality: Quality = "auto"
        self._auto = AutoQuality()
        self._hidden: frozenset[str] = frozenset()
        self._requests, self._slots = Requests(), SharedSlots()
        self._counter = Counter()
        self._last_played: int | None = None
        self._warnings: tuple[str, ...] = ()
        self._shown: tuple[int, Size, bool] | None = None
        self._is_moving = self._is_playing = self._is_closed = False
        self._watch = Watch(self)
        self._rest = _timer(self, REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self._play_end = _timer(self, PLAY_MS)
        self._play_end.timeout.connect(self.stop_playing)
        self._link: Link | None = None
        self._failure = ""
        document.changed.connect(self._follow_change)
        document.loaded.connect(self._follow_load)
        session.playhead_changed.connect(self._follow_playhead)
        session.glance_changed.connect(self._follow_glance)
        sources.changed.connect(self._follow_sources)

    @property
    def quality(self) -> Quality:
        """Give the quality chosen."""
        return self._quality

    @property
    def effective_quality(self) -> Level:
        """Give the level that frames are painted at now."""
        if self._quality != "auto":
            return self._quality
        return self._auto.level if self._is_moving or self._is_playing else "full"

    @property
    def stats(self) -> PlaybackStats:
        """Give how playing goes, or went."""
        return self._counter.stats

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what is wrong with media, as far as they were needed."""
        return self._warnings

    @property
    def process_id(self) -> int | None:
        """Give the id of the process that paints, once it runs."""
        return self._link.pid if self._link else None

    def set_viewport(self, size_px: Size) -> None:
        """Paint the composition so large, in device px, at full quality."""
        size = max(1, size_px[0]), max(1, size_px[1])
        if size != self._viewport:
            self._viewport = size
            self.refresh()

    def set_quality(self, quality: Quality) -> None:
        """Choose how large frames are painted."""
        if quality != self._quality:
            self._quality = quality
            self.quality_changed.emit()
            self.refresh()

    def set_hidden_items(self, item_ids: Collection[str]) -> None:
        """Leave items out of the picture: somebody else draws them."""
        hidden = frozenset(item_ids)
        if hidden != self._hidden:
            self._hidden = hidden
            self._send(Hide(hidden))
            self.refresh()

    def refresh(self) -> None:
        """Show the frame under the playhead anew."""
        if not self._is_playing:
            self._look(self._session.looked_at_ticks)

    def play_to(self, tick: int) -> None:
        """Show the frame at `tick` as one of many in a row; one that is late is left out and counted."""
        if not self._is_playing:
            self._is_playing = True
            self._counter.begin()
            self._last_played = None
            self._rest.stop()
            self.quality_changed.emit()
        self._play_end.start()
        last, self._last_played = self._last_played, tick
        if tick == last or self._viewport is None:
            return
        step = tick - last if last is not None else 0
        if self._requests.look is not None and self._requests.look.kind == "play":
            self._counter.drop()
            step = 0  # too slow to have time for frames that may be left out as well
        level = self.effective_quality
        self._requests.look = Wanted(
            "play",
            tick,
            scaled(self._viewport, level),
            level,
            NEAR_PLAYING_S,
            step if abs(step) < TICKS_PER_SECOND else 0,
        )
        self._go_on()

    def stop_playing(self) -> None:
        """Show the frame under the playhead as well as it can be: playing is over.

        It is so by itself when no frame is to be played for a while.
        """
        if self._is_playing:
            self._is_playing = False
            self._play_end.stop()
            self._come_to_rest()

    def request_frame(self, tick: int, size: Size) -> asyncio.Future[QImage]:
        """Give a frame of the document as it is, or soon will be, at any size; on the running loop.

        Frames to look at go before. The future is cancelled where the preview is closed first, and has a
        RuntimeError where the frame cannot be made.
        """
        answer: asyncio.Future[QImage] = asyncio.get_running_loop().create_future()
        if self._is_closed:
            answer.cancel()
            return answer
        self._requests.add_still(Wanted("still", tick, size, answer=answer))
        self._go_on()
        return answer

    def close(self) -> None:
        """End the process in any case, and show nothing any more."""
        if self._is_closed:
            return
        self._is_closed = True
        self._document.changed.disconnect(self._follow_change)
        self._document.loaded.disconnect(self._follow_load)
        self._session.playhead_changed.disconnect(self._follow_playhead)
        self._session.glance_changed.disconnect(self._follow_glance)
        self._sources.changed.disconnect(self._follow_sources)
        for timer in (self._rest, self._play_end):
            timer.stop()
        self._watch.stop()
        if self._link is not None:
            self._link.close()
            self._link = None
        for future in self._requests.futures():
            future.cancel()
        self._slots.close()

    def _follow_change(self, patch: Patch) -> None:
        self._send(patch)
        if not self._is_playing:
            self._move(self._session.looked_at_ticks)

    def _follow_load(self) -> None:
        self._requests.forget_looks()
        self._shown = None
        self._hidden = frozenset()
        self._send(Hide(self._hidden))
        self._send(Load(self._document.state))
        self.stop_playing()
        self.refresh()

    def _follow_playhead(self, tick: int) -> None:
        if self._is_playing and tick != self._last_played:
            self.stop_playing()  # somebody else moves the playhead, and will not wait
        if not self._is_playing and self._session.glance_ticks is None:
            self._move(tick)

    def _follow_glance(self, _: int | None) -> None:
        if not self._is_playing:
            self._move(self._session.looked_at_ticks)

    def _follow_sources(self, _: object) -> None:
        self._watch.release(self._sources.sources)
        self._send_media()
        self.refresh()

    def _move(self, tick: int) -> None:
        """Look at a tick; the first step of a movement is not yet one."""
        was_moving, self._is_moving = self._is_moving, self._rest.isActive()
        if was_moving != self._is_moving and self._quality == "auto":
            self.quality_changed.emit()
        self._rest.start()
        self._look(tick)

    def _come_to_rest(self) -> None:
        """Paint the last frame of a movement as large as it should be."""
        self._rest.stop()
        self._is_moving = False
        if self._quality == "auto":
            self.quality_changed.emit()
        if self._viewport is not None:
            tick, size = self._session.looked_at_ticks, scaled(self._viewport, self.effective_quality)
            if self._shown != (tick, size, True) and not self._requests.is_coming(tick, size):
                self._look(tick)

    def _look(self, tick: int) -> None:
        if self._viewport is None:
            return
        level = self.effective_quality
        self._requests.look = Wanted("show", tick, scaled(self._viewport, level), level, NEAR_S)
        self._go_on()

    def _go_on(self) -> None:
        """Send what may be sent."""
        if self._is_closed or not self._requests.is_waiting:
            return
        if self._link is None:
            self._start()
        link = self._link
        while link is not None and (wanted := self._requests.next()) is not None:
            try:
                slot = self._slots.lend(wanted.size)
            except OSError as error:
                _log.error("no memory for a frame of %s px", wanted.size, exc_info=error)
                _fail(wanted, "There is not enough shared memory for the picture.")
                continue
            sent = self._requests.send(wanted, slot)
            self._watch.start(link)
            link.send(
                Render(
                    sent.number,
                    wanted.kind,
                    wanted.tick,
                    wanted.size,
                    slot,
                    wanted.seconds,
                    wanted.step_ticks,
                )
            )

    def _take(self, answer: Answer) -> None:
        """Take an answer of the process."""
        if self._is_closed:
            return
        if isinstance(answer, Lost):
            self._send(Load(self._document.state))
            self.refresh()
        elif isinstance(answer, Warned):
            self._warnings = answer.sentences
            self.warnings_changed.emit(self._warnings)
        elif (sent := self._requests.take(answer.number)) is not None:
            self._watch.alive(self._requests.under_way > 0)
            if isinstance(answer, Painted):
                self._take_frame(sent, answer)
            elif isinstance(answer, Failed):
                self._take_failure(sent, answer.reason)
            if sent.slot:
                self._slots.take_back(sent.slot)
            self._go_on()

    def _take_frame(self, sent: Sent, painted: Painted) -> None:
        wanted = sent.wanted
        if wanted.answer is not None:
            if not wanted.answer.done():
                wanted.answer.set_result(self._slots.read(sent.slot, wanted.size))
            return
        before = self.effective_quality
        self._auto.observe(painted.costs_s, wanted.level)
        if before != self.effective_quality:
            self.quality_changed.emit()
        if not self._requests.may_show(sent):
            return
        if not painted.is_exact and not self._is_playing and self._requests.is_newest(sent):
            self._requests.look = replace(wanted, kind="show", seconds=None, step_ticks=0)
        image = self._slots.read(sent.slot, wanted.size)
        self._shown = (wanted.tick, wanted.size, painted.is_exact)
        if wanted.kind == "play":
            self._counter.show(time.monotonic())
        self.frame_ready.emit(PreviewFrame(image, wanted.tick, wanted.size, painted.is_exact))

    def _take_failure(self, sent: Sent, reason: str) -> None:
        """Say once that something is wrong with the program; the document can be edited on."""
        _fail(sent.wanted, reason)
        if reason != self._failure:
            self._failure = reason
            _log.error("The frame at %d was not painted. %s", sent.wanted.tick, reason)
            at = format_clock(sent.wanted.tick)
            text = "The picture at {time} could not be painted. The log says more."
            self.notice.emit(QCoreApplication.translate("Preview", text).format(time=at))

    def _start(self) -> None:
        """Start a process and bring it up to date."""
        self._link = link = Link(self)
        link.received.connect(self._take)
        link.ended.connect(self._restart)
        link.send(Load(self._document.state))
        self._send_media()
        if self._hidden:
            link.send(Hide(self._hidden))

    def _restart(self, end: End) -> None:
        """Go on with a new process where the old one has died."""
        if self._is_closed or self._link is None:
            return
        _log.warning("the preview's process ended with %s over %s", end.exit_code, end.medium)
        self._link.deleteLater()
        self._link = None
        self._watch.stop()
        self._slots.take_back_all()
        self._requests.start_over()
        verdict = self._watch.judge(end, self._sources.sources)
        self.notice.emit(verdict.sentence)
        if verdict.go_on:
            self._start()
            if self._requests.look is None and not self._is_playing and self._shown is None:
                self.refresh()
            self._go_on()

    def _send(self, order: Patch | Load | Hide | Media) -> None:
        if self._link is not None:
            self._link.send(order)

    def _send_media(self) -> None:
        """Tell where media lie; a process that dies tells by the same list what it had open."""
        if self._link is not None:
            sources = dict(self._sources.sources)
            self._link.note.learn(sorted(sources))
            self._link.send(Media(sources, self._watch.quarantined))


def _timer(parent: QObject, ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    return timer


def _fail(wanted: Wanted, reason: str) -> None:
    if wanted.answer is not None and not wanted.answer.done():
        wanted.answer.set_exception(RuntimeError(reason))
