"""The lines above the library that say what goes on and what waits for a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.services.imports import ImportProgress
from editor_app.ui import icons
from editor_app.ui.media.labels import tr
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens

Answer = tuple[str, Callable[[], None]]


class QuestionBar(QFrame):
    """A sentence with an icon, and buttons for what can be done about it."""

    def __init__(self, icon: str, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("mediaBar")
        self._icon_name = icon
        self._waits_for_answer = False
        self._answers: list[QPushButton] = []
        self._icon = QLabel(self)
        self._icon.setFixedSize(18, 18)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE_PX // 2)
        self._buttons.addStretch(1)
        first = QHBoxLayout()
        first.setSpacing(SPACE_PX)
        first.addWidget(self._icon)
        first.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_PX, 6, SPACE_PX, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(self._buttons)
        self.set_tokens(tokens)
        self.hide()

    @property
    def text(self) -> str:
        """Give the sentence, which is empty where there is none."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def buttons(self) -> list[QPushButton]:
        """Give the buttons."""
        return list(self._answers)

    def ask(self, text: str, answers: Sequence[Answer], *, waits: bool = False) -> None:
        """Say something and offer answers; with `waits`, someone has just asked for it and the last is No."""
        for old in self._answers:
            old.hide()
            self._buttons.removeWidget(old)
            old.deleteLater()
        self._answers.clear()
        for label, call in answers:
            button = QPushButton(label, self)
            button.setMinimumHeight(HIT_PX)
            button.setToolTip(label)
            button.setAccessibleName(label)
            button.clicked.connect(_called(call))
            self._buttons.insertWidget(len(self._answers), button)
            self._answers.append(button)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        self._waits_for_answer = waits
        if waits and isinstance(QApplication.focusWidget(), QAbstractItemView):
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)  # asked by key: answered by key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape for the last answer, which changes nothing."""
        if event.key() == Qt.Key.Key_Escape and self._waits_for_answer:
            self.buttons[-1].click()
        else:
            super().keyPressEvent(event)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        icon = icons.icon(self._icon_name, color=tokens.warning)
        self._icon.setPixmap(icon.pixmap(18, 18))


class ProgressLine(QFrame):
    """How far an import is, and a way to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mediaBar")
        self.text = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Import progress"))
        self.stop = QPushButton(tr("Cancel"), self)
        self.stop.setMinimumHeight(HIT_PX)
        self.stop.setToolTip(tr("Stop the import; nothing of it is added"))
        self.stop.setAccessibleName(tr("Cancel the import"))
        self.stop.clicked.connect(self._cancel)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.text)
        left.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_PX, 6, SPACE_PX, 6)
        row.setSpacing(SPACE_PX)
        row.addLayout(left, 1)
        row.addWidget(self.stop)
        self.hide()

    def show_progress(self, progress: ImportProgress | None) -> None:
        """Show how far it is; None hides the line."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        if progress.total:
            words = tr("Adding file {done} of {total}")
            self.text.setText(words.format(done=progress.done + 1, total=progress.total))
        else:
            self.text.setText(tr("Looking for files…"))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _cancel(self, _checked: bool = False) -> None:
        self.cancelled.emit()


def _called(call: Callable[[], None]) -> Callable[[bool], None]:
    def run(_checked: bool = False) -> None:
        call()

    return run
