"""The head of the Uploads panel: where media go, how far all are, and what holds for all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.services.uploads import AT_ONCE, Totals, Uploads, totals_of
from editor_app.ui import icons
from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.uploads.texts import permission_line, totals_line, tr, unreadable_line
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.flow import FlowLayout


class UploadsHeader(QFrame):
    """The head."""

    def __init__(self, uploads: Uploads, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.setObjectName("uploadsHead")
        self._uploads, self._tokens = uploads, tokens
        self._is_held = False
        self.title, self.line = ElidedLabel("", self), ElidedLabel("", self)
        self.title.setFont(ui_font(weight=600))
        self.line.setFont(ui_font(SMALL_PX, tabular=True))
        self.line.setProperty("secondary", True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(tr("Progress of all uploads"))
        self.trouble = QLabel(self)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.pause, self.retry, self.allow = QPushButton(self), QPushButton(self), QPushButton(self)
        self.retry.setText(tr("Retry"))
        self.retry.setToolTip(tr("Try everything again that has failed"))
        self.allow.setText(tr("Allow uploads"))
        self.allow.setToolTip(tr("Upload media of projects that sync with this service"))
        self.at_once = self._make_chooser()
        self.more = self._make_more()
        self.pause.clicked.connect(self._pause_or_resume)
        self.retry.clicked.connect(uploads.retry_all)
        self.allow.clicked.connect(self._allow)
        self._lay_out()
        self.show_state()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.show_state()

    def hold(self, is_held: bool) -> None:
        """Let nothing come or go that moves what is below, or let it again."""
        self._is_held = is_held
        self.show_state()

    def show_state(self) -> None:
        """Show how all uploads stand."""
        uploads, totals = self._uploads, totals_of(self._uploads.uploads)
        target = uploads.target
        name = target.service_name if target else ""
        self.title.setText(tr("Uploads to {service}").format(service=name))
        self.line.setText(
            tr("Looking at the files …") if uploads.is_looking and not totals.count else totals_line(totals)
        )
        self.bar.setValue(totals.sent * 1000 // max(1, totals.size))
        self._name_pause()
        self.at_once.setCurrentIndex(AT_ONCE.index(uploads.at_once))
        self._take_back.setText(tr("Upload nothing more to {service}").format(service=name))
        if not self._is_held:
            self._show_parts(name, totals)

    def _show_parts(self, name: str, totals: Totals) -> None:
        uploads = self._uploads
        self.line.setVisible(bool(self.line.text()))
        self.bar.setVisible(bool(totals.open))
        needs_leave = bool(totals.open) and not uploads.is_permitted
        leave = permission_line(name) if needs_leave else ""
        trouble = uploads.trouble or leave or unreadable_line(uploads.unreadable)
        self.trouble.setText(breakable(trouble))
        self.trouble.setAccessibleName(trouble)
        self.trouble.setVisible(bool(trouble))
        self.allow.setVisible(needs_leave)
        self.retry.setVisible(bool(uploads.trouble or totals.failed or uploads.unreadable))
        can_pause = uploads.is_permitted and not uploads.trouble
        self.pause.setVisible(can_pause and (uploads.is_paused or bool(totals.open)))
        self._set_tone("warning" if uploads.trouble or uploads.unreadable else "")
        self.more.setVisible(uploads.is_permitted)

    def _set_tone(self, tone: str) -> None:
        if self.trouble.property("tone") != tone:
            self.trouble.setProperty("tone", tone)
            self.trouble.style().polish(self.trouble)

    def _name_pause(self) -> None:
        is_paused = self._uploads.is_paused
        self.pause.setText(tr("Resume all") if is_paused else tr("Pause all"))
        said = (
            tr("Go on with all uploads") if is_paused else tr("Stop sending; what is interrupted starts anew")
        )
        self.pause.setToolTip(said)
        sign = "mdi6.play" if is_paused else "mdi6.pause"
        self.pause.setIcon(icons.icon(sign, color=self._tokens.text))
        self.more.setIcon(icons.icon("mdi6.dots-horizontal", color=self._tokens.secondary))

    def _make_chooser(self) -> QComboBox:
        chooser = QComboBox(self)
        for count in AT_ONCE:
            chooser.addItem(tr("{n} at a time").format(n=count))
        chooser.setAccessibleName(tr("How many files are sent at the same time"))
        chooser.setToolTip(chooser.accessibleName())
        chooser.activated.connect(self._choose)
        return chooser

    def _make_more(self) -> QToolButton:
        button = QToolButton(self)
        button.setFixedSize(HIT_PX, HIT_PX)
        button.setIconSize(QSize(18, 18))
        button.setToolTip(tr("More"))
        button.setAccessibleName(tr("More about uploads"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self._take_back = QAction(menu)
        self._take_back.triggered.connect(self._forbid)
        menu.addAction(self._take_back)
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.line)
        top = QHBoxLayout()
        top.setSpacing(SPACE_PX)
        top.addLayout(texts, 1)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        buttons = FlowLayout(spacing=SPACE_PX)
        for button in (self.allow, self.pause, self.retry, self.at_once):
            button.setMinimumHeight(HIT_PX)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.trouble)
        column.addLayout(buttons)

    def _pause_or_resume(self) -> None:
        if self._uploads.is_paused:
            self._uploads.resume_all()
        else:
            self._uploads.pause_all()

    def _choose(self, place: int) -> None:
        self._uploads.set_at_once(AT_ONCE[place])

    def _allow(self) -> None:
        if target := self._uploads.target:
            self._uploads.permit(target.service)

    def _forbid(self) -> None:
        if target := self._uploads.target:
            self._uploads.take_permission_back(target.service)
