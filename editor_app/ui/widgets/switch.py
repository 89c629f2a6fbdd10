"""A switch that slides: on, off, or between where several differ."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from editor_app.ui.theme import DARK, HIT_PX, Tokens

_TRACK = QSize(30, 16)


class Switch(QCheckBox):
    """The switch; a check box in all but its looks."""

    chosen = Signal(bool)
    """Somebody turned it, by mouse, key or a screen reader; not when it merely shows a state."""

    def __init__(self, name: str = "", parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(_TRACK.width() + 8, HIT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._is_showing = False
        self.checkStateChanged.connect(self._tell)

    def _tell(self, state: Qt.CheckState) -> None:
        if not self._is_showing:
            self.chosen.emit(state == Qt.CheckState.Checked)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def show_state(self, on: bool | None) -> None:
        """Show a state; None where several differ. The next click switches on."""
        states = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
        self._is_showing = True
        self.setTristate(on is None)
        self.setCheckState(states[on] if on is not None else Qt.CheckState.PartiallyChecked)
        self._is_showing = False

    def nextCheckState(self) -> None:
        """Leave the middle for on; else turn round."""
        is_on = self.checkState() == Qt.CheckState.Checked
        self.setTristate(False)
        self.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def hitButton(self, pos: QPoint) -> bool:
        """Take clicks anywhere on it."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        """Give the fixed size."""
        return self.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track and knob."""
        tokens, state = self._tokens, self.checkState()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        top = (self.height() - _TRACK.height()) / 2
        track = QRectF(2, top, _TRACK.width(), _TRACK.height())
        is_on = state == Qt.CheckState.Checked
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if is_on else tokens.hairline))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        share = {Qt.CheckState.Unchecked: 0.0, Qt.CheckState.PartiallyChecked: 0.5}.get(state, 1.0)
        x = track.left() + track.height() / 2 + share * (track.width() - track.height())
        painter.setBrush(QColor(tokens.on_accent if is_on else tokens.secondary))
        painter.drawEllipse(QPointF(x, track.center().y()), 5.5, 5.5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 10, 10)
        painter.end()
