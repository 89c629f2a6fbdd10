"""What the accounts have exported, from this computer and from others; their films can be fetched again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.services.exporting.clouds.history import Task, TaskHistory, of_project
from editor_app.services.exporting.renderingvideo.history import RenderingVideoHistory, StoredFile
from editor_app.store.accounts import Profile
from editor_app.ui import icons
from editor_app.ui.export.asking import ask_before, keep_told
from editor_app.ui.export.deletions import of_file, of_task
from editor_app.ui.export.job_view import JobView
from editor_app.ui.export.list_row import Role
from editor_app.ui.export.ports import Stands
from editor_app.ui.export.preview_films import question_of_task
from editor_app.ui.export.row_menu import open_menu
from editor_app.ui.export.target import Place
from editor_app.ui.export.task_model import RowsModel, row_of_file, row_of_task
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.breakable import breakable

_FILES = "files"


class AccountTasks(QWidget):
    """An account, a project or all of them, and the list; it is read when it is seen."""

    fetch_wanted = Signal(object, object)
    """Profile, Task: a film shall be fetched."""
    rows_changed = Signal()

    def __init__(
        self,
        history: TaskHistory,
        others: RenderingVideoHistory | None = None,
        parent: QWidget | None = None,
        *,
        standings: Stands | None = None,
        tokens: Tokens = DARK,
    ) -> None:
        """Begin; `history` is for accounts with projects, `others` for those without.

        `standings` knows what is left to pay with.
        """
        super().__init__(parent)
        self._with_projects, self._others, self._tokens = history, others, tokens
        self._standings = standings
        self._profiles: tuple[Profile, ...] = ()
        self._project = ""
        self.menu: QMenu | None = None
        self.question: QMessageBox | None = None
        self.account, self.filter = QComboBox(self), QComboBox(self)
        self.again, self.more = QToolButton(self), QToolButton(self)
        self.message = QLabel(self)
        self.model = RowsModel(self)
        self.view = JobView(self.model, self, tokens=tokens)
        self._make_parts()
        self._lay_out()
        for one in (history, others):
            if one is not None:
                one.changed.connect(self._show)
        self.set_tokens(tokens)
        self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.view.set_tokens(tokens)
        self.again.setIcon(icons.icon("mdi6.refresh", color=tokens.secondary, color_active=tokens.text))

    def show_accounts(self, profiles: Sequence[Profile], project: str) -> None:
        """Offer accounts, and to show what is of the open project alone (its id at its service)."""
        if (tuple(profiles), project) == (self._profiles, self._project):
            return
        self._profiles, self._project = tuple(profiles), project
        chosen = self.account.currentData()
        self.account.clear()
        for profile in self._profiles:
            self.account.addItem(profile.name, profile.id)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))
        self.account.setVisible(len(self._profiles) > 1)
        self._offer_filters()
        if self.isVisible():
            self.read()

    def follow(self, profile: Profile | None) -> None:
        """Show the account that films are exported at."""
        at = self.account.findData(profile.id) if profile is not None else -1
        if at >= 0 and at != self.account.currentIndex():
            self.account.setCurrentIndex(at)
            self._offer_filters()
            if self.isVisible():
                self.read()

    def read(self) -> None:
        """Read the list anew."""
        self._history.show(self._profile)

    @property
    def _profile(self) -> Profile | None:
        chosen = self.account.currentData()
        return next((one for one in self._profiles if one.id == chosen), None)

    @property
    def _history(self) -> TaskHistory | RenderingVideoHistory:
        profile, others = self._profile, self._others
        has_projects = profile is None or profile.has_projects or others is None
        return self._with_projects if has_projects else others  # type: ignore[return-value]

    def _offer_filters(self) -> None:
        self.filter.clear()
        self.filter.addItem(tr("All exports"), None)
        if isinstance(self._history, TaskHistory):
            if self._project:
                self.filter.addItem(tr("Of this project"), self._project)
            self.filter.addItem(tr("Without a project"), "")
        else:
            for status, name in (
                ("completed", tr("Done")),
                ("rendering", tr("Rendering")),
                ("failed", tr("Failed")),
            ):
                self.filter.addItem(name, status)
            self.filter.addItem(tr("Files"), _FILES)

    def _choose_account(self, _number: int) -> None:
        self._offer_filters()
        self.read()

    def _choose_filter(self, _number: int) -> None:
        history = self._history
        if isinstance(history, TaskHistory):
            self._show()
        elif self.filter.currentData() == _FILES:
            history.show_files()
        else:
            history.filter(self.filter.currentData() or "")

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is seen now."""
        super().showEvent(event)
        self.read()

    def _show(self) -> None:
        history, files = self._history, self._files()
        tasks = history.tasks
        if isinstance(history, TaskHistory):
            tasks = of_project(tasks, self.filter.currentData())
        place = Place(self._profile)
        rows = [row_of_task(task, place) for task in tasks] if files is None else map(row_of_file, files)
        self.model.show_rows(tuple(rows))
        self.view.setVisible(bool(self.model.rows))
        self.more.setVisible(self._has_more() and not history.is_reading)
        said = self._message()
        self.message.setText(breakable(said))
        self.message.setVisible(bool(said))
        self.rows_changed.emit()

    def _files(self) -> Sequence[StoredFile] | None:
        """Give the files that are shown; None where exports are."""
        history = self._history
        if isinstance(history, TaskHistory) or self.filter.currentData() != _FILES:
            return None
        return history.files

    def _has_more(self) -> bool:
        history = self._history
        return history.has_more if self._files() is None else history.has_more_files  # type: ignore[union-attr]

    def _read_more(self) -> None:
        history = self._history
        if self._files() is None or isinstance(history, TaskHistory):
            history.more()
        else:
            history.more_files()

    def _message(self) -> str:
        history = self._history
        if history.trouble is not None:
            return history.trouble.sentence
        if self.model.rows:
            return ""
        if history.is_reading:
            return tr("Asking the service …")
        nothing = tr("Nothing has been exported there yet.")
        return nothing if self._files() is None else tr("There are no files.")

    def _do(self, key: str, action: str) -> None:
        history, files = self._history, self._files()
        if files is not None and isinstance(history, RenderingVideoHistory):
            file = next((one for one in files if one.id == key), None)
            if file is not None:
                self._do_with_file(history, file, action)
            return
        task = next((one for one in history.tasks if one.id == key), None)
        if task is None or history.profile is None:
            return
        if action == "fetch":
            self.fetch_wanted.emit(history.profile, task)
        elif isinstance(history, RenderingVideoHistory):
            self._do_without_projects(history, task, action)
        elif action in ("cancel", "ask"):
            self._ask_to_cancel(history, key, task.title)

    def _do_with_file(self, history: RenderingVideoHistory, file: StoredFile, action: str) -> None:
        if action == "delete":
            title, text = of_file(file, self._service)
            self._ask_to_delete(title, text, partial(history.delete_file, file.id))
        else:
            QGuiApplication.clipboard().setText(file.url)

    def _do_without_projects(self, history: RenderingVideoHistory, task: Task, action: str) -> None:
        """Ask first: one of them is paid for, the other cannot be taken back."""
        if action == "delete":
            title, text = of_task(task, self._service)
            self._ask_to_delete(title, text, partial(history.delete, task.id))
        elif action == "render":
            self._ask_to_render(history, task)

    @property
    def _service(self) -> str:
        profile = self._profile
        return profile.name if profile is not None else ""

    def _ask_to_delete(self, title: str, text: str, delete: Callable[[], object]) -> None:
        self.question = ask_before(self, title, text, tr("Delete for good"), delete)

    def _ask_to_render(self, history: RenderingVideoHistory, task: Task) -> None:
        def said() -> tuple[str, str]:
            return question_of_task(task, self._left())

        self.question = ask_before(self, *said(), tr("Render"), partial(history.rerender, task.id))
        if self._standings is not None:
            keep_told(self.question, self._standings.changed, lambda: said()[1])
            self._standings.refresh(self._profile)

    def _left(self) -> float | None:
        """Give the credits that the account has left, where they are known."""
        standings, profile = self._standings, self._profile
        return standings.of(profile).credits if standings is not None and profile is not None else None

    def _ask_to_cancel(self, history: TaskHistory, key: str, name: str) -> None:
        """Cancel a task, once somebody says that it was meant: another computer may wait for it."""
        title = tr("Cancel the export of “{name}”?").format(name=name or tr("Film"))
        text = tr("The service stops it, also if another computer waits for it.")
        answer, away = tr("Cancel the export"), tr("Go on")
        self.question = ask_before(self, title, text, answer, lambda: history.cancel(key), away=away)

    def _open_menu(self, key: str, at: QPoint) -> None:
        row = self.model.row_of(key)
        if row is not None:
            actions = self.model.index(row).data(Role.ROW).actions
            self.menu = open_menu(self, actions, at, lambda action: self._do(key, action), self._tokens)

    def _make_parts(self) -> None:
        self.account.setAccessibleName(tr("Account"))
        self.account.setToolTip(tr("Account"))
        self.filter.setAccessibleName(tr("Which exports"))
        self.filter.setToolTip(tr("Which exports"))
        self.again.setFixedSize(HIT_PX, HIT_PX)
        self.again.setAccessibleName(tr("Read anew"))
        self.again.setToolTip(tr("Ask the service again"))
        self.more.setText(tr("Show more"))
        self.more.setToolTip(tr("Read older exports"))
        self.more.setProperty("link", True)
        self.more.setProperty("flush", True)
        self.more.setMinimumHeight(HIT_PX)
        self.message.setWordWrap(True)
        self.message.setProperty("secondary", True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.view.setAccessibleName(tr("Exports of the account"))
        for box in (self.account, self.filter):
            box.setMinimumHeight(HIT_PX)
        self.account.activated.connect(self._choose_account)
        self.filter.activated.connect(self._choose_filter)
        self.again.clicked.connect(self.read)
        self.more.clicked.connect(self._read_more)
        self.view.wanted.connect(self._do)
        self.view.menu_wanted.connect(self._open_menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_PX)
        row.addWidget(self.account)
        row.addWidget(self.filter)
        row.addWidget(self.again)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        column.addLayout(row)
        column.addWidget(self.message)
        column.addWidget(self.view)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
