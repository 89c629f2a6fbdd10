"""A button of the toolbar that shows one way of several, and opens the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor_app.ui import icons
from editor_app.ui.actions import ActionSpec
from editor_app.ui.theme import HIT_PX, Tokens


class ChoiceButton(QToolButton):
    """Has the icon of the way that is chosen, in the accent colour unless it is the `plain` one."""

    def __init__(
        self, specs: Sequence[ActionSpec], actions: Mapping[str, QAction], parent: QWidget, *, plain: str
    ) -> None:
        super().__init__(parent)
        self._specs = {spec.id: spec for spec in specs}
        self._ways = {spec.id: actions[spec.id] for spec in specs}
        self._plain = self._chosen = plain
        self._tokens: Tokens | None = None
        menu = QMenu(self)
        group = QActionGroup(self)  # to choose again what is chosen must not take its mark away
        for action in self._ways.values():
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIconSize(QSize(18, 18))
        self.setMinimumSize(HIT_PX + 12, HIT_PX)
        self.setProperty("quiet", True)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for spec in self._specs.values():
            self._ways[spec.id].setIcon(
                icons.icon(
                    spec.icon,
                    color=tokens.secondary,
                    color_on=tokens.accent,
                    color_disabled=tokens.disabled,
                )
            )
        self.show_chosen(self._chosen)

    def show_chosen(self, action_id: str) -> None:
        """Show which way is chosen now."""
        self._chosen = action_id
        self._ways[action_id].setChecked(True)
        if self._tokens is not None:
            colour = self._tokens.secondary if action_id == self._plain else self._tokens.accent
            self.setIcon(icons.icon(self._specs[action_id].icon, color=colour))
        words = self._ways[action_id].text()
        self.setToolTip("\n".join(line for line in (words, self.hint()) if line))
        self.setAccessibleName(words)

    def hint(self) -> str:
        """Give what the tooltip says below the way that is chosen."""
        return ""
