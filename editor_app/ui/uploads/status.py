"""The uploads in one line, for the lower edge of the window."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QToolButton, QWidget

from editor_app.services.uploads import Totals, Uploads, totals_of
from editor_app.ui.theme import HIT_PX, SMALL_PX, ui_font
from editor_app.ui.uploads.texts import duration, failed_parts, tr

_SHOWN_EVERY_MS = 250


class UploadStatus(QToolButton):
    """Says how far uploads are, or what holds them up; a click opens the panel."""

    def __init__(self, uploads: Uploads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uploads = uploads
        self.setMinimumHeight(HIT_PX)
        self.setFont(ui_font(SMALL_PX, tabular=True))
        self.setToolTip(tr("Show the uploads"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_EVERY_MS)
        self._soon.timeout.connect(self._show)
        for signal in (uploads.uploads_changed, uploads.upload_changed, uploads.state_changed):
            signal.connect(self._show_soon)
        self._show()

    def _show_soon(self, _news: object = None) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        uploads = self._uploads
        text = "" if uploads.target is None else status_line(totals_of(uploads.uploads), _hold_up(uploads))
        self.setText(text)
        self.setAccessibleName(text or tr("Uploads"))
        self.setVisible(bool(text))


def status_line(totals: Totals, hold_up: str) -> str:
    """Say in short how uploads stand: “Uploads · 3 of 20 · 12 s left”; nothing where all is done."""
    parts = [tr("Uploads")]
    if totals.open:
        if hold_up:
            parts.append(hold_up)
        parts.append(tr("{done} of {count}").format(done=totals.done, count=totals.going))
        if totals.seconds_left is not None and not hold_up:
            parts.append(tr("{time} left").format(time=duration(totals.seconds_left)))
    parts += failed_parts(totals)
    return " · ".join(parts) if len(parts) > 1 else ""


def _hold_up(uploads: Uploads) -> str:
    if uploads.trouble:
        return tr("stopped")
    if not uploads.is_permitted:
        return tr("not allowed") if uploads.question is None else tr("waiting for an answer")
    return tr("paused") if uploads.is_paused else ""
