"""The uploads one under the other, kept in step with them; of very many the first ones.

While the mouse is over them every row stays where it is, so that a click hits what was aimed at.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor_app.services.uploads import Upload, Uploads
from editor_app.ui.theme import DARK, SPACE_PX, Tokens
from editor_app.ui.uploads.places import held_places
from editor_app.ui.uploads.row import UploadRow
from editor_app.ui.uploads.texts import counted, tr

MOST_ROWS = 60
_COUNTDOWN_MS = 1000


class UploadRows(QWidget):
    """A row for each upload."""

    held = Signal(bool)
    """Whether nothing may move now."""

    def __init__(self, uploads: Uploads, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._uploads, self._tokens = uploads, tokens
        self._rows: dict[Upload, UploadRow] = {}
        self._ended: dict[Upload, int] = {}
        self._count = 0
        self._is_held = False
        self._shown: list[Upload] = []
        self.more = QLabel(self)
        self.more.setProperty("secondary", True)
        self.more.setContentsMargins(0, SPACE_PX, 0, SPACE_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * SPACE_PX, 0, SPACE_PX, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.more)
        self._column.addStretch(1)
        self.setAccessibleName(tr("Uploads"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_list)
        self._countdown = QTimer(self)
        self._countdown.setInterval(_COUNTDOWN_MS)
        self._countdown.timeout.connect(self._count_down)
        uploads.uploads_changed.connect(self._show_list_soon)
        uploads.upload_changed.connect(self._show_one)
        uploads.state_changed.connect(self._show_list_soon)
        self._show_list()

    @property
    def rows(self) -> tuple[UploadRow, ...]:
        """Give the rows in order."""
        return tuple(self._rows[one] for one in self._in_order() if one in self._rows)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for row in self._rows.values():
            row.set_tokens(tokens)
            self._show(row)

    def _show_list_soon(self) -> None:
        """Show many changes at once."""
        if not self._soon.isActive():
            self._soon.start(0)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Let every row stay where it is."""
        super().enterEvent(event)
        self._hold(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Let rows go where they belong."""
        super().leaveEvent(event)
        self._hold(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let rows go where they belong, as no mouse can be over them."""
        super().hideEvent(event)
        self._hold(False)

    def _hold(self, is_held: bool) -> None:
        if is_held == self._is_held:
            return
        self._is_held = is_held
        for row in self._rows.values():
            row.hold(is_held)
        self.held.emit(is_held)
        self._show_list()

    def _show_list(self) -> None:
        uploads = self._in_order()
        self._shown = shown = uploads[:MOST_ROWS]
        for upload in self._rows.keys() - set(shown):
            row = self._rows.pop(upload)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, upload in enumerate(shown):
            row = self._rows.get(upload) or self._make(upload)
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            self._show(row)
        wanted = set(self._uploads.uploads)
        for upload, row in self._rows.items():
            row.setEnabled(upload in wanted)
        left = len(uploads) - len(shown)
        self.more.setVisible(left > 0)
        self.more.setText(counted(left, tr("and 1 more"), tr("and {n} more")))

    def _in_order(self) -> list[Upload]:
        """Give what is still to come first, and what is done after it, the latest first; or what is held."""
        uploads = self._uploads.uploads
        self._ended = {one: self._ended.get(one) or self._next() for one in uploads if one.status == "done"}
        wanted = sorted(uploads, key=lambda one: (one in self._ended, -self._ended.get(one, 0)))
        return held_places(self._shown, wanted) if self._is_held else wanted

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _make(self, upload: Upload) -> UploadRow:
        row = self._rows[upload] = UploadRow(upload, self, tokens=self._tokens)
        row.hold(self._is_held)
        row.pause_requested.connect(self._uploads.pause)
        row.resume_requested.connect(self._uploads.resume)
        row.cancel_requested.connect(self._uploads.cancel)
        row.retry_requested.connect(self._uploads.retry)
        return row

    def _show_one(self, upload: Upload) -> None:
        if row := self._rows.get(upload):
            self._show(row)
        if upload.status == "done":
            self._ended.setdefault(upload, self._next())
            self._show_list_soon()
        if upload.status == "holding" and not self._countdown.isActive():
            self._countdown.start()

    def _show(self, row: UploadRow) -> None:
        row.show_upload(time.monotonic(), is_paused=self._uploads.is_paused)

    def _count_down(self) -> None:
        holding = [row for upload, row in self._rows.items() if upload.status == "holding"]
        for row in holding:
            self._show(row)
        if not holding:
            self._countdown.stop()
