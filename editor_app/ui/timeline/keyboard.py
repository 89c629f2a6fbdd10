"""The timeline by keyboard: going from clip to clip, once the keyboard has come there by Tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from editor_app.ui.timeline.roving import Step, next_clip

if TYPE_CHECKING:
    from editor_app.ui.timeline.area import TimelineArea

_STEPS: Mapping[int, Step] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_SHORT_WHILE = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""Reasons to lose the keyboard after which it comes back: a menu, another window."""


class RovingKeyboard:
    """What the area does with keys that are no shortcuts; arrows rove only after Tab."""

    def __init__(self, area: TimelineArea) -> None:
        self._area = area

    def wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key means something here, so that no shortcut may have it."""
        area, key = self._area, event.key()
        if key == Qt.Key.Key_Escape:
            return area.is_roving
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in _ENTER:
            return area.focused is not None
        return area.is_roving and key in _STEPS

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; tell whether it said anything."""
        if not self.wants(event):
            return False
        area, key = self._area, event.key()
        if key == Qt.Key.Key_Escape:
            area.set_roving(False)
        elif key in _ENTER and area.focused is not None:
            area.keyframes_wanted.emit(area.focused)
        else:
            self._rove(_STEPS[key], adds=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    def arrive(self, reason: Qt.FocusReason) -> None:
        """Begin to go from clip to clip when the keyboard comes by Tab."""
        area = self._area
        if reason in _BY_TAB:
            area.set_roving(True)
            if area.focused is None or area.lanes.home(area.focused) is None:
                area.stand_on(next_clip(area.lanes, None, "first", area.session.playhead_ticks))
            else:
                area.stand_on(area.focused)
        area.refresh()

    def leave(self, reason: Qt.FocusReason) -> None:
        """Show that the keyboard is elsewhere."""
        if reason not in _SHORT_WHILE:
            self._area.set_roving(False)
        self._area.refresh()

    def _rove(self, step: Step, *, adds: bool) -> None:
        area = self._area
        key = next_clip(area.lanes, area.focused, step, area.session.playhead_ticks)
        chosen = area.session.selection.item_ids
        if key is None and area.focused not in chosen:
            key = area.focused  # nowhere to go: what the keyboard stands on
        if key is None:
            return
        area.stand_on(key)
        area.session.select((*(k for k in chosen if k != key), key) if adds else (key,))
        area.reveal((key,))
