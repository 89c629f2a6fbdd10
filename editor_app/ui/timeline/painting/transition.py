"""A transition on its cut: the time in which both clips show."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from editor_app.edits.transitions import handles
from editor_app.state import Transition
from editor_app.ui.names import transition_name
from editor_app.ui.timeline.clip_shape import COMPACT_PX, TITLE_PX
from editor_app.ui.timeline.hits import Stage
from editor_app.ui.timeline.painting.ink import Ink, faded
from editor_app.ui.timeline.rows import Row


def paint_transition(
    painter: QPainter,
    stage: Stage,
    row: Row,
    transition: Transition,
    box: tuple[float, float],
    ink: Ink,
    *,
    is_chosen: bool,
) -> None:
    """Paint a transition between `box`'s left and right; amber where a clip has too little to show."""
    inset = TITLE_PX + 3 if row.height_px > COMPACT_PX else 4
    area = QRectF(box[0], inset, box[1] - box[0], row.height_px - inset - 4)
    is_short = (
        transition.id in stage.state.transitions
        and handles(stage.state, transition_id=transition.id).is_short
    )
    line = ink.accent if is_chosen else ink.warning if is_short else faded("#ffffff", 0.75)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 2 if is_chosen else 1))
    painter.setBrush(faded("#14161a", 0.55))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QPen(faded("#ffffff", 0.35), 1))
    name = transition_name(transition.type)
    if area.width() >= painter.fontMetrics().horizontalAdvance(name) + 10:
        painter.setFont(ink.small_font)
        painter.setPen(faded("#ffffff", 0.95))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
    else:
        # The two halves change over: the sign of a cross-fade.
        painter.drawLine(QLineF(area.topLeft(), area.bottomRight()))
        painter.drawLine(QLineF(area.bottomLeft(), area.topRight()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
