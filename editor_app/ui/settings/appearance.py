"""How the program looks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from editor_app.ui.settings.page import Page
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import Look, Tokens
from editor_app.ui.widgets.segments import Choice, Segments


class AppearancePage(Page):
    """The looks; one that is chosen is seen at once."""

    look_chosen = Signal(object)
    """Look | None: None follows the system."""

    def __init__(self, look: Look | None, parent: QWidget | None = None, *, tokens: Tokens) -> None:
        super().__init__(tr("Appearance"), parent)
        looks = (
            Choice(None, tr("As the system")),
            Choice("dark", tr("Dark")),
            Choice("light", tr("Light")),
            Choice("high-contrast", tr("High contrast")),
        )
        self.look = Segments(looks, name=tr("Look"), tokens=tokens)
        self.look.set_value(look)
        self.look.edited.connect(self.look_chosen)
        remark = tr("“As the system” is dark or light as this computer is. The picture itself never changes.")
        self.add_card().add_row(tr("Look"), self.look, remark, is_wide=True)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.look.set_tokens(tokens)
