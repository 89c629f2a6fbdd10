"""How a problem looks: icon, message, where, and a button that does something about it."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor_app.problem import Problem
from editor_app.ui import icons
from editor_app.ui.colour import mixed
from editor_app.ui.problems.model import Role
from editor_app.ui.problems.places import BETWEEN
from editor_app.ui.theme import HIT_PX, RADIUS_PX, SMALL_PX, Tokens, ui_font
from editor_app.ui.widgets.in_lines import in_lines

Index = QModelIndex | QPersistentModelIndex
ROW_PX = 52
_LINE_PX = 20
_WIDE_PX = 900
"""So wide a list has room for sentences in one line."""
_ICONS = {"error": "mdi6.alert-circle", "warning": "mdi6.alert", "info": "mdi6.information"}
_ICON_PX, _MARGIN_PX, _GAP_PX, _BETWEEN_PX = 18, 16, 12, 6


class ProblemDelegate(QStyledItemDelegate):
    """Paints rows and takes clicks on their buttons."""

    pressed = Signal(QModelIndex)
    """The row whose button was clicked."""
    second_pressed = Signal(QModelIndex)
    """The row whose second button was clicked."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pointer = QPointF(-1, -1)
        self._lines = 1
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        colours = {"error": tokens.error, "warning": tokens.warning, "info": tokens.info}
        self._icons = {name: icons.icon(_ICONS[name], color=colour) for name, colour in colours.items()}
        self._font, self._small = ui_font(), ui_font(SMALL_PX, tabular=True)
        self._metrics, self._small_metrics = QFontMetrics(self._font), QFontMetrics(self._small)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row one height."""
        return QSize(320, ROW_PX + (self._lines - 1) * _LINE_PX)

    def fit(self, width: int) -> bool:
        """Take as many lines for sentences as a list of this width needs; tell whether rows change."""
        before, self._lines = self._lines, 1 if width >= _WIDE_PX else 2
        return self._lines != before

    def button_rect(self, row: QRect, text: str) -> QRect:
        """Give where a row's button lies; empty without a text."""
        if not text:
            return QRect()
        width = min(self._metrics.horizontalAdvance(text) + 24, row.width() // 2)
        top = row.top() + (row.height() - HIT_PX) // 2
        return QRect(row.right() - _MARGIN_PX - width, top, width, HIT_PX)

    def second_rect(self, row: QRect, text: str, second: str) -> QRect:
        """Give where a row's second button lies: left of the first; empty where there is no room for both."""
        first = self.button_rect(row, text)
        if not second or not first.isValid():
            return QRect()
        width = self._metrics.horizontalAdvance(second) + 24
        left = first.left() - _BETWEEN_PX - width
        return QRect(left, first.top(), width, HIT_PX) if left >= row.center().x() else QRect()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        tokens, row = self._tokens, QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        problem: Problem = index.data(Role.PROBLEM)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, row, is_chosen=is_chosen, is_over=is_over)
        left = row.left() + _MARGIN_PX
        icon = QRect(left, row.top() + (row.height() - _ICON_PX) // 2, _ICON_PX, _ICON_PX)
        self._icons[problem.severity].paint(painter, icon)
        buttons = self._buttons(row, index)
        right = min((button.left() for button, _ in buttons), default=row.right()) - _GAP_PX
        text = QRect(left + _ICON_PX + _GAP_PX, row.top() + 8, 0, 0)
        width = max(0, right - text.left())
        words = index.data(Qt.ItemDataRole.DisplayRole), index.data(Role.WHERE), index.data(Role.SAYERS)
        self._paint_lines(painter, text.topLeft().x(), row.top(), width, problem.code, words)
        for button, label in buttons:
            self._paint_button(painter, button, label, is_over=is_over)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row.adjusted(4, 1, -5, -2), RADIUS_PX, RADIUS_PX)
        painter.restore()

    def _buttons(self, row: QRect, index: Index) -> list[tuple[QRect, str]]:
        """Give where a row's buttons lie and what stands on them, as far as there are any."""
        first, second = index.data(Role.BUTTON), index.data(Role.SECOND_BUTTON)
        buttons = [(self.button_rect(row, first), first), (self.second_rect(row, first, second), second)]
        return [(button, label) for button, label in buttons if button.isValid()]

    def _paint_ground(self, painter: QPainter, row: QRect, *, is_chosen: bool, is_over: bool) -> None:
        tokens = self._tokens
        colour = None
        if is_chosen:
            colour = tokens.selection
        elif is_over:
            colour = tokens.raised
        if colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(row.adjusted(4, 1, -4, -1), RADIUS_PX, RADIUS_PX)
        line = QRect(row.left() + _MARGIN_PX, row.bottom(), row.width() - 2 * _MARGIN_PX, 1)
        painter.fillRect(line, QColor(tokens.hairline))

    def _paint_lines(
        self, painter: QPainter, left: int, top: int, width: int, code: str, words: tuple[str, str, str]
    ) -> None:
        message, where, sayers = words
        tokens, elide = self._tokens, Qt.TextElideMode.ElideRight
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.text))
        lines = in_lines(message, width, self._lines, self._metrics.horizontalAdvance)
        top += (self._lines - len(lines)) * _LINE_PX // 2  # a short sentence stands in the middle of its row
        for line in lines:
            cut = self._metrics.elidedText(line, elide, width)
            painter.drawText(QRect(left, top + 7, width, _LINE_PX), Qt.AlignmentFlag.AlignVCenter, cut)
            top += _LINE_PX
        top -= _LINE_PX
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.secondary))
        # Who says it stands at the right, whole before all else.
        who = self._small_metrics.elidedText(sayers, elide, width // 2)
        taken = self._small_metrics.horizontalAdvance(who) + 1
        at_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(left + width - taken, top + 27, taken, 18), at_right, who)
        rest = max(0, width - taken - _GAP_PX)
        line = self._small_metrics.elidedText(self._second_line(where, code, rest), elide, rest)
        painter.drawText(QRect(left, top + 27, rest, 18), Qt.AlignmentFlag.AlignVCenter, line)

    def _second_line(self, where: str, code: str, width: int) -> str:
        """Give the place with the code behind it, or as much of both as stands there whole.

        Half a code or time says nothing; the tooltip has all.
        """
        parts = [*where.split(BETWEEN), code] if where else [code]
        fits = (BETWEEN.join(parts[:count]) for count in range(len(parts), 0, -1))
        first = parts[0] if where else ""
        return next((text for text in fits if self._small_metrics.horizontalAdvance(text) <= width), first)

    def _paint_button(self, painter: QPainter, button: QRect, text: str, *, is_over: bool) -> None:
        tokens = self._tokens
        hot = is_over and button.contains(self._pointer.toPoint())
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.setBrush(QColor(mixed(tokens.raised, tokens.text, 0.10 if hot else 0.0)))
        painter.drawRoundedRect(button, RADIUS_PX, RADIUS_PX)
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.text))
        line = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, button.width() - 16)
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, line)

    def hover_at(self, at: QPointF) -> None:
        """Note where the pointer is."""
        self._pointer = at

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Take a click on a row's buttons."""
        is_click = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        if is_click and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            row = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
            signals = (self.pressed, self.second_pressed)
            for (button, _), signal in zip(self._buttons(row, index), signals, strict=False):
                if button.contains(event.position().toPoint()):
                    if event.type() == QEvent.Type.MouseButtonRelease:
                        signal.emit(index)
                    return True
        return False
