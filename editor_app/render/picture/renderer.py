"""Frames of a document: evaluate, then paint."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtGui import QImage, QTransform

from editor_app.drawing import Affine, Picture, then
from editor_app.render.picture import text
from editor_app.render.picture.evaluate import Composition, evaluate
from editor_app.render.picture.gui import ensure_gui
from editor_app.render.picture.overlaid import Overlaid
from editor_app.render.picture.painter import Painter
from editor_app.render.picture.pictures import Pictures, Pool
from editor_app.render.picture.shapes import affine
from editor_app.render.regions import Region
from editor_app.state.model import EditorState


class Renderer:
    """Renders documents with the media of one pool; the same tick at the same size gives the same pixels.

    Whatever is wrong with a medium becomes a labelled placeholder and one of the `warnings`.
    """

    def __init__(self, pool: Pool) -> None:
        ensure_gui()
        self._pictures = Pictures(pool)
        self._painter = Painter(self._pictures)
        self._last: tuple[EditorState, int, tuple[int, int], Composition] | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what went wrong with media so far, each sentence once."""
        return self._pictures.warnings

    def frame(
        self,
        state: EditorState,
        tick: int,
        size: tuple[int, int],
        *,
        transparent: bool = False,
        part: Region | None = None,
    ) -> QImage:
        """Render the document at `tick` as `size` px, or a `part` of that.

        Gives RGB32, or with `transparent` ARGB32_Premultiplied whose background may be see-through.
        In a part, transitions run over the part alone.
        """
        matrix = _to_device(state, size)
        composition = self._evaluate(state, tick, size)
        if part is not None:
            matrix *= QTransform.fromTranslate(-part.left, -part.top)
            size = part.width, part.height
        image = self._painter.paint(composition.operations, matrix, size, transparent=transparent)
        self._pictures.end()
        return image

    def overlaid(self, state: EditorState, tick: int, size: tuple[int, int]) -> Overlaid | None:
        """Give the frame at `tick` as planes of its lowest video and painted parts, where that is possible.

        It is `frame` within 2 levels, for films that store 4:2:0 anyway.
        """
        matrix = _to_device(state, size)
        last = self._last
        if last is not None and last[0] is state and last[1:3] == (tick, size):
            composition = last[3]  # a film asks for a frame's key first
        else:
            composition = self._evaluate(state, tick, size)
        overlaid = self._painter.overlaid(composition.operations, matrix, size)
        self._pictures.end()
        return overlaid

    def key(self, state: EditorState, tick: int, size: tuple[int, int]) -> Hashable:
        """Give a key of the frame at `tick`: frames with equal keys have equal pixels.

        It is the display list with each picture's time replaced by which picture the medium shows then.
        """
        composition = self._evaluate(state, tick, size)
        key = (size, composition.width, composition.height, self._pictures.keys(composition.operations))
        self._pictures.end()
        return key

    def _evaluate(self, state: EditorState, tick: int, size: tuple[int, int]) -> Composition:
        self._pictures.begin(state.assets)
        to_device = affine(_to_device(state, size))

        def is_opaque(picture: Picture, transform: Affine) -> bool:
            return self._painter.is_opaque(picture, then(transform, to_device))

        composition = evaluate(state, tick, measure=text.measure, is_opaque=is_opaque)
        self._last = (state, tick, size, composition)
        return composition


def _to_device(state: EditorState, size: tuple[int, int]) -> QTransform:
    return QTransform.fromScale(size[0] / state.composition_width, size[1] / state.composition_height)
