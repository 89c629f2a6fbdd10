"""Signs of trouble on clips and in track headers: as grave as the gravest problem there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from editor_app.checks.troubles import TrackTrouble
from editor_app.problem import Severity
from editor_app.ui.theme import Tokens
from editor_app.ui.timeline.labels import counted_short
from editor_app.ui.timeline.painting.ink import Ink, faded

_SIGNS: Final[Mapping[Severity, str]] = {
    "error": "mdi6.alert-circle",
    "warning": "mdi6.alert",
    "info": "mdi6.information",
}
_SIGN_PX, _GAP_PX, _DOT_PX = 14, 3, 6
_SIGN_ALONE_PX = _GAP_PX + _SIGN_PX
_LEAST_NAME_PX = 24
"""So much of a long track's name stays, or the sign gives way to a dot."""


def severity_colour(tokens: Tokens, severity: Severity) -> str:
    """Give the colour of a severity."""
    return {"error": tokens.error, "warning": tokens.warning, "info": tokens.info}[severity]


def paint_clip_badge(painter: QPainter, ink: Ink, severity: Severity, x: float) -> None:
    """Paint the sign of a clip with its left side at `x`, 18 × 16 px at the clip's top."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(ink.tokens.window, 0.75))
    painter.drawRoundedRect(QRectF(x - 2, 1, 18, 16), 3, 3)
    sign = ink.icon(_SIGNS[severity], severity_colour(ink.tokens, severity), _SIGN_PX)
    painter.drawPixmap(QPointF(x, 2), sign)


def badge_px(number_px: float, name_px: float, room_px: float) -> int:
    """Give how wide a track's sign may be, with a gap before it: with its number or without, or 0 for a dot.

    It is as telling as leaves the name whole; a name that is too long in any case keeps `_LEAST_NAME_PX`.
    """
    least = name_px if name_px <= room_px else _LEAST_NAME_PX
    for width in (math.ceil(_SIGN_ALONE_PX + _GAP_PX + number_px), _SIGN_ALONE_PX):
        if room_px - width >= least:
            return width
    return 0


def paint_track_badge(painter: QPainter, ink: Ink, trouble: TrackTrouble, area: QRectF, width: int) -> None:
    """Paint a track's sign and number at the right of `area`, the room of its name; a dot without `width`."""
    colour = severity_colour(ink.tokens, trouble.severity)
    if not width:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(7, area.top() + 4, _DOT_PX, _DOT_PX))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return
    left = area.right() - width + _GAP_PX
    top = area.center().y() - _SIGN_PX / 2
    painter.drawPixmap(QPointF(left, top), ink.icon(_SIGNS[trouble.severity], colour, _SIGN_PX))
    if width <= _SIGN_ALONE_PX:
        return
    painter.setPen(ink.text)
    number = QRectF(left + _SIGN_PX + _GAP_PX, area.top(), width, area.height())
    painter.drawText(number, int(Qt.AlignmentFlag.AlignVCenter), counted_short(trouble.count))
