"""Sentences that come and go at the window's edge: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from editor_app.ui import icons
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.window.texts import tr

_SHOWN_MS_A_LETTER, _SHOWN_LEAST_MS = 70, 5000
_MOST, _MOST_CHOICES = 3, 6
_WIDTH_PX = 420
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class NoticeArea(QWidget):
    """The latest notices, one above the other, at the lower edge of the stage, or in the corner of `parent`.

    On the stage they cover nothing that is worked with: neither the timeline nor the transport.
    """

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens, self._edge = tokens, parent
        self._bottom_px = 0
        self._stage: QWidget | None = None
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

    def stand_on(self, stage: QWidget) -> None:
        """Stand at the lower edge of a widget as long as it is seen."""
        self._stage = stage
        stage.installEventFilter(self)

    def say(
        self, sentence: str, *, action: str = "", run: Callable[[], None] | None = None, passes: bool = False
    ) -> None:
        """Show a sentence for as long as it takes to read.

        One with something to do (`action`, `run`) stays until that is done, it is dismissed or withdrawn;
        unless it `passes`, as the chance to undo does.
        """
        if not sentence:
            return
        self.withdraw(sentence)
        self._make_room()
        card = _Card(sentence, self, self._tokens, action, run, stays=run is not None and not passes)
        self._shown.append(card)
        card.gone.triggered.connect(self._place)
        self._column.addWidget(card)
        self.show()
        self.raise_()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(card, sentence))

    def withdraw(self, sentence: str) -> None:
        """Take a sentence away that is true no longer."""
        for card in self._cards():
            if card.sentence == sentence:
                card.dismiss()

    def sentences(self) -> tuple[str, ...]:
        """Give what is shown."""
        return tuple(card.sentence for card in self._cards())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        # The window's own end moves its parts once more, when the window itself is gone.
        if not isValid(self._edge) or not isValid(self):
            return False
        if event.type() in _MOVES:
            self._place()
        return False

    def _cards(self) -> list[_Card]:
        return [card for card in self._shown if not card.is_gone]

    def _make_room(self) -> None:
        """Let the oldest go; what waits for an answer only where there are very many."""
        passing = [card for card in self._cards() if not card.stays]
        for old in passing[: max(0, len(self._cards()) - _MOST + 1)]:
            old.dismiss()
        for old in self._cards()[: max(0, len(self._cards()) - _MOST_CHOICES + 1)]:
            old.dismiss()
        self._shown = self._cards()

    def _place(self, *_news: object) -> None:
        if not self._cards():
            self.hide()
            return
        room = self._room()
        width = min(_WIDTH_PX, room.width() - 4 * SPACE_PX)
        height = sum(card.heightForWidth(width) + SPACE_PX for card in self._cards()) - SPACE_PX
        self.setFixedSize(width, height)
        left, top = room.right() + 1 - width, room.bottom() + 1 - self.height()
        self.move(left - 2 * SPACE_PX, max(0, top - 2 * SPACE_PX))

    def _room(self) -> QRect:
        """Give the part of the parent in whose corner to stand."""
        if self._stage is not None and self._stage.isVisible():
            return QRect(self._stage.mapTo(self._edge, QPoint(0, 0)), self._stage.size())
        return self._edge.rect().adjusted(0, 0, 0, -self._bottom_px)


class _Card(QFrame):
    """One notice."""

    def __init__(
        self,
        sentence: str,
        parent: QWidget,
        tokens: Tokens,
        action: str,
        run: Callable[[], None] | None,
        *,
        stays: bool,
    ) -> None:
        super().__init__(parent)
        self.sentence, self.stays, self.is_gone = sentence, stays, False
        self.gone = QAction(self)
        self.setObjectName("notice")
        self.setAccessibleName(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 4, 8)
        text = QLabel(breakable(sentence), self)
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
        if not stays:
            timer.start(_SHOWN_LEAST_MS + _SHOWN_MS_A_LETTER * len(sentence))
        self._timer = timer

    def event(self, event: QEvent) -> bool:
        """Go away on Escape, before it means anything else."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.dismiss()
            event.accept()
            return True
        return super().event(event)

    def dismiss(self) -> None:
        """Go away."""
        if self.is_gone:
            return
        self.is_gone = True
        self.hide()
        self.deleteLater()
        self.gone.trigger()

    def _leave_unless_read(self) -> None:
        if self.underMouse() or self._has_focus():
            self._timer.start(_SHOWN_LEAST_MS)
        else:
            self.dismiss()

    def _has_focus(self) -> bool:
        widget = QApplication.focusWidget()
        return widget is not None and self.isAncestorOf(widget)
