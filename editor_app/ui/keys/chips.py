"""Keys drawn as small raised plates."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor_app.ui.actions import native
from editor_app.ui.theme import HIT_PX, RADIUS_PX, SMALL_PX, Tokens, ui_font

Index = QModelIndex | QPersistentModelIndex
KEYS_ROLE = Qt.ItemDataRole.UserRole + 1
_HEIGHT_PX, _INSIDE_PX, _GAP_PX, _LEFT_PX = 20, 7, 6, 4


class KeyChips(QStyledItemDelegate):
    """Paints a cell whose KEYS_ROLE is a tuple of keys in Qt's portable form."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._font = ui_font(SMALL_PX, tabular=True)
        self._metrics = QFontMetrics(self._font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for room for all chips."""
        return QSize(2 * _LEFT_PX + sum(width + _GAP_PX for _, width in self._chips(index)), HIT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell and its chips; what has no room is an ellipsis."""
        super().paint(painter, option, index)
        tokens, row = self._tokens, option.rect  # pyright: ignore[reportAttributeAccessIssue]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        x, y = row.left() + _LEFT_PX, row.top() + (row.height() - _HEIGHT_PX) / 2
        for text, width in self._chips(index):
            if x + width > row.right():
                painter.setPen(QColor(tokens.on_accent if is_chosen else tokens.secondary))
                painter.drawText(QRectF(x, y, 16, _HEIGHT_PX), Qt.AlignmentFlag.AlignVCenter, "…")
                break
            plate = QRectF(x + 0.5, y + 0.5, width - 1, _HEIGHT_PX - 1)
            painter.setPen(QPen(QColor(tokens.on_accent if is_chosen else tokens.hairline), 1))
            painter.setBrush(QColor(tokens.fill if is_chosen else tokens.raised))
            painter.drawRoundedRect(plate, RADIUS_PX, RADIUS_PX)
            painter.setPen(QColor(tokens.on_accent if is_chosen else tokens.text))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
            x += width + _GAP_PX
        painter.restore()

    def _chips(self, index: Index) -> list[tuple[str, int]]:
        texts = [native(key) for key in index.data(KEYS_ROLE) or ()]
        return [(text, self._metrics.horizontalAdvance(text) + 2 * _INSIDE_PX) for text in texts]
