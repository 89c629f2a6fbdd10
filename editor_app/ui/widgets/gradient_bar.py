"""A bar that shows a gradient, with its stops as handles."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor_app.css import color_text
from editor_app.ui.theme import DARK, HIT_PX, Tokens
from editor_app.ui.widgets.gradient_painting import (
    paint_band,
    paint_frame,
    paint_handle,
    paint_picture,
)
from editor_app.ui.widgets.gradient_track import Track
from editor_app.ui.widgets.gradient_value import FEWEST_STOPS, Gradient
from editor_app.ui.widgets.labels import tr

_HEIGHT_PX, _BAND_PX = HIT_PX + 4, 22
_DRAG_PX, _AWAY_PX = 3, 24
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_KEYS = frozenset(
    {*_STEPS, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Insert, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)


@dataclass(frozen=True, slots=True)
class _Hold:
    """What a gesture began with: all that it does is computed from there."""

    before: Gradient
    gradient: Gradient
    """What it was before, and with the stop that was added by the press."""
    chosen: int
    x: float = 0.0


class GradientBar(QWidget):
    """The bar: drag a stop, click to add one, drag it away or press Delete to remove it."""

    previewed = Signal(object)
    """Gradient under way."""
    edited = Signal(object)
    """Gradient, settled."""
    cancelled = Signal()
    """What was previewed is taken back."""
    chosen_changed = Signal()
    colour_wanted = Signal()
    """Return was pressed on a stop."""
    refused = Signal(str)
    """A sentence: why something is not done."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._tokens, self._name = tokens, name
        self._gradient: Gradient | None = None
        self._css, self._chosen = "", 0
        self._hold: _Hold | None = None
        self._is_dragging = self._is_away = self._is_stepping = False
        self.setFixedHeight(_HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._describe()

    @property
    def gradient(self) -> Gradient | None:
        """Give what is shown; None where stops cannot express it."""
        return self._gradient

    @property
    def chosen(self) -> int:
        """Give the place of the chosen stop."""
        return self._chosen

    @property
    def track(self) -> Track:
        """Give where offsets lie."""
        return Track(self.width())

    def show_gradient(self, gradient: Gradient, chosen: int | None = None) -> None:
        """Show a gradient, and perhaps choose a stop."""
        wanted = self._chosen if chosen is None else chosen
        self._gradient, self._chosen = gradient, min(max(wanted, 0), len(gradient.stops) - 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._describe()

    def show_only(self, css: str) -> None:
        """Show a gradient that cannot be changed here, as the picture has it."""
        self._gradient, self._css, self._hold = None, css, None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._describe()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def choose(self, place: int) -> None:
        """Choose a stop."""
        if self._gradient is not None and place != self._chosen:
            self._chosen = min(max(place, 0), len(self._gradient.stops) - 1)
            self._describe()
            self.chosen_changed.emit()

    def remove(self) -> None:
        """Remove the chosen stop; two stay."""
        self.settle()
        if self._gradient is None:
            return
        if len(self._gradient.stops) <= FEWEST_STOPS:
            self.refused.emit(tr("A gradient has at least two colours."))
            return
        self._take(self._gradient.removed(self._chosen), self._chosen)
        self.edited.emit(self._gradient)

    def settle(self) -> None:
        """Keep what was dragged or stepped."""
        hold, gradient = self._hold, self._gradient
        self._end()
        if hold is None or gradient is None:
            return
        if gradient != hold.before:
            self.edited.emit(gradient)
        else:
            self.cancelled.emit()

    def cancel(self) -> None:
        """Take back what is dragged or stepped."""
        hold = self._hold
        self._end()
        if hold is not None:
            self._take(hold.before, hold.chosen)
            self.cancelled.emit()

    def _end(self) -> None:
        self._hold = None
        self._is_dragging = self._is_away = self._is_stepping = False
        self.update()

    def _take(self, gradient: Gradient, chosen: int) -> None:
        self.show_gradient(gradient, chosen)
        self.chosen_changed.emit()

    def _preview(self, gradient: Gradient, chosen: int) -> None:
        self._take(gradient, chosen)
        self.previewed.emit(gradient)

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a stop, or add one."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # which may settle what was typed in a field
        self.settle()
        gradient, x = self._gradient, event.position().x()
        if event.button() != Qt.MouseButton.LeftButton or gradient is None:
            super().mousePressEvent(event)
            return
        place = self._stop_at(x)
        if place is not None:
            self.choose(place)
            self._hold = _Hold(gradient, gradient, place, x)
            self.update()
            return
        made, place = gradient.added(self.track.offset_at(x))
        self._hold = _Hold(gradient, made, place, x)
        self._preview(made, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the stop, or show what a press would do."""
        at, hold = event.position(), self._hold
        if hold is None or self._is_stepping:
            if self._gradient is not None:
                on_stop = self._stop_at(at.x()) is not None
                self.setCursor(Qt.CursorShape.SizeHorCursor if on_stop else Qt.CursorShape.CrossCursor)
            return
        if not self._is_dragging and abs(at.x() - hold.x) < _DRAG_PX and self.rect().contains(at.toPoint()):
            return
        self._is_dragging = True
        is_away = not -_AWAY_PX <= at.y() <= self.height() + _AWAY_PX
        self._is_away = is_away and len(hold.gradient.stops) > FEWEST_STOPS
        if self._is_away:
            gone = hold.gradient.removed(hold.chosen)
            self._preview(gone, min(hold.chosen, len(gone.stops) - 1))
            return
        track, offset = self.track, hold.gradient.stops[hold.chosen].offset
        self._preview(*hold.gradient.moved(hold.chosen, offset + track.offset_by(at.x() - hold.x)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep where the stop is, or that it is gone."""
        if event.button() == Qt.MouseButton.LeftButton and self._hold is not None and not self._is_stepping:
            self.settle()

    def _stop_at(self, x: float) -> int | None:
        offsets = [stop.offset for stop in self._gradient.stops] if self._gradient else []
        return self.track.stop_at(offsets, x, self._chosen)

    # Keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, add, remove the chosen stop; take back what is under way."""
        key, gradient = Qt.Key(event.key()), self._gradient
        if key == Qt.Key.Key_Escape and self._hold is not None:
            self.cancel()
        elif gradient is None or key not in _KEYS:
            super().keyPressEvent(event)
        elif key in _STEPS:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(gradient, _STEPS[key] * (0.1 if shift else 0.01))
        elif key == Qt.Key.Key_Insert:
            self._insert()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            self.settle()
            self.colour_wanted.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Settle steps when the arrow key is let go: however long it was held, that is one change."""
        if Qt.Key(event.key()) in _STEPS and not event.isAutoRepeat() and self._is_stepping:
            self.settle()
        super().keyReleaseEvent(event)

    def _step(self, gradient: Gradient, by: float) -> None:
        if self._hold is None:
            self._hold = _Hold(gradient, gradient, self._chosen)
            self._is_stepping = True
        if self._is_stepping:
            offset = gradient.stops[self._chosen].offset
            self._preview(*gradient.moved(self._chosen, offset + by))

    def _insert(self) -> None:
        """Add a stop half-way to the next one, of the last stop to the one before."""
        self.settle()
        if self._gradient is None:
            return
        stops = self._gradient.stops
        first = min(self._chosen, len(stops) - 2)
        middle = (stops[first].offset + stops[first + 1].offset) / 2
        self._take(*self._gradient.added(middle))
        self.edited.emit(self._gradient)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go from stop to stop, and only then on."""
        place = self._chosen + (1 if next else -1)
        if self._gradient is not None and 0 <= place < len(self._gradient.stops) and self.hasFocus():
            self.settle()
            self.choose(place)
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first stop; who comes back finds the chosen one."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.choose(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle what was stepped."""
        super().focusOutEvent(event)
        self.settle()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            is_ours = event.key() in _KEYS and keys == Qt.KeyboardModifier.NoModifier
            if is_ours or (event.key() == Qt.Key.Key_Escape and self._hold is not None):
                event.accept()
                return True
        return super().event(event)

    # Looks.

    def sizeHint(self) -> QSize:
        """Ask for little width; the column stretches."""
        return QSize(160, _HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the band and the handles, the chosen one on top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        band = QRectF(1, (self.height() - _BAND_PX) / 2, self.width() - 2, _BAND_PX)
        gradient, tokens = self._gradient, self._tokens
        if gradient is None:
            paint_picture(painter, band, self._css)
            paint_frame(painter, band, tokens.disabled, dashed=True)
            painter.end()
            return
        track = self.track
        paint_band(painter, band, track.ends, gradient)
        paint_frame(painter, band, tokens.hairline)
        chosen = None if self._is_away else self._chosen
        for place in sorted(range(len(gradient.stops)), key=lambda place: place == chosen):
            at = QPointF(track.x_of(gradient.stops[place].offset), self.height() / 2)
            paint_handle(painter, at, gradient, place, tokens if place == chosen else None)
        if self.hasFocus():
            paint_frame(painter, QRectF(self.rect()), tokens.accent)
        painter.end()

    def _describe(self) -> None:
        gradient = self._gradient
        if gradient is None:
            self.unsetCursor()
            self.setAccessibleName(tr("{label}: only as text").format(label=self._name))
            self.setToolTip("")
        else:
            stop = gradient.stops[self._chosen]
            text = tr("{label}: stop {number} of {count}, {color} at {percent} %")
            values = {"number": self._chosen + 1, "count": len(gradient.stops), "label": self._name}
            percent = f"{100 * stop.offset:.1f}".removesuffix(".0")
            self.setAccessibleName(text.format(**values, color=color_text(stop.color), percent=percent))
            self.setToolTip(tr("Drag a stop, click to add one (Insert), drag it away to remove it (Delete)"))
        self.update()
