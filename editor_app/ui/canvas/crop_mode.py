"""A picture being cropped: what the mode keeps, and the drags of its window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor_app.edits import place_boxes
from editor_app.state import EditorState
from editor_app.ui.canvas.cropping import FREE, Crop
from editor_app.ui.canvas.geometry import Point
from editor_app.ui.canvas.gestures import Gesture, Pointer, size_note
from editor_app.ui.canvas.overlay import Overlay
from editor_app.ui.canvas.resizing import HANDLES

if TYPE_CHECKING:
    from editor_app.ui.canvas.area import CanvasArea


@dataclass(slots=True)
class CropMode:
    """A picture shown whole in a preview, its window drawn over it.

    `ratio` is one of RATIOS. `drawn` is the window as it was last drawn by hand: ratios are fitted into that
    one, so that trying one after the other does not make the window smaller and smaller. With `sets_keys` the
    result has keys where it moves something that had none.
    """

    item_id: str
    base: EditorState
    tick: int
    crop: Crop
    before: Crop
    drawn: Crop
    ratio: str = FREE
    sets_keys: bool = False

    def whole(self) -> EditorState:
        """Give the document with the picture whole."""
        values = self.crop.whole_values()
        return place_boxes(self.base, boxes={self.item_id: values}, at_ticks=self.tick)

    def result(self) -> EditorState:
        """Give the document with the picture cropped."""
        if self.crop == self.before:
            return self.base
        boxes = {self.item_id: self.crop.values()}
        return place_boxes(self.base, boxes=boxes, at_ticks=self.tick, sets_keys=self.sets_keys)

    def choose(self, ratio: str) -> None:
        """Keep to one of RATIOS from now on, with the largest window that fits into the one drawn."""
        self.ratio = ratio
        value = self.crop.ratio_of(ratio)
        if value is not None:
            self.crop = self.drawn.fitted(value)

    def reset(self) -> None:
        """Take nothing away."""
        self.crop = self.drawn = self.crop.reset()
        self.ratio = FREE

    def keep(self) -> None:
        """Let the window be as it was drawn."""
        self.drawn = self.crop


class CropDrag(Gesture):
    """Drags a handle of the crop's window, or the window over the picture; the mode keeps the step."""

    def __init__(self, area: CanvasArea, press: Pointer, handle: str | None) -> None:
        super().__init__(area, press)
        mode = area.cropping
        assert mode is not None
        self._mode, self._handle, self._before = mode, handle, mode.crop
        held = mode.crop.window.place(*HANDLES[handle]) if handle else self.start
        self._grip = held[0] - self.start[0], held[1] - self.start[1]

    def follow(self, to: Point, at: Pointer) -> None:
        """Crop up to the pointer; Shift keeps the proportions that there were."""
        before = self._before
        if self._handle is None:
            crop = before.moved(self.start, to)
        else:
            kept = before.ratio_of(self._mode.ratio) or (before.ratio if at.shift else None)
            goal = to[0] + self._grip[0], to[1] + self._grip[1]
            crop = before.dragged(self._handle, goal, kept)
        self._mode.crop = crop
        self.overlay = Overlay(note=size_note(crop.window))

    def release(self, at: Pointer) -> None:
        """Keep the window for now; leaving the mode makes the step."""
        if self.moved:
            self._mode.keep()
            self.area.modes.show_bar()

    def cancel(self) -> None:
        """Put the window back."""
        self._mode.crop = self._before
