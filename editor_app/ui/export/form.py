"""The settings of an export, as a form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from editor_app.render.export.limits import output_size
from editor_app.render.export.settings import Format
from editor_app.ui import icons
from editor_app.ui.export.presets import scales
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, Tokens

_FORMATS: tuple[tuple[Format, bool], ...] = (("mp4", False), ("webm", False), ("webm", True), ("mkv", False))
_LOW_PLACES = ((0, 1, 1, 2), (0, 3, 1, 1), (1, 1, 1, 1), (1, 2, 1, 2), (2, 1, 1, 3))
"""Row, column, rows and columns of each field where the room is low."""
_SHARES = {1: 2, 2: 1, 3: 3}
"""How the columns of the fields share the width."""


class SettingsForm(QWidget):
    """Format, size, frame rate, range and file; `changed` when the user has changed one."""

    changed = Signal()
    named = Signal()
    """The user has written another file; `changed` follows."""
    browse_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.format, self.size_box = QComboBox(self), QComboBox(self)
        self.fps, self.range = QComboBox(self), QComboBox(self)
        self.file = QLineEdit(self)
        self.browse = QToolButton(self)  # a sign leaves more room for the file's name
        self.browse.setFixedSize(HIT_PX, HIT_PX)
        self.browse.setAccessibleName(tr("Browse …"))
        self.browse.setToolTip(tr("Choose the file to make"))
        self.browse.clicked.connect(self.browse_requested)
        self._composition = (1920, 1080)
        names = (tr("MP4 (H.264, AAC)"), tr("WebM (VP9, Opus)"), tr("WebM, transparent"), tr("MKV, lossless"))
        for name, choice in zip(names, _FORMATS, strict=True):
            self.format.addItem(name, choice)
        for rate in (30, 60):
            self.fps.addItem(tr("{n} fps").format(n=rate), rate)
        self._lay_out()
        for box in (self.format, self.size_box, self.fps, self.range):
            box.activated.connect(self._tell)
        self.set_tokens(tokens)
        self.file.textEdited.connect(self._tell_named)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        icon = icons.icon("mdi6.folder-open-outline", color=tokens.secondary, color_active=tokens.text)
        self.browse.setIcon(icon)

    @property
    def form(self) -> Format:
        """Give the format chosen."""
        return self.format.currentData()[0]

    @property
    def is_transparent(self) -> bool:
        """Tell whether transparency is kept."""
        return self.format.currentData()[1]

    @property
    def scale(self) -> float:
        """Give the scale chosen."""
        value = self.size_box.currentData()
        return float(value) if value is not None else 1.0

    @property
    def path(self) -> Path | None:
        """Give the file to make, with its suffix; None where no name is given."""
        path = Path(self.file.text().strip()).expanduser()
        if not path.name:
            return None
        return path if path.suffix.lower() == f".{self.form}" else path.with_name(f"{path.name}.{self.form}")

    def choose_format(self, form: Format, *, is_transparent: bool) -> None:
        """Choose a format."""
        index = _FORMATS.index((form, is_transparent)) if (form, is_transparent) in _FORMATS else 0
        self.format.setCurrentIndex(index)

    def show_sizes(self, composition: tuple[int, int], scale: float) -> None:
        """Offer the sizes of a composition, and choose one."""
        self._composition = composition
        self.size_box.clear()
        for offered in scales(*composition, scale):
            width, height = output_size(*composition, offered)
            text = f"{width} × {height}"
            self.size_box.addItem(tr("{size} · full").format(size=text) if offered == 1 else text, offered)
        index = next((n for n in range(self.size_box.count()) if self.size_box.itemData(n) == scale), 0)
        self.size_box.setCurrentIndex(index)

    def show_ranges(self, whole: str, marked: str | None) -> None:
        """Offer the whole project and, where one is marked, the range between in and out."""
        was_marked = self.range.currentData() == "marked"
        self.range.clear()
        self.range.addItem(whole, "whole")
        if marked is not None:
            self.range.addItem(marked, "marked")
            self.range.setCurrentIndex(1 if was_marked else 0)

    def set_low(self, is_low: bool) -> None:
        """Stand in three lines, and leave out the names of what says itself; or in five, with the names."""
        if is_low == self._is_low:
            return
        self._is_low = is_low
        grid = self._grid
        for widget in (*self._labels, *self._places):
            grid.removeWidget(widget)
        for number, (label, field) in enumerate(zip(self._labels, self._places, strict=True)):
            label.setVisible(not is_low)
            if is_low:
                grid.addWidget(field, *_LOW_PLACES[number])
            else:
                grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(field, number, 1, 1, 3)
        grid.setHorizontalSpacing(6 if is_low else 12)

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        for column, share in _SHARES.items():
            grid.setColumnStretch(column, share)
        file = QWidget(self)
        row = QHBoxLayout(file)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.file, 1)
        row.addWidget(self.browse)
        names = (tr("Format"), tr("Size"), tr("Frame rate"), tr("Range"), tr("File"))
        fields = (self.format, self.size_box, self.fps, self.range, self.file)
        self._places: tuple[QWidget, ...] = (*fields[:-1], file)
        self._labels = tuple(QLabel(name, self) for name in names)
        for name, label, field in zip(names, self._labels, fields, strict=True):
            label.setProperty("secondary", True)
            label.setBuddy(field)
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.setMinimumHeight(HIT_PX)
            field.setMinimumWidth(80)
            if isinstance(field, QComboBox):
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._is_low = True
        self.set_low(False)

    def _tell(self, *_what: object) -> None:
        self.changed.emit()

    def _tell_named(self, _text: str) -> None:
        self.named.emit()
        self.changed.emit()
