"""A gradient, or none: its bar, the chosen stop, direction or shape, presets; the rest is edited as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from editor_app.css import GradientKind, color_text, parse_color, parse_gradient
from editor_app.drawing import Box, Color
from editor_app.ui import icons
from editor_app.ui.inspector.colour_editor import ColourEditor
from editor_app.ui.inspector.editors import Editor
from editor_app.ui.inspector.fields import Field
from editor_app.ui.inspector.form import FormRow, remark
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.gradient_bar import GradientBar
from editor_app.ui.widgets.gradient_presets import GradientPresets
from editor_app.ui.widgets.gradient_value import FEWEST_STOPS, Gradient, first_gradient, read_gradient
from editor_app.ui.widgets.number_field import Measure, NumberField, tooltip
from editor_app.ui.widgets.scrub_label import ScrubLabel
from editor_app.ui.widgets.segments import Choice, Segments
from editor_app.ui.widgets.switch import Switch

Change = Callable[[Gradient, int, Any], tuple[Gradient, int]]
"""What a field does to a gradient and its chosen stop with the field's value."""


class GradientEditor(Editor):
    """The editor; the value is CSS, an empty text for none."""

    def __init__(self, field: Field, tokens: Tokens) -> None:
        super().__init__(field)
        self._css = self._last = ""
        self._frame, self._ground = Box(0.0, 0.0, 1.0, 1.0), Color(0.0, 0.0, 0.0)
        self._before: tuple[str, Gradient, int] | None = None
        self.on = Switch(tr(field.label), tokens=tokens)
        self.bar = GradientBar(tr(field.label), tokens=tokens)
        self.remark = remark()
        self.remark.setText(tr("Stops cannot express this gradient. It stays as it is; edit it as text."))
        self.colour = ColourEditor(Field("color", "Stop colour", "style", "colour"), tokens)
        self.position = NumberField(Measure("%", 2, 1.0, 0.0, 100.0), tokens=tokens)
        self.angle = NumberField(Measure("°", 1, 1.0), tokens=tokens)
        kinds = Choice("linear", tr("Linear")), Choice("radial", tr("Radial"))
        shapes = Choice("ellipse", tr("Ellipse")), Choice("circle", tr("Circle"))
        self.kind = Segments(kinds, name=tr("Type"), tokens=tokens)
        self.shape = Segments(shapes, name=tr("Shape"), tokens=tokens)
        self.presets = GradientPresets(tokens=tokens)
        self.remove = QToolButton()
        self.reverse, self.as_text = QPushButton(tr("Reverse")), QPushButton(tr("Edit as text"))
        self.line = QLineEdit()
        self._name_parts()
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self.setFocusProxy(self.on)

    def show_value(self, value: Any) -> None:
        """Show a gradient's CSS; what is being typed stays."""
        if value != self._css:
            self._css, self._before = str(value), None
            found = read_gradient(self._css)
            if found is None:
                self.bar.show_only(self._css)
            else:
                self.bar.show_gradient(found)
        self._show()

    def show_place(self, frame: Box, ground: Color) -> None:
        """Say over what it lies: the frame decides what angle leads to a corner, a new one starts there."""
        self._frame, self._ground = frame, ground

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        numbers = self.position, self.angle
        for part in (self.on, self.bar, self.colour, self.kind, self.shape, self.presets, *numbers):
            part.set_tokens(tokens)
        self.remove.setIcon(
            icons.icon("mdi6.trash-can-outline", color=tokens.secondary, color_disabled=tokens.disabled)
        )

    def forget(self) -> None:
        """Let go of what is under way, and of what was there before it was switched off."""
        self._last = ""
        self.colour.close_picker()
        for line in (self.line, self.colour.line):
            line.setModified(False)
        for part in (self.bar, self.position, self.angle):
            part.cancel()

    def _name_parts(self) -> None:
        self.line.setPlaceholderText("linear-gradient(#123, #456)")
        self.as_text.setCheckable(True)
        self.remove.setProperty("bare", True)
        self.remove.setFixedWidth(HIT_PX)
        for widget, name, hint in (
            (self.line, tr("Gradient as text"), tr("A gradient as in CSS")),
            (self.position, tr("Stop position, %"), tooltip(tr("Position"))),
            (self.angle, tr("Angle, °"), tooltip(tr("Angle"))),
            (self.remove, tr("Remove stop"), tr("Remove this stop (Delete on the bar)")),
            (self.reverse, tr("Reverse gradient"), tr("Turn the stops round")),
            (self.as_text, tr("Edit gradient as text"), tr("Show the gradient as CSS writes it")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(hint)
            widget.setMinimumHeight(HIT_PX)

    def _lay_out(self) -> None:
        self._stop = ElidedLabel("")
        position, angle = ScrubLabel(tr("Position")), ScrubLabel(tr("Angle"))
        position.set_field(self.position)
        angle.set_field(self.angle)
        self._angle_row = FormRow(angle, [self.angle])
        self._shape_row = FormRow(ElidedLabel(tr("Shape")), [self.shape])
        self._colour_row = FormRow(self._stop, [self.colour, self.remove])
        self._position_row = FormRow(position, [self.position])
        self._kind_row = FormRow(ElidedLabel(tr("Type")), [self.kind])
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(4)
        buttons.addWidget(self.reverse, 1)
        buttons.addWidget(self.as_text, 1)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bar)
        column.addWidget(self.remark)
        for row in (self._colour_row, self._position_row, self._kind_row, self._angle_row, self._shape_row):
            column.addWidget(row)
        for widget in (self._buttons, self.line, self.presets):
            column.addWidget(widget)
        whole = QVBoxLayout()
        whole.setSpacing(4)
        switch = QWidget()
        line = QHBoxLayout(switch)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.on)
        line.addStretch(1)
        whole.addWidget(FormRow(ElidedLabel(tr(self.field.label)), [switch]))
        whole.addWidget(self._inside)
        self.row.addLayout(whole, 1)

    def _connect(self) -> None:
        self.bar.previewed.connect(self._preview)
        self.bar.edited.connect(self._keep)
        self.bar.cancelled.connect(self.cancelled)
        self.bar.chosen_changed.connect(self._show)
        self.bar.colour_wanted.connect(self._go_to_colour)
        fields: tuple[tuple[ColourEditor | NumberField, Change], ...] = (
            (self.colour, lambda g, place, value: (g.coloured(place, parse_color(value)), place)),
            (self.position, lambda g, place, value: g.moved(place, value / 100)),
            (self.angle, lambda g, place, value: (g.with_angle(value), place)),
        )
        for field, change in fields:
            field.previewed.connect(lambda value, change=change: self._change(change, value, settles=False))
            field.edited.connect(lambda value, change=change: self._change(change, value, settles=True))
            field.cancelled.connect(self._take_back)
        for part in (self.bar, self.colour, self.position, self.angle):
            part.refused.connect(self.refused)
        self.on.chosen.connect(self._switch)
        self.remove.clicked.connect(self.bar.remove)
        self.reverse.clicked.connect(self._reverse)
        self.kind.edited.connect(self._set_kind)
        self.shape.edited.connect(self._set_shape)
        self.presets.chosen.connect(self._put)
        self.as_text.toggled.connect(self._show)
        self.line.editingFinished.connect(self._take_text)

    # What shows.

    def _show(self, _news: object = None) -> None:
        gradient = self.bar.gradient
        with QSignalBlocker(self.on):
            self.on.show_state(bool(self._css))
        self._inside.setVisible(bool(self._css))
        is_linear = gradient is not None and gradient.kind == "linear"
        for row in (self._colour_row, self._position_row, self._kind_row, self._buttons):
            row.setVisible(gradient is not None)
        self._angle_row.setVisible(is_linear)
        self._shape_row.setVisible(gradient is not None and not is_linear)
        self.remark.setVisible(gradient is None)
        self.line.setVisible(self.as_text.isChecked() or gradient is None)
        if not self.line.isModified():
            self.line.setText(self._css)
            self.line.setCursorPosition(0)
        if gradient is not None:
            self._show_stop(gradient)

    def _show_stop(self, gradient: Gradient) -> None:
        place, count = self.bar.chosen, len(gradient.stops)
        stop = gradient.stops[place]
        self._stop.setText(tr("Stop {number} of {count}").format(number=place + 1, count=count))
        self.colour.show_value(color_text(stop.color))
        self.position.set_value(round(100 * stop.offset, 2))
        self.remove.setEnabled(count > FEWEST_STOPS)
        self.kind.set_value(gradient.kind)
        if gradient.kind == "linear":
            self.angle.set_value(round(gradient.angle_in(self._frame), 1))
        else:
            self.shape.set_value(gradient.shape)

    def _go_to_colour(self) -> None:
        self.colour.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.colour.line.selectAll()

    # What is changed.

    def _preview(self, gradient: Gradient) -> None:
        self._css = gradient.css()
        self._show()
        self.previewed.emit(self._css)

    def _keep(self, gradient: Gradient) -> None:
        self._before = None
        self.bar.show_gradient(gradient)
        self._put(gradient.css())

    def _put(self, css: str) -> None:
        self.edited.emit(css)

    def _change(self, change: Change, value: Any, *, settles: bool) -> None:
        gradient = self.bar.gradient
        if gradient is None:
            return
        before = self._before or (self._css, gradient, self.bar.chosen)
        self._before = before
        _, start, place = before
        made, place = change(start, place, value)
        if settles and made == start:
            self._take_back()
            return
        self.bar.show_gradient(made, place)
        if settles:
            self._keep(made)
        else:
            self._preview(made)

    def _take_back(self) -> None:
        if self._before is not None:
            self._css, gradient, place = self._before
            self._before = None
            self.bar.show_gradient(gradient, place)
            self._show()
            self.cancelled.emit()

    def _switch(self, on: bool) -> None:
        if not on:
            self._last = self._css
        self._put((self._last or first_gradient(self._ground).css()) if on else "")

    def _reverse(self) -> None:
        if self.bar.gradient is not None:
            place = len(self.bar.gradient.stops) - 1 - self.bar.chosen
            self.bar.show_gradient(self.bar.gradient.reversed(), place)
            self._keep(self.bar.gradient)

    def _set_kind(self, kind: object) -> None:
        if self.bar.gradient is not None:
            self._keep(self.bar.gradient.as_kind(cast("GradientKind", kind)))

    def _set_shape(self, shape: object) -> None:
        if self.bar.gradient is not None:
            self._keep(self.bar.gradient.with_shape(str(shape)))

    def _take_text(self) -> None:
        if not self.line.isModified():
            return
        self.line.setModified(False)
        text = self.line.text().strip()
        if text and parse_gradient(text, self._frame) is None:
            self.refused.emit(
                tr("“{text}” is no gradient. Write it as in CSS: linear-gradient(#123, #456).").format(
                    text=text
                )
            )
            self._show()
            return
        self._put(text)
