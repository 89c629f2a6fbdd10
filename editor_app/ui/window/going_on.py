"""A quiet line below the start page: what is being exported although no project is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from editor_app.ui.theme import HIT_PX, SPACE_PX, ui_font
from editor_app.ui.window.texts import tr


class GoingOn(QFrame):
    """The line, and Show or Hide; it is seen while there is something to say and no project is open."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goingOn")
        self._is_wanted = False
        self.line = QLabel(self)
        self.line.setProperty("secondary", True)
        self.line.setFont(ui_font(12, tabular=True))
        self.show_button = QPushButton(tr("Show"), self)
        self.show_button.setMinimumHeight(HIT_PX)
        self.show_button.setToolTip(tr("Show or hide the exports"))
        self.show_button.clicked.connect(self.toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_PX, SPACE_PX // 2, 2 * SPACE_PX, SPACE_PX // 2)
        row.setSpacing(SPACE_PX)
        row.addStretch(1)
        row.addWidget(self.line)
        row.addWidget(self.show_button)
        self._tend()

    def say(self, text: str) -> None:
        """Take what there is to say; empty where nothing is."""
        self.line.setText(text)
        self.show_button.setAccessibleDescription(text)
        self._tend()

    def follow_panel(self, is_seen: bool) -> None:
        """Know whether the exports are seen."""
        self.show_button.setText(tr("Hide") if is_seen else tr("Show"))

    def follow_project(self, *, is_open: bool) -> None:
        """Leave it to the lower edge of the editor while a project is open."""
        self._is_wanted = not is_open
        self._tend()

    def _tend(self) -> None:
        self.setVisible(self._is_wanted and bool(self.line.text()))
