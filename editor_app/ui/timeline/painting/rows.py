"""Rows as pixmaps, painted again only when something in them has changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from editor_app.ui.timeline.hits import Stage
from editor_app.ui.timeline.painting.clips import Extras, paint_row
from editor_app.ui.timeline.painting.ink import Ink
from editor_app.ui.timeline.rows import Row


class RowPixmaps:
    """The rows in sight; an edit costs the rows that it touches, whatever else there is."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[object, ...], QPixmap]] = {}
        self._round = 0

    def forget_media(self) -> None:
        """Paint everything again: pictures or outlines have come."""
        self._round += 1

    def forget(self) -> None:
        """Paint everything again, in another look or size."""
        self._kept.clear()

    def paint(self, painter: QPainter, stage: Stage, ink: Ink, extras: Extras) -> None:
        """Paint the tracks that show, right of the headers."""
        view = stage.view
        area = QRectF(view.header_px, view.ruler_px, view.width_px - view.header_px, view.lanes_px)
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, ink.window)
        kept: dict[str, tuple[tuple[object, ...], QPixmap]] = {}
        for row in stage.rows:
            top = stage.row_y(row)
            if top < view.height_px and top + row.height_px > view.ruler_px:
                key = self._key(stage, row, extras)
                old = self._kept.get(row.track_id)
                pixmap = old[1] if old is not None and old[0] == key else _painted(stage, row, ink, extras)
                kept[row.track_id] = (key, pixmap)
                painter.drawPixmap(QPointF(view.header_px, top), pixmap)
        self._kept = kept
        painter.restore()

    def _key(self, stage: Stage, row: Row, extras: Extras) -> tuple[object, ...]:
        """Name all that a row's look depends on; what is compared by identity never changes."""
        lane, state = stage.lanes[row.index], stage.state
        places = lane.places
        return (
            _Same(lane),
            _Same(state.assets),
            _Same(state.transitions),
            replace(row, index=0, top_px=0),
            replace(stage.view, height_px=0, scroll_y_px=0),
            frozenset(key for key in stage.selection if key in places),
            extras.hovered if extras.hovered in places else None,
            extras.focused if extras.focused in places else None,
            extras.chosen_transition,
            frozenset(entry for entry in extras.problems.items() if entry[0] in places),
            self._round,
        )


class _Same:
    """Equal only to what holds the very same object."""

    __slots__ = ("held",)

    def __init__(self, held: object) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.held is self.held

    def __hash__(self) -> int:
        return id(self.held)


def _painted(stage: Stage, row: Row, ink: Ink, extras: Extras) -> QPixmap:
    view = stage.view
    pixmap = ink.pixmap(view.width_px - view.header_px, row.height_px)
    painter = QPainter(pixmap)
    painter.translate(-view.header_px, 0)
    paint_row(painter, stage, row, ink, extras)
    painter.end()
    return pixmap
