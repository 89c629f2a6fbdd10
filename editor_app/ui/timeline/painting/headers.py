"""The track headers: grip, name, and the buttons to hide, mute and lock."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from editor_app.checks.troubles import TrackTrouble
from editor_app.ui.timeline.hits import ICON_PX, Hit, Part, Stage, header_icons
from editor_app.ui.timeline.labels import counted_short
from editor_app.ui.timeline.painting.badges import badge_px, paint_track_badge
from editor_app.ui.timeline.painting.ink import Ink, faded
from editor_app.ui.timeline.rows import Row

_ICONS: dict[Part, tuple[str, str]] = {
    "header-hide": ("mdi6.eye-outline", "mdi6.eye-off-outline"),
    "header-mute": ("mdi6.volume-high", "mdi6.volume-off"),
    "header-lock": ("mdi6.lock-open-variant-outline", "mdi6.lock"),
}
_GLYPH_PX = 16


def paint_headers(
    painter: QPainter, stage: Stage, ink: Ink, hover: Hit | None, troubles: Mapping[str, TrackTrouble]
) -> None:
    """Paint the headers of the rows that show; `troubles` of tracks are by their ids."""
    view = stage.view
    painter.save()
    painter.setClipRect(QRectF(0, view.ruler_px, view.header_px, view.lanes_px))
    painter.fillRect(QRectF(0, view.ruler_px, view.header_px, view.lanes_px), ink.panel)
    for row in stage.rows:
        top = stage.row_y(row)
        if top < view.height_px and top + row.height_px > view.ruler_px:
            _paint_header(painter, stage, row, top, ink, hover)
            _paint_name(painter, stage, row, top, ink, troubles.get(row.track_id))
    is_at_side = hover is not None and hover.part == "header-side"
    width = 2 if is_at_side else 1
    colour = ink.accent if is_at_side else ink.hairline
    painter.fillRect(QRectF(view.header_px - width, view.ruler_px, width, view.lanes_px), colour)
    painter.restore()


def _paint_header(painter: QPainter, stage: Stage, row: Row, top: float, ink: Ink, hover: Hit | None) -> None:
    area = QRectF(0, top, stage.view.header_px - 1, row.height_px)
    is_hovered = (
        hover is not None
        and hover.part.startswith("header")
        and hover.part != "header-side"
        and hover.row == row.index
    )
    painter.fillRect(area, ink.raised if is_hovered else faded(ink.tokens.raised, 0.45))
    if is_hovered:
        _paint_grip(painter, area, ink)
    icons = header_icons(stage.view, row)
    states = {"header-hide": row.hidden, "header-mute": row.muted, "header-lock": row.locked}
    for part, left in icons:
        box = QRectF(left, top + (row.height_px - ICON_PX) / 2, ICON_PX, ICON_PX)
        is_over = is_hovered and hover is not None and hover.part == part
        if is_over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.hairline)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colour = _icon_colour(part, is_on=states[part], is_over=is_over, ink=ink)
        pixmap = ink.icon(_ICONS[part][states[part]], colour, _GLYPH_PX)
        painter.drawPixmap(
            QPointF(box.center().x() - _GLYPH_PX / 2, box.center().y() - _GLYPH_PX / 2), pixmap
        )


def _paint_name(
    painter: QPainter, stage: Stage, row: Row, top: float, ink: Ink, trouble: TrackTrouble | None
) -> None:
    room = header_icons(stage.view, row)[-1][1] - 24
    painter.setFont(ink.name_font)
    measure = painter.fontMetrics().horizontalAdvance
    if trouble is not None:
        number_px, name_px = map(measure, (counted_short(trouble.count), row.name))
        width = badge_px(number_px, name_px, room)
        paint_track_badge(painter, ink, trouble, QRectF(20, top, room, row.height_px), width)
        room -= width
    painter.setPen(ink.disabled if row.hidden else ink.text)
    text = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, round(room))
    painter.drawText(QRectF(20, top, room, row.height_px), int(Qt.AlignmentFlag.AlignVCenter), text)


def _icon_colour(part: Part, *, is_on: bool, is_over: bool, ink: Ink) -> str:
    if is_on:
        return ink.tokens.warning if part == "header-lock" else ink.tokens.error
    if is_over:
        return ink.tokens.text
    return ink.tokens.disabled if part == "header-lock" else ink.tokens.secondary


def _paint_grip(painter: QPainter, area: QRectF, ink: Ink) -> None:
    painter.setPen(QPen(ink.disabled, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    middle = area.center().y()
    for x in (7.0, 12.0):
        for dy in (-5, 0, 5):
            painter.drawPoint(QPointF(x, middle + dy))
