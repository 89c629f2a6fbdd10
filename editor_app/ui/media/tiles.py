"""How a tile looks: a picture with rounded corners, badges on it, a name and a quiet second line below."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor_app.ui import icons
from editor_app.ui.theme import DARK, RADIUS_PX, SMALL_PX, SPACE_PX, TEXT_PX, Tokens, ui_font

AnyIndex = QModelIndex | QPersistentModelIndex
_GAP = 6
_NAME_PX, _LINE_PX, _BAR_PX = 18, 16, 4


@dataclass(frozen=True, slots=True)
class Face:
    """What a tile shows: `icon` where there is no picture; `fills` lets the picture cover its place."""

    name: str
    picture: QImage | None = None
    icon: str = ""
    icon_color: str = ""
    back: str = ""
    line: str = ""
    line_color: str = ""
    badge: str = ""
    warns: bool = False
    fills: bool = True
    progress: float | None = None
    share: float | None = None
    """How much of its file is here, where that is being fetched."""


class Tile:
    """Where things are in a tile."""

    @staticmethod
    def height_of(width: int, shape: float, *, lines: int = 2) -> int:
        """Give the height of a tile that is so wide, its picture of that shape."""
        picture = round((width - SPACE_PX) * shape)
        return picture + SPACE_PX + _NAME_PX + (_LINE_PX if lines > 1 else 0) + _GAP

    @staticmethod
    def picture_of(rect: QRect, lines: int) -> QRect:
        """Give the picture's place."""
        below = _NAME_PX + (_LINE_PX if lines > 1 else 0) + _GAP + SPACE_PX // 2
        half = SPACE_PX // 2
        return rect.adjusted(half, half, -half, -below)

    @staticmethod
    def name_of(rect: QRect, lines: int) -> QRect:
        """Give the name's place."""
        picture = Tile.picture_of(rect, lines)
        return QRect(picture.left() + 1, picture.bottom() + _GAP, picture.width() - 2, _NAME_PX)


class TileDelegate(QStyledItemDelegate):
    """Paints tiles; what they show is a subclass's to say."""

    lines = 2

    def __init__(self, parent: QWidget, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.hovered: QPersistentModelIndex = QPersistentModelIndex()
        self.across = 0.0

    def face(self, index: AnyIndex, height_px: int) -> Face:
        """Say what a tile shows, its picture `height_px` device px high."""
        raise NotImplementedError

    def set_hovered(self, index: QModelIndex, across: float) -> None:
        """Note the tile under the pointer, and where on it the pointer is."""
        self.hovered, self.across = QPersistentModelIndex(index), across

    def is_hovered(self, index: AnyIndex) -> bool:
        """Tell whether the pointer is over a tile."""
        return self.hovered.isValid() and self.hovered.row() == index.row()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Fill the grid."""
        view = option.widget
        return view.gridSize() if hasattr(view, "gridSize") else QSize(120, 100)  # type: ignore[union-attr]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one tile."""
        rect: QRect = option.rect  # pyright: ignore
        place = Tile.picture_of(rect, self.lines)
        face = self.face(index, round(place.height() * painter.device().devicePixelRatioF()))
        state = option.state  # pyright: ignore
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        paint_picture(painter, place, face, self.tokens)
        self._paint_frame(painter, place, is_selected, has_focus or self.is_hovered(index), has_focus)
        self._paint_text(painter, rect, face)
        painter.restore()

    def drag_picture(self, index: QModelIndex, width_px: int, count: int, ratio: float) -> QPixmap:
        """Paint the picture that goes with the pointer."""
        height = round(width_px * 9 / 16)
        pixmap = QPixmap(round(width_px * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(0.9)
        face = replace(self.face(index, round(height * ratio)), progress=None)
        paint_picture(painter, QRect(0, 0, width_px, height), face, self.tokens)
        if count > 1:
            _paint_badge(painter, QPoint(width_px - 6, height - 6), str(count), self.tokens.accent)
        painter.end()
        return pixmap

    def _paint_frame(
        self, painter: QPainter, place: QRect, is_selected: bool, is_lively: bool, has_focus: bool
    ) -> None:
        if not is_selected and not is_lively:
            return
        colour = self.tokens.accent if is_selected or has_focus else self.tokens.secondary
        painter.setPen(QPen(QColor(colour), 2 if is_selected or has_focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        outer = QRectF(place).adjusted(-2, -2, 2, 2) if has_focus else QRectF(place).adjusted(0, 0, 0, 0)
        painter.drawRoundedRect(
            outer, RADIUS_PX + (2 if has_focus else 0), RADIUS_PX + (2 if has_focus else 0)
        )

    def _paint_text(self, painter: QPainter, rect: QRect, face: Face) -> None:
        row = Tile.name_of(rect, self.lines)
        width = row.width()
        painter.setFont(ui_font(TEXT_PX))
        painter.setPen(QColor(self.tokens.text))
        name = painter.fontMetrics().elidedText(face.name, Qt.TextElideMode.ElideMiddle, width)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row, flags, name)
        if self.lines > 1 and face.line:
            painter.setFont(ui_font(SMALL_PX))
            painter.setPen(QColor(face.line_color or self.tokens.secondary))
            line = painter.fontMetrics().elidedText(face.line, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(row.left(), row.bottom() + 1, width, _LINE_PX), flags, line)


def paint_picture(painter: QPainter, place: QRect, face: Face, tokens: Tokens) -> None:
    """Paint a tile's picture with its badges."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(place), RADIUS_PX, RADIUS_PX)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(path, QBrush(QColor(face.back or tokens.raised)))
    if face.picture is not None and not face.picture.isNull():
        painter.setClipPath(path)
        painter.drawImage(_placed(face.picture, place, fills=face.fills), face.picture)
        painter.setClipping(False)
    elif face.icon:
        side = min(32, place.height() // 2)
        icon = icons.icon(face.icon, color=face.icon_color or tokens.secondary)
        icon.paint(painter, QRect(place.center() - QPoint(side // 2, side // 2), QSize(side, side)))
    painter.setPen(QPen(QColor(tokens.hairline), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
    painter.restore()
    if face.progress is not None:
        x = place.left() + round(face.progress * place.width())
        painter.fillRect(QRect(min(x, place.right() - 1), place.top(), 2, place.height()), QColor("#ffffff"))
    if face.share is not None:
        _paint_share(painter, place, face.share, tokens)
    if face.badge:
        _paint_badge(painter, place.bottomRight() - QPoint(5, 5), face.badge, "")
    if face.warns:
        _paint_warning(painter, place)


def _paint_share(painter: QPainter, place: QRect, share: float, tokens: Tokens) -> None:
    """Paint a bar along the lower edge."""
    track = QRect(place.left() + 1, place.bottom() - _BAR_PX, place.width() - 2, _BAR_PX)
    painter.fillRect(track, QColor(tokens.hairline))
    painter.fillRect(
        QRect(track.topLeft(), QSize(round(share * track.width()), _BAR_PX)), QColor(tokens.accent)
    )


def _placed(picture: QImage, place: QRect, *, fills: bool) -> QRectF:
    scales = place.width() / picture.width(), place.height() / picture.height()
    scale = max(scales) if fills else min(scales)
    width, height = picture.width() * scale, picture.height() * scale
    centre = QRectF(place).center()
    return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)


def _paint_badge(painter: QPainter, corner: QPoint, text: str, colour: str) -> None:
    painter.save()
    painter.setFont(ui_font(11, weight=500, tabular=True))
    width = painter.fontMetrics().horizontalAdvance(text) + 10
    box = QRectF(corner.x() - width, corner.y() - 17, width, 17)
    painter.setPen(Qt.PenStyle.NoPen)
    back = QColor(colour) if colour else QColor(0, 0, 0, 170)
    painter.setBrush(back)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_warning(painter: QPainter, place: QRect) -> None:
    """Paint it on a ground that is dark in every look, as pictures may be anything."""
    box = QRect(place.left() + 5, place.top() + 5, 20, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 170))
    painter.drawRoundedRect(box, 3, 3)
    icons.icon("mdi6.alert", color=DARK.warning).paint(painter, box.adjusted(3, 3, -3, -3))
