"""A message of the system's at the end of an export, for whoever looks at another window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from editor_app.product import NAME
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.ui import icons
from editor_app.ui.export.job_words import outcome
from editor_app.ui.theme import DARK

_SHOWN_MS = 8000


class EndMessages(QObject):
    """Tells of ends while the program is not the active one; says nothing where the system cannot show it."""

    clicked = Signal()
    """Somebody has clicked such a message."""

    def __init__(self, queue: ExportQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told: list[str] = []
        """What was told, the latest last."""
        self._tray: QSystemTrayIcon | None = None
        queue.job_ended.connect(self._tell)

    def _tell(self, job: ExportJob) -> None:
        if job.status == "cancelled" or _is_active():
            return
        self.told = [*self.told[-20:], outcome(job)]
        tray = self._icon()
        if tray is not None:
            signs = QSystemTrayIcon.MessageIcon
            text = job.sentence if job.status == "failed" else ""
            sign = signs.Warning if job.status == "failed" else signs.Information
            tray.show()
            tray.showMessage(outcome(job), text or NAME, sign, _SHOWN_MS)

    def _icon(self) -> QSystemTrayIcon | None:
        """Make the icon that messages come from, the first time there is one."""
        if self._tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            sign = QGuiApplication.windowIcon()
            if sign.isNull():
                sign = icons.icon("mdi6.movie-open-outline", color=DARK.accent)
            self._tray = QSystemTrayIcon(sign, self)
            self._tray.messageClicked.connect(self._take_click)
        return self._tray

    def _take_click(self) -> None:
        if self._tray is not None:
            self._tray.hide()
        self.clicked.emit()


def _is_active() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
