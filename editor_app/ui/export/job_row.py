"""One export in the list: picture, name, how it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QImage, QPainter, QPainterPath, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from editor_app.services.exporting.exports import ShownJob
from editor_app.ui import icons
from editor_app.ui.export.texts import job_hint, job_line, tr
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.flow import FlowLayout

PICTURE = QSize(72, 40)


class JobRow(QFrame):
    """The row."""

    cancel_requested = Signal(object)
    forget_requested = Signal(object)
    retry_requested = Signal(object)
    """ShownJob: it has failed; a file in its place may be replaced."""

    def __init__(self, job: ShownJob, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("exportRow")
        self.job, self._tokens = job, tokens
        self._cover: QImage | None = None
        self._picture = QLabel(self)
        self._picture.setFixedSize(PICTURE)
        self._name = ElidedLabel(job.output.name, self, hint=str(job.output))
        self._name.setFont(ui_font(weight=600))
        self._line = ElidedLabel("", self)
        self._line.setProperty("secondary", True)
        self._line.setFont(ui_font(12, tabular=True))
        self.reason = QLabel(self)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(tr("Progress of {name}").format(name=job.output.name))
        self.play = self._link(tr("Play"), tr("Play the file"), self._play)
        self.show_folder = self._link(tr("Show in folder"), tr("Open its folder"), self._show_folder)
        self.retry = self._link("", "", self._try_again)
        self._is_asking = False
        self.stop = QToolButton(self)
        self.stop.setFixedSize(HIT_PX, HIT_PX)
        self.stop.clicked.connect(self._stop)
        self._lay_out()
        self.show_job()

    def show_job(self, ahead: int = 0, *, can_retry: bool = False) -> None:
        """Show how it stands now."""
        job = self.job
        self._line.setText(job_line(job, ahead))
        self.bar.setValue(round(job.share * 1000))
        self.bar.setVisible(job.status in ("waiting", "running"))
        for button in (self.play, self.show_folder):
            button.setVisible(job.status == "done")
        self.reason.setText(breakable(job.error))
        self.reason.setAccessibleName(job.error)
        self.reason.setVisible(job.status == "failed")
        self.retry.setVisible(can_retry)
        self._name_retry()
        name = job.output.name
        said = tr("Take “{name}” off the list") if job.is_over else tr("Cancel the export of “{name}”")
        self.stop.setToolTip(said.format(name=name))
        self.stop.setAccessibleName(said.format(name=name))
        self._line.set_hint(job_hint(job))
        self._paint()

    def show_cover(self, image: QImage) -> None:
        """Show a picture of the video."""
        self._cover = image
        self._paint()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._paint()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self._name)
        column.addWidget(self._line)
        column.addWidget(self.reason)
        column.addWidget(self.bar)
        self._links = links = FlowLayout(spacing=2 * SPACE_PX)
        for button in (self.play, self.show_folder, self.retry):
            links.addWidget(button)
        column.addLayout(links)
        column.addStretch(1)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the buttons' texts begin where the lines above them do: Qt leaves room around them."""
        super().showEvent(event)
        button = self.play
        around = button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text())
        self._links.set_outdent(around // 2)

    def _link(self, text: str, tip: str, run: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setProperty("link", True)
        button.setMinimumHeight(HIT_PX)
        button.setAccessibleName(f"{text}: {self.job.output.name}")
        button.clicked.connect(run)
        return button

    def _paint(self) -> None:
        self.stop.setIcon(icons.icon("mdi6.close", color=self._tokens.secondary))
        self._picture.setPixmap(
            _rounded(self._cover, self._tokens, self.devicePixelRatioF(), self.job.status)
        )

    def _stop(self) -> None:
        (self.forget_requested if self.job.is_over else self.cancel_requested).emit(self.job)

    def _try_again(self) -> None:
        """Ask for another try; where a file stands in its place by now, ask by the button itself first."""
        self._is_asking = not self._is_asking and self.job.output.exists()
        self._name_retry()
        if not self._is_asking:
            self.retry_requested.emit(self.job)

    def _name_retry(self) -> None:
        name = self.job.output.name
        text = tr("Replace") if self._is_asking else tr("Retry")
        said = (
            tr("“{name}” is there by now. Export again, and replace it").format(name=name)
            if self._is_asking
            else tr("Export again: the same settings, the project as it is now")
        )
        self.retry.setText(text)
        self.retry.setToolTip(said)
        self.retry.setAccessibleName(f"{text}: {name}")
        self.retry.setAccessibleDescription(said)

    def _play(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.job.output)))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.job.output.parent)))


def _rounded(cover: QImage | None, tokens: Tokens, ratio: float, status: str) -> QPixmap:
    """Paint the picture, or a sign where there is none."""
    pixmap = QPixmap(PICTURE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    frame = QRectF(0, 0, PICTURE.width(), PICTURE.height())
    path = QPainterPath()
    path.addRoundedRect(frame, 4, 4)
    painter.fillPath(path, QColor(tokens.raised))
    if cover is not None and not cover.isNull():
        painter.setClipPath(path)
        size = QSize(cover.size()).scaled(PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(frame.center())
        painter.drawImage(target, cover)
    else:
        bad = status == "failed"
        name, colour = (
            ("mdi6.alert-circle-outline", tokens.error) if bad else ("mdi6.movie-outline", tokens.disabled)
        )
        icon = icons.icon(name, color=colour)
        icon.paint(painter, int(frame.center().x()) - 10, int(frame.center().y()) - 10, 20, 20)
    painter.end()
    return pixmap
