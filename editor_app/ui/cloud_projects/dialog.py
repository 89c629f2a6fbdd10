"""The dialog with the projects that a service keeps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor_app.cloud.indream.models import ProjectSummary
from editor_app.problem import printable
from editor_app.services.cloud_covers import CloudCovers
from editor_app.services.cloud_projects import CloudProjects
from editor_app.services.cloud_trouble import Trouble
from editor_app.ui.cloud_projects.bar import Bar
from editor_app.ui.cloud_projects.delegate import RowDelegate
from editor_app.ui.cloud_projects.details import DetailsDialog
from editor_app.ui.cloud_projects.list_view import ListView
from editor_app.ui.cloud_projects.message import Message
from editor_app.ui.cloud_projects.model import ProjectModel, Role
from editor_app.ui.cloud_projects.nothing import why_nothing
from editor_app.ui.cloud_projects.press import Press
from editor_app.ui.cloud_projects.texts import action_of, delete_open_question, deleted_line, list_line, tr
from editor_app.ui.cloud_projects.top_row import TopRow
from editor_app.ui.theme import HIT_PX, SMALL_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.widgets.elided import ElidedLabel
from editor_app.ui.widgets.tab_order import follow_layout

_SIZE = (820, 640)
_CLOCK_MS = 30_000


class CloudProjectsDialog(QDialog):
    """Lists, searches, opens, renames, copies and deletes; it deletes itself when it is closed.

    `opened_where` says, in a sentence, where a project (service, id) is open already; None where it is not.
    """

    open_wanted = Signal(str, str)
    """Service and project id."""
    new_wanted = Signal()
    """The open document shall become a project of the service."""
    settings_wanted = Signal()

    def __init__(
        self,
        parent: QWidget,
        projects: CloudProjects,
        covers: CloudCovers,
        *,
        opened_where: Callable[[str, str], str | None],
        has_document: bool,
        tokens: Tokens,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Cloud projects"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._projects, self._covers, self._opened_where = projects, covers, opened_where
        self._trouble: Trouble | None = None
        self._asked_again = ""
        self._press = Press()
        self._is_fresh = True
        """Nobody has been able to do anything here yet."""
        self.model = ProjectModel(self._picture, projects.is_busy, self._is_open, self)
        self.delegate = RowDelegate(tokens, self)
        self.top = TopRow(self, has_document=has_document)
        self.account, self.search, self.new = self.top.account, self.top.search, self.top.new
        self.list = ListView(tr("Cloud projects"), self)
        self.message = Message(self, tokens)
        self.pages = QStackedWidget(self)
        self.undo_bar, self.trouble_bar = Bar(self, tokens), Bar(self, tokens)
        self.line = ElidedLabel("", self)
        self.rename = QPushButton(tr("Rename…"), self)
        self.duplicate = QPushButton(tr("Duplicate"), self)
        self.delete = QPushButton(tr("Delete"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self.open_button = QPushButton(tr("Open"), self)
        self._dress()
        self._lay_out()
        follow_layout(self)
        self._connect()
        self.set_tokens(tokens)
        self.resize(min(_SIZE[0], parent.width() - 64), min(_SIZE[1], parent.height() - 64))
        self._show_accounts()
        projects.search("")
        projects.begin()
        self._show_all()
        self._show_undoable()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.delegate.set_tokens(tokens)
        for part in (self.top, self.message, self.undo_bar, self.trouble_bar):
            part.set_tokens(tokens)
        self.list.viewport().update()

    @property
    def current(self) -> ProjectSummary | None:
        """Give the project that is chosen."""
        index = self.list.currentIndex()
        return self._projects.project(index.data(Role.ID)) if index.isValid() else None

    # Making it.

    def _dress(self) -> None:
        tips = {
            self.rename: tr("Change title and description (F2)"),
            self.duplicate: tr("Make a copy on the service, with its media"),
            self.delete: tr("Delete from the service (Del); for a few seconds it can be had back"),
            self.open_button: tr("Open the project (Enter)"),
            self.close_button: "",
        }
        for button, tip in tips.items():
            button.setMinimumHeight(HIT_PX)
            button.setAutoDefault(False)
            button.setToolTip(tip)
        self.open_button.setDefault(True)
        self.line.setProperty("secondary", True)
        self.line.setFont(ui_font(SMALL_PX, tabular=True))
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)

    def _lay_out(self) -> None:
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.message)
        lower = QHBoxLayout()
        lower.setSpacing(SPACE_PX)
        for button in (self.rename, self.duplicate, self.delete):
            lower.addWidget(button)
        lower.addStretch(1)
        lower.addWidget(self.close_button)
        lower.addWidget(self.open_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        whole.setSpacing(SPACE_PX)
        whole.addWidget(self.top)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.undo_bar)
        whole.addWidget(self.trouble_bar)
        whole.addWidget(self.line)
        whole.addLayout(lower)

    def _connect(self) -> None:
        projects = self._projects
        projects.changed.connect(self._show_all)
        projects.chosen.connect(self._show_accounts)
        projects.undoable_changed.connect(self._show_undoable)
        projects.failed.connect(self._tell)
        projects.copied.connect(self._choose)
        self._covers.ready.connect(self.model.tell)
        self.account.activated.connect(self._choose_account)
        self.search.textChanged.connect(projects.search)
        self.top.refresh.clicked.connect(projects.refresh)
        self.new.clicked.connect(self.new_wanted)
        self.list.chosen.connect(self._open)
        self.list.end_near.connect(self._read_on)
        self.list.seen_changed.connect(self._want_pictures)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.selectionModel().currentChanged.connect(self._show_buttons)
        self.message.acted.connect(self._mend)
        self.undo_bar.acted.connect(projects.undo_delete)
        self.undo_bar.acted.connect(self._press.forget)
        self.undo_bar.dismissed.connect(projects.send_deletes)
        self.trouble_bar.acted.connect(self._mend)
        self.trouble_bar.dismissed.connect(self._forget_trouble)
        self.rename.clicked.connect(self._rename)
        self.duplicate.clicked.connect(self._duplicate)
        self.delete.clicked.connect(self._delete)
        self.open_button.clicked.connect(self._open)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self._leave)
        clock = QTimer(self)
        clock.timeout.connect(self.model.tell_all)
        clock.start(_CLOCK_MS)

    # What is shown.

    def _show_accounts(self) -> None:
        self.top.show_accounts(self._projects)
        self._forget_trouble()

    def _show_all(self) -> None:
        projects = self._projects
        row = self.list.currentIndex().row()
        self.model.set_projects(projects.found)
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), self.model.rowCount() - 1)))
        self.line.setText(
            list_line(
                len(projects.known),
                len(projects.found),
                projects.words,
                is_loading=projects.is_loading,
                is_complete=projects.is_complete,
            )
        )
        self._show_page()
        self._show_trouble()
        self._show_buttons()
        self.list.look_again()

    def _show_page(self) -> None:
        """Show the list, or why there is none."""
        projects = self._projects
        self.pages.setCurrentWidget(self.list if projects.found else self.message)
        if projects.found and self._is_fresh:
            self._is_fresh = False
            self.list.setFocus()
        self.top.show_able(projects.profile is not None)
        if projects.found:
            return
        nothing = why_nothing(
            has_account=projects.profile is not None,
            trouble=projects.trouble,
            is_loading=projects.is_loading,
            is_search=bool(projects.words),
            has_document=self.new.isEnabled(),
        )
        self.message.say(nothing.icon, nothing.title, nothing.hint, nothing.action)

    def _show_trouble(self) -> None:
        """Say what went wrong, as long as nothing else says it."""
        trouble = self._trouble or (self._projects.trouble if self._projects.found else None)
        self.trouble_bar.say(trouble.sentence if trouble else "", action_of(trouble) if trouble else "")

    def _show_undoable(self) -> None:
        titles = [project.title for project in self._projects.undoable]
        self.undo_bar.say(deleted_line(titles) if titles else "", tr("Undo") if titles else "")

    def _show_buttons(self, *_news: object) -> None:
        project = self.current
        is_free = project is not None and not self._projects.is_busy(project.project_id)
        self.open_button.setEnabled(project is not None)
        for button in (self.rename, self.duplicate, self.delete):
            button.setEnabled(is_free)

    def _picture(self, project: ProjectSummary) -> QImage | None:
        profile = self._projects.profile
        return self._covers.picture(profile, project) if profile is not None else None

    def _is_open(self, project_id: str) -> bool:
        profile = self._projects.profile
        return profile is not None and self._opened_where(profile.service, project_id) is not None

    def _want_pictures(self) -> None:
        profile = self._projects.profile
        if profile is not None:
            shown = self.model.projects
            self._covers.want(profile, [shown[row] for row in self.list.seen_rows() if row < len(shown)])

    # What is done.

    def _read_on(self) -> None:
        if self._projects.trouble is None:
            self._projects.more()

    def _choose_account(self, row: int) -> None:
        self._projects.choose(self.account.itemData(row))

    def _choose(self, project_id: str) -> None:
        row = self.model.row_of(project_id)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))

    def _open(self) -> None:
        project, profile = self.current, self._projects.profile
        if project is None or profile is None:
            return
        where = self._opened_where(profile.service, project.project_id)
        if where and self._asked_again != project.project_id:
            self._asked_again = project.project_id
            self._tell(Trouble(where, "retry", self._open, tr("Show it")))
            return
        self.open_wanted.emit(profile.service, project.project_id)
        self.accept()

    def _rename(self) -> None:
        if (project := self.current) is not None:
            dialog = DetailsDialog(self, project.title, project.description or "")
            dialog.agreed.connect(partial(self._projects.describe, project.project_id))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _duplicate(self) -> None:
        if (project := self.current) is not None:
            self._projects.duplicate(project.project_id)

    def _delete(self) -> None:
        """Delete; what is open here only once that is agreed to, by the button beside the question."""
        project, profile = self.current, self._projects.profile
        if project is None or profile is None or self._press.is_second():
            return
        delete = partial(self._projects.delete, project.project_id)
        if self._is_open(project.project_id):
            question = delete_open_question(printable(project.title), profile.name)
            self._tell(Trouble(question, "retry", delete, tr("Delete it")))
        else:
            delete()

    def _tell(self, trouble: Trouble) -> None:
        self._trouble = trouble
        self._show_trouble()

    def _forget_trouble(self) -> None:
        self._trouble = None
        self._asked_again = ""
        self._show_trouble()

    def _mend(self) -> None:
        """Do what a button beside a sentence promises."""
        trouble = self._trouble or self._projects.trouble
        if self._projects.profile is None or (trouble is not None and trouble.way == "settings"):
            self.settings_wanted.emit()
        elif self._trouble is not None and self._trouble.retry is not None:
            retry, self._trouble = self._trouble.retry, None
            self._show_trouble()
            retry()
        elif trouble is not None:
            self._projects.more()
        else:
            self.search.clear()

    def _open_menu(self, at: QPoint) -> None:
        if not self.list.indexAt(at).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.open_button, self.rename, self.duplicate, self.delete):
            entry = menu.addAction(button.text())
            entry.setEnabled(button.isEnabled())
            entry.triggered.connect(button.click)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename, delete, search and read anew by keys; Enter in the search leads to what was found."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_F5:
            self._projects.refresh()
        elif event.key() == Qt.Key.Key_F2:
            self.rename.click()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            if not event.isAutoRepeat():  # a key that is held down would empty the list
                self.delete.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _leave(self, _code: int) -> None:
        """Paint no more; deletions go on, and whoever opened this lets them be taken back."""
        self._covers.rest()
