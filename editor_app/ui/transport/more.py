"""The “…” button: a menu of what the row has no room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor_app.ui.actions import without_checked


def fill_menu(menu: QMenu, groups: Iterable[Sequence[QWidget]]) -> None:
    """Offer what hidden buttons do, under their names and with their keys, a line between groups.

    A button with an action gives that action, one with a menu that menu, another one a press of itself.
    """
    menu.clear()
    for group in groups:
        buttons = [widget for widget in group if isinstance(widget, QToolButton)]
        if buttons and not menu.isEmpty():
            menu.addSeparator()
        for button in buttons:
            _offer(menu, button)


def _offer(menu: QMenu, button: QToolButton) -> None:
    own, action = button.menu(), button.defaultAction()
    if own is not None:
        own.setTitle(button.accessibleName())
        menu.addMenu(own)
    elif action is not None:
        menu.addAction(action)
    else:
        press = QAction(_icon(button), _text(button), menu)
        press.triggered.connect(without_checked(button.click))
        menu.addAction(press)


def _text(button: QToolButton) -> str:
    """Give the name and, where the menu shows keys, the one that the tooltip tells."""
    name, _, key = button.toolTip().rpartition(" (")
    return f"{name}\t{key.removesuffix(')')}" if name else button.toolTip()


def _icon(button: QToolButton) -> QIcon:
    return button.icon() if not button.text() else QIcon()
