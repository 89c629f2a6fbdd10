"""Gestures on boxes: each computes everything from the state at press, previews, and ends as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor_app.edits import EditError, move_boxes, place_boxes
from editor_app.state import EditorState
from editor_app.ui.canvas.distances import gaps
from editor_app.ui.canvas.geometry import Bounds, ItemBox, Point, around, boxes_of, frame_of, touched
from editor_app.ui.canvas.labels import tr
from editor_app.ui.canvas.overlay import NOTHING, Overlay
from editor_app.ui.canvas.resizing import (
    CORNERS,
    HANDLES,
    changes,
    on_line,
    resized,
    scaled_with,
    stepped,
    turn_between,
    turned_about,
)
from editor_app.ui.canvas.snapping import SNAP_PX, Targets, guides, nearest, snapped_move, targets_of

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea

STILL_PX = 3
"""A press that moves less than this is a click."""
_TURN_REACH = 3.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is on the canvas, and what is held."""

    x: float
    y: float
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


class Gesture:
    """Something in hand from press to release; Escape ends it as if nothing had been."""

    label = ""

    def __init__(self, area: CanvasArea, press: Pointer) -> None:
        self.area, self.press = area, press
        self.start: Point = area.view.to_composition(press.x, press.y)
        self.base: EditorState = area.document.work.state
        self.tick = area.session.playhead_ticks
        self.overlay: Overlay = NOTHING
        self.moved = False
        self.new: EditorState | None = None

    def move(self, at: Pointer) -> None:
        """Follow the pointer, once it has moved more than a click does."""
        if not self.moved and max(abs(at.x - self.press.x), abs(at.y - self.press.y)) < STILL_PX:
            return
        self.moved = True
        self.follow(self.area.view.to_composition(at.x, at.y), at)

    def follow(self, to: Point, at: Pointer) -> None:
        """Do what the gesture does with the pointer at a point of the composition."""

    def release(self, at: Pointer) -> None:
        """End: one step if something changed, or else a click."""
        if self.moved:
            self.move(at)
            if self.new is not None:
                self.area.document.apply(tr(self.label), self.new)
        else:
            self.click(at)

    def click(self, at: Pointer) -> None:
        """Do what a press without a move means."""

    def cancel(self) -> None:
        """Be as if nothing had been."""
        self.area.document.cancel_preview()

    def show(self, new: EditorState) -> None:
        """Show what there would be."""
        self.new = new
        self.area.document.preview(new)

    def place(self, old: Sequence[ItemBox], new: Sequence[ItemBox]) -> None:
        """Show boxes at their new places."""
        values = {a.item_id: changes(a, b) for a, b in zip(old, new, strict=True)}
        self.place_values(values)

    def place_values(self, values: Mapping[str, Mapping[str, float]]) -> None:
        """Show fields of boxes with new values, or say why not."""
        try:
            sets_keys = self.area.session.sets_keys
            self.show(place_boxes(self.base, boxes=values, at_ticks=self.tick, sets_keys=sets_keys))
        except EditError as error:
            self.area.notice.emit(str(error))

    def reach(self, at: Pointer) -> float:
        """Give how far snapping reaches in composition px: not at all with Alt, or where it is off."""
        return SNAP_PX / self.area.view.zoom if self.area.session.snapping and not at.alt else 0.0

    def targets(self, moving: Sequence[ItemBox]) -> Targets:
        """Give what one may snap to: the composition and what does not move."""
        ids = {box.item_id for box in moving}
        others = [box for box in self.area.boxes if box.item_id not in ids]
        return targets_of(self.area.view.composition, others)

    def measured(self, bounds: Bounds, targets: Targets, at: Pointer, note: str) -> Overlay:
        """Give the lines that something lies on, and its distances along them; none without snapping."""
        if not self.reach(at):
            return Overlay(note=note)
        return Overlay(guides(bounds, targets), note=note, gaps=gaps(bounds, targets))


class Move(Gesture):
    """Moves what is selected now, or items as they are at another tick; Shift keeps to one direction."""

    label = "Move"

    def __init__(
        self,
        area: CanvasArea,
        press: Pointer,
        clicked: str | None,
        *,
        item_ids: Sequence[str] | None = None,
        at_ticks: int | None = None,
    ) -> None:
        super().__init__(area, press)
        self._clicked = clicked
        self.tick = self.tick if at_ticks is None else at_ticks
        self._old = boxes_of(self.base, area.chosen_ids if item_ids is None else item_ids, self.tick)
        self._bounds: Bounds = around(self._old).bounds
        self._targets = self.targets(self._old)

    def follow(self, to: Point, at: Pointer) -> None:
        """Move by whole px, or onto a guide."""
        dx, dy = to[0] - self.start[0], to[1] - self.start[1]
        is_level = abs(dx) >= abs(dy)
        if at.shift:
            dx, dy = (dx, 0.0) if is_level else (0.0, dy)
        snap_x, snap_y = snapped_move(_shifted(self._bounds, dx, dy), self._targets, self.reach(at))
        holds_x, holds_y = at.shift and not is_level, at.shift and is_level
        dx = 0.0 if holds_x else dx + snap_x if snap_x is not None else float(round(dx))
        dy = 0.0 if holds_y else dy + snap_y if snap_y is not None else float(round(dy))
        ids = [box.item_id for box in self._old]
        try:
            moved = move_boxes(
                self.base,
                item_ids=ids,
                dx=round(dx, 3),
                dy=round(dy, 3),
                at_ticks=self.tick,
                sets_keys=self.area.session.sets_keys,
            )
            self.show(moved)
        except EditError as error:
            self.area.notice.emit(str(error))
        note = f"{dx:+.0f}  {dy:+.0f}".replace("-", "−")
        self.overlay = self.measured(_shifted(self._bounds, dx, dy), self._targets, at, note)

    def click(self, at: Pointer) -> None:
        """Select what was clicked, or what lies under it."""
        self.area.choose_at(at, self._clicked)


def _shifted(bounds: Bounds, dx: float, dy: float) -> Bounds:
    return bounds[0] + dx, bounds[1] + dy, bounds[2] + dx, bounds[3] + dy


class Resize(Gesture):
    """Drags one of the handles; several items grow as one, by one factor."""

    label = "Resize"

    def __init__(self, area: CanvasArea, press: Pointer, handle: str) -> None:
        super().__init__(area, press)
        self._handle = handle
        self._old = boxes_of(self.base, area.chosen_ids, self.tick)
        self._frame = frame_of(self._old)
        held = self._frame.place(*HANDLES[handle])
        self._grip = held[0] - self.start[0], held[1] - self.start[1]
        self._targets = self.targets(self._old)

    def follow(self, to: Point, at: Pointer) -> None:
        """Pull the handle to the pointer, or onto a guide."""
        goal = to[0] + self._grip[0], to[1] + self._grip[1]
        keeps = self._keeps(at)
        goal = self._snapped(goal, self.reach(at), keeps=keeps)
        frame = resized(self._frame, self._handle, goal, keeps=keeps, from_center=at.alt)
        if len(self._old) == 1:
            self.place(self._old, [frame])
        else:
            self.place(self._old, scaled_with(self._old, self._frame, frame))
        self.overlay = self.measured(frame.bounds, self._targets, at, size_note(frame))

    def _keeps(self, at: Pointer) -> bool:
        if len(self._old) > 1:
            return True
        mode = self._frame.keeps
        kept = mode == "always" or (mode == "corners" and self._handle in CORNERS)
        return kept != at.shift

    def _snapped(self, goal: Point, reach: float, *, keeps: bool) -> Point:
        if not reach or not self._frame.is_upright:
            return goal
        if keeps:
            frame = resized(self._frame, self._handle, goal, keeps=True)
            goal = frame.place(*HANDLES[self._handle])
        u, v = HANDLES[self._handle]
        if self._frame.rotation % 180:
            u, v = v, u
        by_x = nearest(self._targets.xs, (goal[0],), reach) if u != 0.5 else None
        by_y = nearest(self._targets.ys, (goal[1],), reach) if v != 0.5 else None
        if not keeps:
            return goal[0] + (by_x or 0.0), goal[1] + (by_y or 0.0)
        if by_x is not None and (by_y is None or abs(by_x) <= abs(by_y)):
            return on_line(self._frame, self._handle, x=goal[0] + by_x) or goal
        if by_y is not None:
            return on_line(self._frame, self._handle, y=goal[1] + by_y) or goal
        return goal


def size_note(box: ItemBox) -> str:
    """Say how large a box shows, in px of the composition."""
    return f"{box.width * abs(box.scale_x):.0f} × {box.height * abs(box.scale_y):.0f}"


class Rotate(Gesture):
    """Turns what is selected about its middle; Shift goes by 15°."""

    label = "Rotate"

    def __init__(self, area: CanvasArea, press: Pointer) -> None:
        super().__init__(area, press)
        self._old = boxes_of(self.base, area.chosen_ids, self.tick)
        self._center = frame_of(self._old).center

    def follow(self, to: Point, at: Pointer) -> None:
        """Turn as far as the pointer has gone about the middle."""
        by = turn_between(self._center, self.start, to)
        first = frame_of(self._old).rotation
        angle = first + by
        if at.shift:
            angle = stepped(angle)
        elif self.reach(at) and abs(angle - round(angle / 90) * 90) < _TURN_REACH:
            angle = round(angle / 90) * 90.0
        angle = round(angle, 1)
        self.place(self._old, turned_about(self._old, self._center, angle - first))
        shown = (angle + 180) % 360 - 180
        self.overlay = Overlay(note=f"{shown:.1f}°".replace("-", "−"))


class Marquee(Gesture):
    """Selects what a rectangle touches; with Ctrl or Shift beside what is selected already."""

    def __init__(self, area: CanvasArea, press: Pointer, clicked: str | None = None) -> None:
        super().__init__(area, press)
        self._clicked = clicked
        self._kept = area.session.selection.item_ids if press.ctrl or press.shift else ()
        self._before = area.session.selection

    def follow(self, to: Point, at: Pointer) -> None:
        """Select while it grows."""
        (x0, y0), (x1, y1) = self.start, to
        area: Bounds = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        found = [key for key in touched(self.area.boxes, area) if key not in self._kept]
        self.area.session.select((*self._kept, *found))
        self.overlay = Overlay(marquee=area)

    def click(self, at: Pointer) -> None:
        """Add or take away what was clicked; nothing there deselects."""
        if self._clicked is not None:
            self.area.session.toggle(self._clicked)
        elif not self._kept:
            self.area.session.select_nothing()

    def cancel(self) -> None:
        """Select what was selected before."""
        self.area.session.set_selection(self._before)


class Pan(Gesture):
    """Pushes the composition about; nothing of the document changes."""

    def __init__(self, area: CanvasArea, press: Pointer) -> None:
        super().__init__(area, press)
        self._view = area.view

    def move(self, at: Pointer) -> None:
        """Push as far as the pointer goes."""
        self.area.set_view(self._view.moved(at.x - self.press.x, at.y - self.press.y))

    def release(self, at: Pointer) -> None:
        """Let it be there."""

    def cancel(self) -> None:
        """Put it back."""
        self.area.set_view(self._view)
