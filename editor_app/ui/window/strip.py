"""The lower edge of the window: what is wrong, what is being exported, and the drawers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from editor_app.problem import Problem
from editor_app.services.service_word import Word
from editor_app.ui import icons
from editor_app.ui.theme import HIT_PX, Tokens, ui_font
from editor_app.ui.window.status import Line, awaited_text, problems_line, proxy_line, told_problem
from editor_app.ui.window.texts import tr

if TYPE_CHECKING:
    from editor_app.services.proxies import ProxyProgress

DRAWERS = (("keyframes", "Keyframes"), ("clips", "Clip list"), ("history", "History"))


class ProblemWords(QLabel):
    """A sentence that gives way: cut with an ellipsis, and whole, with what else is known, in its tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = ""
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, sentence: str, more: str = "") -> None:
        """Say something, in one line."""
        self._said = sentence
        self.setAccessibleName(sentence)
        self.setToolTip("\n".join(filter(None, (sentence, more))))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        self.setText(self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room))


class Strip(QWidget):
    """One row of buttons, each of which opens or closes a drawer."""

    drawer_wanted = Signal(str)
    """str: the id of a dock."""

    def __init__(self, parent: QWidget, tokens: Tokens, *statuses: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._line = Line("", "quiet")
        self._problems: Sequence[Problem] = ()
        self._walked: Problem | None = None
        self._word = Word()
        self.problems = self._button("problems", tr("No problems"))
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.setIconSize(QSize(16, 16))
        self.proxies = QLabel(self)
        self.proxies.setProperty("secondary", True)
        self.proxies.setTextFormat(Qt.TextFormat.PlainText)
        self.proxies.setFont(ui_font(12, tabular=True))
        self.proxies.setToolTip(tr("A small copy is made for a smooth preview; exports use the original."))
        self.proxies.hide()
        self.first = ProblemWords(self)
        self.first.setProperty("secondary", True)
        self.first.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(4)
        row.addWidget(self.problems)
        row.addWidget(self.first, 1)
        row.addWidget(self.proxies)
        for status in statuses:
            row.addWidget(status)
        self.drawers = {name: self._button(name, tr(title)) for name, title in DRAWERS}
        for button in self.drawers.values():
            row.addWidget(button)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._show_icon()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say how many problems there are, and one of them."""
        self._problems = problems
        self._show()

    def show_walked(self, problem: Problem | None) -> None:
        """Tell the problem that someone has gone to; None: of nothing in particular."""
        self._walked = problem
        self._show()

    def show_word(self, word: Word) -> None:
        """Say where nothing is wrong here that the service's word is still to come."""
        self._word = word
        self._show()

    def _show(self) -> None:
        errors = sum(found.severity == "error" for found in self._problems)
        warnings = sum(found.severity == "warning" for found in self._problems)
        pending = self._word.standing == "pending"
        self._line = problems_line(errors, warnings, is_pending=pending)
        told = told_problem(self._problems, self._walked)
        self.problems.setText(self._line.text)
        self.problems.setToolTip(_tooltip(self._line.text))
        self.first.say(
            told.message if told else awaited_text(self._word.service if pending else ""),
            self._word.sentence if pending else "",
        )
        self._show_icon()

    def show_proxies(self, progress: ProxyProgress | None) -> None:
        """Say how far the proxy in hand is; None: nothing is being made."""
        if progress is not None:
            self.proxies.setText(proxy_line(progress.label, progress.share, progress.waiting))
        self.proxies.setVisible(progress is not None)

    def _show_icon(self) -> None:
        tokens = self._tokens
        shown = {
            "error": ("mdi6.alert-circle", tokens.error),
            "warning": ("mdi6.alert", tokens.warning),
            "ok": ("mdi6.check-circle-outline", tokens.ok),
            "quiet": ("mdi6.check-circle-outline", tokens.secondary),
        }
        name, colour = shown[self._line.tone]
        if self._line.tone == "quiet" and self._word.standing == "pending":
            name, colour = "mdi6.cloud-off-outline", tokens.warning
        self.problems.setIcon(icons.icon(name, color=colour))

    def _button(self, drawer: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"drawer-{drawer}")
        button.setText(text)
        button.setMinimumHeight(HIT_PX)
        button.setToolTip(_tooltip(text))
        button.clicked.connect(lambda _checked=False, name=drawer: self.drawer_wanted.emit(name))
        return button


def _tooltip(text: str) -> str:
    return tr("Open or close: {name}").format(name=text)
