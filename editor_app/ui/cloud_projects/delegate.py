"""How a row looks: a picture or a sign, a title, and two lines below it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor_app.ui import icons
from editor_app.ui.cloud_projects.model import Role
from editor_app.ui.colour import mixed
from editor_app.ui.theme import RADIUS_PX, SMALL_PX, Tokens, ui_font

Index = QModelIndex | QPersistentModelIndex
PICTURE = QSize(112, 63)
ROW_PX = 80
_MARGIN_PX, _GAP_PX = 12, 12


class RowDelegate(QStyledItemDelegate):
    """Paints the ground, what stands at the left, and up to three lines."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._bold, self._small = ui_font(weight=600), ui_font(SMALL_PX, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row one height."""
        return QSize(320, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, row, state)
        left = self.paint_sign(painter, row.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, 0), index) + _GAP_PX
        self._paint_lines(
            painter, QRect(left, row.top(), row.right() - _MARGIN_PX - left, row.height()), index
        )
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(row).adjusted(4.5, 1.5, -4.5, -2.5), RADIUS_PX, RADIUS_PX)
        painter.restore()

    def paint_sign(self, painter: QPainter, room: QRect, index: Index) -> int:
        """Paint the picture; give where it ends."""
        frame = QRectF(room.left(), room.top() + (room.height() - PICTURE.height()) / 2, 0, 0)
        frame.setSize(PICTURE)
        path = QPainterPath()
        path.addRoundedRect(frame, RADIUS_PX, RADIUS_PX)
        painter.fillPath(path, QColor(mixed(self._tokens.raised, self._tokens.text, 0.04)))
        image = index.data(Role.PICTURE)
        if isinstance(image, QImage):
            painter.save()
            painter.setClipPath(path)
            size = QSize(image.size()).scaled(PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(frame.center())
            painter.drawImage(target, image)
            painter.restore()
        else:
            sign = QRect(0, 0, 24, 24)
            sign.moveCenter(frame.center().toPoint())
            icons.icon("mdi6.movie-outline", color=self._tokens.disabled).paint(painter, sign)
        return int(frame.right())

    def lines(self, index: Index) -> tuple[str, ...]:
        """Give the lines below the title."""
        return tuple(line for line in (index.data(Role.DESCRIPTION), index.data(Role.LINE)) if line)

    def _paint_ground(self, painter: QPainter, row: QRect, state: QStyle.StateFlag) -> None:
        tokens, colour = self._tokens, None
        if state & QStyle.StateFlag.State_Selected:
            colour = tokens.selection
        elif state & QStyle.StateFlag.State_MouseOver:
            colour = tokens.raised
        if colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(row.adjusted(4, 1, -4, -2), RADIUS_PX, RADIUS_PX)
        line = QRect(row.left() + _MARGIN_PX, row.bottom(), row.width() - 2 * _MARGIN_PX, 1)
        painter.fillRect(line, QColor(tokens.hairline))

    def _paint_lines(self, painter: QPainter, room: QRect, index: Index) -> None:
        title = index.data(Qt.ItemDataRole.DisplayRole)
        rows = [(title, self._bold, self._tokens.text, 20)]
        rows += [(line, self._small, self._tokens.secondary, 18) for line in self.lines(index)]
        top = room.center().y() - sum(height for *_, height in rows) // 2
        for text, font, colour, height in rows:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(
                QRect(room.left(), top, room.width(), height), Qt.AlignmentFlag.AlignVCenter, cut
            )
            top += height
