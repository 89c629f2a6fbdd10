"""The dialog that adds an account, or changes one: which service, its name, its address, and a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from editor_app.services.account_drafts import ADDRESSES, Draft
from editor_app.services.account_trial import TrialState
from editor_app.store.accounts import Kind, Profile
from editor_app.ui.settings.account_texts import (
    address_remark,
    interface_name,
    key_placeholder,
    key_remark,
    kind_name,
)
from editor_app.ui.settings.findings import FindingsView
from editor_app.ui.settings.ports import Keeps
from editor_app.ui.settings.remark import Remark
from editor_app.ui.settings.reply import Reply
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.segments import Choice, Segments
from editor_app.ui.widgets.tab_order import follow_layout

_WIDTH_PX, _MARGIN_PX = 480, 2 * SPACE_PX
_INNER_PX = _WIDTH_PX - 2 * _MARGIN_PX
_REPLY_PX = 116
"""Room for what a test mostly finds, or for a sentence about what is written down; more can be scrolled."""
_EXPOSED = "http://sandbox.office.example:8787"


class AccountDialog(QDialog):
    """A key that there is is never shown: the field is empty, and what is pasted takes its place."""

    def __init__(
        self,
        accounts: Keeps,
        kinds: Sequence[Kind],
        parent: QWidget,
        *,
        profile: Profile | None = None,
        is_sandbox: bool = False,
        tokens: Tokens,
    ) -> None:
        """Make it; with `is_sandbox`, `kinds` are the interfaces that a sandbox elsewhere has."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._accounts, self._profile, self._tokens = accounts, profile, tokens
        self._kind: Kind = profile.kind if profile else kinds[0]
        self._is_sandbox = is_sandbox
        self.setWindowTitle(tr("Edit the account") if profile else tr("Add an account"))
        choices = [Choice(kind, interface_name(kind) if is_sandbox else kind_name(kind)) for kind in kinds]
        self.kinds = Segments(choices, self, name=tr("Service"), tokens=tokens)
        self.kinds.setVisible(len(kinds) > 1)
        self.name, self.address, self.key = _line(tr("Name")), _line(tr("Address")), _line(tr("API key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key_remark, self.address_remark = Remark(tokens), Remark(tokens)
        self._hold_room(kinds)
        self.trouble = QLabel()
        self.trouble.setObjectName("accountTrouble")
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.hide()
        self.findings = FindingsView(self, tokens=tokens)
        self.test = _button(tr("Test the connection"))
        self.cancel, self.save = _button(tr("Cancel")), _button(tr("Save"))
        self.save.setDefault(True)
        self._lay_out()
        self._fill()
        follow_layout(self)
        self._connect()
        self._show()
        self.setFixedWidth(_WIDTH_PX)
        self._take_trial(TrialState())
        self.adjustSize()
        (self.key if profile else self.name).setFocus()

    @property
    def draft(self) -> Draft:
        """Give what is written down."""
        profile_id = self._profile.id if self._profile else ""
        return Draft(self._kind, self.name.text(), self.address.text(), self.key.text().strip(), profile_id)

    def done(self, code: int) -> None:
        """Leave no key and no test behind."""
        self._accounts.trial.cancel()
        self.key.clear()
        super().done(code)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.kinds.set_tokens(tokens)
        self.findings.set_tokens(tokens)
        for remark in (self.key_remark, self.address_remark):
            remark.set_tokens(tokens)
        self._show()

    def _save(self) -> None:
        draft = self.draft
        if sentence := self._accounts.trouble_with(draft):
            self._say(sentence)
            return
        self._accounts.save(draft)
        self.accept()

    def _test(self) -> None:
        if self._accounts.trial.state.is_running:
            self._accounts.trial.cancel()
        else:
            self._say("")
            self._accounts.try_out(self.draft)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.trouble, sentence))

    def _hold_room(self, kinds: Sequence[Kind]) -> None:
        places: Sequence[Kind] = ("sandbox",) if self._is_sandbox else kinds
        lines = [address_remark(kind, address) for kind in places for address in ("", _EXPOSED)]
        self.address_remark.hold_room(_INNER_PX, [line.text for line in lines])
        self.key_remark.hold_room(_INNER_PX, [key_remark(has_chain) for has_chain in (True, False)])

    def _choose_kind(self, kind: Kind) -> None:
        """Take another service, and with it what stands in fields that nobody has written in."""
        before, self._kind = self._kind, kind
        if self.name.text() in ("", self._usual_name(before)):
            self.name.setText(self._usual_name(kind))
        if not self._is_sandbox:
            self.address.setText(ADDRESSES[kind])
        self._changed()

    def _usual_name(self, kind: Kind) -> str:
        is_other = self._is_sandbox and kind != "sandbox"
        return tr("{service} sandbox").format(service=kind_name(kind)) if is_other else kind_name(kind)

    def _changed(self, *_news: object) -> None:
        """Forget what was said of something else."""
        self._say("")
        self._accounts.trial.cancel()
        self._show()

    def _take_trial(self, state: TrialState) -> None:
        self.findings.show_state(state)
        self.test.setText(tr("Stop the test") if state.is_running else tr("Test the connection"))

    def _show(self, *_news: object) -> None:
        known = self._profile
        is_moved = known is not None and self.address.text().strip().rstrip("/") != known.base_url
        is_held = known is not None and self._accounts.key_place(known) not in ("none", "reading")
        self.key.setPlaceholderText(key_placeholder(is_held=is_held, is_moved=is_moved))
        self.key_remark.say(key_remark(self._accounts.has_key_chain))
        is_fixed = self._kind == "indream"
        self.address.setReadOnly(is_fixed)
        plain = f"background: transparent; color: {self._tokens.secondary};"
        self.address.setStyleSheet(plain if is_fixed else "")
        line = address_remark("sandbox" if self._is_sandbox else self._kind, self.address.text())
        self.address_remark.say(line.text, warns=line.tone == "warning")
        self.trouble.setStyleSheet(f"color: {self._tokens.error};")

    def _fill(self) -> None:
        known = self._profile
        self.kinds.set_value(self._kind)
        self.name.setText(known.name if known else kind_name(self._kind))
        self.address.setText(known.base_url if known else ADDRESSES[self._kind])

    def _connect(self) -> None:
        self.kinds.edited.connect(self._choose_kind)
        for field in (self.name, self.address, self.key):
            field.textEdited.connect(self._changed)
        self._accounts.changed.connect(self._show)
        self._accounts.trial.changed.connect(self._take_trial)
        self.test.clicked.connect(self._test)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        whole.setSpacing(SPACE_PX // 2)
        if not self.kinds.isHidden():
            whole.addWidget(self.kinds)
            whole.addSpacing(SPACE_PX)
        for field, remark in (
            (self.name, None),
            (self.address, self.address_remark),
            (self.key, self.key_remark),
        ):
            label = QLabel(field.accessibleName())
            label.setBuddy(field)
            whole.addWidget(label)
            whole.addWidget(field)
            if remark is not None:
                whole.addWidget(remark)
            whole.addSpacing(SPACE_PX)
        whole.addWidget(Reply(_REPLY_PX, self.findings, self.trouble))
        whole.addStretch(1)
        whole.addSpacing(SPACE_PX)
        lower = QHBoxLayout()
        lower.setSpacing(SPACE_PX)
        lower.addWidget(self.test)
        lower.addStretch(1)
        lower.addWidget(self.cancel)
        lower.addWidget(self.save)
        whole.addLayout(lower)
        metrics = self.test.fontMetrics()
        texts = (tr("Test the connection"), tr("Stop the test"))
        self.test.setMinimumWidth(max(metrics.horizontalAdvance(text) for text in texts) + HIT_PX)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMinimumHeight(HIT_PX)
    return line


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setMinimumHeight(HIT_PX)
    button.setAutoDefault(False)
    return button
