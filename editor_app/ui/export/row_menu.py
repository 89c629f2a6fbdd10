"""The menu of a row in a list of exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from editor_app.ui import icons
from editor_app.ui.export.job_actions import ICONS, ActionId, JobAction
from editor_app.ui.theme import Tokens


def open_menu(
    parent: QWidget, actions: Sequence[JobAction], at: QPoint, do: Callable[[ActionId], None], tokens: Tokens
) -> QMenu | None:
    """Open a menu of actions at a place of the screen; none where there is nothing to do."""
    if not actions:
        return None
    menu = QMenu(parent)
    for action in actions:
        entry = menu.addAction(icons.icon(ICONS[action.id], color=tokens.secondary), action.name)
        entry.triggered.connect(lambda _on=False, action=action: do(action.id))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
