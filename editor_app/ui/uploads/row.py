"""One upload in the list: kind, name, how it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from editor_app.services.uploads import Upload
from editor_app.ui import icons
from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.uploads.texts import tr, upload_line
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.widgets.elided import ElidedLabel

_ICON_PX = 20
_KINDS = {
    "image": "mdi6.image-outline",
    "gif": "mdi6.file-gif-box",
    "video": "mdi6.movie-outline",
    "audio": "mdi6.music-note-outline",
}


class UploadRow(QFrame):
    """The row."""

    pause_requested = Signal(object)
    resume_requested = Signal(object)
    cancel_requested = Signal(object)
    retry_requested = Signal(object)
    """Upload: each of these."""

    def __init__(self, upload: Upload, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("uploadRow")
        self.upload, self._tokens = upload, tokens
        name = upload.wanted.filename
        self._icon = QLabel(self)
        self._icon.setFixedSize(_ICON_PX, _ICON_PX)
        self.name = ElidedLabel(name, self, hint=str(upload.wanted.path))
        self.name.setFont(ui_font(weight=600))
        self.line = ElidedLabel("", self)
        self.line.setProperty("secondary", True)
        self.line.setFont(ui_font(SMALL_PX, tabular=True))
        self.reason = QLabel(self)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(tr("Progress of {name}").format(name=name))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # rows below do not move where one begins or ends
        self.bar.setSizePolicy(policy)
        self.retry, self.pause, self.stop = QToolButton(self), QToolButton(self), QToolButton(self)
        for button in (self.retry, self.pause, self.stop):
            button.setFixedSize(HIT_PX, HIT_PX)
        self.retry.clicked.connect(self._retry)
        self.pause.clicked.connect(self._pause_or_resume)
        self.stop.clicked.connect(self._cancel)
        self._shown: tuple[object, ...] = ()
        self._is_held = False
        self._lay_out()

    def show_upload(self, now_s: float, *, is_paused: bool) -> None:
        """Show how it stands now, by `time.monotonic`."""
        upload = self.upload
        self.line.setText(upload_line(upload, now_s, is_paused=is_paused))
        self.bar.setValue(upload.sent * 1000 // max(1, upload.wanted.size))
        self.setAccessibleName(f"{upload.wanted.filename}: {self.line.text()}")
        shown = (upload.status, upload.error, self._tokens)
        if shown == self._shown:
            return
        self._shown = shown
        self.bar.setVisible(upload.is_under_way)
        self.reason.setText(breakable(upload.error))
        self.reason.setAccessibleName(upload.error)
        self._show_reason()
        self._show_buttons()
        self._paint()

    def hold(self, is_held: bool) -> None:
        """Let rows below stay where they are while the mouse is over some row, or no longer."""
        self._is_held = is_held
        self.setMinimumHeight(self.height() if is_held and self.isVisible() else 0)
        self._show_reason()

    def _show_reason(self) -> None:
        """Say why it has failed; not while that would move what the mouse is about to click on."""
        is_still = self._is_held and self.reason.isHidden() and not self.underMouse()
        self.reason.setVisible(self.upload.status == "failed" and not is_still)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look with the next showing."""
        self._tokens = tokens

    def _show_buttons(self) -> None:
        status, name = self.upload.status, self.upload.wanted.filename
        pauses = tr("Resume “{name}”") if status == "paused" else tr("Pause “{name}”")
        says = {
            self.retry: tr("Try “{name}” again now"),
            self.pause: pauses,
            self.stop: tr("Do not upload “{name}”"),
        }
        for button, said in says.items():
            button.setToolTip(said.format(name=name))
            button.setAccessibleName(said.format(name=name))
        self._leave_focus()
        self.retry.setVisible(status in ("failed", "cancelled", "holding"))
        self.pause.setVisible(status not in ("failed", "cancelled", "done"))
        self.stop.setVisible(status not in ("cancelled", "done"))

    def _leave_focus(self) -> None:
        """Let the keyboard stay in the row where the button that it was on is about to go."""
        status = self.upload.status
        if status in ("failed", "cancelled") and (self.pause.hasFocus() or self.stop.hasFocus()):
            self.retry.show()
            self.retry.setFocus(Qt.FocusReason.OtherFocusReason)
        elif status not in ("failed", "cancelled", "holding", "done") and self.retry.hasFocus():
            self.stop.show()
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _paint(self) -> None:
        tokens, status = self._tokens, self.upload.status
        sign, colour = _KINDS.get(self.upload.wanted.kind, "mdi6.file-outline"), tokens.secondary
        if status == "done":
            sign, colour = "mdi6.check-circle-outline", tokens.ok
        elif status == "failed":
            sign, colour = "mdi6.alert-circle-outline", tokens.error
        self._icon.setPixmap(icons.icon(sign, color=colour).pixmap(QSize(_ICON_PX, _ICON_PX)))
        resume_or_pause = "mdi6.play" if status == "paused" else "mdi6.pause"
        self.pause.setIcon(icons.icon(resume_or_pause, color=tokens.secondary))
        self.retry.setIcon(icons.icon("mdi6.refresh", color=tokens.secondary))
        self.stop.setIcon(icons.icon("mdi6.close", color=tokens.secondary))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (self.name, self.line, self.bar, self.reason):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_PX, 0, SPACE_PX)
        row.setSpacing(4)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(SPACE_PX)
        row.addLayout(column, 1)
        for button in (self.retry, self.pause, self.stop):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _retry(self) -> None:
        self.retry_requested.emit(self.upload)

    def _pause_or_resume(self) -> None:
        (self.resume_requested if self.upload.status == "paused" else self.pause_requested).emit(self.upload)

    def _cancel(self) -> None:
        self.cancel_requested.emit(self.upload)
