"""Room for a dialog's title: a box of few words is narrow, and its frame would cut the title short."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QMessageBox, QSpacerItem

from editor_app.product import NAME
from editor_app.ui.theme import ui_font

_FRAME_PX = 140
"""What a frame needs at both ends of the title for its buttons."""
_LEAST_PX = 400


def title_px(title: str) -> int:
    """Give the width at which a frame shows a title whole, with the program's name as systems add it."""
    metrics = QFontMetrics(ui_font(weight=700))
    return max(_LEAST_PX, metrics.horizontalAdvance(f"{title} — {NAME}") + _FRAME_PX)


def show_title(box: QMessageBox) -> None:
    """Let a box be as wide as its title needs."""
    inside = box.layout()
    if isinstance(inside, QGridLayout):
        spacer = QSpacerItem(title_px(box.windowTitle()), 0)
        inside.addItem(spacer, inside.rowCount(), 0, 1, inside.columnCount())
