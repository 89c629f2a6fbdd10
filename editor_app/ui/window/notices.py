"""Sentences that come and go at the window's edge: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from editor_app.ui import icons
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.window.texts import tr

_SHOWN_MS_A_LETTER, _SHOWN_LEAST_MS = 70, 5000
_MOST = 3
_WIDTH_PX = 420


class NoticeArea(QWidget):
    """The latest notices, one above the other, in the lower right of `parent`."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens, self._edge = tokens, parent
        self._bottom_px = 0
        self._shown: list[_Card] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_PX)
        parent.installEventFilter(self)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look, for what comes from now on."""
        self._tokens = tokens

    def set_bottom(self, height_px: int) -> None:
        """Leave room at the window's lower edge."""
        self._bottom_px = height_px
        self._place()

    def say(self, sentence: str, *, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a sentence for as long as it takes to read, with a button where there is something to do."""
        if not sentence:
            return
        for old in self._cards():
            if old.sentence == sentence:
                old.dismiss()
        cards = self._cards()
        for old in cards[: max(0, len(cards) - _MOST + 1)]:
            old.dismiss()
        self._shown = [old for old in self._shown if not old.is_gone]
        card = _Card(sentence, self, self._tokens, action, run)
        self._shown.append(card)
        card.gone.triggered.connect(self._place)
        self._column.addWidget(card)
        self.show()
        self.raise_()
        self._place()

    def sentences(self) -> tuple[str, ...]:
        """Give what is shown."""
        return tuple(card.sentence for card in self._cards())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _cards(self) -> list[_Card]:
        return [card for card in self._shown if not card.is_gone]

    def _place(self, *_news: object) -> None:
        parent = self._edge
        if not self._cards():
            self.hide()
            return
        width = min(_WIDTH_PX, parent.width() - 4 * SPACE_PX)
        height = sum(card.heightForWidth(width) + SPACE_PX for card in self._cards()) - SPACE_PX
        self.setFixedSize(width, height)
        self.move(
            parent.width() - width - 2 * SPACE_PX,
            parent.height() - self.height() - 2 * SPACE_PX - self._bottom_px,
        )


class _Card(QFrame):
    """One notice."""

    def __init__(
        self,
        sentence: str,
        parent: QWidget,
        tokens: Tokens,
        action: str,
        run: Callable[[], None] | None,
    ) -> None:
        super().__init__(parent)
        self.sentence, self.is_gone = sentence, False
        self.gone = QAction(self)
        self.setObjectName("notice")
        self.setAccessibleName(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 4, 8)
        text = QLabel(sentence, self)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(text, 1)
        if run is not None:
            button = QToolButton(self)
            button.setText(action)
            button.setProperty("link", True)
            button.clicked.connect(run)
            button.clicked.connect(self.dismiss)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        close = QToolButton(self)
        close.setIcon(icons.icon("mdi6.close", color=tokens.secondary))
        close.setIconSize(QSize(14, 14))
        close.setMinimumSize(HIT_PX, HIT_PX)
        close.setToolTip(tr("Dismiss"))
        close.setAccessibleName(tr("Dismiss"))
        close.clicked.connect(self.dismiss)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._leave_unless_read)
        timer.start(_SHOWN_LEAST_MS + _SHOWN_MS_A_LETTER * len(sentence))
        self._timer = timer

    def dismiss(self) -> None:
        """Go away."""
        if self.is_gone:
            return
        self.is_gone = True
        self.hide()
        self.deleteLater()
        self.gone.trigger()

    def _leave_unless_read(self) -> None:
        if self.underMouse():
            self._timer.start(_SHOWN_LEAST_MS)
        else:
            self.dismiss()
