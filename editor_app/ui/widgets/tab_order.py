"""The order of Tab as it is seen; Qt's own is that in which widgets were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QWidget,
)


def stops(root: QWidget) -> list[QWidget]:
    """Give all that can take the keyboard in a widget as its layouts have it, line by line from the left.

    What is hidden is among it, for it may be shown later.
    """
    return [widget for widget in _inside(root) if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]


def follow_layout(root: QWidget, *, after: QWidget | None = None) -> None:
    """Let Tab go through a widget as it is laid out, from what comes first, which keeps its place, or from
    `after`; all must be in one window."""
    first = [] if after is None else [after]
    for one, following in pairwise([*first, *stops(root)]):
        QWidget.setTabOrder(one, following)


def put_before(widget: QWidget, following: QWidget) -> None:
    """Let Tab come to a widget just before another."""
    QWidget.setTabOrder(following, widget)
    QWidget.setTabOrder(widget, following)


def _inside(root: QWidget) -> Iterator[QWidget]:
    if isinstance(root, QScrollArea):
        yield from _all([root.widget()])
    elif isinstance(root, QTabWidget):
        yield root.tabBar()
        yield from _all(root.widget(place) for place in range(root.count()))
    elif isinstance(root, QStackedWidget):
        yield from _all(root.widget(place) for place in range(root.count()))
    elif isinstance(root, QLineEdit):
        # A button that lies in a line stands at its beginning; the line's own take no keyboard.
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        yield from root.findChildren(QToolButton, options=direct)
        yield root
    elif isinstance(root, QComboBox) or (layout := root.layout()) is None:
        yield root
    else:
        if root.focusProxy() is None:
            yield root
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """Go through a layout's places; its items are not asked for, see `docs/decisions/0035`."""
    if (parent := layout.parentWidget()) is None:
        return
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found: dict[int, QWidget | QLayout] = {
        place: widget
        for widget in parent.findChildren(QWidget, options=direct)
        if (place := layout.indexOf(widget)) >= 0
    }
    found |= {layout.indexOf(inner): inner for inner in layout.children() if isinstance(inner, QLayout)}
    places = sorted(found)
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: layout.getItemPosition(place)[:2])  # type: ignore[index]
    for place in places:
        one = found[place]
        yield from _laid_out(one) if isinstance(one, QLayout) else _inside(one)


def _all(widgets: Iterable[QWidget | None]) -> Iterator[QWidget]:
    for widget in widgets:
        if widget is not None:
            yield from _inside(widget)
