"""A quiet sentence below a field, with room for whatever else may be said there: nothing moves when it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from editor_app.ui.theme import SMALL_PX, Tokens, ui_font
from editor_app.ui.widgets.breakable import NO_BREAK, breakable

_COMMAND = re.compile(r"\bssh -L \S+")


class Remark(QLabel):
    """Small, and grey unless it warns."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._warns = tokens, False
        self.setFont(ui_font(SMALL_PX))
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.setStyleSheet(f"color: {tokens.warning if self._warns else tokens.secondary};")

    def say(self, text: str, *, warns: bool = False) -> None:
        """Say something."""
        self._warns = warns
        self.setText(_in_lines(text))
        self.setAccessibleName(text)
        self.set_tokens(self._tokens)

    def hold_room(self, width_px: int, texts: Iterable[str]) -> None:
        """Keep room for any of these texts, at that width."""
        shown, heights = self.text(), list[int]()
        for text in texts:
            self.setText(_in_lines(text))
            heights.append(self.heightForWidth(width_px))
        self.setText(shown)
        self.setMinimumHeight(max(heights, default=0))


def _in_lines(text: str) -> str:
    """Let long words break, and no command."""
    return breakable(_COMMAND.sub(lambda found: found[0].replace(" ", NO_BREAK), text))
