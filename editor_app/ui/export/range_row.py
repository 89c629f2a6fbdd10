"""Which part of the project is exported: all, from in to out, or from one time to another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from editor_app.timebase import TICKS_PER_SECOND, TimeFormatError, parse_time
from editor_app.ui.export.rows import beside
from editor_app.ui.export.texts import clock, tr
from editor_app.ui.theme import HIT_PX

Range = tuple[int, int]


class RangeRow(QWidget):
    """A box, and below it two times where somebody wants others than those that are marked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
        self.box.setMinimumHeight(HIT_PX)
        self.box.setMinimumWidth(80)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.start, self.end = QLineEdit(self), QLineEdit(self)
        for line, name in ((self.start, tr("From")), (self.end, tr("To"))):
            line.setAccessibleName(name)
            line.setPlaceholderText(name)
            line.setToolTip(tr("A time: 12.5 (seconds), 0:12.5 or 375f (frames)"))
            line.setMinimumHeight(HIT_PX)
            line.textEdited.connect(self._tell)
        dash = QLabel("–", self)
        self._times = beside(self.start, dash, self.end)
        self._times.layout().setStretch(2, 1)  # type: ignore[union-attr]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(self._times)
        self.setFocusProxy(self.box)
        self._is_still = False
        self._shown: tuple[object, ...] = ()
        self.box.activated.connect(self._take)
        self.show_ranges(0, None, 0)

    def setAccessibleName(self, name: str) -> None:
        """Be called so, which is the box."""
        super().setAccessibleName(name)
        self.box.setAccessibleName(name)
        self.box.setToolTip(name)

    @property
    def is_still(self) -> bool:
        """Tell whether one moment is asked for."""
        return self._is_still

    def set_still(self, is_still: bool) -> None:
        """Ask for one moment, not for a part."""
        if is_still != self._is_still:
            self._is_still, self._shown = is_still, ()

    def show_ranges(self, length: int, marked: Range | None, playhead: int) -> None:
        """Offer the whole project (ticks), the range that is marked if one is, and one to be written."""
        now = (length, marked, playhead if self._is_still else None)
        if now == self._shown:
            return
        self._shown = now
        chosen = self.box.currentData() or "whole"
        self.box.clear()
        if self._is_still:
            self.box.addItem(tr("At the playhead, {time}").format(time=clock(playhead)), "whole")
            self.box.addItem(tr("Another time"), "custom")
        else:
            self.box.addItem(tr("Whole project, {time}").format(time=clock(length)), "whole")
            if marked is not None:
                said = tr("In to out, {time}").format(time=clock(marked[1] - marked[0]))
                self.box.addItem(said, "marked")
            self.box.addItem(tr("From one time to another"), "custom")
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self._show_times()

    def choose(self, what: str) -> None:
        """Choose whole, marked or custom."""
        self.box.setCurrentIndex(max(0, self.box.findData(what)))
        self._show_times()

    def range(self, length: int, marked: Range | None, playhead: int) -> Range | None:
        """Give the ticks chosen, half-open; None for the whole project. Raise ValueError with a sentence."""
        chosen = self.box.currentData()
        if chosen == "custom":
            return self._written(length)
        if self._is_still:
            return min(playhead, max(0, length - 1)), length
        return marked if chosen == "marked" else None

    def _written(self, length: int) -> Range:
        start = _time(self.start.text(), 0)
        end = length if self._is_still else _time(self.end.text(), length)
        if start >= length:
            raise ValueError(tr("The range begins after the project’s end. Write an earlier time."))
        if end <= start:
            raise ValueError(tr("The range ends before it begins. Write a later end."))
        return start, min(end, length)

    def _show_times(self) -> None:
        self._times.setVisible(self.box.currentData() == "custom")
        self.end.setVisible(not self._is_still)

    def _take(self, _number: int) -> None:
        length, marked = self._shown[0], self._shown[1]
        if self.box.currentData() == "custom" and not self.start.text():
            assert isinstance(length, int)
            start, end = marked if isinstance(marked, tuple) else (0, length)
            self.start.setText(_seconds(start))
            self.end.setText(_seconds(end))
        self._show_times()
        self.changed.emit()

    def _tell(self, _text: str) -> None:
        self.changed.emit()


def _time(text: str, otherwise: int) -> int:
    if not text.strip():
        return otherwise
    try:
        return max(0, parse_time(text, 30))
    except TimeFormatError:
        said = tr("“{text}” is no time. Write seconds (12.5), a clock time (0:12.5) or a frame (375f).")
        raise ValueError(said.format(text=text[:20])) from None


def _seconds(ticks: int) -> str:
    return f"{ticks / TICKS_PER_SECOND:.3f}".rstrip("0").rstrip(".")
