"""The lines to read before exporting, each with its sign, and with what leads to the thing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from editor_app.ui import icons
from editor_app.ui.export.notes import Level, Note
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.widgets.switch import Switch

ICONS: dict[Level, str] = {
    "ok": "mdi6.check",
    "note": "mdi6.information-outline",
    "approximate": "mdi6.approximately-equal",
    "prerender": "mdi6.movie-edit-outline",
    "warning": "mdi6.alert-outline",
    "error": "mdi6.alert-circle-outline",
}
_FEW = 6
_SIGN_PX, _LIFT_PX = 16, 5
"""How large a sign is, and how far below the edge of its line a text begins, as it does on a button."""


def colour_of(level: Level, tokens: Tokens) -> str:
    """Give the colour of a level's sign."""
    colours = {"ok": tokens.ok, "note": tokens.info, "prerender": tokens.info, "error": tokens.error}
    return colours.get(level, tokens.warning)


class BeforeList(QFrame):
    """The lines; of many the first ones, until somebody wants all."""

    followed = Signal(object)
    """Note: somebody wants to see what it is about."""
    prerender_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("beforeExport")
        self.setAccessibleName(tr("Before you export"))
        self._tokens, self._notes = tokens, tuple[Note, ...]()
        self._rows: list[QWidget] = []
        self._shows_all = False
        self.links: tuple[QToolButton, ...] = ()
        self.prerender, self._offer = Switch("", self, tokens=tokens), QWidget(self)
        self._make_offer()
        self.more = QToolButton(self)
        self.more.setProperty("link", True)
        self.more.setProperty("flush", True)
        self.more.setMinimumHeight(HIT_PX)
        self.more.clicked.connect(self._toggle)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(self._grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._offer)
        self.more.hide()

    def _make_offer(self) -> None:
        about = tr("Draw here beforehand what the service cannot draw")
        self.prerender.setAccessibleName(about)
        self.prerender.setToolTip(tr("Such clips are sent as transparent films or stills, and look the same"))
        self.prerender.chosen.connect(self.prerender_changed)
        words = QLabel(about, self._offer)
        words.setWordWrap(True)
        words.setBuddy(self.prerender)
        offer = QHBoxLayout(self._offer)
        offer.setContentsMargins(0, 0, 0, 0)
        offer.setSpacing(SPACE_PX)
        offer.addWidget(self.prerender)
        offer.addWidget(words, 1)
        self._offer.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the texts of all lines, shown or not."""
        return tuple(note.text for note in self._notes)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Give all lines, shown or not."""
        return self._notes

    def offer_prerender(self, on: bool) -> None:
        """Offer to draw beforehand what the service cannot draw, or leave that out."""
        self._offer.setVisible(on)

    def show_notes(self, shown: Sequence[Note]) -> None:
        """Show other lines."""
        if tuple(shown) != self._notes:
            self._notes = tuple(shown)
            self._fill()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.prerender.set_tokens(tokens)
        self._fill()

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()

    def _fill(self) -> None:
        for row in self._rows:
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        notes, links = self._notes, list[QToolButton]()
        is_long = len(notes) > _FEW + 1
        for number, note in enumerate(notes if self._shows_all or not is_long else notes[:_FEW]):
            links += self._add(number, note)
        self.links = tuple(links)
        self.more.setVisible(is_long)
        said = tr("Show fewer") if self._shows_all else tr("Show all {n}").format(n=len(notes))
        self.more.setText(said)
        self.more.setToolTip(said)

    def _add(self, number: int, note: Note) -> list[QToolButton]:
        sign = QLabel(self)
        icon = icons.icon(ICONS[note.level], color=colour_of(note.level, self._tokens))
        sign.setPixmap(icon.pixmap(_SIGN_PX, _SIGN_PX))
        sign.setContentsMargins(0, _LIFT_PX, 0, 0)
        text = QLabel(breakable(note.text), self)
        text.setAccessibleName(note.text)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setContentsMargins(0, _LIFT_PX, 0, _LIFT_PX)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(sign, number, 0, top)
        self._grid.addWidget(text, number, 1, 1, 1 if note.link else 2, top)
        self._rows += [sign, text]
        if not note.link:
            return []
        link = QToolButton(self)
        link.setText(note.link)
        link.setProperty("link", True)
        link.setProperty("flush", True)
        link.setMinimumHeight(HIT_PX)
        link.setToolTip(note.text)
        link.setAccessibleName(f"{note.link}: {note.text}")
        link.clicked.connect(lambda: self.followed.emit(note))
        self._grid.addWidget(link, number, 2, top)
        self._rows.append(link)
        return [link]
