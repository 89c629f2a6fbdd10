"""What keys do on the canvas: cancel, open, leave, nudge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from editor_app.ui.canvas.crop_nudging import CropNudge
from editor_app.ui.canvas.nudging import ARROWS, Nudge

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CanvasKeys:
    """The keyboard's part of the canvas."""

    def __init__(self, area: CanvasArea) -> None:
        self._area = area
        self._nudge, self._crop_nudge = Nudge(area), CropNudge(area)

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key means something here now."""
        area = self._area
        if event.key() == Qt.Key.Key_Escape:
            return area.gesture is not None or area.cropping is not None or bool(area.chosen_ids)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if event.key() in _ENTER:
            return area.cropping is not None or len(area.chosen_ids) == 1
        return event.key() in ARROWS and (area.cropping is not None or bool(area.chosen_ids))

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; tell whether it means something here now."""
        area = self._area
        if not self.wants(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif event.key() in _ENTER:
            if area.cropping is not None:
                area.modes.end_crop()
            else:
                area.modes.open(area.chosen_ids[0], by_key=True)
        elif area.gesture is None:
            (self._nudge if area.cropping is None else self._crop_nudge).press(event)
        return True

    def release(self, event: QKeyEvent) -> None:
        """Let a nudge that was held be one step."""
        if event.key() in ARROWS and not event.isAutoRepeat():
            self.settle()

    def settle(self, *_news: object) -> None:
        """Keep what was nudged."""
        self._nudge.settle()
        self._crop_nudge.settle()

    def _escape(self) -> None:
        area = self._area
        if area.cancel_gesture() or self._crop_nudge.cancel() or self._nudge.cancel():
            return
        if area.cropping is not None:
            area.modes.end_crop()
        else:
            area.session.select_nothing()
