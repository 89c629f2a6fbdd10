"""When the next exchange is due. Pure: all times are seconds of one clock that never goes back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """After an edit a pause first, but not for ever; without edits the service is asked now and then."""

    pause_s: float = 2.0
    most_s: float = 10.0
    poll_s: float = 20.0


@dataclass(slots=True)
class Pace:
    """What has happened so far; `again_s` is the pause after trouble, counted from the last try."""

    rhythm: Rhythm
    last_try_s: float | None = None
    first_edit_s: float | None = None
    last_edit_s: float | None = None
    failures: int = 0
    again_s: float | None = None
    must_wait: bool = False
    """Whether the service asked for the pause, so that edits do not make it shorter."""
    waits_for_news: bool = False
    """Whether trying again is no use before something else changes."""

    def note_edit(self, now_s: float) -> None:
        """Take note of an edit."""
        self.first_edit_s = now_s if self.first_edit_s is None else self.first_edit_s
        self.last_edit_s = now_s

    def begin(self, now_s: float) -> None:
        """Take note of a try; edits from now on are for the next."""
        self.last_try_s, self.first_edit_s, self.last_edit_s = now_s, None, None

    def succeed(self) -> None:
        """Take note that it went well."""
        self.failures, self.again_s, self.must_wait, self.waits_for_news = 0, None, False, False

    def fail(self, again_s: float | None, now_s: float, *, must_wait: bool) -> None:
        """Take note that it did not; what was edited before is still to be sent."""
        self.failures += 1
        self.again_s, self.must_wait, self.waits_for_news = again_s, must_wait, again_s is None
        self.last_try_s = now_s

    def due_s(self) -> float | None:
        """Give the time of the next try, None for not by itself."""
        edited = None
        if self.first_edit_s is not None and self.last_edit_s is not None:
            edited = min(self.last_edit_s + self.rhythm.pause_s, self.first_edit_s + self.rhythm.most_s)
        if self.waits_for_news:
            return edited
        if self.last_try_s is None:
            return 0.0
        if self.again_s is None:
            poll = self.last_try_s + self.rhythm.poll_s
            return poll if edited is None else min(poll, edited)
        again = self.last_try_s + self.again_s
        if edited is None or self.must_wait:
            return again
        return min(again, max(edited, self.last_try_s + self.rhythm.most_s))
