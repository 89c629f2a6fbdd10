"""Two bars that show how loud it is, left above right."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.transport.texts import tr

_FLOOR_DB, _LOUD_DB, _HOT_DB = -48.0, -9.0, -1.5
_FALL = 0.07
"""How much of its length a bar loses with each look, about 30 a second, so that peaks can be seen."""


def share_of_peak(peak: float) -> float:
    """Give how long the bar of a peak is, 0 to 1: in decibels from the floor up.

    >>> [share_of_peak(0.0), share_of_peak(1.0), round(share_of_peak(0.0631), 2)]
    [0.0, 1.0, 0.5]
    """
    if peak <= 0:
        return 0.0
    return min(max(1 - 20 * math.log10(peak) / _FLOOR_DB, 0.0), 1.0)


class PeakMeter(QWidget):
    """A small stereo meter; told peaks while playing."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._shares = (0.0, 0.0)
        self.setFixedSize(56, 16)
        self.setAccessibleName(tr("Level of the sound"))
        self.setToolTip(tr("Level of the sound, left and right"))

    @property
    def shares(self) -> tuple[float, float]:
        """Give how long the bars are, 0 to 1."""
        return self._shares

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def show_peaks(self, peaks: tuple[float, float]) -> None:
        """Rise at once, fall slowly; silence from a stopped player falls at once."""
        if peaks == (0.0, 0.0):
            shares = (0.0, 0.0)
        else:
            rising, falling = map(share_of_peak, peaks), (share - _FALL for share in self._shares)
            left, right = map(max, rising, falling)
            shares = (left, right)
        if shares != self._shares:
            self._shares = shares
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, share in enumerate(self._shares):
            top = 2.0 + number * 7
            painter.setBrush(QColor(self._tokens.hairline))
            painter.drawRoundedRect(QRectF(0, top, self.width(), 5), 2, 2)
            self._paint_bar(painter, top, share)
        painter.end()

    def _paint_bar(self, painter: QPainter, top: float, share: float) -> None:
        stops = ((0.0, self._tokens.ok), (_LOUD_DB, self._tokens.warning), (_HOT_DB, self._tokens.error))
        painter.save()
        painter.setClipRect(QRectF(0, top, self.width() * share, 5))
        for start_db, colour in stops:
            start = 0.0 if start_db == 0.0 else 1 - start_db / _FLOOR_DB
            painter.setBrush(QColor(colour))
            left = self.width() * start
            painter.drawRoundedRect(QRectF(left, top, self.width() - left, 5), 2, 2)
        painter.restore()
