"""The Uploads panel: what goes up to the service, how far it is, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from editor_app.services.uploads import Uploads
from editor_app.ui.theme import DARK, SPACE_PX, Tokens
from editor_app.ui.uploads.header import UploadsHeader
from editor_app.ui.uploads.row import UploadRow
from editor_app.ui.uploads.rows import UploadRows
from editor_app.ui.uploads.texts import empty_text, tr

_SHOWN_EVERY_MS = 200


class UploadsPanel(QWidget):
    """The panel."""

    notice = Signal(str)

    def __init__(self, uploads: Uploads, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._uploads = uploads
        self.actions_by_id: dict[str, QAction] = {}
        self.head = UploadsHeader(uploads, self, tokens=tokens)
        self._list = UploadRows(uploads, self, tokens=tokens)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setProperty("secondary", True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(3 * SPACE_PX, 2 * SPACE_PX, 3 * SPACE_PX, 2 * SPACE_PX)
        self.area = QScrollArea(self)
        self.area.setObjectName("uploadArea")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._list)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_EVERY_MS)
        self._soon.timeout.connect(self._show)
        self._connect()
        self._show()

    @property
    def rows(self) -> tuple[UploadRow, ...]:
        """Give the rows in order."""
        return self._list.rows

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.head.set_tokens(tokens)
        self._list.set_tokens(tokens)

    def _connect(self) -> None:
        uploads = self._uploads
        self._list.held.connect(self.head.hold)
        uploads.notice.connect(self.notice)
        uploads.uploads_changed.connect(self._show_soon)
        uploads.upload_changed.connect(self._show_soon)
        uploads.state_changed.connect(self._show_soon)

    def _show_soon(self, _news: object = None) -> None:
        """Show totals a few times a second at most."""
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        uploads = self._uploads
        self.head.setVisible(uploads.target is not None)
        self.head.show_state()
        self.empty.setText(self._empty_text())
        self._pages.setCurrentWidget(self.area if uploads.uploads else self.empty)

    def _empty_text(self) -> str:
        uploads, target = self._uploads, self._uploads.target
        if target is None:
            return tr("Nothing to upload. Media go up when the project syncs with a service.")
        if uploads.is_looking or uploads.trouble or uploads.unreadable:  # the head says how it is
            return ""
        left = uploads.remaining
        return empty_text(
            target.service_name,
            is_permitted=uploads.is_permitted,
            gone=left.count - left.others if left.waits == "gone" else left.missing,
            at_large=uploads.at_large,
        )
