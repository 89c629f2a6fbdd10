"""A row of the command palette: whether it is on, what it does, why it cannot, and its key at the right."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor_app.ui import icons
from editor_app.ui.colour import mixed
from editor_app.ui.theme import HIT_PX, RADIUS_PX, Tokens, ui_font

Index = QModelIndex | QPersistentModelIndex
_SIGN_PX, _MARGIN_PX, _GAP_PX = 16, 8, 16


class Role(IntEnum):
    """What a row has besides its text."""

    ACTION = Qt.ItemDataRole.UserRole
    KEYS = Qt.ItemDataRole.UserRole + 1
    IS_ON = Qt.ItemDataRole.UserRole + 2
    REASON = Qt.ItemDataRole.UserRole + 3


class CommandDelegate(QStyledItemDelegate):
    """Paints the rows."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._font, self._key_font = ui_font(), ui_font(tabular=True)
        self._metrics, self._key_metrics = QFontMetrics(self._font), QFontMetrics(self._key_font)
        self._check = icons.icon("mdi6.check", color=tokens.accent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row one height."""
        return QSize(200, HIT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        tokens, row = self._tokens, QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        can_do = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen and can_do:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mixed(tokens.panel, tokens.accent, 0.3)))
            painter.drawRoundedRect(QRectF(row), RADIUS_PX, RADIUS_PX)
        inner = row.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, 0)
        if index.data(Role.IS_ON):
            self._check.paint(
                painter, QRect(inner.left(), row.center().y() - _SIGN_PX // 2, _SIGN_PX, _SIGN_PX)
            )
        inner.setLeft(inner.left() + _SIGN_PX + _MARGIN_PX)
        keys = str(index.data(Role.KEYS) or "")
        if keys:
            width = self._key_metrics.horizontalAdvance(keys)
            painter.setFont(self._key_font)
            painter.setPen(QColor(tokens.secondary if can_do else tokens.disabled))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
            inner.setRight(inner.right() - width - _GAP_PX)
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.text if can_do else tokens.disabled))
        left = self._draw(painter, inner, str(index.data()), Qt.AlignmentFlag.AlignLeft)
        inner.setLeft(min(left + _GAP_PX, inner.right()))
        painter.setPen(QColor(tokens.secondary))
        self._draw(painter, inner, str(index.data(Role.REASON) or ""), Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def _draw(self, painter: QPainter, room: QRect, text: str, side: Qt.AlignmentFlag) -> int:
        """Draw a text, or what there is room for; give where it ends if it is on the left."""
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return room.left() + self._metrics.horizontalAdvance(shown)
