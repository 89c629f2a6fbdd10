"""Which keys there are, and the way to the dialog that changes them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from editor_app.ui.settings.page import Page
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import HIT_PX


class KeyboardPage(Page):
    """One button."""

    keys_wanted = Signal()

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        """Make the page; `keys` says which keys there are now."""
        super().__init__(tr("Keyboard"), parent)
        self.change = QPushButton(tr("Change…"))
        self.change.setAccessibleName(tr("Change the keyboard shortcuts…"))
        self.change.setToolTip(tr("Find, change, import and export all keys"))
        self.change.setMinimumHeight(HIT_PX)
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self.keys_wanted)
        self.add_card().add_row(tr("Keyboard shortcuts"), self.change, keys)
