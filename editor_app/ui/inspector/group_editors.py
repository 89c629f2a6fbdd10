"""Fields that hold several values: a text's background, and animations at a clip's ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from editor_app.items.values import (
    Animations,
    CaptionAnimation,
    CaptionAnimations,
    ClipAnimation,
    Easing,
)
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.inspector.changing import Part
from editor_app.ui.inspector.colour_editor import ColourEditor
from editor_app.ui.inspector.editors import Editor, give_way, words_of
from editor_app.ui.inspector.fields import BLANKS, Field
from editor_app.ui.inspector.reading import MIXED
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.number_field import Measure, NumberField
from editor_app.ui.widgets.scrub_label import ScrubLabel
from editor_app.ui.widgets.switch import Switch

_FIRST_SECONDS = 0.5
_END_PX = 40
_DEFAULT_EASING: Mapping[str, Easing] = {"in_": "ease-out", "out": "ease-in", "loop": "ease-out"}
"""What counts where an animation states no easing (conventions §4)."""


class BackgroundEditor(Editor):
    """A box behind the lines of a text, or none."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        self._is_on = False
        self.on = Switch(tr("A box behind each line"), tokens=tokens)
        self.on.setAccessibleName(tr("Background"))
        self.colour = ColourEditor(Field("color", "Background colour", "style", "colour"), tokens)
        measure = Measure("px", 0, 1, 0)
        self.padding, self.radius = NumberField(measure, tokens=tokens), NumberField(measure, tokens=tokens)
        self._labels = [ScrubLabel(tr("Padding")), ScrubLabel(tr("Radius"))]
        for label, number in zip(self._labels, (self.padding, self.radius), strict=True):
            label.set_field(number)
            label.setProperty("secondary", True)
            number.setAccessibleName(f"{label.text()}, px")
            number.setToolTip(label.text())
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(self.colour, 0, 0, 1, 2)
        for row, label in enumerate(self._labels, 1):
            grid.addWidget(label, row, 0)
        grid.addWidget(self.padding, 1, 1)
        grid.addWidget(self.radius, 2, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.on, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.row.addLayout(column, 1)
        self.setFocusProxy(self.on)
        self.on.chosen.connect(self._switch)
        for part, editor in (("color", self.colour), ("padding", self.padding), ("radius", self.radius)):
            name = {"padding": "horizontal_padding", "radius": "border_radius"}.get(part, part)
            editor.setProperty("part", name)
            editor.edited.connect(self._edit)
            editor.previewed.connect(self._preview)
            editor.cancelled.connect(self.cancelled)
            editor.refused.connect(self.refused)

    def show_value(self, value: Any) -> None:
        """Show a background by its parts."""
        with QSignalBlocker(self.on):
            self.on.show_state(None if value is MIXED else value is not None)
        parts = value if isinstance(value, Mapping) else {}
        self._inside.setVisible(bool(parts))
        if parts:
            self.colour.show_value(parts["color"])
            for editor, name in ((self.padding, "horizontal_padding"), (self.radius, "border_radius")):
                editor.set_value(None if parts[name] is MIXED else float(parts[name]))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for part in (self.on, self.colour, self.padding, self.radius):
            part.set_tokens(tokens)

    def _switch(self, on: bool) -> None:
        self.edited.emit(BLANKS["background"] if on else None)

    def _edit(self, value: Any) -> None:
        self.edited.emit(self._part(value))

    def _preview(self, value: Any) -> None:
        self.previewed.emit(self._part(value))

    def _part(self, value: Any) -> Part:
        sender = self.sender()
        return Part(str(sender.property("part")), float(value) if sender is not self.colour else value)


Motion = ClipAnimation | CaptionAnimation


class MotionLine(QWidget):
    """One animation: which, how long, how it eases; or none."""

    edited = Signal(object)
    """Part."""
    previewed = Signal(object)
    """Part."""
    cancelled = Signal()
    refused = Signal(str)

    def __init__(self, end: str, title: str, single: type[Motion], tokens: Tokens) -> None:
        super().__init__()
        self._end, self._single = end, single
        self._value: Motion | None = None
        self.kind, self.easing = QComboBox(), QComboBox()
        self.kind.addItem(tr("None"), None)
        for kind in map(str, get_args(single.model_fields["type"].annotation)):
            self.kind.addItem(tr(words_of(kind)), kind)
        for easing in get_args(Easing):
            self.easing.addItem(tr(words_of(easing)), easing)
        self.length = NumberField(Measure("s", 2, 0.05, 0.01), tokens=tokens)
        for widget, name in (
            (self.kind, tr("animation")),
            (self.length, tr("duration")),
            (self.easing, tr("easing")),
        ):
            widget.setMinimumHeight(HIT_PX)
            widget.setAccessibleName(f"{title}: {name}")
            widget.setToolTip(f"{title}: {name}")
        for box in (self.kind, self.easing):
            box.setPlaceholderText("—")
            give_way(box)
        label = ScrubLabel(title)
        label.set_field(self.length)
        label.setProperty("secondary", True)
        label.setFixedWidth(_END_PX)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.kind, 0, 1, 1, 2)
        grid.addWidget(self.length, 1, 1)
        grid.addWidget(self.easing, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.kind.activated.connect(self._edit_kind)
        self.easing.activated.connect(self._edit_easing)
        self.length.edited.connect(self._edit_length)
        self.length.previewed.connect(self._preview_length)
        self.length.cancelled.connect(self.cancelled)
        self.length.refused.connect(self.refused)

    def show_value(self, value: Any) -> None:
        """Show an animation, None, or MIXED."""
        self._value = None if value is MIXED else value
        easing = (self._value.easing if self._value else None) or _DEFAULT_EASING[self._end]
        with QSignalBlocker(self.kind), QSignalBlocker(self.easing):
            kind = self._value.type if self._value else None
            self.kind.setCurrentIndex(-1 if value is MIXED else self.kind.findData(kind))
            self.easing.setCurrentIndex(self.easing.findData(easing))
        self.length.set_value(self._value.duration_ticks / TICKS_PER_SECOND if self._value else None)
        for widget in (self.length, self.easing):
            widget.setVisible(self._value is not None)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.length.set_tokens(tokens)

    def _edit_kind(self, index: int) -> None:
        kind = self.kind.itemData(index)
        if kind is None:
            self.edited.emit(Part(self._end, None))
        elif self._value is None:
            ticks = round(_FIRST_SECONDS * TICKS_PER_SECOND)
            self.edited.emit(Part(self._end, self._single(type=kind, duration_ticks=ticks)))
        else:
            self._put(type=kind)

    def _edit_easing(self, index: int) -> None:
        self._put(easing=self.easing.itemData(index))

    def _edit_length(self, seconds: float) -> None:
        self._put(duration_ticks=max(1, round(seconds * TICKS_PER_SECOND)))

    def _preview_length(self, seconds: float) -> None:
        if self._value is not None:
            ticks = max(1, round(seconds * TICKS_PER_SECOND))
            self.previewed.emit(Part(self._end, self._value.model_copy(update={"duration_ticks": ticks})))

    def _put(self, **changes: object) -> None:
        if self._value is not None:
            self.edited.emit(Part(self._end, self._value.model_copy(update=changes)))


class AnimationsEditor(Editor):
    """Animations at the start and the end of a clip, or of a text's letters, which also have one between."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        is_letters = field.kind == "letters"
        single: type[Motion] = CaptionAnimation if is_letters else ClipAnimation
        titles = {"in_": tr("In"), "out": tr("Out"), "loop": tr("Loop")}
        ends = (CaptionAnimations if is_letters else Animations).model_fields
        self.lines = {end: MotionLine(end, titles[end], single, tokens) for end in ends}
        column = QVBoxLayout()
        column.setSpacing(SPACE_PX // 2)
        for line in self.lines.values():
            line.edited.connect(self.edited)
            line.previewed.connect(self.previewed)
            line.cancelled.connect(self.cancelled)
            line.refused.connect(self.refused)
            column.addWidget(line)
        self.row.addLayout(column, 1)
        self.setFocusProxy(self.lines["in_"].kind)

    def show_value(self, value: Any) -> None:
        """Show animations by their parts."""
        for end, line in self.lines.items():
            line.show_value(value[end])

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for line in self.lines.values():
            line.set_tokens(tokens)
