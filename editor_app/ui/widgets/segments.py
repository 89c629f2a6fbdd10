"""A few choices side by side, of which one holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from editor_app.ui import icons
from editor_app.ui.theme import DARK, HIT_PX, Tokens
from editor_app.ui.widgets.flow import FlowLayout

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: its value, how it is called, and perhaps an icon that stands for it."""

    value: object
    label: str
    icon: str = ""


class Segments(QWidget):
    """The buttons, over the whole width or one after the other; arrow keys go from one to the next."""

    edited = Signal(object)
    """The value chosen by the user."""

    def __init__(
        self,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        *,
        name: str = "",
        fills: bool = True,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._group = QButtonGroup(self)
        self._value: object = None
        row = QHBoxLayout(self) if fills else FlowLayout(self, spacing=4)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, choice in enumerate(self._choices):
            row.addWidget(self._button(number, choice, name))
        self._group.idClicked.connect(self._choose)
        self.setAccessibleName(name)
        self.set_tokens(tokens)

    @property
    def value(self) -> object:
        """Give the value that holds, None where several differ."""
        return self._value

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Give the buttons in order."""
        return tuple(self._group.button(n) for n in range(len(self._choices)))  # type: ignore[misc]

    def set_value(self, value: object) -> None:
        """Show which one holds; a value that is no choice shows none."""
        self._value = value
        number = next((n for n, choice in enumerate(self._choices) if choice.value == value), None)
        self._group.setExclusive(number is not None)
        for n, button in enumerate(self.buttons):
            button.setChecked(n == number)
        first = number or 0
        for n, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if n == first else Qt.FocusPolicy.ClickFocus)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for choice, button in zip(self._choices, self.buttons, strict=True):
            if choice.icon:
                colors = {"color": tokens.secondary, "color_on": tokens.on_accent}
                button.setIcon(icons.icon(choice.icon, **colors))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the neighbour with an arrow key; a button alone would move the focus, and choose nothing."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QPushButton):
            by = _MOVES.get(Qt.Key(event.key()))
            if by is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if by is not None and event.type() == QEvent.Type.KeyPress:
                self._go_by(self.buttons.index(watched), by)
                return True
        return False

    def _go_by(self, now: int, by: int) -> None:
        to = min(max(now + by, 0), len(self._choices) - 1)
        self.buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)
        if to != now:
            self._choose(to)

    def _button(self, number: int, choice: Choice, name: str) -> QPushButton:
        button = QPushButton("" if choice.icon else choice.label, self)
        button.setCheckable(True)
        button.setProperty("segment", True)
        button.setMinimumSize(HIT_PX, HIT_PX)
        button.setIconSize(QSize(16, 16))
        button.setToolTip(f"{name}: {choice.label}" if name else choice.label)
        button.setAccessibleName(f"{name}: {choice.label}" if name else choice.label)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.installEventFilter(self)
        self._group.addButton(button, number)
        return button

    def _choose(self, number: int) -> None:
        value = self._choices[number].value
        self.set_value(value)
        self.edited.emit(value)
