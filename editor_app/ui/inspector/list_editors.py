"""Fields that hold a list or a map: the texts of a template, the settings of an effect."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from editor_app.record import Value
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.inspector.editors import Editor, words_of
from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.reading import MIXED
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.number_field import Measure, NumberField
from editor_app.ui.widgets.scrub_label import ScrubLabel
from editor_app.ui.widgets.switch import Switch

_LABEL_PX = 96


class Entry(QWidget):
    """One labelled entry; tells its key and its new value."""

    edited = Signal(object, object)

    def __init__(self, key: Any, label: str, value: Any, tokens: Tokens) -> None:
        super().__init__()
        self.key, self._is_ticks = key, isinstance(key, str) and key.endswith("Ticks")
        self.label = ScrubLabel(label)
        self.label.setProperty("secondary", True)
        self.label.setFixedWidth(_LABEL_PX)
        self.field = self._make(value, label, tokens)
        self.field.setAccessibleName(label)
        self.field.setToolTip(label)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.setColumnStretch(1, 1)

    def show_value(self, value: Any) -> None:
        """Show a value; what is being typed stays."""
        if isinstance(self.field, Switch):
            self.field.show_state(bool(value))
        elif isinstance(self.field, NumberField):
            self.field.set_value(float(value) / self._scale)
        elif isinstance(self.field, QLineEdit):
            if not self.field.isModified():
                self.field.setText(str(value))
        else:
            self.field.setText(", ".join(map(str, value or ())) or "—")

    @property
    def _scale(self) -> int:
        return TICKS_PER_SECOND if self._is_ticks else 1

    def _make(self, value: Any, label: str, tokens: Tokens) -> Switch | NumberField | QLineEdit | ElidedLabel:
        if isinstance(value, bool):
            switch = Switch(label, tokens=tokens)
            switch.chosen.connect(self._tell)
            return switch
        if isinstance(value, int | float):
            measure = Measure("s", 3, 0.1, 0.0) if self._is_ticks else Measure("", 3, 0.1)
            number = NumberField(measure, tokens=tokens)
            number.edited.connect(self._tell)
            self.label.set_field(number)
            return number
        if isinstance(value, str):
            line = QLineEdit()
            line.setMinimumHeight(HIT_PX)
            line.editingFinished.connect(self._tell_line)
            return line
        return ElidedLabel()

    def _tell(self, value: Any) -> None:
        self.edited.emit(self.key, round(value * TICKS_PER_SECOND) if self._is_ticks else value)

    def _tell_line(self) -> None:
        line = cast("QLineEdit", self.field)
        if line.isModified():
            line.setModified(False)
            self.edited.emit(self.key, line.text())


class _EntriesEditor(Editor):
    """Entries that come and go with the value."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        self._tokens = tokens
        self._grid_in = QWidget()
        self._grid = QGridLayout(self._grid_in)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self.entries: list[Entry] = []
        self._signature: tuple[Any, ...] | None = None
        self._value: Any = None
        self.row.addWidget(self._grid_in, 1)

    def show_entries(self, entries: Sequence[tuple[Any, str, Any]]) -> None:
        """Show entries by key, label and value; the widgets stay while keys and types do."""
        signature = tuple((key, type(value)) for key, _, value in entries)
        if signature != self._signature:
            self._signature = signature
            for old in self.entries:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.entries = [Entry(key, label, value, self._tokens) for key, label, value in entries]
            for place, entry in enumerate(self.entries):
                entry.edited.connect(self.put)
                self._grid.addWidget(entry, place, 0)
            self.remade.emit()
        for entry, (_, _, value) in zip(self.entries, entries, strict=True):
            entry.show_value(value)

    def put(self, key: Any, value: Any) -> None:
        """Change one entry."""
        raise NotImplementedError


class TextsEditor(_EntriesEditor):
    """The texts of a template, of one clip or of several that have the same."""

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        self._value = () if value is MIXED else value
        texts = [(place, text) for place, node in enumerate(self._value) if (text := _text(node)) is not None]
        self.show_entries(
            [
                (place, tr("Text {number}").format(number=number), text)
                for number, (place, text) in enumerate(texts, 1)
            ]
        )

    def put(self, key: Any, value: Any) -> None:
        """Change one text."""
        nodes = list(cast("tuple[Value, ...]", self._value))
        nodes[key] = nodes[key].model_copy(update={"text": value})
        self.edited.emit(tuple(nodes))


class SettingsEditor(_EntriesEditor):
    """A map of texts, numbers and switches."""

    def show_value(self, value: Any) -> None:
        """Show the settings; where several clips differ, none."""
        self._value = value if isinstance(value, Mapping) else {}
        self.show_entries([(key, label_of(key), entry) for key, entry in self._value.items()])
        self._grid_in.setVisible(bool(self.entries))

    def put(self, key: Any, value: Any) -> None:
        """Change one setting; a whole number stays one."""
        old = self._value[key]
        if isinstance(old, int) and not isinstance(old, bool) and float(value).is_integer():
            value = int(value)
        self.edited.emit({**self._value, key: value})


def label_of(key: str) -> str:
    """Write a setting's name as people do: `tailDarkTicks` is “Tail dark”."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", key.removesuffix("Ticks")).lower()
    return tr(words_of(words))


def _text(node: Any) -> str | None:
    text = getattr(node, "text", None)
    return text if isinstance(text, str) else None
