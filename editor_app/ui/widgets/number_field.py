"""A field for a number: typed, computed, stepped with arrow keys and wheel, scrubbed by its label."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, Tokens, ui_font
from editor_app.ui.widgets.expressions import ExpressionError, evaluate
from editor_app.ui.widgets.labels import tr
from editor_app.ui.widgets.relative import Relative, relative

_SETTLE_MS = 400
"""So long after the last turn of the wheel the value is settled."""
_KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
_GAP_PX = 8


@dataclass(frozen=True, slots=True)
class Measure:
    """How a number is shown: its unit, decimals, the step of an arrow key, and the ends of its range."""

    unit: str = ""
    decimals: int = 1
    step: float = 1.0
    low: float | None = None
    high: float | None = None
    trims_zeros: bool = True

    def text(self, value: float) -> str:
        """Write a value."""
        written = f"{value:.{self.decimals}f}"
        if self.trims_zeros and "." in written:
            written = written.rstrip("0").rstrip(".")
        return "0" if written in ("-0", "") else written.replace("-", "−")

    def clamped(self, value: float) -> float:
        """Give the nearest value of the range."""
        if self.low is not None:
            value = max(value, self.low)
        return value if self.high is None else min(value, self.high)


def pace(keys: Qt.KeyboardModifier) -> float:
    """Give how much faster or slower a step is: Shift ten times, Alt a tenth."""
    if keys & Qt.KeyboardModifier.ShiftModifier:
        return 10.0
    return 0.1 if keys & Qt.KeyboardModifier.AltModifier else 1.0


class NumberField(QLineEdit):
    """The field; values are as shown. What is under way is previewed, what is settled is edited.

    Where `changes_each` is set, steps and expressions such as `+10` change each of several values that
    differ, and are told as a `Relative` in place of a number.
    """

    previewed = Signal(object)
    """float, or Relative: while scrubbing or stepping."""
    edited = Signal(object)
    """float, or Relative: settled."""
    cancelled = Signal()
    """What was previewed is taken back."""
    refused = Signal(str)
    """A sentence: what was typed cannot be read."""

    def __init__(
        self, measure: Measure | None = None, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        super().__init__(parent)
        self._measure, self._tokens = measure or Measure(), tokens
        self._value: float | None = None
        self._pending: float | None = None
        self._before: float | None = None
        self._is_scrubbing = self._is_relative = False
        self.changes_each = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.settle)
        self.setFont(ui_font(tabular=True))
        self.setMinimumHeight(HIT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.textEdited.connect(self._forget_pending)
        self._make_room()

    @property
    def value(self) -> float | None:
        """Give the value shown, without what is being typed; None where several differ."""
        return self._value

    @property
    def measure(self) -> Measure:
        """Give how the number is shown."""
        return self._measure

    def set_measure(self, measure: Measure) -> None:
        """Show the number another way."""
        if measure != self._measure:
            self._measure = measure
            self._make_room()
            self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def set_value(self, value: float | None) -> None:
        """Show a value, or with None that several differ; what is being typed stays."""
        if value == self._value and not self.placeholderText() == "" == self.text():
            return
        self._value = value
        if not (self.hasFocus() and self.isModified()) and not self._is_relative:
            self._show()

    def scrub_start(self) -> None:
        """Begin to change the value by dragging."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._begin()
        self._is_scrubbing = True

    def scrub_by(self, steps: float) -> None:
        """Change the value by so many steps, which may be parts of one."""
        if self._is_scrubbing:
            self._step(steps)

    def scrub_end(self) -> None:
        """Settle what was dragged."""
        if self._is_scrubbing:
            self._is_scrubbing = False
            self.settle()

    def settle(self) -> None:
        """Keep what was scrubbed or stepped."""
        self._settle.stop()
        if self._pending is not None:
            value, self._pending = self._under_way(self._pending), None
            if self._is_relative:
                self._is_relative = False
                self._show()
            self.edited.emit(value)

    def cancel(self) -> None:
        """Take back what is under way: a scrub, steps, or what was typed."""
        self._settle.stop()
        was_previewing, self._pending, self._is_scrubbing = self._pending is not None, None, False
        self._is_relative = False
        if was_previewing:
            self._value = self._before
            self.cancelled.emit()
        self._show()
        if self.hasFocus():
            self.selectAll()

    def _begin(self) -> None:
        if self._pending is None:
            self._before = self._value
            self._is_relative = self._value is None and self.changes_each
            start = 0.0 if self._is_relative else self._measure.clamped(0.0)
            self._pending = self._value if self._value is not None else start

    def _step(self, steps: float) -> None:
        self._begin()
        start = self._pending if self._pending is not None else 0.0
        self._pending = start + steps * self._measure.step
        if self._is_relative:
            self.setText(("+" if self._pending >= 0 else "") + self._measure.text(self._pending))
            self.setModified(False)
        else:
            self._pending = self._measure.clamped(self._pending)
            self._value = self._rounded(self._pending)
            self._show()
        self.previewed.emit(self._under_way(self._pending))

    def _under_way(self, pending: float) -> float | Relative:
        if self._is_relative:
            return Relative(round(pending, self._measure.decimals))
        return self._rounded(pending)

    def _rounded(self, value: float) -> float:
        return self._measure.clamped(round(value, self._measure.decimals))

    def _forget_pending(self, _text: str) -> None:
        if self._pending is not None:
            self.settle()

    def _take_typed(self) -> None:
        """Settle what was typed; what cannot be read is said, and the old value stays."""
        if not self.isModified():
            return
        self.setModified(False)
        try:
            change = self._change_of_each()
            if change is not None:
                self._show()
                self.edited.emit(change)
                return
            value = self._measure.clamped(evaluate(self.text(), self._value, self._measure.unit))
        except ExpressionError as error:
            self._show()
            self.refused.emit(str(error))
            return
        self._value = value
        self._show()
        self.edited.emit(value)

    def _change_of_each(self) -> Relative | None:
        if self._value is not None or not self.changes_each:
            return None
        return relative(self.text(), self._measure.unit)

    def _show(self) -> None:
        text = "" if self._value is None else self._measure.text(self._value)
        self.setPlaceholderText("—" if self._value is None else "")
        if text != self.text():
            at = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(at, len(text)) if self.hasFocus() else 0)
        self.setModified(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, settle or cancel."""
        key = Qt.Key(event.key())
        if key in _KEYS:
            self._step(_KEYS[key] * pace(event.modifiers()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            self._take_typed()
            self.selectAll()
        elif key == Qt.Key.Key_Escape and self._is_under_way():
            self.cancel()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Settle steps when the arrow key is let go."""
        if Qt.Key(event.key()) in _KEYS and not event.isAutoRepeat():
            self.settle()
            self.selectAll()  # so that typing replaces the number
        super().keyReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step where the field has the focus; else let the panel scroll."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        if not self.hasFocus() or not delta:
            event.ignore()
            return
        self._step(delta / 120 * pace(event.modifiers()))
        self._settle.start()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything, ready to be replaced."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle what was stepped or typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
            self._take_typed()

    def event(self, event: QEvent) -> bool:
        """Keep Escape and the arrows from the window's shortcuts while they mean something here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _KEYS or (key == Qt.Key.Key_Escape and self._is_under_way()):
                event.accept()
                return True
        return super().event(event)

    def _is_under_way(self) -> bool:
        return self._pending is not None or self.isModified()

    def _make_room(self) -> None:
        width = self.fontMetrics().horizontalAdvance(self._measure.unit)
        self.setTextMargins(0, 0, width + 4 if width else 0, 0)

    def minimumSizeHint(self) -> QSize:
        """Let the field get narrow."""
        return QSize(56, HIT_PX)

    def sizeHint(self) -> QSize:
        """Ask for little; the row stretches."""
        return QSize(96, HIT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the unit at the right end."""
        super().paintEvent(event)
        if not self._measure.unit:
            return
        painter = QPainter(self)
        painter.setFont(ui_font(SMALL_PX))
        painter.setPen(QColor(self._tokens.secondary if self.isEnabled() else self._tokens.disabled))
        room = QRect(0, 0, self.width() - _GAP_PX, self.height())
        painter.drawText(
            room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._measure.unit
        )
        painter.end()


def tooltip(label: str) -> str:
    """Say what a number field can do."""
    return tr("{label}: drag the label, type 1920/2 or +10, or step with the arrow keys").format(label=label)
