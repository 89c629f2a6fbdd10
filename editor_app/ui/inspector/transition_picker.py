"""The six transitions as small pictures to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QLinearGradient, QPainter, QPainterPath, QPixmap, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QToolButton, QWidget

from editor_app.ui.names import transition_name
from editor_app.ui.theme import SMALL_PX, Tokens, ui_font

TYPES = ("fade", "slide", "wipe", "flip", "clock-wipe", "iris")
_COLUMNS = 3
_SIZE = QSize(56, 32)


class TransitionPicker(QWidget):
    """The buttons."""

    chosen = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.buttons: dict[str, QToolButton] = {}
        for place, kind in enumerate(TYPES):
            button = QToolButton()
            button.setText(transition_name(kind))
            button.setFont(ui_font(SMALL_PX))
            button.setToolTip(transition_name(kind))
            button.setAccessibleName(transition_name(kind))
            button.setCheckable(True)
            button.setProperty("tile", True)
            button.setIconSize(_SIZE)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setSizePolicy(button.sizePolicy().Policy.Ignored, button.sizePolicy().Policy.Fixed)
            button.setFixedHeight(64)
            self._group.addButton(button, place)
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            self.buttons[kind] = button
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._group.idClicked.connect(self._choose)
        self.set_tokens(tokens)

    def show_kind(self, kind: str) -> None:
        """Mark the transition there is, and let Tab lead to it; arrow keys lead to the others."""
        if kind not in self.buttons:
            return
        self.buttons[kind].setChecked(True)
        for name, button in self.buttons.items():
            policy = Qt.FocusPolicy.StrongFocus if name == kind else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for kind, button in self.buttons.items():
            button.setIcon(QIcon(picture(kind, tokens, self.devicePixelRatioF())))

    def _choose(self, place: int) -> None:
        self.chosen.emit(TYPES[place])


def picture(kind: str, tokens: Tokens, ratio: float = 1.0) -> QPixmap:
    """Draw a transition half-way: from one colour to another."""
    made = QPixmap(round(_SIZE.width() * ratio), round(_SIZE.height() * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(0.5, 0.5, _SIZE.width() - 1, _SIZE.height() - 1)
    clip = QPainterPath()
    clip.addRoundedRect(frame, 3, 3)
    painter.setClipPath(clip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.clip("video")))
    painter.drawRect(frame)
    _DRAWERS[kind](painter, frame, QColor(tokens.clip("text")), QColor(tokens.panel))
    painter.end()
    return made


def _fade(painter: QPainter, frame: QRectF, incoming: QColor, _back: QColor) -> None:
    fade = QLinearGradient(frame.topLeft(), frame.topRight())
    fade.setColorAt(0.1, QColor(incoming.red(), incoming.green(), incoming.blue(), 0))
    fade.setColorAt(0.9, incoming)
    painter.setBrush(fade)
    painter.drawRect(frame)


def _slide(painter: QPainter, frame: QRectF, incoming: QColor, back: QColor) -> None:
    painter.setBrush(incoming)
    painter.drawRect(QRectF(frame.left(), frame.top(), frame.width() / 2, frame.height()))
    x, y = frame.center().x(), frame.center().y()
    painter.setBrush(back)
    painter.drawPolygon(QPolygonF([QPointF(x - 3, y - 6), QPointF(x + 5, y), QPointF(x - 3, y + 6)]))


def _wipe(painter: QPainter, frame: QRectF, incoming: QColor, _back: QColor) -> None:
    painter.setBrush(incoming)
    x = frame.center().x()
    painter.drawPolygon(
        QPolygonF([frame.topLeft(), QPointF(x + 7, 0), QPointF(x - 7, frame.bottom()), frame.bottomLeft()])
    )


def _flip(painter: QPainter, frame: QRectF, incoming: QColor, back: QColor) -> None:
    painter.setBrush(back)
    painter.drawRect(frame)
    painter.setBrush(incoming)
    x = frame.center().x()
    left, right, top, bottom = x - 11, x + 11, frame.top(), frame.bottom()
    corners = ((left, top + 2), (right, top + 7), (right, bottom - 7), (left, bottom - 2))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _clock(painter: QPainter, frame: QRectF, incoming: QColor, _back: QColor) -> None:
    painter.setBrush(incoming)
    around = QRectF(0, 0, 2 * frame.width(), 2 * frame.width())
    around.moveCenter(frame.center())
    painter.drawPie(around, 90 * 16, -135 * 16)


def _iris(painter: QPainter, frame: QRectF, incoming: QColor, _back: QColor) -> None:
    painter.setBrush(incoming)
    painter.drawEllipse(frame.center(), 10.5, 10.5)


_DRAWERS: dict[str, Callable[[QPainter, QRectF, QColor, QColor], None]] = {
    "fade": _fade,
    "slide": _slide,
    "wipe": _wipe,
    "flip": _flip,
    "clock-wipe": _clock,
    "iris": _iris,
}
