"""A column of headed sections that scrolls, with tabs that go to a section."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor_app.ui.inspector.density import ROOMY, Density
from editor_app.ui.inspector.form import heading
from editor_app.ui.inspector.texts import tr
from editor_app.ui.theme import SPACE_PX, Tokens
from editor_app.ui.widgets.segments import Choice, Segments

TITLES = {"layout": "Layout", "style": "Style", "motion": "Motion", "sound": "Sound", "data": "Data"}


class Sections(QWidget):
    """The column."""

    def __init__(self, groups: Sequence[str], tokens: Tokens) -> None:
        super().__init__()
        self.tabs = Segments(
            [Choice(group, tr(TITLES[group])) for group in groups],
            name=tr("Section"),
            fills=False,
            tokens=tokens,
        )
        self._columns: dict[str, QVBoxLayout] = {}
        self._heads: dict[str, QLabel] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * SPACE_PX, 0, SPACE_PX, 2 * SPACE_PX)
        for group in groups:
            head = heading(tr(TITLES[group]))
            rows = QVBoxLayout()
            column.addWidget(head)
            column.addLayout(rows)
            self._heads[group], self._columns[group] = head, rows
        column.addStretch(1)
        self._column = column
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        tabs = QWidget()
        line = QVBoxLayout(tabs)
        line.addWidget(self.tabs)
        self._tabs_line = line
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(tabs)
        tabs.setVisible(len(groups) > 1)  # once it has a parent: else a window of its own would flash up
        whole.addWidget(self._area, 1)
        self.set_density(ROOMY)
        self.tabs.edited.connect(self._go_to)
        self._area.verticalScrollBar().valueChanged.connect(self._show_place)
        if groups:
            self.tabs.set_value(groups[0])

    @property
    def heads(self) -> tuple[QLabel, ...]:
        """Give the headings in order."""
        return tuple(self._heads.values())

    def set_density(self, density: Density) -> None:
        """Let the rows stand closer, or less close."""
        self._tabs_line.setContentsMargins(2 * SPACE_PX, 0, SPACE_PX, density.below_tabs_px)
        self._column.setContentsMargins(2 * SPACE_PX, density.above_px, SPACE_PX, 2 * SPACE_PX)
        for column in (self._column, *self._columns.values()):
            column.setSpacing(density.row_gap_px)
        for head in self.heads[:1]:
            head.setVisible(density.repeats_title)

    def add(self, group: str, row: QWidget) -> None:
        """Add a row to a section."""
        self._columns[group].addWidget(row)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.tabs.set_tokens(tokens)

    def _go_to(self, group: str) -> None:
        bar = self._area.verticalScrollBar()
        first = next(iter(self._heads))
        bar.setValue(0 if group == first else self._heads[group].y())
        self.tabs.set_value(group)

    def _show_place(self, value: int) -> None:
        """Mark the section that is at the top, or the last one at the very end."""
        groups = list(self._heads)
        bar = self._area.verticalScrollBar()
        now = groups[0]
        for group in groups[1:]:
            if self._heads[group].y() <= value + SPACE_PX:
                now = group
        self.tabs.set_value(groups[-1] if 0 < bar.maximum() == value else now)
