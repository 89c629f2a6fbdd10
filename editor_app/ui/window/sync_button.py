"""How the project stands with its service, in the top bar: a dot, words, and a menu of what can be done."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor_app.ui.theme import HIT_PX, SMALL_PX, Tokens, ui_font
from editor_app.ui.window.status import Line, looking_line, sync_line, sync_sentence
from editor_app.ui.window.texts import tr

if TYPE_CHECKING:  # the bar is there before the services are
    from editor_app.services.sync.status import SyncStatus
    from editor_app.services.uploads import Remaining

_DOT_PX, _ICON_PX = 8, 10
"""The dot, and how wide it is with room for the words beside it."""
_SECOND_MS = 1000
_NEWS = ("stalled", "offline", "asking", "refused", "locked", "denied", "gone", "unkept")
"""What is worth telling somebody who does not see it."""


class SyncButton(QToolButton):
    """Hidden as long as the project is in step with no service."""

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens, self._line = tokens, Line("", "quiet")
        self._status: SyncStatus | None = None
        self._media: Remaining | None = None
        self._refusals, self._is_looking = 0, False
        self._due_s: float | None = None
        self.wording: Callable[[str], str] = str
        """Puts names into a service's sentences."""
        self.now: Callable[[], float] = time.monotonic
        """The clock that is counted down by, in seconds."""
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_ICON_PX, _DOT_PX))
        self.setMinimumHeight(HIT_PX)
        self.setFont(ui_font(SMALL_PX, tabular=True))
        self.setObjectName("syncButton")
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self.count_down)
        self.hide()

    @property
    def line(self) -> Line:
        """Give what it says."""
        return self._line

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.setIcon(self._dot())

    def show_status(self, status: SyncStatus) -> None:
        """Say how it is, counting down to the next try."""
        before = self._status
        if before is None or (before.kind, before.again_s) != (status.kind, status.again_s):
            self._due_s = None if status.again_s is None else self.now() + status.again_s
        self._status = status
        if status.kind in ("waiting", "offline") and self._due_s is not None:
            self._timer.start()
        else:
            self._timer.stop()
        self._show()
        if status.kind in _NEWS and (before is None or before.kind != status.kind):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._line.text))

    def show_media(self, media: Remaining, *, is_looking: bool = False) -> None:
        """Say also what the service lacks of the media; `is_looking` as long as that may be more."""
        if (media, is_looking) != (self._media, self._is_looking):
            self._media, self._is_looking = media, is_looking
            self._show()

    def show_refusals(self, count: int) -> None:
        """Say also how many problems the service has with the document."""
        if count != self._refusals:
            self._refusals = count
            self._show()

    def count_down(self) -> None:
        """Say how long it still is; every second while there is a next try."""
        self._show()

    def _show(self) -> None:
        if self._status is None:
            return
        left_s = None if self._due_s is None else max(0, math.ceil(self._due_s - self.now()))
        line = sync_line(self._status, left_s, self._media, self._refusals)
        # Not green before it is known: what was green stays so, as files are looked at again and again.
        is_early = self._is_looking and line.tone == "ok" and self._line.tone != "ok"
        self._line = looking_line() if is_early else line
        self.setText(self._line.text)
        self.setToolTip(self.wording(sync_sentence(self._status, self._media, left_s)))
        self.setAccessibleName(tr("Synchronization: {how}").format(how=self._line.text))
        self.setIcon(self._dot())
        self.setVisible(bool(self._line.text))

    def _dot(self) -> QIcon:
        tokens, ratio = self._tokens, self.devicePixelRatioF()
        tones = {"ok": tokens.ok, "warning": tokens.warning, "error": tokens.error, "quiet": tokens.disabled}
        pixmap = QPixmap(round(_ICON_PX * ratio), round(_DOT_PX * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones[self._line.tone]))
        painter.drawEllipse(QRectF(0, 0, _DOT_PX, _DOT_PX))
        painter.end()
        return QIcon(pixmap)
