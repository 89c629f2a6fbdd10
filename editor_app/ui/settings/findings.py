"""What a trial of an account has found: a line each, with a sign for what works and what does not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor_app.services.account_trial import Finding, TrialState
from editor_app.ui import icons
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import SPACE_PX, Tokens
from editor_app.ui.widgets.breakable import breakable

_SIGN_PX, _ROOM_PX = 16, 20
_SIGNS = {
    "ok": "mdi6.check-circle-outline",
    "warning": "mdi6.alert-outline",
    "error": "mdi6.close-circle-outline",
    "running": "mdi6.progress-clock",
}


class FindingsView(QWidget):
    """The lines; nothing, and no room, where there are none."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens, self._state = tokens, TrialState()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, SPACE_PX // 2, 0, 0)
        self._column.setSpacing(SPACE_PX // 2)
        self.setAccessibleName(tr("What the test has found"))
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._fill()

    def show_state(self, state: TrialState) -> None:
        """Show how a trial is, and read it out once it has ended."""
        has_ended = self._state.is_running and not state.is_running
        self._state = state
        self._fill()
        if has_ended and state.findings:
            said = " ".join(finding.sentence for finding in state.findings)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def sentences(self) -> tuple[str, ...]:
        """Give what is shown."""
        labels = self.findChildren(QLabel, "finding", Qt.FindChildOption.FindChildrenRecursively)
        return tuple(label.text().replace("\u200b", "") for label in labels if label.isVisibleTo(self))

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for finding in self._state.findings:
            self._column.addWidget(self._line(finding.kind, finding.sentence, _word(finding)))
        if self._state.is_running:
            self._column.addWidget(self._line("running", tr("Asking the service…"), ""))
        self.setVisible(bool(self._column.count()))

    def _line(self, kind: str, sentence: str, word: str) -> QWidget:
        tokens = self._tokens
        colours = {"ok": tokens.ok, "warning": tokens.warning, "error": tokens.error}
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_PX)
        sign = QLabel(line)
        sign.setPixmap(
            icons.icon(_SIGNS[kind], color=colours.get(kind, tokens.secondary)).pixmap(
                QSize(_SIGN_PX, _SIGN_PX), self.devicePixelRatioF()
            )
        )
        sign.setFixedWidth(_ROOM_PX)
        text = QLabel(breakable(sentence), line)
        text.setObjectName("finding")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setAccessibleName(f"{word} {sentence}".strip())
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return line


def _word(finding: Finding) -> str:
    """Say the sign."""
    return {"ok": tr("Works:"), "warning": tr("Mind:"), "error": tr("Does not work:")}[finding.kind]
