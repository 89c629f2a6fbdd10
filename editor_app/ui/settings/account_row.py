"""One account in the list: what it is, how its key is, what can be done with it, what a test has found."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor_app.services.account_trial import TrialState
from editor_app.store.accounts import Profile
from editor_app.ui import icons
from editor_app.ui.settings.account_texts import ICONS, place_line
from editor_app.ui.settings.findings import FindingsView
from editor_app.ui.settings.texts import Line, tr
from editor_app.ui.theme import HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.widgets.breakable import breakable

_SIGN_PX = 20
_MARGINS_PX = (2 * SPACE_PX, 12, 2 * SPACE_PX, 12)


class AccountRow(QFrame):
    """The row; accounts that are there by themselves can only be tested."""

    test_wanted = Signal(object)
    """Profile."""
    stop_wanted = Signal()
    edit_wanted = Signal(object)
    """Profile."""
    remove_wanted = Signal(object)
    """Profile."""

    def __init__(
        self, profile: Profile, parent: QWidget | None = None, *, is_own: bool, tokens: Tokens
    ) -> None:
        super().__init__(parent)
        self._profile, self._tokens, self._is_trying = profile, tokens, False
        self._line = Line("", "quiet")
        self._sign, self._name, self._place, self._key = QLabel(), QLabel(), QLabel(), QLabel()
        self._name.setFont(ui_font(weight=600))
        for label in (self._place, self._key):
            label.setFont(ui_font(SMALL_PX))
        self._place.setProperty("secondary", True)
        for label in (self._name, self._place, self._key):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.test, self.edit, self.remove = _button(tr("Test")), _button(tr("Edit…")), _button(tr("Remove…"))
        self._room_for(self.test, tr("Test"), tr("Stop"))
        self.findings = FindingsView(self, tokens=tokens)
        self._lay_out(is_own=is_own)
        self.test.clicked.connect(self._ask_test)
        self.edit.clicked.connect(self._ask_edit)
        self.remove.clicked.connect(self._ask_remove)

    @property
    def key_text(self) -> str:
        """Give what is said of the key."""
        return self._line.text

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.findings.set_tokens(tokens)
        self.show_account(self._profile, self._line)

    def show_account(self, profile: Profile, key: Line) -> None:
        """Show an account as it is now."""
        self._profile, self._line = profile, key
        sign = icons.icon(ICONS[profile.kind], color=self._tokens.secondary)
        self._sign.setPixmap(sign.pixmap(QSize(_SIGN_PX, _SIGN_PX), self.devicePixelRatioF()))
        self._name.setText(breakable(profile.name))
        self._place.setText(breakable(place_line(profile)))
        tones = {"ok": self._tokens.secondary, "error": self._tokens.error, "quiet": self._tokens.secondary}
        self._key.setText(key.text)
        self._key.setStyleSheet(f"color: {tones[key.tone]};")
        self._name_buttons()

    def show_trial(self, state: TrialState) -> None:
        """Show a test of this account; one of another shows nothing here."""
        is_mine = state.profile_id == self._profile.id
        self._is_trying = is_mine and state.is_running
        self.findings.show_state(state if is_mine else TrialState())
        self.test.setText(tr("Stop") if self._is_trying else tr("Test"))
        self._name_buttons()

    def _name_buttons(self) -> None:
        stop, test = tr("Stop the test of “{name}”"), tr("Test “{name}”: what works, and what does not")
        names = {
            self.test: stop if self._is_trying else test,
            self.edit: tr("Edit “{name}”: its name, address and key"),
            self.remove: tr("Remove “{name}” and its key"),
        }
        for button, name in names.items():
            text = name.format(name=self._profile.name)
            button.setAccessibleName(text)
            button.setToolTip(text)

    def _lay_out(self, *, is_own: bool) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._name, self._place, self._key):
            words.addWidget(label)
        upper = QHBoxLayout()
        upper.setSpacing(SPACE_PX)
        upper.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(words, 1)
        upper.addWidget(self.test)
        for button in (self.edit, self.remove):
            upper.addWidget(button)
            button.setVisible(is_own)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*_MARGINS_PX)
        whole.setSpacing(SPACE_PX)
        whole.addLayout(upper)
        whole.addWidget(self.findings)

    def _room_for(self, button: QPushButton, *texts: str) -> None:
        metrics = button.fontMetrics()
        button.setMinimumWidth(max(metrics.horizontalAdvance(text) for text in texts) + HIT_PX)

    def _ask_test(self) -> None:
        self.stop_wanted.emit() if self._is_trying else self.test_wanted.emit(self._profile)

    def _ask_edit(self) -> None:
        self.edit_wanted.emit(self._profile)

    def _ask_remove(self) -> None:
        self.remove_wanted.emit(self._profile)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setMinimumHeight(HIT_PX)
    button.setAutoDefault(False)
    return button
