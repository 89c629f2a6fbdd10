"""A band over the picture before the first upload to a service: may media go there?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from editor_app.services.uploads import Uploads
from editor_app.ui import icons
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens
from editor_app.ui.uploads.texts import question_text, tr
from editor_app.ui.widgets.breakable import breakable

_ICON_PX = 18


class UploadQuestion(QFrame):
    """The band; it comes and goes by itself, and holds nothing up."""

    notice = Signal(str)
    """A sentence: where to change one's mind."""

    def __init__(self, uploads: Uploads, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self._uploads = uploads
        self._asked_about = ""
        self.setObjectName("uploadBand")
        self._icon, self.text = QLabel(self), QLabel(self)
        self._icon.setFixedSize(_ICON_PX, _ICON_PX)
        self.text.setWordWrap(True)
        self.allow = QPushButton(tr("Upload"), self)
        self.allow.setToolTip(tr("Upload these and later media of projects that sync with this service"))
        self.allow.setDefault(True)
        self.not_now = QPushButton(tr("Not now"), self)
        self.not_now.setToolTip(tr("Keep media on this computer; the Uploads panel can allow it later"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_PX, 4, SPACE_PX, 4)
        row.setSpacing(SPACE_PX)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        for button in (self.allow, self.not_now):
            button.setMinimumHeight(HIT_PX)
            row.addWidget(button)
        self.allow.clicked.connect(self._allow)
        self.not_now.clicked.connect(self._refuse)
        uploads.permission_wanted.connect(self._ask)
        uploads.permission_settled.connect(self.hide)
        self.set_tokens(tokens)
        self.hide()
        if (question := uploads.question) is not None:
            self._ask(question.service_name, question.count, question.size)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        sign = icons.icon("mdi6.cloud-upload-outline", color=tokens.info)
        self._icon.setPixmap(sign.pixmap(QSize(_ICON_PX, _ICON_PX)))

    def _ask(self, service_name: str, count: int, size: int) -> None:
        text = question_text(service_name, count, size)
        self.text.setText(breakable(text))
        self.setAccessibleName(text)
        is_new = self.isHidden()
        self.show()
        if is_new:  # numbers that change are not read out again and again
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _allow(self) -> None:
        if (question := self._uploads.question) is not None:
            self._uploads.permit(question.service)

    def _refuse(self) -> None:
        self._uploads.refuse()
        self.notice.emit(tr("Media stay on this computer. The Uploads panel can allow uploads later."))
