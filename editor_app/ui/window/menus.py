"""Menus made of actions' ids; what belongs together closely lies a level deeper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from editor_app.ui.window.actions import RULE, SUBMENUS
from editor_app.ui.window.texts import tr


def fill_menu(menu: QMenu, names: Iterable[str], actions: Mapping[str, QAction]) -> None:
    """Add actions to a menu by their ids; those of a submenu stand where the first of them would."""
    deeper: dict[str, QMenu] = {}
    for name in names:
        title = submenu_of(name)
        if name == RULE:
            menu.addSeparator()
        elif title is None:
            menu.addAction(actions[name])
        else:
            if title not in deeper:
                deeper[title] = menu.addMenu(tr(title))
            deeper[title].addAction(actions[name])


def submenu_of(name: str) -> str | None:
    """Give the submenu in which an action stands, by its id; None for one that stands in the menu itself."""
    return next((title for title, starts in SUBMENUS.items() if name.startswith(starts)), None)
