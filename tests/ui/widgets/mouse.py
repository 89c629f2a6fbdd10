"""Real events of the mouse and its wheel on a widget, with steps in between and modifier keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

NONE, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_LEFT, _NO = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
Place = tuple[float, float]


def press_and_move(widget: QWidget, start: Place, end: Place, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press, and move in steps with the button down."""
    _send(widget, QEvent.Type.MouseButtonPress, start, _LEFT, _LEFT, keys)
    for share in (0.3, 0.7, 1.0):
        at = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
        _send(widget, QEvent.Type.MouseMove, at, _NO, _LEFT, keys)


def release(widget: QWidget, at: Place, keys: Qt.KeyboardModifier = NONE) -> None:
    """Let the button go."""
    _send(widget, QEvent.Type.MouseButtonRelease, at, _LEFT, _NO, keys)


def drag(widget: QWidget, start: Place, end: Place, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press, move and let go."""
    press_and_move(widget, start, end, keys)
    release(widget, end, keys)


def click(widget: QWidget, at: Place) -> None:
    """Press and let go."""
    _send(widget, QEvent.Type.MouseButtonPress, at, _LEFT, _LEFT, NONE)
    release(widget, at)


def turn_wheel(widget: QWidget, notches: int, at: Place = (5, 5)) -> None:
    """Turn the wheel over a widget; notches are positive away from the person."""
    place, turned = QPointF(*at), QPoint(0, 120 * notches)
    event = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), turned, _NO, NONE, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def _send(
    widget: QWidget,
    kind: QEvent.Type,
    at: Place,
    button: Qt.MouseButton,
    held: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
) -> None:
    place = QPointF(*at)
    QApplication.sendEvent(
        widget, QMouseEvent(kind, place, QPointF(widget.mapToGlobal(place)), button, held, keys)
    )
