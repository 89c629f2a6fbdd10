"""A line of several parts of which the last one matters most: where room is short, the others give way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from editor_app.ui.widgets.elided import ElidedLabel

SEPARATOR = " · "
_FEWEST = 3
"""Fewer letters of a part say nothing."""


def fitted(text: str, room: float, width_of: Callable[[str], float]) -> tuple[str, str]:
    """Shorten what stands before the last part until all fits, or leave it out; the last part stays whole."""
    head, separator, last = text.rpartition(SEPARATOR)
    if not separator or width_of(text) <= room:
        return "", text
    left = room - width_of(separator + last)
    for length in range(len(head) - 1, _FEWEST - 1, -1):
        shorter = f"{head[:length].rstrip()}…"
        if width_of(shorter) <= left:
            return shorter, separator + last
    return "", last


class StandingLine(ElidedLabel):
    """The line of a card: “sandbox · 988 credits”."""

    def shown_parts(self) -> tuple[str, ...]:
        """Give what there is room for: the figures sooner than what they are of."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        head, rest = fitted(self.text(), room, metrics.horizontalAdvance)
        return head, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)
