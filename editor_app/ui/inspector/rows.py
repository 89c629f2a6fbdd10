"""One line of the inspector: the label, the editor, the diamond for keys, the way back to the default."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QSpacerItem, QToolButton, QWidget

from editor_app.ui import icons
from editor_app.ui.inspector.colour_editor import ColourEditor
from editor_app.ui.inspector.editors import (
    ChoiceEditor,
    Editor,
    FixedEditor,
    LineEditor,
    NumberEditor,
    SegmentsEditor,
    SwitchEditor,
    TextEditor,
)
from editor_app.ui.inspector.fields import Field, Kind
from editor_app.ui.inspector.font_editors import FontEditor, FontStyleEditor
from editor_app.ui.inspector.group_editors import AnimationsEditor, BackgroundEditor
from editor_app.ui.inspector.list_editors import SettingsEditor, TextsEditor
from editor_app.ui.inspector.reading import Reading
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.widgets.keyframe_control import WIDTH_PX, KeyframeControl
from editor_app.ui.widgets.scrub_label import ScrubLabel
from editor_app.ui.widgets.tab_order import put_before, stops

_LABEL_SHARE, _NARROWEST_LABEL_PX, _WIDEST_LABEL_PX = 0.34, 76, 132
_ICONS = {
    "left": "mdi6.format-align-left",
    "center": "mdi6.format-align-center",
    "right": "mdi6.format-align-right",
    "ltr": "mdi6.format-pilcrow-arrow-right",
    "rtl": "mdi6.format-pilcrow-arrow-left",
    "rectangle": "mdi6.square",
    "circle": "mdi6.circle",
    "triangle": "mdi6.triangle",
    "star": "mdi6.star",
}
_GAP_PX, _MOST_BESIDE = 4, 3
_WIDE = frozenset({"text", "animations", "letters", "texts", "settings"})
"""Kinds that take the whole width below their label."""
_LONG = frozenset({"background", "font", "font-style"})
"""Kinds that take the room of the diamond too."""
_MAKERS: dict[Kind, Callable[[Field, Tokens], Editor]] = {
    "moving": NumberEditor,
    "number": NumberEditor,
    "whole": NumberEditor,
    "time": NumberEditor,
    "switch": SwitchEditor,
    "colour": ColourEditor,
    "font": lambda field, tokens: FontEditor(field),
    "text": lambda field, tokens: TextEditor(field),
    "line": lambda field, tokens: FixedEditor(field) if field.is_fixed else LineEditor(field),
    "font-style": lambda field, tokens: FontStyleEditor(field),
    "background": BackgroundEditor,
    "animations": AnimationsEditor,
    "letters": AnimationsEditor,
    "texts": TextsEditor,
    "settings": SettingsEditor,
    "summary": lambda field, tokens: FixedEditor(field),
}


def make_editor(field: Field, tokens: Tokens) -> Editor:
    """Make the widget that suits a field."""
    if field.kind == "choice":
        has_icons = all(choice in _ICONS for choice in field.choices)
        return SegmentsEditor(field, _ICONS, tokens) if has_icons else ChoiceEditor(field)
    editor = _MAKERS[field.kind](field, tokens)
    if field.is_fixed and isinstance(editor, NumberEditor):
        editor.number.setReadOnly(True)
        editor.number.setEnabled(False)
    return editor


def label_width(row_px: int) -> int:
    """Give how wide the labels are in a row of some width."""
    return round(min(max(row_px * _LABEL_SHARE, _NARROWEST_LABEL_PX), _WIDEST_LABEL_PX))


class LabelCell(QWidget):
    """The place of a label: as wide as it is told, but it gives way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width_px = _NARROWEST_LABEL_PX
        self.setFixedHeight(HIT_PX)

    def set_width(self, width_px: int) -> None:
        """Ask for another width."""
        if width_px != self._width_px:
            self._width_px = width_px
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Give the width wanted."""
        return QSize(self._width_px, HIT_PX)

    def minimumSizeHint(self) -> QSize:
        """Give way."""
        return QSize(_NARROWEST_LABEL_PX, HIT_PX)


class FieldRow(QWidget):
    """The line."""

    key_toggled = Signal(object, bool)
    """Field, and whether there shall be a key at the playhead."""
    key_stepped = Signal(object, int)
    """Field, and -1 or 1 for the key before or after the playhead."""
    reset_wanted = Signal(object)
    """Field."""

    def __init__(self, field: Field, tokens: Tokens, *, resets: bool) -> None:
        super().__init__()
        self.field, self._tokens = field, tokens
        self._resets, self._is_default = resets, True
        self._is_hovered = self._is_focused = False
        self._is_wide = field.kind in _WIDE
        self._reset: QToolButton | None = None
        self._cell = LabelCell(self)
        self.label = ScrubLabel(tr(field.label), self._cell)
        self.label.setProperty("secondary", True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._beside = QHBoxLayout(self._cell)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(self.label, 1)
        self.editor = make_editor(field, tokens)
        if isinstance(self.editor, NumberEditor) and not field.is_fixed:
            self.label.set_field(self.editor.number)
        self.key: KeyframeControl | None = None
        self._lay_out()

    @property
    def reset(self) -> QToolButton:
        """Give the button that leads back to the default; made when it is first wanted."""
        if self._reset is None:
            self._reset = button = QToolButton(self._cell)
            button.setIconSize(QSize(14, 14))
            button.setFixedSize(HIT_PX, HIT_PX)
            button.setProperty("bare", True)
            hint = tr("{label}: back to the default").format(label=tr(self.field.label))
            button.setToolTip(hint)
            button.setAccessibleName(hint)
            button.setIcon(icons.icon("mdi6.restore", color=self._tokens.secondary))
            button.clicked.connect(self.ask_reset)
            self._beside.addWidget(button)
            # Before the field, as it stands: Tab from field to field passes it by, Shift+Tab leads to it.
            if fields := stops(self.editor):
                put_before(button, fields[0])
        return self._reset

    @property
    def can_reset(self) -> bool:
        """Tell whether the field has a default and something else stands in it."""
        return self._resets and not self._is_default

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.editor.set_tokens(tokens)
        if self.key is not None:
            self.key.set_tokens(tokens)
        if self._reset is not None:
            self._reset.setIcon(icons.icon("mdi6.restore", color=tokens.secondary))

    def show_reading(
        self,
        reading: Reading,
        *,
        is_default: bool,
        before: bool = False,
        after: bool = False,
        can_key: bool = True,
    ) -> None:
        """Show what stands in the document, and on which sides of the playhead there are keys."""
        self.editor.show_value(reading.value)
        if self.key is not None:
            self.key.set_keys(reading.keys, before=before, after=after)
            self.key.set_can_set(can_key)
        if is_default != self._is_default:
            self._is_default = is_default
            self._show_reset()

    def set_focused(self, focused: bool) -> None:
        """Offer the way back too while the keyboard is in the row."""
        self._is_focused = focused
        self._show_reset()

    def ask_reset(self, _checked: bool = False) -> None:
        """Ask for the default; the keyboard goes to the field, for the button goes away."""
        if self._reset is not None and self._reset.hasFocus():
            self.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.reset_wanted.emit(self.field)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the way back."""
        super().enterEvent(event)
        self._is_hovered = True
        self._show_reset()

    def leaveEvent(self, event: QEvent) -> None:
        """Offer it no longer."""
        super().leaveEvent(event)
        self._is_hovered = False
        self._show_reset()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the way back by menu too."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(tr("Reset {field}").format(field=tr(self.field.label)))
        action.setEnabled(self.can_reset)
        action.triggered.connect(self.ask_reset)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width with the label."""
        super().resizeEvent(event)
        if not self._is_wide:
            self._cell.set_width(label_width(self.width()))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP_PX)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        if self._is_wide:
            grid.addWidget(self._cell, 0, 0, 1, 3)
            grid.addWidget(self.editor, 1, 0, 1, 3)
            return
        grid.addWidget(self._cell, 0, 0, Qt.AlignmentFlag.AlignTop)
        if self.field.kind in _LONG or len(self.field.choices) > _MOST_BESIDE:
            grid.addWidget(self.editor, 0, 1, 1, 2)
            return
        grid.addWidget(self.editor, 0, 1)
        grid.addItem(QSpacerItem(WIDTH_PX if self.field.moves else WIDTH_PX + _GAP_PX, 0), 0, 2)
        if self.field.moves:
            self.key = KeyframeControl(tr(self.field.label), self, tokens=self._tokens)
            self.key.toggled.connect(self._toggle_key)
            self.key.stepped.connect(self._step_key)
            grid.addWidget(self.key, 0, 2)

    def _show_reset(self) -> None:
        is_shown = self.can_reset and (self._is_hovered or self._is_focused)
        if is_shown or self._reset is not None:
            self.reset.setVisible(is_shown)

    def _toggle_key(self, on: bool) -> None:
        self.key_toggled.emit(self.field, on)

    def _step_key(self, by: int) -> None:
        self.key_stepped.emit(self.field, by)
