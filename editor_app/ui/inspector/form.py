"""Pages that are made by hand: headings, labelled rows, remarks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor_app.ui.inspector.colour_editor import ColourEditor
from editor_app.ui.inspector.density import ROOMY, Density
from editor_app.ui.inspector.rows import LabelCell, label_width
from editor_app.ui.theme import SMALL_PX, SPACE_PX, ui_font
from editor_app.ui.widgets.elided import ElidedLabel


class Form(QWidget):
    """A scrolling column of rows."""

    def __init__(self) -> None:
        super().__init__()
        self.first_heading: QLabel | None = None
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(2 * SPACE_PX, 0, SPACE_PX, 2 * SPACE_PX)
        self._column.setSpacing(ROOMY.row_gap_px)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def settle(self) -> None:
        """Keep what is being typed, before something else is shown."""
        settle(self)

    def set_density(self, density: Density) -> None:
        """Let the rows stand closer, or less close."""
        self._column.setSpacing(density.row_gap_px)
        self._column.setContentsMargins(2 * SPACE_PX, density.above_px, SPACE_PX, 2 * SPACE_PX)
        if self.first_heading is not None:
            self.first_heading.setVisible(density.repeats_title)

    def add_heading(self, text: str) -> None:
        """Begin a part."""
        made = heading(text)
        self.first_heading = self.first_heading or made
        self.add_wide(made)

    def add_row(self, label: str | QLabel, *widgets: QWidget) -> QWidget:
        """Add a labelled row, and give it, so that it can be hidden."""
        row = FormRow(ElidedLabel(label) if isinstance(label, str) else label, widgets)
        self.add_wide(row)
        return row

    def add_wide(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        self._column.insertWidget(self._column.count() - 1, widget)


class FormRow(QWidget):
    """A label, as wide as those of clips, and what it names."""

    def __init__(self, label: QLabel, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self.cell = LabelCell()
        label.setProperty("secondary", True)
        inside = QHBoxLayout(self.cell)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.cell)
        for widget in widgets:
            line.addWidget(widget, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width with the label."""
        super().resizeEvent(event)
        self.cell.set_width(label_width(self.width()))


def bring_up(field: QWidget) -> None:
    """Scroll to a field, and give it the keyboard."""
    around = field.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        inside = around.widget()
        layout = inside.layout() if inside is not None else None
        if layout is not None:
            layout.activate()  # a page that has just been made has no places yet
        around.ensureWidgetVisible(field, 0, 4 * SPACE_PX)
    field.setFocus(Qt.FocusReason.OtherFocusReason)


def settle(page: QWidget) -> None:
    """Leave the field that has the focus, which keeps what was typed; close a picker without a choice."""
    for colour in page.findChildren(ColourEditor):
        colour.close_picker()
    focused = page.focusWidget()
    if focused is not None and focused.hasFocus():
        focused.clearFocus()


def heading(text: str) -> QLabel:
    """Give the head of a section."""
    label = QLabel(text)
    label.setFont(ui_font(SMALL_PX, weight=600))
    label.setProperty("heading", True)
    label.setContentsMargins(0, SPACE_PX, 0, 2)
    return label


def remark(tone: str = "") -> QLabel:
    """Give a label for a sentence that may be long."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("secondary", True)
    if tone:
        label.setProperty("tone", tone)
    return label
