"""Frames of a document as an export needs them: of the output's shape, whatever the composition's is."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtGui import QImage, QPainter

from editor_app.render.export.framing import bar_color, place
from editor_app.render.export.settings import Target
from editor_app.render.picture.overlaid import Overlaid
from editor_app.render.picture.renderer import Renderer
from editor_app.render.picture.shapes import qcolor
from editor_app.render.regions import Region
from editor_app.state.model import EditorState


class FramedRenderer:
    """The renderer of one document for one target: the whole picture with bars, or what fills the output."""

    def __init__(self, renderer: Renderer, state: EditorState, target: Target) -> None:
        self._renderer, self._state, self._target = renderer, state, target
        composition = state.composition_width, state.composition_height
        self._whole = place(composition, target.size, target.fit)
        self._size = self._whole.width, self._whole.height
        self.is_straight = self._whole == Region(0, 0, *target.size)
        """Whether the output is the composition's picture and nothing else."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what went wrong with media so far."""
        return self._renderer.warnings

    def key(self, tick: int) -> Hashable:
        """Give a key of the frame at `tick`: frames with equal keys have equal pixels."""
        return self._renderer.key(self._state, tick, self._size)

    def overlaid(self, tick: int) -> Overlaid | None:
        """Give the frame as its lowest video's planes and painted parts, where that is possible."""
        return self._renderer.overlaid(self._state, tick, self._size) if self.is_straight else None

    def frame(self, tick: int) -> QImage:
        """Give the frame: RGB32, or ARGB32_Premultiplied where the target is transparent."""
        alpha = self._target.alpha
        if self.is_straight:
            return self._renderer.frame(self._state, tick, self._size, transparent=alpha)
        if self._target.fit == "fill":
            part = Region(0, 0, *self._target.size).moved(-self._whole.left, -self._whole.top)
            return self._renderer.frame(self._state, tick, self._size, transparent=alpha, part=part)
        return self._with_bars(self._renderer.frame(self._state, tick, self._size, transparent=alpha))

    def _with_bars(self, inner: QImage) -> QImage:
        image = QImage(*self._target.size, inner.format())
        color = bar_color(self._state, transparent=self._target.alpha)
        image.fill(0 if inner.hasAlphaChannel() else 0xFF000000)
        painter = QPainter(image)
        if color is not None:
            painter.fillRect(image.rect(), qcolor(color))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(self._whole.left, self._whole.top, inner)
        painter.end()
        return image
