"""Pictures of a document as either side has it, painted in another process; only what is wanted latest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from editor_app.edits.errors import EditError
from editor_app.merge import Choice, Conflict
from editor_app.render.media.pool import MediaPool
from editor_app.render.media.source import MediaSource
from editor_app.render.picture.renderer import Renderer
from editor_app.services.latest import Job, LatestWork
from editor_app.services.sync.choosing import difference
from editor_app.services.sync.views import view_of
from editor_app.state import EditorState

_BOX = QSize(640, 360)

Sources = Mapping[str, MediaSource]
Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Painted:
    """A frame as it travels between processes: RGB32, `tick` is where it stands; `why` it could not be."""

    size: tuple[int, int] = (0, 0)
    pixels: bytes = b""
    tick: int = 0
    why: str = ""
    is_uncovered: bool = False


@dataclass(frozen=True, slots=True)
class SidePicture:
    """The picture of one side; without an image `why` says what keeps it from being shown.

    With `is_uncovered` the tracks above what it is about were left out.
    """

    image: QImage | None
    tick: int
    why: str = ""
    is_uncovered: bool = False


def paint_side(
    state: EditorState, conflict: Conflict, choice: Choice, sources: Sources, playhead: int
) -> Painted:
    """Paint the document as one side has it, at a moment that shows what the conflict is about."""
    painter = _Painter(sources)
    try:
        view = view_of(state, conflict, choice, playhead, painter.paint)
    except EditError as error:
        return Painted(why=str(error))
    else:
        return replace(painter.paint(view.state, view.tick), is_uncovered=view.is_uncovered)
    finally:
        painter.close()


def paint_document(
    mine: EditorState, theirs: EditorState, side: Side, sources: Sources, playhead: int
) -> Painted:
    """Paint one of two documents at a moment at which they differ."""
    return paint(mine if side == "mine" else theirs, sources, difference(mine, theirs, playhead))


def paint(state: EditorState, sources: Sources, tick: int) -> Painted:
    """Paint a frame; media that are not there are drawn as labelled stand-ins."""
    painter = _Painter(sources)
    try:
        return painter.paint(state, tick)
    finally:
        painter.close()


class _Painter:
    """Paints frames of several documents of the same media, and knows what it has painted."""

    def __init__(self, sources: Sources) -> None:
        self._pool = MediaPool(sources)
        self._renderer = Renderer(self._pool)
        self._known: dict[tuple[int, int], tuple[EditorState, Painted]] = {}

    def paint(self, state: EditorState, tick: int) -> Painted:
        """Paint a frame."""
        known = self._known.get((id(state), tick))
        if known is None:
            size = _size(state)
            image = self._renderer.frame(state, tick, size).convertToFormat(QImage.Format.Format_RGB32)
            # With the state, so that no other takes its identity.
            known = self._known[id(state), tick] = state, Painted(size, bytes(image.constBits()), tick)
        return known[1]

    def close(self) -> None:
        """Close the media."""
        self._pool.close()


class Frames(QObject):
    """Gives pictures of sides; those of one question at a time."""

    ready = Signal(str, object)
    """Side, SidePicture."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = LatestWork(self)
        self._turn = 0
        self._work.done.connect(self._take)
        self._work.failed.connect(self._take_failure)

    def want_choices(self, state: EditorState, conflict: Conflict, sources: Sources, playhead: int) -> None:
        """Let both sides of a conflict be painted, and nothing that was wanted before."""
        self._turn += 1
        self._work.keep_only(set())
        for side in ("theirs", "mine"):  # the latest wanted is done first
            arguments = (state, conflict, side, dict(sources), playhead)
            self._work.want(Job((self._turn, side), conflict.id, paint_side, arguments))

    def want_states(self, mine: EditorState, theirs: EditorState, sources: Sources, playhead: int) -> None:
        """Let two documents be painted where they differ, and nothing that was wanted before."""
        self._turn += 1
        self._work.keep_only(set())
        for side in ("theirs", "mine"):
            arguments = (mine, theirs, side, dict(sources), playhead)
            self._work.want(Job((self._turn, side), side, paint_document, arguments))

    def want_none(self) -> None:
        """Paint nothing that waits."""
        self._turn += 1
        self._work.keep_only(set())

    def close(self) -> None:
        """Paint no more."""
        self._turn += 1
        self._work.close()

    def _take(self, key: tuple[int, Side], painted: Painted) -> None:
        turn, side = key
        if turn != self._turn:
            return
        image = None
        if painted.pixels:
            width, height = painted.size
            image = QImage(painted.pixels, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        self.ready.emit(side, SidePicture(image, painted.tick, painted.why, painted.is_uncovered))

    def _take_failure(self, key: tuple[int, Side], error: object) -> None:
        turn, side = key
        if turn == self._turn:
            self.ready.emit(side, SidePicture(None, 0))


def _size(state: EditorState) -> tuple[int, int]:
    own = QSize(int(state.composition_width), int(state.composition_height))
    fitted = own.scaled(_BOX, Qt.AspectRatioMode.KeepAspectRatio)
    return max(1, fitted.width()), max(1, fitted.height())
