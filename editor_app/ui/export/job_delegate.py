"""How a row of exports looks: its picture, its name, how it stands, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QIcon,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from editor_app.ui import icons
from editor_app.ui.export.job_actions import ICONS, ActionId, JobAction
from editor_app.ui.export.list_row import ListRow, Role, Tone
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, RADIUS_PX, SMALL_PX, Tokens, ui_font

Index = QModelIndex | QPersistentModelIndex
PICTURE = QSize(72, 40)
_SIDE_PX, _GAP_PX, _TOP_PX = 4, 12, 10
_ROW_PX, _BAR_PX, _NARROW_PX, _ICON_PX = 60, 4, 520, 18
_MENU = JobAction("menu", "", is_on_row=True)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a row lie."""

    picture: QRect
    text: QRect
    buttons: tuple[tuple[QRect, JobAction], ...]


def lay_out(row: QRect, actions: tuple[JobAction, ...]) -> Layout:
    """Place the picture at the left, the buttons at the right, and the text between them."""
    left, right, top = row.left() + _SIDE_PX, row.right() - _SIDE_PX, row.top() + _TOP_PX
    picture = QRect(QPoint(left, top), PICTURE)
    shown = [action for action in actions if action.is_on_row]
    buttons = list[tuple[QRect, JobAction]]()
    for action in reversed((*shown[:-1], _MENU, *shown[-1:])):
        right -= HIT_PX
        buttons.append((QRect(right, top + (PICTURE.height() - HIT_PX) // 2, HIT_PX, HIT_PX), action))
    text_left = picture.right() + _GAP_PX
    text = QRect(text_left, top, max(0, right - _GAP_PX - text_left), PICTURE.height())
    return Layout(picture, text, tuple(reversed(buttons)))


class JobDelegate(QStyledItemDelegate):
    """Paints rows, and takes clicks on their buttons."""

    pressed = Signal(str, str)
    """str, str: the key of the row whose button was clicked, and the button's action."""

    def __init__(self, tokens: Tokens = DARK, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pointer = QPoint(-1, -1)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._name, self._small = ui_font(weight=600), ui_font(SMALL_PX, tabular=True)
        self._metrics, self._small_metrics = QFontMetrics(self._name), QFontMetrics(self._small)

    def hover_at(self, at: QPoint) -> None:
        """Note where the pointer is."""
        self._pointer = at

    def height_of(self, row: ListRow, width: int) -> int:
        """Give the height of a row of some width: what there is to say may need lines of its own."""
        if not row.sentence:
            return _ROW_PX
        room = self._sentence_room(QRect(0, 0, width, _ROW_PX), row.actions)
        return _ROW_PX + self._sentence_rect(row.sentence, room).height() + 4

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of a row in the view that it stands in."""
        view = option.widget  # pyright: ignore[reportAttributeAccessIssue]
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 320
        return QSize(160, self.height_of(index.data(Role.ROW), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        at = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        row: ListRow = index.data(Role.ROW)
        places = lay_out(at, row.actions)
        is_over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, at, is_chosen=is_chosen, is_over=is_over)
        self._paint_picture(painter, places.picture, row, index.data(Role.COVER))
        self._paint_text(painter, places.text, row)
        if row.sentence:
            self._paint_sentence(painter, at, row)
        for button, action in places.buttons:
            self._paint_button(painter, button, action, is_hot=is_over and button.contains(self._pointer))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(at).adjusted(0.5, 1.5, -0.5, -1.5), RADIUS_PX, RADIUS_PX)
        painter.restore()

    def action_at(self, row: QRect, index: Index, at: QPoint) -> JobAction | None:
        """Give the button under a point."""
        places = lay_out(row, index.data(Role.ROW).actions)
        return next((action for button, action in places.buttons if button.contains(at)), None)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Take a click on a row's buttons."""
        is_click = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
        if not is_click or not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        row = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        action = self.action_at(row, index, event.position().toPoint())
        if action is not None and event.type() == QEvent.Type.MouseButtonRelease:
            self.pressed.emit(index.data(Role.ROW).key, action.id)
        return action is not None

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say what the button under the pointer does, or else more about the export."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            action = self.action_at(view.visualRect(index), index, event.pos())  # type: ignore[arg-type]
            if action is not None:
                QToolTip.showText(event.globalPos(), action.name or tr("More…"), view)
                return True
        return super().helpEvent(event, view, option, index)  # type: ignore[arg-type]

    # How the parts are painted.

    def _paint_ground(self, painter: QPainter, row: QRect, *, is_chosen: bool, is_over: bool) -> None:
        tokens = self._tokens
        painter.fillRect(QRect(row.left(), row.top(), row.width(), 1), QColor(tokens.hairline))
        if is_chosen or is_over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if is_chosen else tokens.raised))
            painter.drawRoundedRect(row.adjusted(0, 2, 0, -1), RADIUS_PX, RADIUS_PX)

    def _paint_picture(self, painter: QPainter, at: QRect, row: ListRow, cover: QImage | None) -> None:
        tokens = self._tokens
        path = QPainterPath()
        path.addRoundedRect(QRectF(at), RADIUS_PX, RADIUS_PX)
        painter.fillPath(path, QColor(tokens.raised))
        if cover is not None and not cover.isNull():
            painter.save()
            painter.setClipPath(path)
            size = cover.size().scaled(at.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(QPoint(0, 0), size)
            target.moveCenter(at.center())
            painter.drawImage(target, cover)
            painter.restore()
            return
        bad = row.tone == "error"
        name = "mdi6.alert-circle-outline" if bad else row.icon
        icon = icons.icon(name, color=tokens.error if bad else tokens.secondary)
        icon.paint(painter, QRect(at.center() - QPoint(10, 10), QSize(20, 20)))

    def _paint_text(self, painter: QPainter, at: QRect, row: ListRow) -> None:
        tokens, has_bar = self._tokens, row.share is not None
        wide = self._metrics.horizontalAdvance(row.name)
        if at.width() >= _NARROW_PX:
            name = QRect(at.left(), at.top() + (4 if has_bar else 10), min(wide + 2, at.width() * 3 // 5), 20)
            rest = QRect(name.right() + 10, name.top(), at.right() - name.right() - 10, 20)
        else:
            top = at.top() - (2 if has_bar else -2)
            name, rest = QRect(at.left(), top, at.width(), 18), QRect(at.left(), top + 18, at.width(), 17)
        self._draw(painter, name, row.name, self._name, tokens.text, Qt.TextElideMode.ElideMiddle)
        self._draw(painter, rest, row.line, self._small, tokens.secondary, Qt.TextElideMode.ElideRight)
        if row.share is not None:
            bar = QRect(at.left(), at.bottom() - _BAR_PX, at.width(), _BAR_PX)
            self._paint_bar(painter, bar, row.share, row.tone)

    def _paint_bar(self, painter: QPainter, at: QRect, share: float, tone: Tone) -> None:
        tokens = self._tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hairline))
        painter.drawRoundedRect(at, 2, 2)
        done = QRect(at.left(), at.top(), round(at.width() * share), at.height())
        colour = {"ok": tokens.ok, "quiet": tokens.secondary}.get(tone, tokens.accent)
        if done.width() > 1:
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(done, 2, 2)

    def _paint_sentence(self, painter: QPainter, at: QRect, row: ListRow) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(self._tokens.text if row.tone == "error" else self._tokens.secondary))
        room = self._sentence_rect(row.sentence, self._sentence_room(at, row.actions))
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, row.sentence)

    def _paint_button(self, painter: QPainter, at: QRect, action: JobAction, *, is_hot: bool) -> None:
        tokens = self._tokens
        if is_hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hairline))
            painter.drawRoundedRect(at.adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)
        _sign(action.id, tokens.text if is_hot else tokens.secondary).paint(
            painter,
            QRect(at.center() - QPoint(_ICON_PX // 2 - 1, _ICON_PX // 2 - 1), QSize(_ICON_PX, _ICON_PX)),
        )

    def _draw(
        self, painter: QPainter, at: QRect, text: str, font: QFont, colour: str, elide: Qt.TextElideMode
    ) -> None:
        metrics = self._metrics if font is self._name else self._small_metrics
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(text, elide, at.width()))

    def _sentence_room(self, row: QRect, actions: tuple[JobAction, ...]) -> QRect:
        """Give the place below the picture's height, as wide as the text above it."""
        text = lay_out(row, actions).text
        return QRect(
            text.left(), row.top() + _TOP_PX + PICTURE.height() + 2, row.right() - text.left() - 8, 2000
        )

    def _sentence_rect(self, sentence: str, room: QRect) -> QRect:
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        return self._small_metrics.boundingRect(room, flags, sentence)


@lru_cache(maxsize=64)
def _sign(action: ActionId, colour: str) -> QIcon:
    return icons.icon(ICONS[action], color=colour)
