"""The diamond beside a field that keyframes can move, with arrows to the keys before and after."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from editor_app.ui.theme import DARK, HIT_PX, Tokens
from editor_app.ui.widgets.labels import tr

Zone = Literal["previous", "key", "next"]
KeyLook = Literal["none", "elsewhere", "here"]

_ARROW_PX = 13
WIDTH_PX = 2 * _ARROW_PX + HIT_PX
_DIAMOND_PX, _TIP_PX = 5.0, 3.5


class KeyframeControl(QWidget):
    """One widget with three places to click; Space toggles, the arrow keys go from key to key."""

    toggled = Signal(bool)
    """Whether there shall be a key at the playhead."""
    stepped = Signal(int)
    """-1: to the key before the playhead; 1: to the one after it."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._look: KeyLook = "none"
        self._before = self._after = False
        self._can_set = True
        self._hovered: Zone | None = None
        self.setFixedSize(WIDTH_PX, HIT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name = name
        self._name_state()

    @property
    def look(self) -> KeyLook:
        """Tell whether there is a key at the playhead, elsewhere, or none."""
        return self._look

    @property
    def can_set(self) -> bool:
        """Tell whether the diamond can be used."""
        return self._can_set

    def toggle(self) -> None:
        """Ask for a key at the playhead, or for its end."""
        self._do("key")

    def set_keys(self, look: KeyLook, *, before: bool = False, after: bool = False) -> None:
        """Show where the keys are."""
        if (look, before, after) != (self._look, self._before, self._after):
            self._look, self._before, self._after = look, before, after
            self._name_state()
            self.update()

    def set_can_set(self, can_set: bool) -> None:
        """Let the diamond be used, or only the arrows: beside its clip no key is set."""
        if can_set != self._can_set:
            self._can_set = can_set
            self._name_state()
            self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def zone_at(self, x: float) -> Zone | None:
        """Give what lies at a place; an arrow that leads nowhere is not there."""
        if x < _ARROW_PX:
            return "previous" if self._before else None
        if x >= self.width() - _ARROW_PX:
            return "next" if self._after else None
        return "key" if self._can_set else None

    def sizeHint(self) -> QSize:
        """Give the fixed size."""
        return QSize(WIDTH_PX, HIT_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the click from what lies below."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the place says."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._do(self.zone_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would do."""
        self._hover(self.zone_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show it no longer."""
        super().leaveEvent(event)
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle, or go to a key."""
        zones: dict[int, Zone] = {
            Qt.Key.Key_Space: "key",
            Qt.Key.Key_Return: "key",
            Qt.Key.Key_Left: "previous",
            Qt.Key.Key_Right: "next",
        }
        zone = zones.get(event.key())
        if zone is None:
            super().keyPressEvent(event)
        else:
            self._do(zone)

    def event(self, event: QEvent) -> bool:
        """Keep its keys from the window's shortcuts, and say what each place does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Right):
                event.accept()
                return True
        elif isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(self.zone_at(event.pos().x())), self)
            return True
        return super().event(event)

    def tip(self, zone: Zone | None) -> str:
        """Say what a place does."""
        if zone == "previous":
            return tr("Previous keyframe (Left)")
        if zone == "next":
            return tr("Next keyframe (Right)")
        if not self._can_set:
            return tr("Move the playhead into the clip to set a key.")
        return tr("Remove the keyframe (Space)") if self._look == "here" else tr("Set a keyframe (Space)")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw arrows, diamond and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._paint_diamond(painter, middle)
        for zone, is_there, x, way in (
            ("previous", self._before, _ARROW_PX / 2, -1),
            ("next", self._after, self.width() - _ARROW_PX / 2, 1),
        ):
            if is_there:
                colour = self._tokens.text if self._hovered == zone else self._tokens.secondary
                painter.setPen(QPen(QColor(colour), 1.5))
                tip = QPointF(x + way * _TIP_PX / 2, middle.y())
                for side in (-1, 1):
                    painter.drawLine(tip, tip + QPointF(-way * _TIP_PX, side * _TIP_PX))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)
        painter.end()

    def _paint_diamond(self, painter: QPainter, middle: QPointF) -> None:
        reach = _DIAMOND_PX
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
        shape = QPolygonF([middle + QPointF(x, y) for x, y in corners])
        tokens, is_hovered = self._tokens, self._hovered == "key"
        colour = tokens.keyframe if self._look != "none" else tokens.disabled
        if is_hovered and self._look == "none":
            colour = tokens.text
        painter.setPen(QPen(QColor(colour), 1.4))
        painter.setBrush(QColor(colour) if self._look == "here" else Qt.BrushStyle.NoBrush)
        painter.setOpacity(1.0 if self.isEnabled() and self._can_set else 0.4)
        painter.drawPolygon(shape)
        painter.setOpacity(1.0)

    def _do(self, zone: Zone | None) -> None:
        if zone == "key" and self._can_set:
            self.toggled.emit(self._look != "here")
        elif zone in ("previous", "next"):
            self.stepped.emit(-1 if zone == "previous" else 1)

    def _hover(self, zone: Zone | None) -> None:
        if zone != self._hovered:
            self._hovered = zone
            self.update()

    def _name_state(self) -> None:
        states = {
            "none": tr("{label}: keyframe at the playhead, off"),
            "elsewhere": tr("{label}: keyframe at the playhead, off; there are others"),
            "here": tr("{label}: keyframe at the playhead, on"),
        }
        self.setAccessibleName(states[self._look].format(label=self._name))
        self.setAccessibleDescription("" if self._can_set else self.tip("key"))
