"""Painting what a gesture tells: guides, distances, the marquee, and a note by the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from editor_app.ui.canvas.distances import Gap, Rect, label_spots, note_spot
from editor_app.ui.canvas.geometry import Bounds
from editor_app.ui.canvas.overlay import Overlay
from editor_app.ui.canvas.painting import Ink, pen_of
from editor_app.ui.canvas.view import View
from editor_app.ui.theme import SMALL_PX, ui_font

_CAP_PX = 4.0


def paint_overlay(painter: QPainter, overlay: Overlay, view: View, ink: Ink, at: QPointF | None) -> None:
    """Paint the guides, the distances along them, the marquee and the note."""
    lines = [_line(Gap(guide.axis, guide.at, guide.low, guide.high), view) for guide in overlay.guides]
    _paint_lines(painter, lines, ink)
    if overlay.marquee is not None:
        _paint_marquee(painter, overlay.marquee, view, ink)
    painter.setFont(measure_font())
    note = note_rect(overlay.note, at, view, painter.font()) if overlay.note and at is not None else None
    if overlay.gaps:
        _paint_gaps(painter, overlay.gaps, view, ink, note)
    if note is not None:
        _paint_box(painter, overlay.note, QRectF(*note), (ink.halo, ink.chip, ink.chip_text))


def note_rect(text: str, at: QPointF, view: View, font: QFont) -> Rect:
    """Give where the note by the pointer lies, in px of the screen."""
    metrics = QFontMetricsF(font)
    size = metrics.horizontalAdvance(text) + 16, metrics.height() + 8
    return note_spot((at.x(), at.y()), size, (view.width_px, view.height_px))


def gap_labels(
    gaps: Sequence[Gap], view: View, font: QFont, note: Rect | None = None
) -> tuple[tuple[str, Rect], ...]:
    """Give what is said about distances, and where, in px of the screen."""
    metrics = QFontMetricsF(font)
    texts = [f"{gap.size:.0f}" for gap in gaps]
    sizes = [(metrics.horizontalAdvance(text) + 10, metrics.height() + 2) for text in texts]
    lines = [_on_screen(gap, view) for gap in gaps]
    spots = label_spots(lines, sizes, (view.width_px, view.height_px), note)
    return tuple((text, spot) for text, spot in zip(texts, spots, strict=True) if spot is not None)


def measure_font() -> QFont:
    """Give the type of measures."""
    return ui_font(SMALL_PX, weight=500, tabular=True)


def _on_screen(gap: Gap, view: View) -> Gap:
    if gap.axis == "x":
        (at, low), (_, high) = view.to_screen(gap.at, gap.low), view.to_screen(gap.at, gap.high)
    else:
        (low, at), (high, _) = view.to_screen(gap.low, gap.at), view.to_screen(gap.high, gap.at)
    return Gap(gap.axis, at, low, high)


def _line(gap: Gap, view: View) -> QLineF:
    there = _on_screen(gap, view)
    if there.axis == "x":
        return QLineF(there.at, there.low, there.at, there.high)
    return QLineF(there.low, there.at, there.high, there.at)


def _paint_lines(painter: QPainter, lines: Sequence[QLineF], ink: Ink) -> None:
    for colour, width in ((ink.halo, 3.0), (ink.guide, 1.0)):
        painter.setPen(pen_of(colour, width))
        painter.drawLines(lines)


def _paint_gaps(painter: QPainter, gaps: Sequence[Gap], view: View, ink: Ink, note: Rect | None) -> None:
    caps: list[QLineF] = []
    for line in (_line(gap, view) for gap in gaps):
        across = QPointF(_CAP_PX, 0) if line.x1() == line.x2() else QPointF(0, _CAP_PX)
        caps += [line, *(QLineF(end - across, end + across) for end in (line.p1(), line.p2()))]
    _paint_lines(painter, caps, ink)
    for text, spot in gap_labels(gaps, view, painter.font(), note):
        _paint_box(painter, text, QRectF(*spot), (ink.halo, ink.measure, ink.on_measure))


def _paint_marquee(painter: QPainter, marquee: Bounds, view: View, ink: Ink) -> None:
    left, top, right, bottom = marquee
    fill = QColor(ink.accent)
    fill.setAlphaF(0.16)
    painter.setPen(pen_of(ink.accent, 1))
    painter.setBrush(fill)
    painter.drawRect(QRectF(QPointF(*view.to_screen(left, top)), QPointF(*view.to_screen(right, bottom))))


def _paint_box(painter: QPainter, text: str, box: QRectF, colours: tuple[QColor, QColor, QColor]) -> None:
    border, fill, letters = colours
    painter.setPen(pen_of(border, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(letters)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
