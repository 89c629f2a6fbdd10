"""The presets as buttons, one of them pressed where the settings are its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from editor_app.ui.export.presets import Preset
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import HIT_PX
from editor_app.ui.widgets.flow import FlowLayout


class PresetRow(QWidget):
    """The buttons, in as many lines as they need."""

    chosen = Signal(object)
    """Preset."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offered: tuple[Preset, ...] = ()
        self.marked: str | None = None
        """The id of the preset whose button is pressed."""
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(spacing=6)
        self.setLayout(self._flow)
        self.setAccessibleName(tr("Preset"))
        self._group.idClicked.connect(self._choose)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Give the buttons in order."""
        return tuple(button for button in self._group.buttons() if isinstance(button, QPushButton))

    def offer(self, offered: Sequence[Preset]) -> None:
        """Show other presets."""
        self.offered = tuple(offered)
        for button in self.buttons:
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, preset in enumerate(self.offered):
            button = QPushButton(preset.name, self)
            button.setCheckable(True)
            button.setMinimumHeight(HIT_PX)
            button.setToolTip(tr("Settings for: {name}").format(name=preset.name))
            self._group.addButton(button, number)
            self._flow.addWidget(button)

    def mark(self, preset_id: str | None) -> None:
        """Press one's button, or none."""
        self.marked = preset_id
        self._group.setExclusive(preset_id is not None)
        for preset, button in zip(self.offered, self.buttons, strict=True):
            button.setChecked(preset.id == preset_id)

    def _choose(self, number: int) -> None:
        self.chosen.emit(self.offered[number])
