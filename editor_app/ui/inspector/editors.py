"""One small widget for each kind of field; all of them show a value, and tell what the user makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.reading import MIXED
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.number_field import NumberField, tooltip
from editor_app.ui.widgets.relative import Relative
from editor_app.ui.widgets.segments import Choice, Segments
from editor_app.ui.widgets.switch import Switch

_TEXT_LINES_PX = 84


class Editor(QWidget):
    """What all have in common; values are as the document holds them."""

    previewed = Signal(object)
    """A value under way."""
    edited = Signal(object)
    """A settled value."""
    cancelled = Signal()
    """What was previewed is taken back."""
    refused = Signal(str)
    """A sentence: what was entered cannot be read."""
    remade = Signal()
    """Its parts are others now, and Tab shall go through them."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def show_value(self, value: Any) -> None:
        """Show a value, or MIXED."""
        raise NotImplementedError

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""

    def add(self, widget: QWidget, stretch: int = 1) -> None:
        """Take a widget in, and give it the field's name where it has none."""
        self.row.addWidget(widget, stretch)
        if not widget.accessibleName():
            widget.setAccessibleName(tr(self.field.label))
        if not self.focusProxy():
            self.setFocusProxy(widget)


class NumberEditor(Editor):
    """A number."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        self.number = NumberField(field.measure, tokens=tokens)
        self.number.changes_each = True
        self.number.setToolTip(tooltip(tr(field.label)))
        self.number.setAccessibleName(f"{tr(field.label)}, {field.measure.unit}".rstrip(", "))
        self.add(self.number)
        self.number.previewed.connect(self._preview)
        self.number.edited.connect(self._edit)
        self.number.cancelled.connect(self.cancelled)
        self.number.refused.connect(self.refused)

    def show_value(self, value: Any) -> None:
        """Show a number."""
        self.number.set_value(None if value is MIXED else float(value) * self.field.factor)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.number.set_tokens(tokens)

    def _preview(self, shown: float | Relative) -> None:
        self.previewed.emit(self._held(shown))

    def _edit(self, shown: float | Relative) -> None:
        self.edited.emit(self._held(shown))

    def _held(self, shown: float | Relative) -> float | int | Relative:
        if isinstance(shown, Relative):
            return shown
        value = shown / self.field.factor
        return round(value) if self.field.kind in ("time", "whole") else value


class SwitchEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        self.box = Switch(tr(field.label), tokens=tokens)
        self.add(self.box, 0)
        self.row.addStretch(1)
        self.box.chosen.connect(self._edit)

    def show_value(self, value: Any) -> None:
        """Show a state; a third one where several differ."""
        with QSignalBlocker(self.box):
            self.box.show_state(None if value is MIXED else bool(value))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.box.set_tokens(tokens)

    def _edit(self, on: bool) -> None:
        self.edited.emit(on)


class ChoiceEditor(Editor):
    """One of a few words."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QComboBox()
        self.box.setMinimumHeight(HIT_PX)
        self.box.setToolTip(tr(field.label))
        give_way(self.box)
        for value in field.choices:
            self.box.addItem(tr(words_of(value)), value)
        self.box.setPlaceholderText("—")
        self.add(self.box)
        self.box.activated.connect(self._edit)

    def show_value(self, value: Any) -> None:
        """Show a choice."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(-1 if value is MIXED else self.box.findData(value))

    def _edit(self, index: int) -> None:
        self.edited.emit(self.box.itemData(index))


class SegmentsEditor(Editor):
    """One of three, by icons."""

    def __init__(self, field: Field, icons: Mapping[str, str], tokens: Tokens) -> None:
        super().__init__(field)
        choices = [Choice(value, tr(words_of(value)), icons.get(value, "")) for value in field.choices]
        self.segments = Segments(choices, name=tr(field.label), tokens=tokens)
        self.add(self.segments)
        self.segments.edited.connect(self.edited)

    def show_value(self, value: Any) -> None:
        """Show a choice."""
        self.segments.set_value(None if value is MIXED else value)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.segments.set_tokens(tokens)


class LineEditor(Editor):
    """A line of text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.setMinimumHeight(HIT_PX)
        self.line.setToolTip(tr(field.label))
        self.add(self.line)
        self.line.editingFinished.connect(self._edit)
        self._shown: Any = None

    def show_value(self, value: Any) -> None:
        """Show a text; what is being typed stays."""
        self._shown = value
        if not self.line.isModified():
            self.line.setText("" if value is MIXED else str(value))
            self.line.setPlaceholderText("—" if value is MIXED else "")

    def _edit(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            self.edited.emit(self.line.text())


class FixedEditor(Editor):
    """Something that is shown and not changed here."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.label = ElidedLabel()
        self.label.setMinimumHeight(HIT_PX)
        self.add(self.label)

    def show_value(self, value: Any) -> None:
        """Show a text, or how much there is of it."""
        self.label.setText("—" if value is MIXED else summary_of(value))


class TextEditor(Editor):
    """Several lines of text, seen in the picture as they are typed."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(_TEXT_LINES_PX)
        self.text.setTabChangesFocus(True)
        self.text.setToolTip(tr("Ctrl+Enter keeps the text, Escape takes it back"))
        self.add(self.text)
        self.text.textChanged.connect(self._type)
        self.text.installEventFilter(self)
        self._is_typing = False

    def show_value(self, value: Any) -> None:
        """Show a text; what is being typed stays."""
        if self._is_typing:
            return
        text = "" if value is MIXED else str(value)
        if text != self.text.toPlainText():
            with QSignalBlocker(self.text):
                self.text.setPlainText(text)
        self.text.setPlaceholderText("—" if value is MIXED else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the text when the field is left, or by Ctrl+Enter; take it back with Escape."""
        if event.type() == QEvent.Type.FocusOut:
            self._keep()
        if isinstance(event, QKeyEvent) and self._is_typing:
            is_kept = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if event.key() == Qt.Key.Key_Escape or is_kept:
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if event.type() == QEvent.Type.KeyPress:
                    self._keep() if is_kept else self._take_back()
                    return True
        return False

    def _type(self) -> None:
        self._is_typing = True
        self.previewed.emit(self.text.toPlainText())

    def _keep(self) -> None:
        if self._is_typing:
            self._is_typing = False
            self.edited.emit(self.text.toPlainText())

    def drop(self) -> None:
        """Type no longer: what was typed is kept or gone already."""
        self._is_typing = False

    def _take_back(self) -> None:
        self._is_typing = False
        self.cancelled.emit()


def give_way(box: QComboBox) -> None:
    """Let a box get narrower than its longest entry."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(4)
    box.setMinimumWidth(64)


def summary_of(value: Any) -> str:
    """Say what a value holds: itself where it is a text, else the number of its parts."""
    if isinstance(value, str):
        return value
    counts = [(name, len(part)) for name, part in vars(value).items() if isinstance(part, tuple)]
    return " · ".join(f"{count} {tr(words_of(name)).lower()}" for name, count in counts)


def words_of(value: str) -> str:
    """Write a choice as people do: `slide-up` is “Slide up”."""
    words = value.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
