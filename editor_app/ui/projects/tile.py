"""A tile: a picture with a title and a line below it, pressed like a button."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from editor_app.ui import icons
from editor_app.ui.colour import mixed
from editor_app.ui.projects.arrows import Step
from editor_app.ui.projects.places import fitted_place
from editor_app.ui.theme import DARK, SMALL_PX, Tokens, ui_font

_ROW_PX = 18
_TEXT_PX = 44
_EDGE = 3
_RADIUS = 6
_STEPS: Mapping[int, Step] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}


class Tile(QAbstractButton):
    """The tile; `ratio` draws a sheet of that shape where there is no picture, `icon` a sign.

    With a `place` there is a third row for it, cut in its middle; an empty one leaves the row free. Where
    the `line` has too little room, the `short_line` stands for it, if there is one.
    """

    removal_requested = Signal()
    step_requested = Signal(str)
    """`Step`: a key that leads to another tile was pressed."""

    def __init__(
        self,
        title: str,
        line: str,
        size: QSize,
        parent: QWidget | None = None,
        *,
        ratio: tuple[int, int] | None = None,
        icon: str = "mdi6.movie-outline",
        centred: bool = False,
        place: str | None = None,
        short_line: str = "",
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._line, self._picture_size, self._place = line, size, place
        self._short_line = short_line
        self._ratio, self._icon_name, self._centred = ratio, icon, centred
        self._tokens = tokens
        self.image: QImage | None = None
        self.is_missing = False
        self.setText(title)
        self.setAccessibleName(f"{title}, {line}" if line else title)
        self.setToolTip(f"{title}\n{line}" if line else title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @property
    def line(self) -> str:
        """Give the line below the title."""
        return self._line

    def shown_line(self) -> str:
        """Give the line as it is shown: the short one where the other does not fit."""
        has_room = QFontMetrics(ui_font(SMALL_PX)).horizontalAdvance(self._line) <= self._picture_size.width()
        return self._line if has_room or not self._short_line else self._short_line

    @property
    def text_px(self) -> int:
        """Give the height of the rows below the picture."""
        return _TEXT_PX if self._place is None else _TEXT_PX + _ROW_PX

    @property
    def place(self) -> str:
        """Give where its file is, empty where there is nothing to say of it."""
        return self._place or ""

    def set_picture_size(self, size: QSize) -> None:
        """Show the picture at another size."""
        self._picture_size = size
        self.updateGeometry()
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """Show a picture."""
        self.image = image
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size of picture and text."""
        return self._picture_size + QSize(2 * _EDGE, 2 * _EDGE + self.text_px)

    def minimumSizeHint(self) -> QSize:
        """Give the same."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter too, take off the list by Delete, go on by arrows."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_Delete:
                self.removal_requested.emit()
            case key if key in _STEPS:
                self.step_requested.emit(_STEPS[key])
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture, frame, title and line."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture_size
        frame = QRectF(_EDGE, _EDGE, size.width(), size.height())
        path = QPainterPath()
        path.addRoundedRect(frame, _RADIUS, _RADIUS)
        self._draw_picture(painter, frame, path)
        self._draw_frame(painter, frame)
        self._draw_text(painter, frame)
        painter.end()

    def _draw_picture(self, painter: QPainter, frame: QRectF, path: QPainterPath) -> None:
        tokens = self._tokens
        body = mixed(tokens.panel, tokens.text, 0.04) if self.underMouse() else tokens.panel
        painter.fillPath(path, QColor(body))
        if self.image is not None and not self.image.isNull():
            painter.save()
            painter.setClipPath(path)
            if self.image.width() < self.image.height() * 1.2 and frame.width() > frame.height():
                painter.fillPath(path, QColor(tokens.raised))  # upright pictures are shown whole
                painter.drawImage(_contained(self.image, frame), self.image)
            else:
                painter.drawImage(*_covering(self.image, frame))
            painter.restore()
        elif self._ratio is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mixed(tokens.raised, tokens.text, 0.08)))
            width, height = self._ratio
            sheet = QSize(width, height).scaled(72, 72, Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(0, 0, sheet.width(), sheet.height())
            box.moveCenter(frame.center())
            painter.drawRoundedRect(box, 3, 3)
        elif not self.is_missing:
            x, y = int(frame.center().x()) - 14, int(frame.center().y()) - 14
            icons.icon(self._icon_name, color=tokens.disabled).paint(painter, x, y, 28, 28)

    def _draw_frame(self, painter: QPainter, frame: QRectF) -> None:
        tokens = self._tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(frame.adjusted(-1.5, -1.5, 1.5, 1.5), _RADIUS + 1.5, _RADIUS + 1.5)
            return
        colour = tokens.accent if self.underMouse() else tokens.hairline
        if self.image is None or self.underMouse():
            painter.setPen(QPen(QColor(colour), 1))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def _draw_text(self, painter: QPainter, frame: QRectF) -> None:
        tokens = self._tokens
        side = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        small, line = ui_font(SMALL_PX), tokens.secondary
        if self.is_missing:  # the plain warning is too pale for letters on a light page
            line = mixed(tokens.warning, tokens.text, 0.35)
        rows = (
            (self.text(), ui_font(weight=600), tokens.text),
            (self.shown_line(), small, line),
            (self.place, small, tokens.secondary),
        )
        for number, (text, font, colour) in enumerate(rows):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            top = frame.bottom() + 8 + number * _ROW_PX
            room = QRectF(frame.left(), top, frame.width(), _ROW_PX)
            cut = _fitted if number == len(rows) - 1 else _elided
            text = cut(text, painter.fontMetrics(), int(room.width()))
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)


def _elided(text: str, metrics: QFontMetrics, width_px: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px)


def _fitted(place: str, metrics: QFontMetrics, width_px: int) -> str:
    return fitted_place(place, lambda text: metrics.horizontalAdvance(text) <= width_px)


def _covering(image: QImage, frame: QRectF) -> tuple[QRectF, QImage, QRectF]:
    """Give how a picture covers a frame, cut at its longer side."""
    scale = max(frame.width() / image.width(), frame.height() / image.height())
    width, height = frame.width() / scale, frame.height() / scale
    part = QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)
    return frame, image, part


def _contained(image: QImage, frame: QRectF) -> QRectF:
    """Give where a picture stands whole in a frame."""
    width = frame.height() * image.width() / image.height()
    return QRectF(frame.center().x() - width / 2, frame.top(), width, frame.height())
