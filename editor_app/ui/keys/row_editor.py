"""The strip below the table: the current action's keys, a field for a new one, and what stands against it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor_app.ui.actions import Keys, native
from editor_app.ui.keys.key_field import KeyField
from editor_app.ui.keys.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, TEXT_PX, Tokens, ui_font
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.flow import FlowLayout
from editor_app.ui.widgets.segments import Choice, Segments


class RowEditor(QFrame):
    """The strip."""

    pressed = Signal(str)
    """A new key was pressed."""
    removed = Signal(str)
    """A key shall go."""
    reset = Signal()
    """The preset's keys shall come back."""
    answered = Signal(bool)
    """Whether a key shall be taken from its owner."""
    left = Signal()
    """Escape in the field."""

    def __init__(self, parent: QWidget | None = None, *, after: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._after = after
        """What Tab comes from."""
        self.setObjectName("keyRow")
        self.title = ElidedLabel(parent=self)
        self.title.setFont(ui_font(TEXT_PX, weight=600))
        self.title.setMinimumHeight(HIT_PX)  # as high as a plate, so that nothing moves where there is none
        self.field = KeyField(tr("Press the new key"), self)
        self.how = Segments(
            [Choice(False, tr("Replace")), Choice(True, tr("Add"))],
            self,
            name=tr("A new key"),
            tokens=tokens,
        )
        self.how.set_value(False)
        self.reset_button = QPushButton(tr("Reset this one"), self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.give = QPushButton(tr("Give it to this one"), self)
        self.keep = QPushButton(tr("Keep it there"), self)
        self.chips: list[QPushButton] = []
        for button in (self.reset_button, self.give, self.keep):
            button.setAutoDefault(False)
            button.setMinimumHeight(HIT_PX)
        self._lay_out()
        self.field.pressed.connect(self.pressed)
        self.field.left.connect(self.left)
        self.reset_button.clicked.connect(self.reset)
        self.give.clicked.connect(lambda: self.answered.emit(True))
        self.keep.clicked.connect(lambda: self.answered.emit(False))
        self.say("")

    @property
    def adds(self) -> bool:
        """Tell whether a new key comes beside the others, not instead of them."""
        return bool(self.how.value)

    def show_row(self, name: str, keys: Keys, *, is_changed: bool) -> None:
        """Show an action; without a name there is none to change."""
        self.title.setText(name or tr("Choose an action"))
        self.field.clear()
        self.field.setAccessibleName(tr("New key of “{action}”: press it").format(action=name))
        for widget in (self.field, self.how):
            widget.setEnabled(bool(name))
        self.reset_button.setEnabled(is_changed)
        for chip in self.chips:
            self._chip_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(key, name) for key in keys]
        for before, following in pairwise((self._after, *self.chips, self.field)):
            QWidget.setTabOrder(before, following)
        self.none.setVisible(bool(name) and not keys)

    def say(self, sentence: str, *, asks: bool = False) -> None:
        """Say something; with `asks` its answer is one of two buttons."""
        self.message.setText(breakable(sentence))
        self.message.setAccessibleName(sentence)
        for button in (self.give, self.keep):
            button.setVisible(asks)

    def _chip(self, key: str, name: str) -> QPushButton:
        chip = QPushButton(f"{native(key)}  ✕", self)
        chip.setAutoDefault(False)
        chip.setMinimumHeight(HIT_PX)
        chip.setToolTip(tr("Remove {key}").format(key=native(key)))
        chip.setAccessibleName(tr("Remove {key} from “{action}”").format(key=native(key), action=name))
        chip.clicked.connect(lambda: self.removed.emit(key))
        self._chip_row.addWidget(chip)
        chip.show()
        return chip

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX)
        whole.setSpacing(SPACE_PX)
        upper, middle, lower = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (upper, middle, lower):
            row.setSpacing(SPACE_PX)
            whole.addLayout(row)
        self.none = QLabel(tr("No key"), self)
        self.none.setProperty("secondary", True)
        chips = QWidget(self)
        self._chip_row = FlowLayout(chips, spacing=SPACE_PX // 2)
        upper.addWidget(self.title)
        upper.addSpacing(SPACE_PX)
        upper.addWidget(self.none)
        upper.addWidget(chips, 1)
        middle.addWidget(self.field, 1)
        middle.addWidget(self.how)
        middle.addStretch(1)
        middle.addWidget(self.reset_button)
        lower.addWidget(self.message, 1)
        lower.addWidget(self.give)
        lower.addWidget(self.keep)
        # Two lines and the buttons have room from the beginning, so that nothing moves when they come.
        self.message.setMinimumHeight(max(HIT_PX, 2 * self.message.fontMetrics().lineSpacing()))
