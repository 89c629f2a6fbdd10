"""A tab of presets: tiles with pictures drawn by the renderer; transitions play under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor_app.edits.transitions import TransitionType
from editor_app.ui.media import samples
from editor_app.ui.media.labels import tr
from editor_app.ui.media.presets import Preset, to_mime
from editor_app.ui.media.tile_view import TileView
from editor_app.ui.media.tiles import AnyIndex, Face, TileDelegate
from editor_app.ui.theme import DARK, SPACE_PX, Tokens
from editor_app.ui.widgets.dropping import PRESET_MIME

PRESET_ROLE = Qt.ItemDataRole.UserRole + 2
_REST = 11
"""The frame that a transition's tile shows at rest."""
_FRAME_MS = 45
_HELD = 8
"""So many frames longer the end of a transition is held."""
_ROOT = QModelIndex()


class PresetModel(QAbstractListModel):
    """A list that never changes."""

    def __init__(self, presets: Sequence[Preset]) -> None:
        super().__init__()
        self.presets = tuple(presets)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Count the presets."""
        return 0 if parent.isValid() else len(self.presets)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a preset and its name."""
        preset = self.presets[index.row()]
        if role == PRESET_ROLE:
            return preset
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(preset.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{tr(preset.name)}\n{hint_of(preset)}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let presets be chosen and dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Name what a drag carries."""
        return [PRESET_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Give what a drag of the first carries."""
        return to_mime(self.presets[indexes[0].row()])


class PresetDelegate(TileDelegate):
    """Says what a preset's tile shows."""

    lines = 1

    def __init__(self, parent: QWidget, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent, tokens=tokens)
        self.frame = _REST

    def face(self, index: AnyIndex, height_px: int) -> Face:
        """Say it."""
        preset = index.data(PRESET_ROLE)
        assert isinstance(preset, Preset)
        return Face(tr(preset.name), self._picture(index, preset, height_px))

    def _picture(self, index: AnyIndex, preset: Preset, height_px: int) -> QImage:
        height = max(40, -(-height_px // 24) * 24)
        if preset.kind == "transition":
            frame = min(self.frame, samples.FRAMES - 1) if self.is_hovered(index) else _REST
            return samples.moment(cast("TransitionType", preset.id), frame, height)
        # White titles need a dark ground in every look.
        return samples.still(preset, height, "#2b3038")


class PresetView(TileView):
    """The grid of presets; one at a time is chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSelectionMode(TileView.SelectionMode.SingleSelection)


class PresetPage(QWidget):
    """The tab."""

    chosen = Signal(object)
    """Preset: double-clicked, or Enter."""

    def __init__(
        self,
        name: str,
        presets: Sequence[Preset],
        hint: str,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self.model = PresetModel(presets)
        self.view = PresetView(name, self)
        self.view.setModel(self.model)
        self.delegate = PresetDelegate(self.view, tokens=tokens)
        self.view.setItemDelegate(self.delegate)
        self.view.chosen.connect(self._choose)
        self.view.hovered.connect(self._hover)
        self._clock = QTimer(self)
        self._clock.setInterval(_FRAME_MS)
        self._clock.timeout.connect(self._advance)
        label = QLabel(hint, self)
        label.setProperty("secondary", True)
        label.setWordWrap(True)
        label.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label)
        column.addWidget(self.view, 1)
        self.view.setViewportMargins(SPACE_PX // 2, 0, 0, 0)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.delegate.tokens = tokens
        self.view.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.presets[index.row()])

    def _hover(self, index: QModelIndex, _across: float) -> None:
        was = QPersistentModelIndex(self.delegate.hovered)
        self.delegate.set_hovered(index, 0.0)
        if index.isValid() and (not was.isValid() or was.row() != index.row()):
            self.delegate.frame = 0
        moves = index.isValid() and self.model.presets[index.row()].kind == "transition"
        if moves and not self._clock.isActive():
            self._clock.start()
        elif not moves:
            self._clock.stop()
        self.view.viewport().update()

    def _advance(self) -> None:
        self.delegate.frame = (self.delegate.frame + 1) % (samples.FRAMES + _HELD)
        self.view.viewport().update()


def hint_of(preset: Preset) -> str:
    """Say what to do with a preset."""
    if preset.kind == "transition":
        return tr("Drag it onto a cut, or press Enter for the cut nearest to the playhead.")
    if preset.kind == "background":
        return tr("Press Enter or double-click to use it.")
    return tr("Drag it to the timeline or the canvas, or press Enter to add it at the playhead.")
