"""Notices that wait for a choice: one for each matter, taken away once it is settled some other way."""

from __future__ import annotations

from collections.abc import Callable

from editor_app.ui.window.notices import NoticeArea


class Choices:
    """Says each matter once, in its latest words."""

    def __init__(self, notices: NoticeArea) -> None:
        self._notices = notices
        self._said: dict[str, str] = {}

    def offer(self, matter: str, sentence: str, action: str, run: Callable[[], None]) -> None:
        """Say something with what can be done about it, in the place of what was said of it before."""
        self.settle(matter)
        self._said[matter] = sentence
        self._notices.say(sentence, action=action, run=run)

    def settle(self, *matters: str) -> None:
        """Take away what is said of these matters, or of all."""
        for matter in matters or tuple(self._said):
            if sentence := self._said.pop(matter, ""):
                self._notices.withdraw(sentence)
