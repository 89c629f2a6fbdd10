"""What to know before exporting: what is ready, what is missing, what may surprise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from editor_app.problem import Problem
from editor_app.store.media_files import MissingMedium
from editor_app.ui import icons
from editor_app.ui.export.texts import counted, tr
from editor_app.ui.theme import DARK, Tokens

Level = Literal["ok", "warning", "error"]
_ICONS = {"ok": "mdi6.check", "warning": "mdi6.alert-outline", "error": "mdi6.alert-circle-outline"}
_MOST = 5


@dataclass(frozen=True, slots=True)
class Note:
    """One line."""

    level: Level
    text: str


def notes(
    problems: Sequence[Problem], missing: Sequence[MissingMedium], media: int, concerns: Sequence[Note] = ()
) -> tuple[Note, ...]:
    """Give the lines: `concerns` first, then media, errors and warnings, the most serious first.

    `media` counts those that the video uses. Problems about missing files are told once.
    """
    absent = {medium.message for medium in missing}
    others = [problem for problem in problems if problem.message not in absent]
    errors = [problem for problem in others if problem.severity == "error"]
    warnings = [problem for problem in others if problem.severity == "warning"]
    told = [Note("error", problem.message) for problem in errors]
    told += [Note("error", medium.message) for medium in missing]
    told += [Note("warning", problem.message) for problem in warnings]
    if len(told) > _MOST:
        rest = tr("… and {n} more, in the Problems panel.").format(n=len(told) - _MOST + 1)
        told = [*told[: _MOST - 1], Note(told[_MOST - 1].level, rest)]
    return (*concerns, _summary(len(errors), len(missing), media), *told)


def _summary(errors: int, missing: int, media: int) -> Note:
    said = tr("No errors") if not errors else counted(errors, tr("1 error"), tr("{n} errors"))
    if media:
        ready = tr("{ready} of {all} media ready").format(ready=media - missing, all=media)
        said = f"{said} · {ready}"
    return Note("ok" if not errors and not missing else "warning", said)


class BeforeList(QFrame):
    """The lines, each with its sign."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("beforeExport")
        self.setAccessibleName(tr("Before you export"))
        self._tokens, self._notes = tokens, tuple[Note, ...]()
        self._rows: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 10, 12, 10)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the texts shown."""
        return tuple(note.text for note in self._notes)

    def show_notes(self, shown: Sequence[Note]) -> None:
        """Show other lines."""
        if tuple(shown) != self._notes:
            self._notes = tuple(shown)
            self._fill()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._fill()

    def _fill(self) -> None:
        for row in self._rows:
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        colours = {"ok": self._tokens.ok, "warning": self._tokens.warning, "error": self._tokens.error}
        for number, note in enumerate(self._notes):
            sign = QLabel(self)
            sign.setPixmap(icons.icon(_ICONS[note.level], color=colours[note.level]).pixmap(16, 16))
            text = QLabel(note.text, self)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            self._grid.addWidget(sign, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, number, 1)
            self._rows += [sign, text]
