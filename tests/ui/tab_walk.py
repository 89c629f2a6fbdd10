"""Walking through a shown window with Tab, and the order in which its widgets are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_SAME_LINE_PX = 10
_MOST_STEPS = 400


def walk(start: QWidget, within: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Press Tab from one widget on, and give where the keyboard was until it leaves, or comes back."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _ in range(_MOST_STEPS):
        now = QApplication.focusWidget()
        if now is None or now in met[:-1] or not within.isAncestorOf(now):
            return met
        if now not in met:  # some have places of their own to stop at
            met.append(now)
        QTest.keyClick(now, key)
    raise AssertionError("Tab does not come to an end")


def seen_order(widgets: Sequence[QWidget], within: QWidget) -> list[QWidget]:
    """Sort widgets as they are read: line by line from the top, each from the left."""
    middles = {widget: widget.mapTo(within, QPoint(0, 0)) + widget.rect().center() for widget in widgets}
    ordered = sorted(widgets, key=lambda widget: middles[widget].y())
    found: list[QWidget] = []
    line: list[QWidget] = []
    for widget in ordered:
        if line and middles[widget].y() - middles[line[0]].y() > _SAME_LINE_PX:
            found += sorted(line, key=lambda one: middles[one].x())
            line = []
        line.append(widget)
    return found + sorted(line, key=lambda one: middles[one].x())


def stops(within: QWidget) -> list[QWidget]:
    """Give all that is seen in a widget and takes Tab, in the order in which it is read."""
    found = [
        widget
        for widget in within.findChildren(QWidget)
        if widget.isVisibleTo(within.window())
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
    return seen_order(found, within)


def named(widgets: Sequence[QWidget]) -> list[str]:
    """Name widgets for a comparison that can be read."""
    return [widget.accessibleName() or widget.objectName() or type(widget).__name__ for widget in widgets]
