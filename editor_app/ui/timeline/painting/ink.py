"""Colours, faces and icons for the timeline, made once for a look and a screen."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QStaticText,
)

from editor_app.ui import icons
from editor_app.ui.colour import mixed
from editor_app.ui.theme import CLIP_KINDS, CLIP_RADIUS_PX, STRIPED, Tokens, ui_font

KEY_MARK_PX = 14


def faded(colour: str, alpha: float) -> QColor:
    """Give a colour with an alpha from 0 to 1."""
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made


class Ink:
    """Everything a painter needs that does not depend on the document."""

    def __init__(self, tokens: Tokens, ratio: float = 1.0) -> None:
        self.tokens = tokens
        self.ratio = ratio
        self.label_font = ui_font(12, weight=500)
        self.small_font = ui_font(11, tabular=True)
        self.name_font = ui_font(13, weight=600)
        self.time_font = ui_font(14, weight=600, tabular=True)
        self.lane = QColor(mixed(tokens.window, tokens.panel, 0.55))
        self.window = QColor(tokens.window)
        self.panel = QColor(tokens.panel)
        self.raised = QColor(tokens.raised)
        self.hairline = QColor(tokens.hairline)
        self.text = QColor(tokens.text)
        self.secondary = QColor(tokens.secondary)
        self.disabled = QColor(tokens.disabled)
        self.accent = QColor(tokens.accent)
        self.playhead = QColor(tokens.playhead)
        self.keyframe = QColor(tokens.keyframe)
        self.error = QColor(tokens.error)
        self.warning = QColor(tokens.warning)
        self.clip_text = QColor(tokens.clip_text)
        self._bodies = {kind: QColor(tokens.clip(kind)) for kind in CLIP_KINDS}
        self._strips = {kind: QColor(tokens.strip(kind)) for kind in CLIP_KINDS}
        self._unknown = QColor(tokens.clip(""))
        self.strip_palette = _words([self.body(kind) for kind in (*CLIP_KINDS, "")])
        self.chosen_palette = _words(
            [QColor(mixed(self.body(k).name(), tokens.accent, 0.75)) for k in (*CLIP_KINDS, "")]
        )
        words = _words([self.error, QColor(tokens.warning), self.lane])
        self.error_word, self.warning_word, self.lane_word = words
        self.bodies: dict[object, QPixmap] = {}
        """Bodies of clips that were painted already, by what makes them look so."""
        self._labels: dict[tuple[str, int], QStaticText] = {}
        self._metrics = QFontMetricsF(self.label_font)

    def body(self, kind: str) -> QColor:
        """Give a clip's colour."""
        return self._bodies.get(kind, self._unknown)

    def strip(self, kind: str) -> QColor:
        """Give the colour of a clip's title strip."""
        return self._strips.get(kind, self.hairline)

    def marker(self, colour: str) -> QColor:
        """Give a marker's colour by its name."""
        tokens = self.tokens
        named = {"blue": tokens.info, "green": tokens.ok, "amber": tokens.warning, "red": tokens.error}
        return QColor(named.get(colour, tokens.info))

    def label(self, text: str, width_px: float) -> QStaticText:
        """Give a clip's label, cut with an ellipsis to fit; laid out once for steps of 8 px."""
        key = (text, int(width_px) // 8)
        found = self._labels.get(key)
        if found is None:
            if len(self._labels) > 4000:
                self._labels.clear()
            cut = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, key[1] * 8)
            found = QStaticText(cut)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(font=self.label_font)
            self._labels[key] = found
        return found

    def pixmap(self, width_px: float, height_px: float) -> QPixmap:
        """Give a clear pixmap of this many logical px."""
        made = QPixmap(max(1, round(width_px * self.ratio)), max(1, round(height_px * self.ratio)))
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        return made

    @lru_cache(maxsize=256)  # noqa: B019 - one ink lives as long as the look and the screen stay
    def icon(self, name: str, colour: str, size_px: int = 16) -> QPixmap:
        """Give an icon in a colour."""
        icon: QIcon = icons.icon(name, color=colour)
        return icon.pixmap(QSizeF(size_px, size_px).toSize(), self.ratio)

    @lru_cache(maxsize=8)  # noqa: B019 - as above
    def corners(self, colour: str) -> tuple[QPixmap, QPixmap, QPixmap, QPixmap]:
        """Give what rounds the corners of a square-cornered clip on a background of `colour`."""
        radius = CLIP_RADIUS_PX
        made: list[QPixmap] = []
        for dx, dy in ((0, 0), (-radius, 0), (0, -radius), (-radius, -radius)):
            pixmap = self.pixmap(radius, radius)
            outside, inside = QPainterPath(), QPainterPath()
            outside.addRect(QRectF(0, 0, radius, radius))
            inside.addRoundedRect(QRectF(dx, dy, 2 * radius, 2 * radius), radius, radius)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(outside.subtracted(inside), QColor(colour))
            painter.end()
            made.append(pixmap)
        return made[0], made[1], made[2], made[3]

    @lru_cache(maxsize=1)  # noqa: B019 - as above
    def key_mark(self) -> QPixmap:
        """Give the diamond of a keyframe, in the middle of a square; scrolling draws thousands a second."""
        pixmap = self.pixmap(KEY_MARK_PX, KEY_MARK_PX)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(faded(self.tokens.window, 0.65), 1))
        painter.setBrush(self.keyframe)
        painter.drawPath(diamond(5).translated(KEY_MARK_PX / 2, KEY_MARK_PX / 2))
        painter.end()
        return pixmap

    @lru_cache(maxsize=64)  # noqa: B019 - as above
    def brush(self, kind: str) -> QBrush:
        """Give the brush for a body; effects and filters are striped."""
        if kind not in STRIPED:
            return QBrush(self.body(kind))
        return QBrush(
            _stripes(self.body(kind), QColor(mixed(self.body(kind).name(), "#000000", 0.16)), self.ratio)
        )

    @lru_cache(maxsize=1)  # noqa: B019 - as above
    def hatch(self) -> QBrush:
        """Give the hatching of what cannot be edited."""
        return QBrush(_stripes(QColor(0, 0, 0, 0), faded(self.tokens.text, 0.10), self.ratio))

    def loss_hatch(self) -> QBrush:
        """Give the hatching of what will be cut away."""
        ground, line = faded(self.tokens.window, 0.55), faded(self.tokens.error, 0.75)
        return QBrush(_stripes(ground, line, self.ratio))


def _words(colours: list[QColor]) -> NDArray[np.uint32]:
    return np.array([colour.rgba() for colour in colours], np.uint32)


def _stripes(ground: QColor, line: QColor, ratio: float) -> QPixmap:
    side = 12
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(ground)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 4))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 2, side + 2), QPointF(shift + side + 2, -2))
    painter.end()
    return pixmap


@cache
def diamond(size_px: float) -> QPainterPath:
    """Give a diamond about the origin."""
    path = QPainterPath(QPointF(0, -size_px))
    for x, y in ((size_px, 0), (0, size_px), (-size_px, 0)):
        path.lineTo(x, y)
    path.closeSubpath()
    return path


def font_with(font: QFont, size_px: int) -> QFont:
    """Give a face in another size."""
    other = QFont(font)
    other.setPixelSize(size_px)
    return other
