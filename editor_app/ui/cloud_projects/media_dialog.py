"""The dialog with the files that a service keeps for the open project and for others."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.problem import printable
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.service_assets import ServiceAsset, ServiceAssets
from editor_app.ui import icons
from editor_app.ui.cloud_projects.bar import Bar
from editor_app.ui.cloud_projects.list_view import ListView
from editor_app.ui.cloud_projects.media_model import MediaDelegate, MediaModel
from editor_app.ui.cloud_projects.message import Message
from editor_app.ui.cloud_projects.press import Press
from editor_app.ui.cloud_projects.texts import action_of, delete_file_question, files_line, tr
from editor_app.ui.theme import HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.tab_order import follow_layout

_SIZE = (680, 560)
_LETTERS = 24


class ServiceMediaDialog(QDialog):
    """Files by project: used here, let go, deleted; it deletes itself when it is closed.

    `assets` has been opened for the project, or says nothing where the open project is on no service.
    """

    settings_wanted = Signal()
    projects_wanted = Signal()
    """The open project is on no service yet; that can be mended among the cloud projects."""

    def __init__(self, parent: QWidget, assets: ServiceAssets, *, is_linked: bool, tokens: Tokens) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Media of the service"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._assets, self._is_linked = assets, is_linked
        self._trouble: Trouble | None = None
        self._asked = False
        """Whether the bar asks if a file is to be deleted."""
        self._press = Press()
        self._is_fresh = True
        self.model = MediaModel(assets.is_busy, self)
        self.delegate = MediaDelegate(tokens, self)
        self.of = QLabel(tr("Files of"), self)
        self.project = QComboBox(self)
        self.refresh = QToolButton(self)
        self.list = ListView(tr("Files of the service"), self)
        self.message = Message(self, tokens)
        self.pages = QStackedWidget(self)
        self.bar = Bar(self, tokens)
        self.line = ElidedLabel("", self)
        self.use = QPushButton(tr("Use here"), self)
        self.let_go = QPushButton(tr("Remove from this project"), self)
        self.delete = QPushButton(tr("Delete"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self._dress()
        self._lay_out()
        follow_layout(self)
        self._connect()
        self.set_tokens(tokens)
        self.resize(min(_SIZE[0], parent.width() - 64), min(_SIZE[1], parent.height() - 64))
        self._show_projects()
        self._show_all()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.delegate.set_tokens(tokens)
        self.message.set_tokens(tokens)
        self.bar.set_tokens(tokens)
        self.refresh.setIcon(icons.icon("mdi6.refresh", color=tokens.secondary, color_active=tokens.text))
        self.list.viewport().update()

    @property
    def current(self) -> ServiceAsset | None:
        """Give the file that is chosen."""
        return self.model.entry(self.list.currentIndex())

    # Making it.

    def _dress(self) -> None:
        self.of.setProperty("secondary", True)
        self.project.setMinimumHeight(HIT_PX)
        self.project.setAccessibleName(tr("Files of"))
        self.project.setMinimumContentsLength(_LETTERS)
        self.project.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.project.setToolTip(tr("Files of another project can be used here too"))
        self.refresh.setFixedSize(HIT_PX, HIT_PX)
        self.refresh.setIconSize(QSize(16, 16))
        self.refresh.setProperty("bare", True)
        self.refresh.setToolTip(tr("Read the list anew (F5)"))
        self.refresh.setAccessibleName(tr("Refresh"))
        tips = {
            self.use: "",
            self.let_go: tr("Take the file out of the library too; the service keeps it, for other projects"),
            self.delete: tr("Delete the file from the service, if no other project uses it (Del)"),
            self.close_button: "",
        }
        for button, tip in tips.items():
            button.setMinimumHeight(HIT_PX)
            button.setAutoDefault(False)
            button.setToolTip(tip)
        self.line.setProperty("secondary", True)
        self.line.setFont(ui_font(SMALL_PX, tabular=True))
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)

    def _lay_out(self) -> None:
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.message)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(SPACE_PX)
        upper.addWidget(self.of)
        upper.addWidget(self.project, 1)
        upper.addWidget(self.refresh)
        for button in (self.use, self.let_go, self.delete):
            lower.addWidget(button)
        lower.addStretch(1)
        lower.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        whole.setSpacing(SPACE_PX)
        whole.addLayout(upper)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.bar)
        whole.addWidget(self.line)
        whole.addLayout(lower)

    def _connect(self) -> None:
        assets = self._assets
        assets.changed.connect(self._show_all)
        assets.projects_changed.connect(self._show_projects)
        assets.failed.connect(self._tell)
        assets.done.connect(self._say_done)
        self.project.activated.connect(self._choose_project)
        self.refresh.clicked.connect(assets.refresh)
        self.list.chosen.connect(self.use.click)
        self.list.end_near.connect(self._read_on)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.selectionModel().currentChanged.connect(self._take_other)
        self.message.acted.connect(self._mend)
        self.bar.acted.connect(self._mend)
        self.bar.dismissed.connect(self._forget)
        self.use.clicked.connect(self._use)
        self.let_go.clicked.connect(self._let_go)
        self.delete.clicked.connect(self._delete)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(assets.close)

    # What is shown.

    def _show_projects(self) -> None:
        assets = self._assets
        self.project.clear()
        self.project.addItem(tr("this project"), assets.project_id)
        for project in assets.other_projects:
            self.project.addItem(printable(project.title), project.project_id)
        self.project.setCurrentIndex(max(0, self.project.findData(assets.shown_id)))
        for part in (self.project, self.refresh):
            part.setEnabled(self._is_linked)

    def _show_all(self) -> None:
        assets, entries = self._assets, self._assets.entries
        kept = self.current.asset.asset_id if self.current else ""
        row = max(0, self.list.currentIndex().row())
        self.model.set_entries(entries)
        if entries and self.current is None:
            there = self.model.row_of(kept)
            self.list.setCurrentIndex(
                self.model.index(min(row, len(entries) - 1) if there is None else there)
            )
        self.line.setText(
            files_line(len(entries), is_loading=assets.is_loading, is_complete=assets.is_complete)
        )
        self.pages.setCurrentWidget(self.list if entries else self.message)
        if entries and self._is_fresh:
            self._is_fresh = False
            self.list.setFocus()
        if not entries:
            self._show_why_empty()
        self._show_trouble()
        self._show_buttons()
        self.list.look_again()

    def _show_why_empty(self) -> None:
        assets = self._assets
        if not self._is_linked:
            hint = tr("This project is on no service. Keep it on one, and its files are listed here.")
            title, action = tr("No service yet"), tr("Cloud projects…")
            self.message.say("mdi6.cloud-outline", title, hint, action)
        elif assets.trouble is not None:
            action = action_of(assets.trouble)
            self.message.say("mdi6.cloud-alert", tr("No list"), assets.trouble.sentence, action)
        elif assets.is_loading:
            self.message.say("mdi6.cloud-sync-outline", tr("Reading the list …"), "")
        elif assets.is_own:
            hint = tr("Files that this project uploads are listed here. Those of others can be used too.")
            self.message.say("mdi6.cloud-outline", tr("No files yet"), hint)
        else:
            self.message.say("mdi6.cloud-outline", tr("No files"), tr("That project has no files."))

    def _show_trouble(self) -> None:
        trouble = self._trouble or (self._assets.trouble if self._assets.entries else None)
        if trouble is not None:
            self.bar.say(trouble.sentence, action_of(trouble))

    def _show_buttons(self) -> None:
        entry, is_own = self.current, self._assets.is_own
        is_free = entry is not None and not self._assets.is_busy(entry.asset.asset_id)
        is_lost = entry is not None and entry.is_missing
        self.use.setText(tr("Fetch again") if is_lost else tr("Use here"))
        self.use.setToolTip(
            tr("Bring the file, which is missing here, to this computer (Enter)")
            if is_lost
            else tr("Take the file into this project's library (Enter)")
        )
        self.use.setEnabled(entry is not None and is_free and (entry.key is None or not is_own or is_lost))
        self.let_go.setVisible(is_own)
        self.let_go.setEnabled(is_free)
        self.delete.setVisible(is_own)
        self.delete.setEnabled(is_free)

    # What is done.

    def _read_on(self) -> None:
        if self._assets.trouble is None:
            self._assets.more()

    def _choose_project(self, row: int) -> None:
        self._forget()
        self._assets.show_project(self.project.itemData(row))

    def _take_other(self, *_news: object) -> None:
        if self._asked:
            self._forget()
        self._show_buttons()

    def _use(self) -> None:
        if (entry := self.current) is not None:
            self._assets.use_here(entry.asset.asset_id)

    def _let_go(self) -> None:
        if (entry := self.current) is not None and not self._press.is_second():
            self._assets.let_go(entry.asset.asset_id)

    def _delete(self) -> None:
        """Ask in the bar, where a second press on the button does not reach: this cannot be taken back.

        What clips show is not asked about, but said to be needed.
        """
        entry = self.current
        if entry is None:
            return
        if entry.is_used and self._assets.is_own:
            self._assets.delete(entry.asset.asset_id)
            return
        delete = partial(self._assets.delete, entry.asset.asset_id)
        question = delete_file_question(entry.asset.filename)
        self._tell(Trouble(question, "retry", delete, tr("Delete for good")))
        self._asked = True

    def _tell(self, trouble: Trouble) -> None:
        self._trouble, self._asked = trouble, False
        self._show_trouble()

    def _say_done(self, sentence: str) -> None:
        self._trouble, self._asked = None, False
        self.bar.say(sentence)

    def _forget(self) -> None:
        self._trouble, self._asked = None, False
        self.bar.say("")

    def _mend(self) -> None:
        """Do what a button beside a sentence promises."""
        trouble = self._trouble or self._assets.trouble
        self._forget()
        if not self._is_linked:
            self.projects_wanted.emit()
        elif trouble is not None and trouble.way == "settings":
            self.settings_wanted.emit()
        elif trouble is not None and trouble.retry is not None:
            trouble.retry()
        else:
            self._assets.more()

    def _open_menu(self, at: QPoint) -> None:
        if not self.list.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.use, self.let_go, self.delete):
            if not button.isHidden():
                entry = menu.addAction(button.text())
                entry.setEnabled(button.isEnabled())
                entry.triggered.connect(button.click)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and read anew by keys."""
        if event.key() == Qt.Key.Key_F5:
            self._assets.refresh()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus() and not self.delete.isHidden():
            self.delete.click()
        else:
            super().keyPressEvent(event)
