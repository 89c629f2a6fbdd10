"""What a window says: the texts of widgets, menus and lists, what is painted, and which labels are cut."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QFileDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from editor_app.ui.widgets.elided import ElidedLabel

_MOST_ROWS = 300
_GAP_PX = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """A text, and whose it is."""

    where: str
    text: str


def texts_of(widgets: Iterable[QWidget]) -> Iterator[Seen]:
    """Give all texts of the widgets that are visible."""
    for widget in widgets:
        if widget.isVisible() and not _shows_the_disk(widget):
            where = name_of(widget)
            for kind, text in _parts(widget):
                if text:
                    yield Seen(f"{where} {kind}", text)


def texts_of_actions(actions: Iterable[QAction]) -> Iterator[Seen]:
    """Give all texts of actions and of the menus behind them."""
    for action in actions:
        where = f"action {action.objectName() or action.text()}"
        for kind, text in (
            ("text", action.text()),
            ("tooltip", action.toolTip()),
            ("status", action.statusTip()),
        ):
            if text:
                yield Seen(f"{where} {kind}", text)
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from texts_of_actions(menu.actions())


def cut_of(widgets: Iterable[QWidget]) -> Iterator[Seen]:
    """Give labels and buttons with a text that needs more room than they have."""
    for widget in widgets:
        if not isinstance(widget, (QLabel, QPushButton, QToolButton)) or not widget.isVisible():
            continue
        if not widget.text() or _gives_way(widget) or widget.visibleRegion().isEmpty():
            continue
        needs, has = widget.sizeHint(), widget.size()
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.heightForWidth(has.width()) > has.height():
                yield Seen(f"{name_of(widget)} is {has.height()} px high", widget.text())
        elif needs.width() > has.width() and _text_px(widget) > has.width():
            yield Seen(f"{name_of(widget)} {needs.width()} > {has.width()} px", widget.text())


def _shows_the_disk(widget: QWidget) -> bool:
    return isinstance(widget.window(), QFileDialog) and isinstance(widget, QAbstractItemView | QComboBox)


def _text_px(widget: QLabel | QPushButton | QToolButton) -> int:
    """Give the width of what is drawn at least: a style adds room around it that can be spared."""
    metrics, flags = widget.fontMetrics(), Qt.TextFlag.TextShowMnemonic.value
    sign_px = 0
    if not isinstance(widget, QLabel) and not widget.icon().isNull():
        sign_px = widget.iconSize().width() + _GAP_PX
    return metrics.size(flags, widget.text()).width() + sign_px


def _gives_way(widget: QLabel | QPushButton | QToolButton) -> bool:
    if isinstance(widget, ElidedLabel):
        return True
    if isinstance(widget, QToolButton) and (
        widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull()
    ):
        return True
    return widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored


class Painted:
    """While it is on, notes what the program's own paint code draws."""

    def __init__(self) -> None:
        self.seen: set[Seen] = set()
        self._draw: Any = QPainter.drawText

    def __enter__(self) -> Painted:
        """Listen."""
        draw, seen = self._draw, self.seen

        def draw_text(painter: QPainter, *arguments: Any) -> Any:
            caller = sys._getframe(1)
            module = caller.f_globals.get("__name__", "")
            for argument in arguments:
                if isinstance(argument, str) and argument:
                    seen.add(Seen(f"painted {module}.{caller.f_code.co_name}", argument))
            return draw(painter, *arguments)

        QPainter.drawText = draw_text  # type: ignore[method-assign]
        return self

    def __exit__(self, *_error: object) -> None:
        """Listen no more."""
        QPainter.drawText = self._draw  # type: ignore[method-assign]


def name_of(widget: QWidget) -> str:
    """Give where a widget stands: the classes and names from the panel on."""
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(f"{type(at).__name__}#{at.objectName()}" if at.objectName() else type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)


def _parts(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tooltip", widget.toolTip()
    yield "status", widget.statusTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    yield from next((parts(widget) for kind, parts in _PARTS if isinstance(widget, kind)), ())


def _line_parts(line: QLineEdit) -> Iterator[tuple[str, str]]:
    yield "placeholder", line.placeholderText()
    yield "value", "" if isinstance(line.parentWidget(), QAbstractSpinBox) else line.text()


def _box_parts(box: QComboBox) -> Iterator[tuple[str, str]]:
    return (("entry", box.itemText(row)) for row in range(min(box.count(), _MOST_ROWS)))


def _tab_parts(tabs: QTabBar) -> Iterator[tuple[str, str]]:
    for tab in range(tabs.count()):
        yield "tab", tabs.tabText(tab)
        yield "tab's tooltip", tabs.tabToolTip(tab)


def _heading_parts(header: QHeaderView) -> Iterator[tuple[str, str]]:
    model, across = header.model(), Qt.Orientation.Horizontal
    for section in range(model.columnCount() if header.orientation() == across else 0):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield "heading", str(model.headerData(section, across, role) or "")


def _rows(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    if model is None:
        return
    # A list model hides how many columns it has.
    columns = (view.modelColumn(),) if isinstance(view, QListView) else range(model.columnCount())
    for row in range(min(model.rowCount(QModelIndex()), _MOST_ROWS)):
        for column in columns:
            index = model.index(row, column)
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                value = model.data(index, role)
                if isinstance(value, str):
                    yield f"row, column {column}, {Qt.ItemDataRole(role).name}", value


_PARTS: tuple[tuple[Any, Any], ...] = (
    (QLabel | QAbstractButton, lambda widget: [("text", widget.text())]),
    (QDockWidget, lambda dock: [("title", dock.windowTitle())]),
    (QGroupBox, lambda box: [("title", box.title())]),
    (QLineEdit, _line_parts),
    (QTextEdit | QPlainTextEdit, lambda edit: [("placeholder", edit.placeholderText())]),
    (QAbstractSpinBox, lambda box: [("special value", box.specialValueText())]),
    (QComboBox, _box_parts),
    (QTabBar, _tab_parts),
    (QHeaderView, _heading_parts),
    (QAbstractItemView, _rows),
)
"""What a widget of a kind says; the first kind counts."""
