"""Where an export can be made, side by side as cards, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui import icons
from editor_app.ui.export.standing_line import StandingLine
from editor_app.ui.export.target import HERE, Place
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.widgets.elided import ElidedLabel

_LEAST_PX, _MOST_PX, _HEIGHT_PX, _ICON_PX = 172, 420, 56, 22


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class TargetCard(QPushButton):
    """One place: its sign, its name, and how it stands."""

    stepped = Signal(int)
    """int: an arrow key asks for the next card (1) or the one before (-1)."""

    def __init__(self, place: Place, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.place, self._tokens = place, tokens
        self.setObjectName("targetCard")
        self.setCheckable(True)
        self.setMaximumWidth(_MOST_PX)
        self.setFixedHeight(_HEIGHT_PX)
        # What there is of room tells how many stand beside one another, not the other way round.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sign = QLabel(self)
        self.name, self.line = ElidedLabel(place.short_name, self), StandingLine("", self)
        self.name.setFont(ui_font(weight=600))
        self.line.setFont(ui_font(SMALL_PX, tabular=True))
        self.line.setProperty("secondary", True)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.line)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addLayout(column, 1)
        for inner in (self._sign, self.name, self.line):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._paint_sign)
        self.show_line("")
        self._paint_sign()

    def sizeHint(self) -> QSize:
        """Ask for no more than a card needs; the row gives what there is."""
        return QSize(_LEAST_PX, _HEIGHT_PX)

    def event(self, event: QEvent) -> bool:
        """Keep arrows from the window's shortcuts."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if event.key() in _STEPS and not event.modifiers() & _COMMANDS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a neighbour with an arrow key; a button alone would move the focus, and choose nothing."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def show_line(self, line: str) -> None:
        """Say how the place stands."""
        self.line.setText(line)
        said = f"{self.place.name}: {line}" if line else self.place.name
        self.setAccessibleName(said)
        self.setToolTip(said)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._paint_sign()

    def _paint_sign(self, _on: bool = False) -> None:
        colour = self._tokens.accent if self.isChecked() else self._tokens.secondary
        self._sign.setPixmap(icons.icon(self.place.icon, color=colour).pixmap(_ICON_PX, _ICON_PX))


class TargetCards(QWidget):
    """The cards, as many beside one another as there is room for; below them what leads to more."""

    chosen = Signal(object)
    """Place."""
    connect_wanted = Signal()
    """Somebody wants to add an account."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._places: tuple[Place, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_PX)
        self._columns = 0
        self.more = QToolButton(self)
        self.more.setText(tr("Connect Indream or RenderingVideo…"))
        self.more.setToolTip(tr("Add an account, and export in the cloud as well"))
        self.more.setProperty("link", True)
        self.more.setProperty("flush", True)
        self.more.setMinimumHeight(HIT_PX)
        self.more.clicked.connect(self.connect_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(self._grid)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(tr("Where to export"))
        self.show_places((HERE,), "")

    @property
    def cards(self) -> tuple[TargetCard, ...]:
        """Give the cards in order."""
        return tuple(button for button in self._group.buttons() if isinstance(button, TargetCard))

    @property
    def place(self) -> Place:
        """Give the place that is chosen."""
        return next((card.place for card in self.cards if card.isChecked()), HERE)

    def show_places(self, places: Sequence[Place], chosen: str) -> None:
        """Offer places, and choose one by its id, or else this computer."""
        if tuple(places) != self._places:
            self._places = tuple(places)
            self._make_cards()
        ids = [place.id for place in self._places]
        number = ids.index(chosen) if chosen in ids else 0
        self._group.button(number).setChecked(True)
        self.more.setVisible(not any(place.profile and not place.is_sandbox for place in self._places))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for card in self.cards:
            card.set_tokens(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many beside one another as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _make_cards(self) -> None:
        for card in self.cards:
            self._group.removeButton(card)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        for number, place in enumerate(self._places):
            card = TargetCard(place, self, tokens=self._tokens)
            card.stepped.connect(self._step)
            self._group.addButton(card, number)
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        count = len(self._places)
        room = max(1, (self.width() + SPACE_PX) // (_LEAST_PX + SPACE_PX))
        columns = min(count, room)
        # Where cards are as wide as they may be, what is left stands at their right.
        left = self.width() - columns * (_MOST_PX + SPACE_PX) + SPACE_PX
        self._grid.setContentsMargins(0, 0, max(0, left), 0)
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // columns, number % columns)
            self._grid.setColumnStretch(number % columns, 1)

    def _step(self, by: int) -> None:
        ids = [place.id for place in self._places]
        to = min(max(ids.index(self.place.id) + by, 0), len(ids) - 1)
        card = self._group.button(to)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        if not card.isChecked():
            card.click()

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._places[number])
