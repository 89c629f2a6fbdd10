"""Painting over the picture: outlines, handles, guides, grids; in px of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from editor_app.ui import icons
from editor_app.ui.canvas.cropping import Crop
from editor_app.ui.canvas.geometry import Bounds, ItemBox
from editor_app.ui.canvas.handles import handle_points, rotate_point
from editor_app.ui.canvas.labels import tr
from editor_app.ui.canvas.resizing import CORNERS
from editor_app.ui.canvas.view import View
from editor_app.ui.colour import mixed
from editor_app.ui.theme import DARK, SMALL_PX, Tokens, ui_font

_HANDLE_PX, _ROUND_PX, _ICON_PX = 9.0, 11.0, 40.0
_SAFE_SHARES = (0.9, 0.8)
_PHONE_ZONES: tuple[tuple[str, Bounds], ...] = (
    ("App bar", (0.0, 0.0, 1.0, 0.11)),
    ("Buttons", (0.84, 0.44, 1.0, 0.79)),
    ("Caption", (0.0, 0.79, 1.0, 1.0)),
)
"""Where apps for upright videos lay their own controls, in shares: a common measure of several."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The canvas's colours of one look. The stage stays dark in all of them: a picture is judged on dark."""

    accent: QColor
    on_accent: QColor
    halo: QColor
    stage: QColor
    empty: QColor
    stage_text: QColor
    stage_strong: QColor
    frame: QColor
    guide: QColor
    measure: QColor
    on_measure: QColor
    key: QColor
    chip: QColor
    chip_text: QColor

    @staticmethod
    def of(tokens: Tokens) -> Ink:
        """Make the colours of a look."""
        return Ink(
            QColor(tokens.accent),
            QColor("white"),
            _faint("black", 0.35),
            QColor(mixed(DARK.window, "#000000", 0.35)),
            QColor(DARK.window),
            QColor(DARK.secondary),
            QColor(DARK.text),
            QColor(mixed(DARK.hairline, DARK.secondary, 0.35)),
            QColor(tokens.playhead),
            QColor(mixed(tokens.playhead, "#000000", 0.3)),
            QColor("white"),
            QColor(DARK.keyframe),
            QColor(tokens.raised),
            QColor(tokens.text),
        )


def _faint(colour: str, alpha: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


def pen_of(colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Give a pen with sharp corners."""
    pen = QPen(colour, width, style)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _polygon(box: ItemBox, view: View) -> QPolygonF:
    return QPolygonF([QPointF(*view.to_screen(*corner)) for corner in box.corners])


def paint_outline(painter: QPainter, box: ItemBox, view: View, ink: Ink, *, faint: bool = False) -> None:
    """Paint a box's outline: the accent on a dark halo, so that it is seen on any picture."""
    shape = _polygon(box, view)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen_of(ink.halo, 2.5 if faint else 3.5))
    painter.drawPolygon(shape)
    painter.setPen(pen_of(ink.accent, 1.0 if faint else 1.5))
    painter.drawPolygon(shape)


def paint_frame(painter: QPainter, box: ItemBox, view: View, ink: Ink, *, corners_only: bool) -> None:
    """Paint a box's handles, its stalk to turn it by, and its middle."""
    paint_outline(painter, box, view, ink)
    if box.turns:
        knob = QPointF(*rotate_point(box, view))
        tops = [QPointF(*view.to_screen(*box.place(0.5, v))) for v in (0, 1)]
        foot = min(tops, key=lambda top: QLineF(top, knob).length())
        painter.setPen(pen_of(ink.halo, 3))
        painter.drawLine(foot, knob)
        painter.setPen(pen_of(ink.accent, 1.5))
        painter.drawLine(foot, knob)
        painter.setBrush(ink.on_accent)
        painter.drawEllipse(knob, _ROUND_PX / 2, _ROUND_PX / 2)
    _paint_center(painter, QPointF(*view.to_screen(*box.center)), ink)
    painter.setPen(pen_of(ink.accent, 1.5))
    painter.setBrush(ink.on_accent)
    for x, y in handle_points(box, view, corners_only=corners_only).values():
        painter.save()
        painter.translate(x, y)
        painter.rotate(box.rotation)
        half = _HANDLE_PX / 2
        painter.drawRoundedRect(QRectF(-half, -half, _HANDLE_PX, _HANDLE_PX), 2, 2)
        painter.restore()


def _paint_center(painter: QPainter, at: QPointF, ink: Ink) -> None:
    for colour, width in ((ink.halo, 3.0), (ink.on_accent, 1.2)):
        painter.setPen(pen_of(colour, width))
        painter.drawLine(at - QPointF(5, 0), at + QPointF(5, 0))
        painter.drawLine(at - QPointF(0, 5), at + QPointF(0, 5))


def paint_crop(painter: QPainter, crop: Crop, view: View, ink: Ink) -> None:
    """Dim what is cropped away; paint the window with thirds and strong handles."""
    window, whole = _polygon(crop.window, view), _polygon(crop.whole, view)
    hidden, left = QPainterPath(), QPainterPath()
    hidden.addPolygon(whole)
    hidden.closeSubpath()
    left.addPolygon(window)
    left.closeSubpath()
    painter.fillPath(hidden.subtracted(left), _faint("black", 0.62))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen_of(_faint("white", 0.55), 1, Qt.PenStyle.DashLine))
    painter.drawPolygon(whole)
    painter.setPen(pen_of(_faint("white", 0.35), 1))
    for share in (1 / 3, 2 / 3):
        for a, b in (((share, 0), (share, 1)), ((0, share), (1, share))):
            ends = [QPointF(*view.to_screen(*crop.window.place(*end))) for end in (a, b)]
            painter.drawLine(*ends)
    painter.setPen(pen_of(ink.halo, 3.5))
    painter.drawPolygon(window)
    painter.setPen(pen_of(ink.on_accent, 1.5))
    painter.drawPolygon(window)
    for name, (x, y) in handle_points(crop.window, view).items():
        painter.save()
        painter.translate(x, y)
        painter.rotate(crop.window.rotation)
        _paint_crop_handle(painter, name, ink)
        painter.restore()


def _paint_crop_handle(painter: QPainter, name: str, ink: Ink) -> None:
    long, half = 16.0, 7.0
    lines: list[QPointF]
    if name in CORNERS:
        dx, dy = (long if "w" in name else -long), (long if "n" in name else -long)
        lines = [QPointF(dx, 0), QPointF(0, 0), QPointF(0, dy)]
    elif name in ("n", "s"):
        lines = [QPointF(-half, 0), QPointF(half, 0)]
    else:
        lines = [QPointF(0, -half), QPointF(0, half)]
    for colour, width in ((ink.halo, 6.5), (ink.on_accent, 4.0)):
        painter.setPen(pen_of(colour, width))
        painter.drawPolyline(QPolygonF(lines))


def paint_grids(painter: QPainter, view: View, ink: Ink, shown: Iterable[str]) -> None:
    """Paint safe areas, thirds and the zones of phone apps, as far as they are shown."""
    across, down = view.size_px
    frame = QRectF(view.left_px, view.top_px, across, down)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name in shown:
        if name == "thirds":
            lines = [frame.left() + across * share for share in (1 / 3, 2 / 3)]
            rows = [frame.top() + down * share for share in (1 / 3, 2 / 3)]
            _lines(painter, [QLineF(x, frame.top(), x, frame.bottom()) for x in lines])
            _lines(painter, [QLineF(frame.left(), y, frame.right(), y) for y in rows])
        elif name == "safe-areas":
            for share in _SAFE_SHARES:
                area = QRectF(0, 0, across * share, down * share)
                area.moveCenter(frame.center())
                _label(painter, f"{share * 100:.0f} %", area)
                for colour, width in ((ink.halo, 3.0), (_faint("white", 0.75), 1.0)):
                    painter.setPen(pen_of(colour, width))
                    painter.drawRect(area)
        elif name == "platform":
            _paint_zones(painter, frame)


def _paint_zones(painter: QPainter, frame: QRectF) -> None:
    for text, (left, top, right, bottom) in _PHONE_ZONES:
        zone = QRectF(
            frame.left() + frame.width() * left,
            frame.top() + frame.height() * top,
            frame.width() * (right - left),
            frame.height() * (bottom - top),
        )
        painter.fillRect(zone, _faint("black", 0.45))
        painter.setPen(pen_of(_faint("white", 0.6), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(zone.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(ui_font(SMALL_PX, weight=500))
        painter.setPen(QColor("white"))
        if QFontMetricsF(painter.font()).horizontalAdvance(tr(text)) < zone.width():
            painter.drawText(zone, Qt.AlignmentFlag.AlignCenter, tr(text))


def _lines(painter: QPainter, lines: Sequence[QLineF]) -> None:
    for colour, width in ((_faint("black", 0.35), 3.0), (_faint("white", 0.7), 1.0)):
        painter.setPen(pen_of(colour, width))
        painter.drawLines(lines)


def _label(painter: QPainter, text: str, area: QRectF) -> None:
    painter.setFont(ui_font(SMALL_PX, weight=500, tabular=True))
    place = area.adjusted(8, 5, -8, -5)
    for shift, colour in ((1.0, "black"), (0.0, "white")):
        painter.setPen(QColor(colour))
        corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(place.translated(shift, shift), corner, text)


def paint_invitation(painter: QPainter, view: View, ink: Ink) -> None:
    """Say what to do with an empty timeline."""
    across, down = view.size_px
    frame = QRectF(view.left_px, view.top_px, across, down)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.empty)
    painter.drawRect(frame)
    painter.setPen(pen_of(ink.frame, 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame.adjusted(12, 12, -12, -12), 8, 8)
    icon = QRectF(0, 0, _ICON_PX, _ICON_PX)
    icon.moveCenter(frame.center() - QPointF(0, 40))
    picture = icons.icon("mdi6.tray-arrow-down", color=ink.stage_text.name())
    picture.paint(painter, icon.toRect())
    painter.setFont(ui_font(15, weight=600))
    painter.setPen(ink.stage_strong)
    middle = Qt.AlignmentFlag.AlignCenter
    painter.drawText(frame.translated(0, 6), middle, tr("Drop files here"))
    painter.setFont(ui_font())
    painter.setPen(ink.stage_text)
    painter.drawText(frame.translated(0, 30), middle, tr("or add them in Media"))


def paint_drop(painter: QPainter, view: View, ink: Ink) -> None:
    """Show that what is dragged can be let go here."""
    across, down = view.size_px
    frame = QRectF(view.left_px, view.top_px, across, down)
    fill = QColor(ink.accent)
    fill.setAlphaF(0.14)
    painter.setBrush(fill)
    painter.setPen(pen_of(ink.accent, 2))
    painter.drawRoundedRect(frame.adjusted(-3, -3, 3, 3), 6, 6)


def paint_waiting(painter: QPainter, area: QRectF, ink: Ink) -> None:
    """Paint the place of a picture that is still being made: not black, which might be the picture."""
    painter.fillRect(area, ink.empty)
    painter.setFont(ui_font())
    painter.setPen(ink.stage_text)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tr("Preparing the picture …"))
