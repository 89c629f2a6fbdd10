"""What lies over the tracks: playhead, snap line, ghosts, marquee, razor, the words at the pointer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from editor_app.ui.timeline.hits import Stage
from editor_app.ui.timeline.painting.ink import Ink, faded

_HEAD_PX = 8
"""The length of an arrow's head."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A clip where it would lie: ticks and row; a row of None is a new track at `between`."""

    start_ticks: int
    end_ticks: int
    row: int | None
    between: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a gesture shows while it lasts.

    `limits` is how far a clip's source reaches, `target` the clip that takes what is dropped; `losses` are
    parts of clips that will be cut away, `push` begins where clips will be pushed from and is as long as
    they are pushed; `note` stands at the pointer, in red if `refused`.
    """

    ghosts: tuple[Ghost, ...] = ()
    losses: tuple[Ghost, ...] = ()
    push: Ghost | None = None
    refused: bool = False
    snap_ticks: int | None = None
    limits: Ghost | None = None
    target: Ghost | None = None
    marquee: tuple[float, float, float, float] | None = None
    razor_ticks: int | None = None
    razor_row: int | None = None
    new_track_at: int | None = None
    row_goal: int | None = None
    note: str = ""
    note_at: tuple[float, float] = (0.0, 0.0)


def paint_overlay(painter: QPainter, stage: Stage, ink: Ink, overlay: Overlay) -> None:
    """Paint what a gesture shows."""
    view = stage.view
    painter.save()
    painter.setClipRect(QRectF(0, view.ruler_px, view.width_px, view.lanes_px))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if overlay.row_goal is not None:
        _paint_row_goal(painter, stage, overlay.row_goal, ink, left=0)
    painter.setClipRect(QRectF(view.header_px, view.ruler_px, view.width_px - view.header_px, view.lanes_px))
    if overlay.new_track_at is not None:
        _paint_row_goal(painter, stage, overlay.new_track_at, ink, left=view.header_px)
    if overlay.limits is not None:
        _paint_limits(painter, stage, overlay.limits, ink)
    for ghost in overlay.ghosts:
        _paint_ghost(painter, stage, ghost, ink, refused=overlay.refused)
    for loss in overlay.losses:
        _paint_loss(painter, stage, loss, ink)
    if overlay.target is not None:
        _paint_target(painter, stage, overlay.target, ink)
    _paint_lines(painter, stage, overlay, ink)
    if overlay.push is not None:
        _paint_push(painter, stage, overlay.push, ink)
    if overlay.marquee is not None:
        left, top, right, bottom = overlay.marquee
        painter.setPen(QPen(ink.accent, 1))
        painter.setBrush(faded(ink.tokens.accent, 0.16))
        painter.drawRect(QRectF(min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)))
    painter.restore()
    if overlay.note:
        _paint_note(painter, stage, overlay, ink)


def _paint_lines(painter: QPainter, stage: Stage, overlay: Overlay, ink: Ink) -> None:
    view = stage.view
    if overlay.snap_ticks is not None:
        x = round(view.x_of(overlay.snap_ticks)) + 0.5
        painter.setPen(QPen(ink.warning, 1))
        painter.drawLine(QPointF(x, view.ruler_px), QPointF(x, view.height_px))
    if overlay.razor_ticks is not None:
        x = round(view.x_of(overlay.razor_ticks)) + 0.5
        row = stage.rows[overlay.razor_row] if overlay.razor_row is not None else None
        top = stage.row_y(row) if row else view.ruler_px
        bottom = top + row.height_px if row else view.height_px
        painter.setPen(QPen(ink.text, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, top - 3), QPointF(x, bottom + 3))


def seam_y(stage: Stage, place: int) -> float:
    """Give the height of the line between two rows, where a new track would open."""
    rows = stage.rows
    if not rows:
        return stage.view.ruler_px + 4.0
    if place >= len(rows):
        return stage.row_y(rows[-1]) + rows[-1].height_px + 1
    return stage.row_y(rows[place]) - 1


def _paint_row_goal(painter: QPainter, stage: Stage, place: int, ink: Ink, left: float) -> None:
    y = seam_y(stage, place)
    painter.setPen(QPen(ink.accent, 2))
    painter.drawLine(QPointF(left, y), QPointF(stage.view.width_px, y))


def _span(stage: Stage, ghost: Ghost) -> QRectF | None:
    if ghost.row is not None and 0 <= ghost.row < len(stage.rows):
        row = stage.rows[ghost.row]
        top, height = stage.row_y(row), row.height_px
    elif ghost.between is not None:
        height = 28
        top = seam_y(stage, ghost.between) - height / 2
    else:
        return None
    left = max(stage.view.x_of(ghost.start_ticks), -10.0)
    right = min(stage.view.x_of(ghost.end_ticks), stage.view.width_px + 10.0)
    return QRectF(left, top, max(right - left - 1, 2), height)


def _paint_ghost(painter: QPainter, stage: Stage, ghost: Ghost, ink: Ink, *, refused: bool) -> None:
    span = _span(stage, ghost)
    if span is None:
        return
    colour = ink.tokens.error if refused else ink.tokens.accent
    painter.setPen(QPen(faded(colour, 1.0), 1.5))
    painter.setBrush(faded(colour, 0.5 if refused else 0.3))
    painter.drawRoundedRect(span.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)
    if ghost.label and span.width() > 40:
        painter.setFont(ink.label_font)
        painter.setPen(ink.text)
        painter.drawStaticText(
            QPointF(span.left() + 7, span.top() + 3), ink.label(ghost.label, span.width() - 12)
        )


def _paint_loss(painter: QPainter, stage: Stage, loss: Ghost, ink: Ink) -> None:
    """Hatch in red what will be gone."""
    span = _span(stage, loss)
    if span is not None:
        painter.setPen(QPen(ink.error, 1.5))
        painter.setBrush(ink.loss_hatch())
        painter.drawRoundedRect(span.adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)


def _paint_push(painter: QPainter, stage: Stage, push: Ghost, ink: Ink) -> None:
    """Paint a caret where clips will part, and an arrow as long as the later ones are pushed.

    ```
        ▼
        |─────▶
        ▲
    ```
    """
    span = _span(stage, push)
    if span is None:
        return
    x, middle = round(stage.view.x_of(push.start_ticks)) + 0.5, span.center().y()
    tip = max(min(span.right(), stage.view.width_px - _HEAD_PX), x + 2 * _HEAD_PX)
    painter.setPen(QPen(ink.text, 3))
    painter.drawLine(QPointF(x, span.top()), QPointF(x, span.bottom()))
    painter.setPen(QPen(ink.text, 2))
    painter.drawLine(QPointF(x, middle), QPointF(tip - _HEAD_PX, middle))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.text)
    _paint_head(painter, QPointF(tip, middle), QPointF(1, 0))
    _paint_head(painter, QPointF(x, span.top() + _HEAD_PX), QPointF(0, 1))
    _paint_head(painter, QPointF(x, span.bottom() - _HEAD_PX), QPointF(0, -1))


def _paint_head(painter: QPainter, tip: QPointF, towards: QPointF) -> None:
    """Paint the head of an arrow; `towards` has length 1."""
    foot, side = tip - towards * _HEAD_PX, QPointF(-towards.y(), towards.x()) * (0.7 * _HEAD_PX)
    painter.drawPolygon([tip, foot + side, foot - side])


def _paint_target(painter: QPainter, stage: Stage, target: Ghost, ink: Ink) -> None:
    """Outline a clip in a colour that none has, whatever is selected."""
    span = _span(stage, target)
    if span is not None:
        painter.setPen(QPen(ink.text, 2))
        painter.setBrush(faded(ink.tokens.accent, 0.3))
        painter.drawRoundedRect(span.adjusted(1, 1, -1, -1), 3, 3)


def _paint_limits(painter: QPainter, stage: Stage, limits: Ghost, ink: Ink) -> None:
    span = _span(stage, limits)
    if span is not None:
        painter.setPen(QPen(faded(ink.tokens.text, 0.6), 1, Qt.PenStyle.DashLine))
        painter.setBrush(ink.hatch())
        painter.drawRoundedRect(span.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _paint_note(painter: QPainter, stage: Stage, overlay: Overlay, ink: Ink) -> None:
    metrics = QFontMetricsF(ink.small_font)
    width, height = metrics.horizontalAdvance(overlay.note) + 16, metrics.height() + 8
    x = min(max(overlay.note_at[0] + 14, 4.0), stage.view.width_px - width - 4)
    y = overlay.note_at[1] + 18
    if y + height > stage.view.height_px - 4:
        y = overlay.note_at[1] - height - 10
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.playhead if overlay.refused else ink.hairline, 1))
    painter.setBrush(ink.raised)
    painter.drawRoundedRect(QRectF(x, y, width, height), 4, 4)
    painter.setFont(ink.small_font)
    painter.setPen(ink.text)
    painter.drawText(QRectF(x, y, width, height), Qt.AlignmentFlag.AlignCenter, overlay.note)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_playhead(painter: QPainter, stage: Stage, ink: Ink, playhead_ticks: int) -> None:
    """Paint the playhead over ruler and tracks."""
    view = stage.view
    x = round(view.x_of(playhead_ticks)) + 0.5
    if not view.header_px - 7 <= x <= view.width_px + 7:
        return
    painter.save()
    painter.setClipRect(QRectF(view.header_px - 1, 0, view.width_px - view.header_px + 1, view.height_px))
    painter.setPen(QPen(ink.playhead, 1))
    painter.drawLine(QPointF(x, 12), QPointF(x, view.height_px))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    head = QPainterPath(QPointF(x - 6, view.ruler_px - 18))
    for dx, y in (
        (6, view.ruler_px - 18),
        (6, view.ruler_px - 9),
        (0, view.ruler_px - 2),
        (-6, view.ruler_px - 9),
    ):
        head.lineTo(x + dx, y)
    head.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.playhead)
    painter.drawPath(head)
    painter.restore()


def playhead_strip(stage: Stage, playhead_ticks: int) -> tuple[int, int]:
    """Give left side and width of what the playhead covers, for small repaints."""
    return round(stage.view.x_of(playhead_ticks)) - 8, 17
