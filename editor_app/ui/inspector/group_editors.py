"""Fields that hold several values: a text's background, and animations at a clip's ends."""

from __future__ import annotations

from typing import Any, cast, get_args

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from editor_app.items.values import (
    Animations,
    CaptionAnimation,
    CaptionAnimations,
    ClipAnimation,
    Easing,
    TextBackground,
)
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.inspector.colour_editor import ColourEditor
from editor_app.ui.inspector.editors import Editor, words_of
from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.reading import MIXED
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.number_field import Measure, NumberField

_FIRST_SECONDS = 0.5
_DEFAULT_BACKGROUND = TextBackground(color="rgba(0, 0, 0, 0.6)", horizontal_padding=16.0, border_radius=8.0)


class BackgroundEditor(Editor):
    """A box behind the lines of a text, or none."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        self._value = _DEFAULT_BACKGROUND
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self.on = QCheckBox()
        self.on.setMinimumHeight(HIT_PX)
        self.on.setAccessibleName(tr("Background"))
        self.on.setToolTip(tr("A box behind each line"))
        self.colour = ColourEditor(Field("color", "Background colour", "style", "colour"), tokens)
        self.padding, self.radius = NumberField(Measure("px", 0, 1, 0)), NumberField(Measure("px", 0, 1, 0))
        for number, name in ((self.padding, tr("Padding")), (self.radius, tr("Radius"))):
            number.setAccessibleName(name)
            number.setToolTip(name)
        grid.addWidget(self.on, 0, 0)
        grid.addWidget(self.colour, 0, 1, 1, 2)
        grid.addWidget(self.padding, 1, 1)
        grid.addWidget(self.radius, 1, 2)
        self.add(inside)
        self.setFocusProxy(self.on)
        self.on.clicked.connect(self._switch)
        self.colour.edited.connect(self._edit_colour)
        self.colour.previewed.connect(self._preview_colour)
        self.colour.cancelled.connect(self.cancelled)
        self.colour.refused.connect(self.refused)
        self.padding.edited.connect(self._edit_padding)
        self.radius.edited.connect(self._edit_radius)

    def show_value(self, value: Any) -> None:
        """Show a background."""
        is_on = isinstance(value, TextBackground)
        if is_on:
            self._value = value
        with QSignalBlocker(self.on):
            self.on.setChecked(is_on)
        self.colour.show_value(self._value.color if is_on else "")
        self.padding.set_value(self._value.horizontal_padding if is_on else None)
        self.radius.set_value(self._value.border_radius if is_on else None)
        for widget in (self.colour, self.padding, self.radius):
            widget.setEnabled(is_on)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.colour.set_tokens(tokens)
        self.padding.set_tokens(tokens)
        self.radius.set_tokens(tokens)

    def _switch(self, on: bool) -> None:
        self.edited.emit(self._value if on else None)

    def _with(self, **changes: object) -> TextBackground:
        return self._value.model_copy(update=changes)

    def _edit_colour(self, colour: str) -> None:
        self.edited.emit(self._with(color=colour))

    def _preview_colour(self, colour: str) -> None:
        self.previewed.emit(self._with(color=colour))

    def _edit_padding(self, padding: float) -> None:
        self.edited.emit(self._with(horizontal_padding=float(padding)))

    def _edit_radius(self, radius: float) -> None:
        self.edited.emit(self._with(border_radius=float(radius)))


Motion = ClipAnimation | CaptionAnimation


class MotionLine(QWidget):
    """One animation: which, how long, how it eases; or none."""

    def __init__(self, editor: AnimationsEditor, end: str, title: str, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self._editor, self._end = editor, end
        self._value: Motion | None = None
        self.kind, self.easing = QComboBox(), QComboBox()
        self.kind.addItem(tr("None"), None)
        for kind in kinds:
            self.kind.addItem(tr(words_of(kind)), kind)
        for easing in get_args(Easing):
            self.easing.addItem(tr(words_of(easing)), easing)
        self.length = NumberField(Measure("s", 2, 0.1, 0.02))
        for widget, name in (
            (self.kind, tr("animation")),
            (self.length, tr("duration")),
            (self.easing, tr("easing")),
        ):
            widget.setMinimumHeight(HIT_PX)
            widget.setAccessibleName(f"{title}: {name}")
            widget.setToolTip(f"{title}: {name}")
        for box in (self.kind, self.easing):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        label = QLabel(title)
        label.setProperty("secondary", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(4)
        grid.setColumnMinimumWidth(0, 36)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.kind, 0, 1, 1, 2)
        grid.addWidget(self.length, 1, 1)
        grid.addWidget(self.easing, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.kind.activated.connect(self._edit)
        self.easing.activated.connect(self._edit)
        self.length.edited.connect(self._edit)

    def show_value(self, value: Motion | None, *, mixed: bool) -> None:
        """Show an animation."""
        self._value = value
        with QSignalBlocker(self.kind), QSignalBlocker(self.easing):
            self.kind.setCurrentIndex(-1 if mixed else self.kind.findData(value.type if value else None))
            self.easing.setCurrentIndex(self.easing.findData((value.easing if value else None) or "linear"))
        self.length.set_value(value.duration_ticks / TICKS_PER_SECOND if value else None)
        for widget in (self.length, self.easing):
            widget.setVisible(value is not None)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.length.set_tokens(tokens)

    def _edit(self, *_what: object) -> None:
        kind = self.kind.currentData()
        if kind is None:
            self._editor.put(self._end, None)
            return
        seconds = self.length.value if self._value and self.length.value else _FIRST_SECONDS
        easing = self.easing.currentData() if self._value else "ease-out"
        make = self._editor.single
        self._editor.put(
            self._end,
            make(type=kind, duration_ticks=max(1, round(seconds * TICKS_PER_SECOND)), easing=easing),
        )


class AnimationsEditor(Editor):
    """Animations at the start and the end of a clip, or of a text's letters, which also have one between."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        letters = field.kind == "letters"
        self.whole: Any = CaptionAnimations if letters else Animations
        self.single: Any = CaptionAnimation if letters else ClipAnimation
        kinds = tuple(map(str, get_args(self.single.model_fields["type"].annotation)))
        ends = [("in_", tr("In")), ("out", tr("Out"))] + ([("loop", tr("Loop"))] if letters else [])
        self.lines = {end: MotionLine(self, end, title, kinds) for end, title in ends}
        self._value: Animations | CaptionAnimations | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in self.lines.values():
            column.addWidget(line)
        self.add(inside)
        self.setFocusProxy(self.lines["in_"].kind)

    def show_value(self, value: Any) -> None:
        """Show animations."""
        self._value = value if isinstance(value, self.whole) else None
        for end, line in self.lines.items():
            line.show_value(cast("Motion | None", getattr(self._value, end, None)), mixed=value is MIXED)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for line in self.lines.values():
            line.set_tokens(tokens)

    def put(self, end: str, motion: Motion | None) -> None:
        """Let one end have an animation, or none."""
        values = {name: getattr(self._value, name, None) for name in self.lines} | {end: motion}
        found = {name: value for name, value in values.items() if value is not None}
        self.edited.emit(self.whole(**found) if found else None)
