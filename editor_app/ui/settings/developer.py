"""The local workspace: its switch, how it is, where it is, and what opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from editor_app.ui.settings.copy_button import CopyButton
from editor_app.ui.settings.page import Page
from editor_app.ui.settings.ports import Serves
from editor_app.ui.settings.texts import state_line, tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.switch import Switch


class DeveloperPage(Page):
    """What is shown of the server is what the server says of itself."""

    browser_wanted = Signal(str)
    """str: the address to open."""
    folder_wanted = Signal()
    sandbox_wanted = Signal()
    """A sandbox elsewhere shall be added."""

    def __init__(self, server: Serves, parent: QWidget | None = None, *, tokens: Tokens) -> None:
        super().__init__(tr("Developer"), parent)
        self._server, self._tokens = server, tokens
        self.switch = Switch(tr("Local workspace"), tokens=tokens)
        self.state = QLabel()
        self.state.setObjectName("serverState")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setAccessibleName(tr("How the local workspace is"))
        self.url, self.key = self._line(tr("Address")), self._line(tr("API key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.copy_url, self.copy_key = CopyButton(tr("Copy the address")), CopyButton(tr("Copy the API key"))
        self.open_url = self._button(tr("Open in browser"), tr("See its projects, tasks and storage"))
        folder = ElidedLabel(str(server.data_dir))
        folder.setProperty("secondary", True)
        self.open_folder = self._button(tr("Open folder"), tr("Open its data folder"))
        card = self.add_card()
        about = tr(
            "The cloud service's interface on this computer: no account, no network, no costs. "
            "It stops with this window, and what it has stored stays."
        )
        card.add_row(tr("Local workspace"), self.switch, about)
        card.add_row(tr("State"), self.state, is_wide=True)
        card.add_row(tr("Address"), _beside(self.url, self.copy_url, self.open_url), is_wide=True)
        card.add_row(tr("API key"), _beside(self.key, self.copy_key), is_wide=True)
        card.add_row(tr("Data folder"), _beside(folder, self.open_folder), is_wide=True)
        self.add_sandbox = self._button(tr("Add…"), tr("Add a sandbox by its address"))
        self.add_sandbox.setAccessibleName(tr("Add a sandbox by its address"))
        elsewhere = tr(
            "One started from the command line, or another computer's that is reached by https or a tunnel: "
            "by its address and a key."
        )
        self.add_card().add_row(tr("Sandbox elsewhere"), self.add_sandbox, elsewhere)
        self.add_sandbox.clicked.connect(self.sandbox_wanted)
        self.switch.chosen.connect(self._switch)
        self.open_url.clicked.connect(self._open_url)
        self.open_folder.clicked.connect(self.folder_wanted)
        server.state_changed.connect(self._take_state)
        self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.switch.set_tokens(tokens)
        self._show()

    def _switch(self, on: bool) -> None:
        self._server.start() if on else self._server.stop()

    def _open_url(self) -> None:
        self.browser_wanted.emit(self._server.state.url)

    def _take_state(self, _state: object) -> None:
        self._show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.state, self.state.text()))

    def _show(self) -> None:
        state = self._server.state
        line = state_line(state)
        colours = {"ok": self._tokens.ok, "error": self._tokens.error, "quiet": self._tokens.secondary}
        self.state.setText(breakable(line.text))
        self.state.setStyleSheet(f"color: {colours[line.tone]};")
        self.switch.show_state(state.is_on)
        for field, copy, content in (
            (self.url, self.copy_url, state.url),
            (self.key, self.copy_key, state.key),
        ):
            field.setText(content)
            field.setCursorPosition(0)
            field.setEnabled(bool(content))
            copy.set_content(content)
        self.open_url.setEnabled(bool(state.url))

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setReadOnly(True)
        line.setAccessibleName(name)
        line.setPlaceholderText(tr("Only while it runs"))
        line.setMinimumHeight(HIT_PX)
        return line

    def _button(self, text: str, tooltip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tooltip)
        button.setMinimumHeight(HIT_PX)
        button.setAutoDefault(False)
        return button


def _beside(first: QWidget, *others: QWidget) -> QWidget:
    """Put widgets into one row, of which the first takes what room there is."""
    host = QWidget()
    row = QHBoxLayout(host)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_PX)
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other)
    host.setFocusProxy(first)
    return host
