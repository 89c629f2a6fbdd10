"""One line of the inspector: the label, the editor, the diamond for keys, the way back to the default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import qtawesome
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from editor_app.ui.inspector.colour_editor import ColourEditor
from editor_app.ui.inspector.editors import (
    ChoiceEditor,
    Editor,
    LineEditor,
    NumberEditor,
    SegmentsEditor,
    SwitchEditor,
    TextEditor,
)
from editor_app.ui.inspector.fields import Field, Kind
from editor_app.ui.inspector.font_editors import FontEditor, FontStyleEditor
from editor_app.ui.inspector.group_editors import AnimationsEditor, BackgroundEditor
from editor_app.ui.inspector.reading import KeyState, Reading
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.scrub_label import ScrubLabel

LABEL_PX = 104
_ICONS = {
    "left": "mdi6.format-align-left",
    "center": "mdi6.format-align-center",
    "right": "mdi6.format-align-right",
    "ltr": "mdi6.format-pilcrow-arrow-right",
    "rtl": "mdi6.format-pilcrow-arrow-left",
}
_WIDE = frozenset({"text", "animations", "letters"})
_MAKERS: dict[Kind, Callable[[Field, Tokens], Editor]] = {
    "moving": lambda field, tokens: NumberEditor(field),
    "number": lambda field, tokens: NumberEditor(field),
    "whole": lambda field, tokens: NumberEditor(field),
    "time": lambda field, tokens: NumberEditor(field),
    "switch": lambda field, tokens: SwitchEditor(field),
    "colour": ColourEditor,
    "font": lambda field, tokens: FontEditor(field),
    "text": lambda field, tokens: TextEditor(field),
    "line": lambda field, tokens: LineEditor(field),
    "font-style": lambda field, tokens: FontStyleEditor(field),
    "background": BackgroundEditor,
    "animations": lambda field, tokens: AnimationsEditor(field),
    "letters": lambda field, tokens: AnimationsEditor(field),
}


def make_editor(field: Field, tokens: Tokens) -> Editor:
    """Make the widget that suits a field."""
    if field.kind == "choice":
        has_icons = all(choice in _ICONS for choice in field.choices)
        return SegmentsEditor(field, _ICONS, tokens) if has_icons else ChoiceEditor(field)
    return _MAKERS[field.kind](field, tokens)


class FieldRow(QWidget):
    """The line."""

    key_toggled = Signal(object, bool)
    """Field, and whether there shall be a key at the playhead."""
    reset_wanted = Signal(object)
    """Field."""

    def __init__(self, field: Field, tokens: Tokens, *, resets: bool) -> None:
        super().__init__()
        self.field, self._tokens = field, tokens
        self._keys: KeyState = "none"
        self.label = ScrubLabel(tr(field.label), self)
        self.label.setProperty("secondary", True)
        self.label.setFixedWidth(LABEL_PX)
        self.editor = make_editor(field, tokens)
        if isinstance(self.editor, NumberEditor):
            self.label.set_field(self.editor.number)
        self.reset = self._button("mdi6.restore", tr("{label}: back to the default"))
        self.key = self._button("mdi6.rhombus-outline", tr("{label}: keyframe at the playhead"))
        self.key.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.label, 0, self._label_place())
        row.addWidget(self.editor, 1)
        row.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.key, 0, Qt.AlignmentFlag.AlignTop)
        self._resets, self._is_default, self._hovered = resets, True, False
        self.key.setVisible(field.moves)
        for button in (self.reset, self.key):  # so that all editors end at one line
            keeps = button.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            button.setSizePolicy(keeps)
        self._show_reset()
        self.key.clicked.connect(self._toggle)
        self.reset.clicked.connect(self._reset)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.editor.set_tokens(tokens)
        self.reset.setIcon(qtawesome.icon("mdi6.restore", color=tokens.secondary))
        self._show_key()

    def show_reading(self, reading: Reading, *, is_default: bool) -> None:
        """Show what stands in the document."""
        self.editor.show_value(reading.value)
        self._is_default = is_default
        self._show_reset()
        if reading.keys != self._keys:
            self._keys = reading.keys
            self._show_key()
        self.key.setChecked(reading.keys == "here")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the way back."""
        super().enterEvent(event)
        self._hovered = True
        self._show_reset()

    def leaveEvent(self, event: QEvent) -> None:
        """Offer it no longer."""
        super().leaveEvent(event)
        self._hovered = False
        self._show_reset()

    def _label_place(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignTop if self.field.kind in _WIDE else Qt.AlignmentFlag.AlignVCenter

    def _show_reset(self) -> None:
        self.reset.setVisible(self._resets and self._hovered and not self._is_default)

    def _show_key(self) -> None:
        tokens = self._tokens
        looks = {
            "none": ("mdi6.rhombus-outline", tokens.disabled),
            "elsewhere": ("mdi6.rhombus-outline", tokens.keyframe),
            "here": ("mdi6.rhombus", tokens.keyframe),
        }
        name, colour = looks[self._keys]
        self.key.setIcon(qtawesome.icon(name, color=colour))

    def _button(self, icon: str, hint: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(HIT_PX, HIT_PX)
        button.setProperty("flat", True)
        button.setToolTip(hint.format(label=tr(self.field.label)))
        button.setAccessibleName(hint.format(label=tr(self.field.label)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _toggle(self, on: bool) -> None:
        self.key_toggled.emit(self.field, on)

    def _reset(self, _checked: Any = False) -> None:
        self.reset_wanted.emit(self.field)
