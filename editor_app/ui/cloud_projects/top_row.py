"""The row above the list of projects: whose they are, what is searched for, and a new one."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from editor_app.services.cloud_projects import CloudProjects
from editor_app.ui import icons
from editor_app.ui.cloud_projects.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens


class TopRow(QWidget):
    """The row; the dialog does what it asks for."""

    def __init__(self, parent: QWidget, *, has_document: bool) -> None:
        super().__init__(parent)
        self.account, self.search = QComboBox(self), QLineEdit(self)
        self.refresh, self.new = QToolButton(self), QPushButton(tr("New from this project"), self)
        self._sign = QAction(self.search)
        self.new.setEnabled(has_document)
        self._dress()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_PX)
        row.addWidget(self.account)
        row.addWidget(self.search, 1)
        row.addWidget(self.refresh)
        row.addWidget(self.new)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.refresh.setIcon(icons.icon("mdi6.refresh", color=tokens.secondary, color_active=tokens.text))
        self._sign.setIcon(icons.icon("mdi6.magnify", color=tokens.secondary))

    def show_accounts(self, projects: CloudProjects) -> None:
        """List the accounts, where there is a choice."""
        profiles, chosen = projects.profiles, projects.profile
        self.account.clear()
        for profile in profiles:
            self.account.addItem(profile.name, profile.id)
        if chosen is not None:
            self.account.setCurrentIndex(self.account.findData(chosen.id))
        self.account.setVisible(len(profiles) > 1)

    def show_able(self, has_account: bool) -> None:
        """Let be searched only where there is something to search."""
        for part in (self.search, self.refresh):
            part.setEnabled(has_account)

    def _dress(self) -> None:
        self.account.setMinimumHeight(HIT_PX)
        self.account.setAccessibleName(tr("Account"))
        self.account.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search.setMinimumHeight(HIT_PX)
        self.search.setPlaceholderText(tr("Search titles and descriptions"))
        self.search.setAccessibleName(tr("Search projects"))
        self.search.setToolTip(tr("All pages of the list are read for a search (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.refresh.setFixedSize(HIT_PX, HIT_PX)
        self.refresh.setIconSize(QSize(16, 16))
        self.refresh.setProperty("bare", True)
        self.refresh.setToolTip(tr("Read the list anew (F5)"))
        self.refresh.setAccessibleName(tr("Refresh"))
        self.new.setMinimumHeight(HIT_PX)
        self.new.setAutoDefault(False)
        self.new.setToolTip(tr("Keep the project that is open on the service too"))
