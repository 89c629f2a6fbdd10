"""A line of several parts of which the last one matters most: where room is short, the others give way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from editor_app.ui.widgets.elided import ElidedLabel

SEPARATOR = " · "


def fitted(text: str, room: float, width_of: Callable[[str], float]) -> str:
    """Leave out whole parts until all fits, the one before the last first; the last part stays."""
    parts = text.split(SEPARATOR)
    while len(parts) > 1 and width_of(SEPARATOR.join(parts)) > room:
        del parts[-2]
    return SEPARATOR.join(parts)


class StandingLine(ElidedLabel):
    """The line of a card: “sandbox · RenderingVideo · 988 credits”."""

    def shown_parts(self) -> tuple[str, ...]:
        """Give what there is room for: the figures sooner than what they are of."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        shown = fitted(self.text(), room, metrics.horizontalAdvance)
        return (metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room),)
