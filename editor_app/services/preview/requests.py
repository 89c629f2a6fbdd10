"""Which frames are wanted, which are under way, and which answer may still be shown."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from PySide6.QtGui import QImage

from editor_app.render.preview.messages import Kind, Size
from editor_app.services.preview.quality import Level

MOST_LOOKS = 2
"""One being made and one that interrupts it."""
MOST_PLAYED = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A frame that somebody wants; `seconds` as in `Render`; `answer` where a still is waited for."""

    kind: Kind
    tick: int
    size: Size
    level: Level = "full"
    seconds: float | None = None
    step_ticks: int = 0
    answer: asyncio.Future[QImage] | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A frame under way and the slot it will be found in."""

    number: int
    wanted: Wanted
    slot: str


class Requests:
    """Of frames to look at only the newest waits; stills wait their turn."""

    def __init__(self) -> None:
        self.look: Wanted | None = None
        self._stills: deque[Wanted] = deque()
        self._sent: dict[int, Sent] = {}
        self._numbers = count(1)
        self._newest_sent = self._newest_shown = 0

    @property
    def is_waiting(self) -> bool:
        """Tell whether a frame is wanted that the process was not asked for yet."""
        return self.look is not None or bool(self._stills)

    @property
    def under_way(self) -> int:
        """Count the frames that the process was asked for."""
        return len(self._sent)

    def add_still(self, wanted: Wanted) -> None:
        """Let a still wait."""
        self._stills.append(wanted)

    def next(self) -> Wanted | None:
        """Take what may be sent now; None where enough is under way."""
        looks = sum(1 for sent in self._sent.values() if sent.wanted.answer is None)
        if self.look is not None and looks < (MOST_PLAYED if self.look.kind == "play" else MOST_LOOKS):
            wanted, self.look = self.look, None
            return wanted
        if len(self._sent) == looks:
            while self._stills:
                wanted = self._stills.popleft()
                if wanted.answer is not None and not wanted.answer.done():
                    return wanted
        return None

    def send(self, wanted: Wanted, slot: str) -> Sent:
        """Note that a frame is under way."""
        sent = Sent(next(self._numbers), wanted, slot)
        self._sent[sent.number] = sent
        if wanted.answer is None:
            self._newest_sent = sent.number
        return sent

    def take(self, number: int) -> Sent | None:
        """Take the frame that an answer is for; None where nobody wants it any more."""
        return self._sent.pop(number, None)

    def may_show(self, sent: Sent) -> bool:
        """Tell whether a frame is news: no newer one has been shown; count it as shown."""
        if sent.number < self._newest_shown:
            return False
        self._newest_shown = sent.number
        return True

    def is_newest(self, sent: Sent) -> bool:
        """Tell whether nothing newer is wanted."""
        return self.look is None and sent.number == self._newest_sent

    def is_coming(self, tick: int, size: Size) -> bool:
        """Tell whether the newest frame wanted, which has not come yet, is this one."""
        newest = self._sent.get(self._newest_sent)
        wanted = self.look or (newest.wanted if newest else None)
        return wanted is not None and (wanted.tick, wanted.size) == (tick, size)

    def forget_looks(self) -> None:
        """Show nothing of what was wanted so far: it belongs to another document."""
        self.look = None
        self._newest_shown = self._newest_sent + 1

    def start_over(self) -> None:
        """Let all that was under way wait again: the process is gone."""
        lost = sorted(self._sent.values(), key=lambda sent: sent.number)
        self._sent.clear()
        self._stills.extendleft(sent.wanted for sent in reversed(lost) if sent.wanted.answer is not None)
        looks = [sent for sent in lost if sent.wanted.answer is None and sent.number >= self._newest_shown]
        if self.look is None and looks:
            self.look = looks[-1].wanted

    def futures(self) -> Iterable[asyncio.Future[QImage]]:
        """Give all that is waited for."""
        waiting = [*self._stills, *(sent.wanted for sent in self._sent.values())]
        return [wanted.answer for wanted in waiting if wanted.answer is not None]
