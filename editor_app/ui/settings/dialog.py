"""The dialog for settings: sections at the left, the one that is chosen at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui import icons
from editor_app.ui.settings.appearance import AppearancePage
from editor_app.ui.settings.developer import DeveloperPage
from editor_app.ui.settings.keyboard import KeyboardPage
from editor_app.ui.settings.page import Page
from editor_app.ui.settings.playback import PlaybackPage
from editor_app.ui.settings.ports import Follows, Keeps, Plays, Previews, Serves, Stores
from editor_app.ui.settings.services import ServicesPage
from editor_app.ui.settings.storage import StoragePage
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Look, Tokens
from editor_app.ui.widgets.tab_order import follow_layout

_SIZE = (780, 560)
_SECTION_PX, _LEAST_SECTIONS_PX = 36, 168
_ICONS = (
    "mdi6.palette-outline",
    "mdi6.play-circle-outline",
    "mdi6.keyboard-outline",
    "mdi6.cloud-outline",
    "mdi6.harddisk",
    "mdi6.code-braces",
)


class SettingsDialog(QDialog):
    """What is chosen applies at once, so there is nothing but to close it."""

    look_chosen = Signal(object)
    """Look | None: None follows the system."""
    keys_wanted = Signal()
    browser_wanted = Signal(str)
    """str: an address to open."""
    folder_wanted = Signal()
    """The folder of the local workspace shall be seen."""

    def __init__(
        self,
        parent: QWidget,
        *,
        look: Look | None,
        preview: Previews,
        player: Plays,
        session: Follows,
        has_project: bool,
        keys: str,
        server: Serves,
        accounts: Keeps,
        storage: Stores,
        tokens: Tokens,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.appearance = AppearancePage(look, self, tokens=tokens)
        self.playback = PlaybackPage(preview, player, session, self, has_project=has_project, tokens=tokens)
        self.keyboard = KeyboardPage(keys, self)
        self.services = ServicesPage(accounts, self, tokens=tokens)
        self.storage = StoragePage(storage, self)
        self.developer = DeveloperPage(server, self, tokens=tokens)
        self.sections = QListWidget(self)
        self.sections.setObjectName("settingsSections")
        self.sections.setAccessibleName(tr("Sections"))
        self.sections.setIconSize(QSize(18, 18))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages = QStackedWidget(self)
        for page in self._pages():
            item = QListWidgetItem(page.title, self.sections)
            item.setSizeHint(QSize(0, _SECTION_PX))
            self.pages.addWidget(page)
        self.close_button = QPushButton(tr("Close"), self)
        self.close_button.setMinimumHeight(HIT_PX)
        self.close_button.setDefault(True)
        self._lay_out()
        follow_layout(self)
        self._connect()
        self.set_tokens(tokens)
        self.sections.setCurrentRow(0)
        self.sections.setFocus()
        self.resize(min(_SIZE[0], parent.width() - 64), min(_SIZE[1], parent.height() - 64))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for row, name in enumerate(_ICONS):
            colours = {"color": tokens.secondary, "color_active": tokens.text}
            self.sections.item(row).setIcon(icons.icon(name, **colours))
        for page in (self.appearance, self.playback, self.services, self.developer):
            page.set_tokens(tokens)

    def open_services(self) -> None:
        """Go to the accounts at services."""
        self.sections.setCurrentRow(self._pages().index(self.services))

    def _add_sandbox(self) -> None:
        self.open_services()
        self.services.open_sandbox_dialog()

    def _order_tabs(self) -> None:
        follow_layout(self)

    def _pages(self) -> tuple[Page, ...]:
        return (self.appearance, self.playback, self.keyboard, self.services, self.storage, self.developer)

    def _connect(self) -> None:
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.appearance.look_chosen.connect(self.look_chosen)
        self.keyboard.keys_wanted.connect(self.keys_wanted)
        self.services.laid_out.connect(self._order_tabs)
        self.developer.sandbox_wanted.connect(self._add_sandbox)
        self.developer.browser_wanted.connect(self.browser_wanted)
        self.developer.folder_wanted.connect(self.folder_wanted)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        widest = max(self.fontMetrics().horizontalAdvance(page.title) for page in self._pages())
        self.sections.setFixedWidth(max(_LEAST_SECTIONS_PX, widest + 64))
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(2 * SPACE_PX)
        upper.addWidget(self.sections)
        upper.addWidget(self.pages, 1)
        lower.addStretch(1)
        lower.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        whole.setSpacing(SPACE_PX)
        whole.addLayout(upper, 1)
        whole.addLayout(lower)
