"""A band over the picture that stays until it is answered: what a crash left has been brought back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QSize, QTime, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from editor_app.ui import icons
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.window.texts import tr


def clock(then: datetime, now: datetime) -> str:
    """Say a moment as the user's locale does: the time of day, and the day where it is another."""
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    time = locale.toString(QTime(then.hour, then.minute), short)
    if then.date() == now.date():
        return time
    return f"{locale.toString(QDate(then.year, then.month, then.day), short)} {time}"


def recovered_text(steps: int, last: datetime | None, now: datetime, *, needs_save: bool = True) -> str:
    """Say what was brought back, and from when; and, where nobody need save it, that it is saved."""
    what = (
        tr("1 step that was not saved is back")
        if steps == 1
        else tr("{count} steps that were not saved are back").format(count=steps)
    )
    if not needs_save:
        what = (
            tr("1 step of last time is back, and saved now")
            if steps == 1
            else tr("{count} steps of last time are back, and saved now").format(count=steps)
        )
    if last is None:
        return f"{what}."
    return tr("{what}, the last from {time}.").format(what=what, time=clock(last, now))


class RecoveryBanner(QFrame):
    """The band, with Save, Show history and a cross."""

    save_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recoveryBanner")
        self._back: tuple[int, datetime | None] = (0, None)
        self._needs_save = True
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.save, self.history = QPushButton(tr("Save"), self), QPushButton(tr("Show history"), self)
        self.save.setToolTip(tr("Save the project"))
        self.history.setToolTip(tr("See the steps one by one"))
        self.cross = QToolButton(self)
        self.cross.setIconSize(QSize(16, 16))
        self.cross.setToolTip(tr("Close; the steps stay"))
        self.cross.setAccessibleName(tr("Close"))
        self.cross.setMinimumWidth(HIT_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for button in (self.save, self.history, self.cross):
            button.setMinimumHeight(HIT_PX)
            row.addWidget(button)
        self.save.clicked.connect(self.save_wanted)
        self.history.clicked.connect(self.history_wanted)
        self.cross.clicked.connect(self.hide)
        self.set_tokens(tokens)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.cross.setIcon(icons.icon("mdi6.close", color=tokens.secondary))

    def tell(self, steps: int, last: datetime | None) -> None:
        """Show what was brought back."""
        self._back = steps, last
        self._say()
        self.show()

    def need_save(self, needs_save: bool) -> None:
        """Offer Save, or say that all is saved: a project that needs no name is, as soon as it is kept."""
        if needs_save != self._needs_save:
            self._needs_save = needs_save
            self._say()

    def _say(self) -> None:
        self.text.setText(
            recovered_text(*self._back, datetime.now().astimezone(), needs_save=self._needs_save)
        )
        self.setAccessibleName(self.text.text())
        self.save.setVisible(self._needs_save)
