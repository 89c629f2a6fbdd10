"""The time at the playhead, in large digits; click it and type another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from editor_app.timebase import TimeFormatError, format_timecode
from editor_app.ui.theme import HIT_PX, ui_font
from editor_app.ui.transport.texts import read_time, tr

_DIGITS_PX = 17
_PLAYING = (Qt.Key.Key_Space, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_L)


class TimeField(QLineEdit):
    """Shows ticks as a timecode; `chosen` gives the ticks that someone typed."""

    chosen = Signal(object)
    """int: ticks."""
    notice = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks, self._fps = 0, 30
        self._selects_all = False
        self.setObjectName("timecode")
        self.setAccessibleName(tr("Time at the playhead"))
        self.setToolTip(tr("Click and type a time: 1:02, 12.5, 375f, +10f; Enter goes there"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(ui_font(_DIGITS_PX, weight=600, tabular=True))
        self.setFixedWidth(QFontMetrics(self.font()).horizontalAdvance("00:00:00:00") + 24)
        self.setMinimumHeight(HIT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(format_timecode(0, 30))

    def show_time(self, ticks: int, fps: int) -> None:
        """Show a time, unless someone is typing one."""
        self._ticks, self._fps = ticks, fps
        if not (self.hasFocus() and self.isModified()):
            text = format_timecode(ticks, fps)
            if text != self.text():
                was_selected = self.hasFocus() and self.hasSelectedText()
                self.setText(text)
                if was_selected:
                    self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Leave the keys that play to their actions until someone has begun to type."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _PLAYING
            and not self.isModified()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with Enter; Escape lets it be."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See whether this is the first click."""
        self._selects_all = not (self.hasSelectedText() or self.isModified())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select all after the first click, so that typing replaces it; after the next, none."""
        super().mouseReleaseEvent(event)
        if self._selects_all and not self.hasSelectedText():
            self.selectAll()
        self._selects_all = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the playhead's time again."""
        super().focusOutEvent(event)
        self.setModified(False)
        self.show_time(self._ticks, self._fps)
        self.deselect()

    def _choose(self) -> None:
        try:
            ticks = read_time(self.text(), self._ticks, self._fps)
        except TimeFormatError as error:
            self.notice.emit(str(error))
            self.selectAll()
            return
        self._ticks = ticks
        self._let_go()
        self.chosen.emit(ticks)

    def _let_go(self) -> None:
        self.setModified(False)
        self.show_time(self._ticks, self._fps)
        self.clearFocus()
