"""What to know before exporting: what is ready, what is missing, what may surprise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from editor_app.problem import Problem
from editor_app.store.media_files import MissingMedium
from editor_app.ui import icons
from editor_app.ui.export.texts import counted, tr
from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.widgets.breakable import breakable

Level = Literal["ok", "warning", "error"]
ICONS = {"ok": "mdi6.check", "warning": "mdi6.alert-outline", "error": "mdi6.alert-circle-outline"}
_MOST = 5
_MISSING = "LOCAL_MEDIA_MISSING"


@dataclass(frozen=True, slots=True)
class Note:
    """One line."""

    level: Level
    text: str
    short: str = ""
    """The same in a few words, for where little room is."""


def colour_of(level: Level, tokens: Tokens) -> str:
    """Give the colour of a level's sign."""
    return {"ok": tokens.ok, "warning": tokens.warning, "error": tokens.error}[level]


def concerns(
    length_ticks: int, path: Path | None, *, is_writing: bool, is_there: bool, placeholders: int = 0
) -> tuple[Note, ...]:
    """Give what stands in the way of an export, as errors, and what to say yes to, as warnings.

    `path` is the file to make; `is_writing` and `is_there` are about it. `placeholders` counts the media
    that are missing, where that has been asked about.
    """
    found: list[Note] = []
    if length_ticks <= 0:
        said = tr("The timeline is empty. Add a clip first.")
        found.append(Note("error", said, tr("The timeline is empty.")))
    if path is None:
        said = tr("The file has no name. Write one, or browse.")
        found.append(Note("error", said, tr("The file has no name.")))
    elif is_writing:
        said = tr("“{name}” is being exported now.").format(name=path.name)
        found.append(Note("error", said, tr("This file is being exported.")))
    elif is_there:
        said = tr("“{name}” will be replaced.").format(name=path.name)
        found.append(Note("warning", said, tr("A file will be replaced.")))
    if placeholders:
        text = counted(placeholders, tr("A placeholder is shown"), tr("{n} placeholders are shown"))
        said = tr("{what} for what is missing.").format(what=text)
        found.append(Note("warning", said, f"{text}."))
    return tuple(found)


def notes(
    problems: Sequence[Problem], missing: Sequence[MissingMedium], media: int, concerns: Sequence[Note] = ()
) -> tuple[Note, ...]:
    """Give the lines: `concerns` first, then media, errors and warnings, the most serious first.

    `media` counts those that the video uses. Problems about missing files are told once.
    """
    others = [problem for problem in problems if problem.code != _MISSING]
    errors = [problem for problem in others if problem.severity == "error"]
    warnings = [problem for problem in others if problem.severity == "warning"]
    told = [Note("error", problem.message) for problem in errors]
    told += [Note("error", medium.reason or medium.message) for medium in missing]
    told += [Note("warning", problem.message) for problem in warnings]
    if len(told) > _MOST:
        rest = tr("… and {n} more, in the Problems panel.").format(n=len(told) - _MOST + 1)
        told = [*told[: _MOST - 1], Note(told[_MOST - 1].level, rest)]
    return (*concerns, _summary(len(errors), len(missing), media), *told)


def _summary(others: int, missing: int, media: int) -> Note:
    """Give the verdict on what the lines below it say one by one: a missing medium is an error as well."""
    errors = others + missing
    said = tr("No errors") if not errors else counted(errors, tr("1 error"), tr("{n} errors"))
    if media:
        ready = tr("{ready} of {all} media ready").format(ready=media - missing, all=media)
        said = f"{said} · {ready}"
    return Note("error" if errors else "ok", said)


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
        for number, note in enumerate(self._notes):
            sign = QLabel(self)
            sign.setPixmap(
                icons.icon(ICONS[note.level], color=colour_of(note.level, self._tokens)).pixmap(16, 16)
            )
            text = QLabel(breakable(note.text), self)
            text.setAccessibleName(note.text)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            self._grid.addWidget(sign, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, number, 1)
            self._rows += [sign, text]
