"""The field in which a medium's name is typed, over the name in its tile."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QRect
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.ui.media.labels import tr
from editor_app.ui.theme import HIT_PX

_LONGEST = 200


class NameField(QLineEdit):
    """The field; what it shows at first is selected but for the suffix."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Name of the medium"))
        self.setMaxLength(_LONGEST)
        self.setAutoFillBackground(True)

    def begin(self, name: str) -> None:
        """Show the name as it is; what has been typed since stays where the tiles are told anew."""
        if not self.isModified():
            self.setText(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Select what is likely to be typed anew; before it is shown, the grid selects all."""
        super().showEvent(event)
        self.setSelection(0, stem_length(self.text()))


def stem_length(name: str) -> int:
    """Count the letters of a name before its suffix: all of them where it has none.

    ```
    beach.mp4 → 5    Part 1. The end → 15    .hidden → 7
    ```
    """
    suffix = PurePath(name).suffix
    return len(name) - (len(suffix) if suffix[1:].isalnum() else 0)


def field_rect(tile: QRect, name: QRect) -> QRect:
    """Give the field's place: as wide as the tile, its middle where the name stands, high enough to hit."""
    top = name.center().y() - HIT_PX // 2 + 1
    return QRect(tile.left() + 1, min(top, tile.bottom() - HIT_PX + 1), tile.width() - 2, HIT_PX)
