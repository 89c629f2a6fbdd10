"""Looks after the preview's process: ends one that hangs, and judges what a death was due to."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from editor_app.render.export.deaths import Death, Deaths, is_crash
from editor_app.render.export.settings import RenderFailed
from editor_app.render.media.source import MediaSource
from editor_app.services.preview.link import End, Link

STALL_S = 20.0
"""A process that shows no sign of life for so long while it is asked for a frame is hung."""
START_S = 60.0
"""As long for one that has not begun to work: it may have to be read from a slow disk first."""
_LOOK_MS = 1000
_WORK = "the preview"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to start another process, and what to say."""

    go_on: bool
    sentence: str


class Watch(QObject):
    """Knows which media have killed their decoders; those are not opened any more until they are replaced."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quarantined: dict[str, MediaSource | None] = {}
        self._deaths = Deaths()
        self._link: Link | None = None
        self._beat = (0, 0.0)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def quarantined(self) -> frozenset[str]:
        """Give the media that are left out."""
        return frozenset(self._quarantined)

    def start(self, link: Link) -> None:
        """Watch a process that has work."""
        self._link = link
        if not self._timer.isActive():
            self._beat = (link.note.beats, time.monotonic())
            self._timer.start()

    def alive(self, is_busy: bool) -> None:
        """Take note of an answer; without work there is nothing to watch."""
        self._beat = (self._beat[0], time.monotonic())
        if not is_busy:
            self._timer.stop()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._link = None

    def release(self, sources: Mapping[str, MediaSource]) -> None:
        """Let media be opened again that are others now."""
        changed = [key for key, source in self._quarantined.items() if sources.get(key) != source]
        for key in changed:
            del self._quarantined[key]
        if changed:
            self._deaths = Deaths()

    def judge(self, end: End, sources: Mapping[str, MediaSource]) -> Verdict:
        """Say what a death means."""
        try:
            crashed = end.was_hung or is_crash(end.exit_code)
            blamed = self._deaths.record(Death(_WORK, end.medium, crashed))
        except RenderFailed:
            self._deaths = Deaths()
            return Verdict(
                False,
                _tr("The preview keeps stopping and is off for now. Move the playhead to try again."),
            )
        if blamed is None:
            return Verdict(True, _tr("The preview stopped unexpectedly and was started again."))
        source = sources.get(blamed)
        self._quarantined[blamed] = source
        name = source.label if source else blamed
        text = _tr(
            "“{name}” made its decoder crash: a placeholder stands in its place. "
            "Convert it to another format, then replace it."
        )
        return Verdict(True, text.format(name=name))

    def _look(self) -> None:
        if self._link is None:
            return
        beats, since = self._beat
        if self._link.note.beats != beats:
            self._beat = (self._link.note.beats, time.monotonic())
        elif time.monotonic() - since > (STALL_S if beats else START_S):
            self._timer.stop()
            self._link.kill()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Preview", text)
