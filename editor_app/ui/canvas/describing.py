"""What screen readers are told of the canvas: what is selected, and how much there is to see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent

from editor_app.state import EditorState
from editor_app.state.queries import visible_items
from editor_app.ui.canvas.labels import tr
from editor_app.ui.names import clip_label

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea

_LONGEST_NAME = 60
_SETTLED_MS = 150


def describe_selection(state: EditorState, item_ids: Sequence[str], tick: int) -> str:
    """Say what is selected and how many clips show at a tick.

    ```
        nothing              Nothing selected, 4 visible
        one that shows       Hello World selected, 1 of 4 visible
        one elsewhere        Hello World selected, not visible now, 4 visible
        several              3 selected, 2 of 4 visible
    ```
    """
    visible = {placed.item_id for placed in visible_items(state, tick)}
    chosen = [key for key in item_ids if key in state.items]
    shown = sum(key in visible for key in chosen)
    numbers = {"shown": shown, "total": len(visible)}
    if not chosen:
        return tr("Nothing selected, {total} visible").format(**numbers)
    if len(chosen) > 1:
        return tr("{count} selected, {shown} of {total} visible").format(count=len(chosen), **numbers)
    name = _short(clip_label(state, state.items[chosen[0]]))
    if not shown:
        return tr("{name} selected, not visible now, {total} visible").format(name=name, **numbers)
    return tr("{name} selected, {shown} of {total} visible").format(name=name, **numbers)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


class Description(QObject):
    """Keeps the canvas's accessible description true; while things move, it waits until they rest."""

    def __init__(self, area: CanvasArea) -> None:
        super().__init__(area)
        self._area = area
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.tell)
        area.document.changed.connect(self._wait)
        area.document.loaded.connect(self.tell)
        area.session.playhead_changed.connect(self._wait)
        area.session.selection_changed.connect(self.tell)
        self.tell()

    def tell(self, *_news: object) -> None:
        """Say what is so now, if that is not what was said."""
        self._settled.stop()
        area = self._area
        chosen, tick = area.session.selection.item_ids, area.session.playhead_ticks
        text = describe_selection(area.document.state, chosen, tick)
        if text != area.accessibleDescription():
            area.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleEvent(area, QAccessible.Event.DescriptionChanged))

    def _wait(self, *_news: object) -> None:
        self._settled.start()
