"""The part of the Export panel that scrolls: presets, settings, what to know before, the exports."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from editor_app.ui.export.before import BeforeList
from editor_app.ui.export.form import SettingsForm
from editor_app.ui.export.job_list import JobList
from editor_app.ui.export.preset_row import PresetRow
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import SPACE_PX, ui_font

_LOW_PX = 330
"""What presets and settings need in full; where less is, they stand closer and without what says itself."""


class ExportBody(QScrollArea):
    """The parts, one above the other."""

    def __init__(
        self,
        presets: PresetRow,
        form: SettingsForm,
        before: BeforeList,
        jobs: JobList,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form, self._jobs = form, jobs
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(SPACE_PX)
        names = (tr("Preset"), tr("Settings"), tr("Before you export"), tr("Exports"))
        self._titles = tuple(self._title(name) for name in names)
        for title, part in zip(self._titles, (presets, form, before, jobs), strict=True):
            self._column.addWidget(title)
            self._column.addWidget(part)
        self._titles[0].setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self.setObjectName("exportArea")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self._show_low(False)

    def show_jobs(self, are_there: bool) -> None:
        """Show the exports, or leave them out."""
        self._titles[-1].setVisible(are_there)
        self._jobs.setVisible(are_there)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be brief where the room is low."""
        super().resizeEvent(event)
        self._show_low(self.height() < _LOW_PX)

    def _show_low(self, is_low: bool) -> None:
        side, edge = 2 * SPACE_PX, SPACE_PX if is_low else 2 * SPACE_PX
        self._column.setContentsMargins(side, edge, side, edge)
        for title in self._titles[:2]:
            title.setVisible(not is_low)
        self._form.set_low(is_low)

    def _title(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setFont(ui_font(weight=600))
        label.setProperty("secondary", True)
        label.setContentsMargins(0, SPACE_PX, 0, 0)
        return label
