"""A band over the picture about media that lie elsewhere: may they come, how far are they, what does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from editor_app.services.sizes import file_size
from editor_app.ui import icons
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.window.texts import tr

_MOST_HOSTS = 3
_BAR_PX, _WORDS_PX = 120, 300


class Asks(Protocol):
    """What waits for a word: `services.fetching.Question`."""

    @property
    def hosts(self) -> tuple[str, ...]: ...
    @property
    def files(self) -> int: ...
    @property
    def size_bytes(self) -> int: ...


class Sums(Protocol):
    """How far it is: `services.fetching.Summary`."""

    @property
    def question(self) -> Asks | None: ...
    @property
    def files(self) -> int: ...
    @property
    def fetched(self) -> int: ...
    @property
    def share(self) -> float: ...
    @property
    def waits(self) -> str: ...
    @property
    def failures(self) -> tuple[str, ...]: ...
    @property
    def is_busy(self) -> bool: ...


class Fetches(Protocol):
    """What brings media: `services.fetching.Fetching`."""

    summary_changed: Any

    @property
    def summary(self) -> Sums: ...
    def answer(self, *, fetch: bool, always: bool = False) -> None: ...
    def cancel(self) -> None: ...
    def fetch_missing(self) -> None: ...


def hosts_text(hosts: Sequence[str]) -> str:
    """Name hosts; of many the first ones, and how many more."""
    shown, more = list(hosts[:_MOST_HOSTS]), len(hosts) - _MOST_HOSTS
    if more > 0:
        return tr("{hosts} and {count} more").format(hosts=", ".join(shown), count=more)
    if len(shown) < 2:
        return "".join(shown)
    return tr("{hosts} and {last}").format(hosts=", ".join(shown[:-1]), last=shown[-1])


def question_text(question: Asks) -> str:
    """Ask whether media may be fetched."""
    what = (
        tr("1 file of this project is at {hosts}.")
        if question.files == 1
        else tr("{count} files of this project are at {hosts}.")
    )
    text = tr("{what} Fetch {size} to this computer?")
    return text.format(
        what=what.format(count=question.files, hosts=hosts_text(question.hosts)),
        size=file_size(question.size_bytes),
    )


def progress_text(summary: Sums) -> str:
    """Say how far it is, or why it waits."""
    if summary.waits:
        return summary.waits
    text = tr("Fetching media: {done} of {count} are here, {percent} %")
    return text.format(done=summary.fetched, count=summary.files, percent=int(100 * summary.share))


def failure_text(failures: Sequence[str]) -> str:
    """Say what does not come."""
    if len(failures) == 1:
        return failures[0]
    text = tr("{count} files could not be fetched. {first}")
    return text.format(count=len(failures), first=failures[0])


class FetchBand(QFrame):
    """One line at a time: a question first, then progress, then what went wrong, until it is put away."""

    problems_wanted = Signal()

    def __init__(self, fetching: Fetches, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fetchBand")
        self._fetching, self._has_failed = fetching, False
        self._put_away: tuple[str, ...] = ()
        self._failures: tuple[str, ...] = ()
        self._said = ""
        self.icon = QLabel(self)
        self.icon.setFixedSize(18, 18)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How much of the media is here"))
        self.bar.setFixedWidth(_BAR_PX)
        self.bar.setRange(0, 100)
        self.fetch = self._button(tr("Fetch"), tr("Fetch these files once"))
        self.fetch.setDefault(True)
        self.always = self._button(
            tr("Always from this host"), tr("Fetch, and do not ask again about what is there")
        )
        self.not_now = self._button(tr("Not now"), tr("Show placeholders; “Fetch missing media” asks again"))
        self.cancel = self._button(tr("Cancel"), tr("Fetch nothing more; what is half there is kept"))
        self.again = self._button(tr("Try again"), tr("Try to fetch these files again"))
        self.problems = self._button(tr("Show problems"), tr("See what is missing, and locate or remove it"))
        self.cross = QToolButton(self)
        self.cross.setIconSize(QSize(16, 16))
        self.cross.setToolTip(tr("Dismiss"))
        self.cross.setAccessibleName(tr("Dismiss"))
        self.cross.setMinimumSize(HIT_PX, HIT_PX)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.show_summary(fetching.summary)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.cross.setIcon(icons.icon("mdi6.close", color=tokens.secondary))
        self._show_icon()

    def show_summary(self, summary: Sums) -> None:
        """Show how it is now."""
        failures = summary.failures if summary.failures != self._put_away else ()
        if summary.question is not None:
            is_one = len(summary.question.hosts) == 1
            self.always.setText(tr("Always from this host") if is_one else tr("Always from these hosts"))
            self._show(question_text(summary.question), self.fetch, self.always, self.not_now)
        elif summary.is_busy:
            self.bar.setValue(int(100 * summary.share))
            self._show(progress_text(summary), self.bar, self.cancel)
        elif failures:
            self._failures = failures
            self._show(failure_text(failures), self.again, self.problems, self.cross, has_failed=True)
        else:
            self._said = ""
            self.hide()
        if not summary.failures:
            self._put_away = ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the buttons stand below the words where both have little room."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        shown = [control for control in self._controls if not control.isHidden()]
        taken = sum(control.sizeHint().width() + SPACE_PX for control in shown)
        has_room = self.width() - taken >= min(_WORDS_PX, self.text.sizeHint().width() + 6 * SPACE_PX)
        way = QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom
        if self._whole.direction() != way:
            self._whole.setDirection(way)

    def _show(self, text: str, *controls: QWidget, has_failed: bool = False) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._has_failed = has_failed
        for control in self._controls:
            control.setVisible(control in controls)
        self.text.setText(breakable(text))
        self.setAccessibleName(text)
        self._show_icon()
        self._turn()
        self.show()
        is_news = controls[0] is not self.bar or not self._said
        if is_news and text != self._said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self._said = text
        if had_focus and self.focusWidget() is None:
            controls[-1].setFocus()

    def _dismiss(self) -> None:
        self._put_away = self._failures
        self._said = ""
        self.hide()

    def _show_icon(self) -> None:
        failed = self._has_failed
        name = "mdi6.cloud-alert-outline" if failed else "mdi6.cloud-download-outline"
        colour = self._tokens.warning if failed else self._tokens.info
        self.icon.setPixmap(icons.icon(name, color=colour).pixmap(18, 18))

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setMinimumHeight(HIT_PX)
        return button

    def _lay_out(self) -> None:
        self._controls: tuple[QWidget, ...] = (
            self.bar,
            self.fetch,
            self.always,
            self.not_now,
            self.cancel,
            self.again,
            self.problems,
            self.cross,
        )
        words, buttons = QHBoxLayout(), QHBoxLayout()
        for row in (words, buttons):
            row.setSpacing(SPACE_PX)
        words.addWidget(self.icon)
        words.addWidget(self.text, 1)
        buttons.addStretch(1)
        for control in self._controls:
            buttons.addWidget(control)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(2 * SPACE_PX, 4, SPACE_PX, 4)
        self._whole.setSpacing(4)
        self._whole.addLayout(words, 1)
        self._whole.addLayout(buttons)

    def _connect(self) -> None:
        self.fetch.clicked.connect(self._say_yes)
        self.always.clicked.connect(self._say_always)
        self.not_now.clicked.connect(self._say_no)
        self.cancel.clicked.connect(self._fetching.cancel)
        self.again.clicked.connect(self._fetching.fetch_missing)
        self._fetching.summary_changed.connect(self.show_summary)
        self.problems.clicked.connect(self.problems_wanted)
        self.cross.clicked.connect(self._dismiss)

    def _say_yes(self) -> None:
        self._fetching.answer(fetch=True)

    def _say_always(self) -> None:
        self._fetching.answer(fetch=True, always=True)

    def _say_no(self) -> None:
        self._fetching.answer(fetch=False)
