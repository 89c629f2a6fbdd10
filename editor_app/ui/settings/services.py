"""The accounts at services: which there are, which one projects are kept with, and how one is added."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from editor_app.services.account_drafts import Draft
from editor_app.services.account_trial import TrialState
from editor_app.store.accounts import Kind, Profile
from editor_app.ui.settings.account_dialog import AccountDialog
from editor_app.ui.settings.account_row import AccountRow
from editor_app.ui.settings.account_texts import key_line
from editor_app.ui.settings.page import Page
from editor_app.ui.settings.ports import Keeps
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.title_room import show_title


class ServicesPage(Page):
    """What is shown of accounts is what they are now, whoever changes them."""

    laid_out = Signal()
    """Rows have come or gone."""

    def __init__(self, accounts: Keeps, parent: QWidget | None = None, *, tokens: Tokens) -> None:
        super().__init__(tr("Services"), parent)
        self._accounts, self._tokens = accounts, tokens
        self.rows: dict[str, AccountRow] = {}
        self.dialog: AccountDialog | None = None
        self.question: QMessageBox | None = None
        self.add = _button(tr("Add an account…"))
        self.default = QComboBox()
        self.default.setMinimumHeight(HIT_PX)
        self.default.setAccessibleName(tr("Account for projects"))
        self._empty = self.add_card()
        about = tr(
            "With an account at Indream, projects are kept online and films are made there; RenderingVideo "
            "makes films. Everything on this computer works without."
        )
        self._empty.add_row(tr("There are no accounts yet"), QWidget(), about)
        self._list = QFrame()
        self._list.setObjectName("settingsCard")
        self._rows_column = QVBoxLayout(self._list)
        self._rows_column.setContentsMargins(0, 0, 0, 0)
        self._rows_column.setSpacing(0)
        self._insert(self._list)
        host = QWidget()
        beside = QHBoxLayout(host)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.add)
        beside.addStretch(1)
        self._insert(host)
        self._projects = self.add_card()
        self._projects.add_row(
            tr("Account for projects"),
            self.default,
            tr("New online projects are made there, unless another is chosen."),
        )
        self.add_remark(tr("Sandboxes, for trying things out, are added under Developer."))
        self.add.clicked.connect(self.open_dialog)
        self.default.activated.connect(self._choose_default)
        accounts.changed.connect(self._show)
        accounts.trial.changed.connect(self._show_trial)
        self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for row in self.rows.values():
            row.set_tokens(tokens)
        if self.dialog is not None:
            self.dialog.set_tokens(tokens)

    def showEvent(self, event: QShowEvent) -> None:
        """See whether keys can be kept, as soon as somebody may want to know."""
        self._accounts.look_for_key_chain()
        super().showEvent(event)

    def open_dialog(self) -> None:
        """Let an account be added."""
        self._open(
            AccountDialog(self._accounts, ("indream", "renderingvideo"), self.window(), tokens=self._tokens)
        )

    def open_sandbox_dialog(self) -> None:
        """Let a sandbox be added by its address."""
        kinds: tuple[Kind, ...] = ("sandbox", "renderingvideo")
        self._open(AccountDialog(self._accounts, kinds, self.window(), is_sandbox=True, tokens=self._tokens))

    def _edit(self, profile: Profile) -> None:
        kinds = (profile.kind,)
        self._open(AccountDialog(self._accounts, kinds, self.window(), profile=profile, tokens=self._tokens))

    def _open(self, dialog: AccountDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self, _code: int) -> None:
        self.dialog = None

    def _test(self, profile: Profile) -> None:
        self._accounts.try_out(Draft(profile.kind, profile.name, profile.base_url, id=profile.id))

    def _ask_remove(self, profile: Profile) -> None:
        box = self.question = QMessageBox(self)
        box.setWindowTitle(tr("Remove the account"))
        box.setText(tr("Remove “{name}”?").format(name=profile.name))
        box.setInformativeText(
            tr(
                "Its key is taken out of this system's key chain, also for the command line. "
                "What the service holds stays there, and projects on this computer stay as they are."
            )
        )
        show_title(box)
        agreed = box.addButton(tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        away = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(away)
        box.setDefaultButton(away)

        def finish(_code: int) -> None:
            self.question = None
            if box.clickedButton() is agreed:
                self._accounts.remove(profile)
            box.deleteLater()

        box.finished.connect(finish)
        box.open()

    def _choose_default(self, place: int) -> None:
        if profile := self._accounts.profile(self.default.itemData(place)):
            self._accounts.choose_default(profile)

    def _show(self, *_news: object) -> None:
        profiles = self._accounts.profiles
        has_changed = list(self.rows) != [profile.id for profile in profiles]
        if has_changed:
            self._lay_rows(profiles)
        for profile in profiles:
            refused = self._accounts.is_refused(profile)
            line = key_line(self._accounts.key_place(profile), is_refused=refused)
            self.rows[profile.id].show_account(profile, line)
        self._empty.setVisible(not profiles)
        self._list.setVisible(bool(profiles))
        self._show_default(profiles)
        self._show_trial(self._accounts.trial.state)
        if has_changed:
            self.laid_out.emit()

    def _lay_rows(self, profiles: tuple[Profile, ...]) -> None:
        """Make the rows that are missing, and let go what is too many; the keyboard stays where it is."""
        ids = {profile.id for profile in profiles}
        for gone in [profile_id for profile_id in self.rows if profile_id not in ids]:
            row = self.rows.pop(gone)
            if row.isAncestorOf(self.focusWidget() or self):
                self.add.setFocus()
            self._rows_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        rows = {profile.id: self.rows.get(profile.id) or self._row(profile) for profile in profiles}
        for place, row in enumerate(rows.values()):
            row.setObjectName("settingsRow" if place else "settingsFirstRow")
            row.style().polish(row)
            self._rows_column.insertWidget(place, row)
        self.rows = rows

    def _row(self, profile: Profile) -> AccountRow:
        row = AccountRow(profile, self._list, is_own=self._accounts.is_own(profile), tokens=self._tokens)
        row.test_wanted.connect(self._test)
        row.stop_wanted.connect(self._accounts.trial.cancel)
        row.edit_wanted.connect(self._edit)
        row.remove_wanted.connect(self._ask_remove)
        return row

    def _show_default(self, profiles: tuple[Profile, ...]) -> None:
        can_be = [profile for profile in profiles if profile.has_projects]
        chosen = self._accounts.default
        entries = [(profile.name, profile.id) for profile in can_be]
        shown = [(self.default.itemText(n), self.default.itemData(n)) for n in range(self.default.count())]
        if entries != shown:
            self.default.clear()
            for name, profile_id in entries:
                self.default.addItem(name, profile_id)
        self.default.setCurrentIndex(can_be.index(chosen) if chosen in can_be else -1)
        self._projects.setVisible(bool(can_be))
        self.default.setEnabled(len(can_be) > 1)

    def _show_trial(self, state: TrialState) -> None:
        for row in self.rows.values():
            row.show_trial(state)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setMinimumHeight(HIT_PX)
    button.setAutoDefault(False)
    return button
