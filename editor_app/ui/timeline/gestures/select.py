"""Pressing a clip: selects it, and moves it once the pointer has gone far enough."""

from __future__ import annotations

from editor_app.ui.timeline.gestures.base import Desk, Gesture, Pointer
from editor_app.ui.timeline.gestures.move import MoveClips
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.lanes import Lanes

DRAG_PX = 4


class PressClip(Gesture):
    """A click selects; Ctrl adds or takes away, Shift selects up to here; a drag moves.

    With Ctrl a drag pushes others to later: whether it is one, or a click, shows only after the press.
    """

    scrolls = True

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._move: MoveClips | None = None
        self._old = desk.session.selection
        self._key = hit.item_id or ""
        self._was_chosen = self._key in self._old.item_ids
        extends = at.shift and bool(self._old.item_ids)
        self._toggles = at.ctrl and not extends
        if extends:
            desk.session.select(_up_to(self.stage.lanes, self._old.item_ids, self._key))
        elif not self._was_chosen and not self._toggles:
            desk.session.select((self._key,))

    def move(self, at: Pointer) -> None:
        """Begin to move clips after a few px."""
        if self._move is None:
            far = max(abs(at.x - self.press.x), abs(at.y - self.press.y)) >= DRAG_PX
            row = self.stage.rows[self.hit.row or 0]
            if not far or row.locked:
                return
            if self._key not in self.desk.session.selection.item_ids:
                self.desk.session.select((self._key,))
            self._move = MoveClips(self.desk, self.hit, self.press)
        self._move.move(at)
        self.overlay = self._move.overlay

    def release(self, at: Pointer) -> None:
        """Put the clips down, or leave it at the click."""
        if self._move is not None:
            self._move.release(at)
        elif self._toggles:
            self.desk.session.toggle(self._key)
        elif not self.press.shift and not self.press.ctrl:
            self.desk.session.select((self._key,))

    def cancel(self) -> None:
        """Leave the clips where they were, and select what was selected."""
        if self._move is not None:
            self._move.cancel()
        self.desk.session.set_selection(self._old)


def _up_to(lanes: Lanes, chosen: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Give what is selected and everything between the last of it and `key`, over the tracks between."""
    home, other = lanes.home(key), lanes.home(chosen[-1])
    if home is None or other is None:
        return (*chosen, key)
    items = lanes.state.items
    first = min(items[key].start_ticks, items[chosen[-1]].start_ticks)
    last = max(items[key].end_ticks, items[chosen[-1]].end_ticks)
    between = [
        lane.ids[place]
        for lane in [lanes[n] for n in range(min(home, other), max(home, other) + 1)]
        for place in lane.between(first, last)
        if lane.starts[place] >= first and lane.ends[place] <= last
    ]
    return (*chosen, *(k for k in between if k != key), key)
