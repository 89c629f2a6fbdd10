"""Moving the crop's window by the arrow keys; the mode keeps the step, as for drags of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent

from editor_app.ui.canvas.crop_mode import CropMode
from editor_app.ui.canvas.cropping import Crop
from editor_app.ui.canvas.nudging import step_of

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea


class CropNudge:
    """Moves the window px by px until the key is let go."""

    def __init__(self, area: CanvasArea) -> None:
        self._area = area
        self._mode: CropMode | None = None
        self._before: Crop | None = None

    def press(self, event: QKeyEvent) -> None:
        """Move by 1 px of the composition, with Shift by 10, as far as there is picture."""
        mode = self._area.cropping
        if mode is None:
            return
        if self._mode is not mode:
            self._mode, self._before = mode, mode.crop
        x, y = mode.crop.window.center
        dx, dy = step_of(event)
        mode.crop = mode.crop.moved((x, y), (x + dx, y + dy))
        self._area.update()

    def settle(self, *_news: object) -> None:
        """Let the window be as it was drawn for now."""
        if (mode := self._forget()) is not None:
            mode.keep()
            self._area.modes.show_bar()

    def cancel(self) -> bool:
        """Put the window back; tell whether a key was pressed."""
        before = self._before
        mode = self._forget()
        if mode is None or before is None:
            return False
        mode.crop = before
        self._area.update()
        return True

    def _forget(self) -> CropMode | None:
        """Give the mode of the keys that were pressed, if one is still in it."""
        mode, self._mode, self._before = self._mode, None, None
        return mode if mode is self._area.cropping else None
