"""What can be done about keeping a project in step with a service, and what is told and asked of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from editor_app.services.cloud_trouble import Trouble
from editor_app.services.desk import Desk
from editor_app.services.service_word import Word
from editor_app.services.sync.choosing import keep_copy
from editor_app.services.sync.exchange import Answer, ForeignError
from editor_app.services.sync.ports import AnyConflict
from editor_app.services.sync.status import SyncStatus
from editor_app.store.accounts import Profile
from editor_app.store.local_database import LocalDatabaseError
from editor_app.ui.conflicts import ConflictsDialog, ForeignDialog
from editor_app.ui.export.files import file_stem
from editor_app.ui.theme import Tokens
from editor_app.ui.window.asking import ask
from editor_app.ui.window.choices import Choices
from editor_app.ui.window.main_window import MainWindow
from editor_app.ui.window.sync_words import (
    can_do,
    conflicts_found,
    conflicts_text,
    copy_kept,
    menu_of,
    reason_of,
    stop_text,
)
from editor_app.ui.window.texts import tr
from editor_app.ui.wording import named

_log = logging.getLogger(__name__)
_MEDIA_EVERY_MS = 100


class SyncCommands(QObject):
    """The menu's actions, the top bar's words, and the questions; nothing here is modal by itself."""

    def __init__(self, desk: Desk, window: MainWindow, open_services: Callable[[], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._open_services = desk, window, open_services
        self._actions: Mapping[str, QAction] = {}
        self._foreign: ForeignError | None = None
        self._told: frozenset[str] = frozenset()
        self._waits = self._failure = ""
        self._is_gone, self._reason = False, ""
        self.conflicts: ConflictsDialog | None = None
        self.question: ForeignDialog | None = None
        self._choices = Choices(window.notices)
        self.accounts_menu = QMenu(tr("Sync with another account"), window)
        self._media_soon = QTimer(self)
        self._media_soon.setSingleShot(True)
        self._media_soon.setInterval(_MEDIA_EVERY_MS)
        self._media_soon.timeout.connect(self._show_media)

    def table(self) -> dict[str, Callable[..., None]]:
        """Give what to call for each action's id."""
        return {
            "sync.begin": self._begin_with_default,
            "sync.now": self._sync_now,
            "sync.pause": self._pause,
            "sync.stop": self._starts(self.stop),
            "sync.conflicts": self.open_conflicts,
            "sync.choose": self.open_question,
            "sync.again": self._starts(self.make_again),
            "sync.keep-here": self._starts(self.keep_here),
            "edit.services": self._services,
        }

    def connect_to(self, actions: Mapping[str, QAction]) -> None:
        """Follow what happens from now on."""
        self._actions = actions
        desk, top = self._desk, self._window.top
        desk.sync.status_changed.connect(self._show_status)
        desk.sync.foreign_found.connect(self._ask)
        desk.sync.conflicts_changed.connect(self._tell_conflicts)
        desk.linking.notice.connect(self._window.say)
        desk.sync.notice.connect(self._window.say)
        desk.linking.failed.connect(self._tell_failure)
        desk.linking.busy_changed.connect(self._show_busy)
        for news in (
            desk.workspace.opened,
            desk.workspace.closed,
            desk.document.cloud_changed,
            desk.accounts.changed,
        ):
            news.connect(self._show_able)
        uploads = desk.uploads
        for news in (uploads.uploads_changed, uploads.upload_changed, uploads.state_changed):
            news.connect(self._show_media_soon)
        desk.service_validation.word_changed.connect(self._show_refusals)
        desk.validation.problems_changed.connect(self._tell_reason)
        top.sync.wording = self._named
        desk.workspace.closed.connect(self._close_all)
        self.accounts_menu.aboutToShow.connect(self._list_accounts)
        top.sync.menu().aboutToShow.connect(self._fill_menu)
        self._show_status(desk.sync.status)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for dialog in (self.conflicts, self.question):
            if dialog is not None:
                dialog.set_tokens(tokens)

    # Beginning and ending.

    def begin(self, profile: Profile) -> None:
        """Make a project at a service from the open one, and keep both in step."""
        self._choices.settle("account", "failure")
        self._start(self._desk.linking.begin(profile), "link")

    def _begin_with_default(self, _checked: bool = False) -> None:
        profile = self._desk.accounts.default
        if profile is None:
            sentence = tr("There is no account yet that keeps projects. Add one under Settings ▸ Services.")
            self._choices.offer("account", sentence, tr("Open Services"), self._open_services)
        else:
            self.begin(profile)

    def _sync_now(self, _checked: bool = False) -> None:
        self._desk.sync.sync_now()
        self._show_able()

    def _pause(self, on: bool) -> None:
        sync = self._desk.sync
        if on and not sync.is_paused:
            sync.pause()
        elif not on and sync.is_paused:
            sync.sync_now()
        self._show_able()

    async def stop(self) -> None:
        """Take the link away, once that is agreed to."""
        status = self._desk.sync.status
        title = tr("Stop syncing “{title}”?").format(title=self._desk.workspace.title)
        if await ask(self._window, title, stop_text(status), (tr("Stop syncing"),), careful=True) == 0:
            await self._desk.linking.unlink()

    async def keep_here(self) -> None:
        """Let a project that is gone from its service go on here alone."""
        await self._desk.linking.unlink()
        self._window.say(tr("This project is kept on this computer only. Project ▸ Sync begins anew."))

    async def make_again(self) -> None:
        """Make a project that is gone from its service there once more."""
        link = self._desk.document.work.cloud
        profile = self._desk.accounts.for_service(link.service) if link is not None else None
        if profile is None:
            self._open_services()
            return
        await self._desk.linking.begin(profile)  # where nothing was made, it is as it was

    def _services(self, _checked: bool = False) -> None:
        self._open_services()

    # What is chosen between.

    def open_conflicts(self, _checked: bool = False) -> None:
        """Show what collided, beside the window, which stays usable."""
        self._choices.settle("conflicts")
        if self.conflicts is None:
            desk = self._desk
            dialog = self.conflicts = ConflictsDialog(
                self._window,
                desk.document,
                desk.sync,
                sources=lambda: desk.sources.sources,
                playhead=lambda: desk.session.playhead_ticks,
                tokens=self._window.tokens,
            )
            dialog.step_made.connect(desk.sync.note_choice)
            dialog.done_with.connect(self._drop)
            dialog.finished.connect(self._forget_conflicts)
            dialog.show()
        self.conflicts.raise_()
        self.conflicts.activateWindow()

    def _drop(self, conflicts: tuple[AnyConflict, ...]) -> None:
        self._start(self._forget(conflicts), "conflicts chosen")

    async def _forget(self, conflicts: tuple[AnyConflict, ...]) -> None:
        try:
            await self._desk.sync.drop(*conflicts)
        except LocalDatabaseError as error:
            _log.exception("A choice is not remembered.")
            self._window.say(tr("The choice is made, but may be asked for again: {why}").format(why=error))

    def _tell_conflicts(self) -> None:
        found = frozenset(conflict.id for conflict in self._desk.sync.conflicts)
        news, self._told = found - self._told, found
        if news and self.conflicts is None:
            look = tr("Look at it…") if len(news) == 1 else tr("Look at them…")
            self._choices.offer("conflicts", conflicts_found(len(news)), look, self.open_conflicts)
        if not found:
            self._choices.settle("conflicts")
        self._show_able()

    def _ask(self, foreign: ForeignError) -> None:
        self._foreign = foreign
        self._choices.offer("foreign", self._desk.sync.status.sentence, tr("Choose…"), self.open_question)
        self._show_able()

    def open_question(self, _checked: bool = False) -> None:
        """Show mine beside theirs, and ask which goes on."""
        foreign, desk = self._foreign, self._desk
        if foreign is None or self.question is not None:
            return
        self._choices.settle("foreign")
        question = self.question = ForeignDialog(
            self._window,
            foreign,
            desk.document.work.state,
            name=desk.sync.status.service_name,
            sources=desk.sources.sources,
            playhead=desk.session.playhead_ticks,
            fps=desk.document.work.sidecar.edit_rate,
            tokens=self._window.tokens,
        )
        question.answered.connect(self._take_answer)
        question.finished.connect(self._forget_question)
        question.open()

    def _take_answer(self, answer: Answer) -> None:
        self._start(self.answer(answer), "answer")

    async def answer(self, answer: Answer) -> None:
        """Carry out the answer about what another program made; mine is kept before it is given up."""
        copied = ""
        if answer == "theirs":
            desk = self._desk
            title = tr("{title} (mine)").format(title=desk.workspace.title)
            stem = file_stem(title, tr("Untitled"))
            try:
                path = await asyncio.to_thread(keep_copy, desk.document.work, desk.folders, title, stem)
            except OSError as error:
                text = tr(
                    "A copy of yours could not be saved ({why}), so nothing was changed. Make room first."
                )
                self._window.say(text.format(why=error.strerror or error))
                return
            copied = path.stem
        done = await self._desk.sync.answer(answer)
        if done and copied:
            self._window.say(copy_kept(copied))
        elif not done and self._desk.sync.status.kind == "asking":
            sentence = tr("The project has changed in the meantime, so nothing was done. Choose again.")
            self._choices.offer("foreign", sentence, tr("Choose…"), self.open_question)

    # Showing.

    def _show_media_soon(self, _news: object = None) -> None:
        if not self._media_soon.isActive():
            self._media_soon.start()

    def _show_media(self) -> None:
        uploads = self._desk.uploads
        is_looking = uploads.is_looking or self._desk.sources.is_looking
        self._window.top.sync.show_media(uploads.remaining, is_looking=is_looking)
        if is_looking:  # its end is not told where nothing was found
            self._show_media_soon()

    def _show_refusals(self, word: Word) -> None:
        self._window.top.sync.show_refusals(len(word.problems))

    def _named(self, text: str) -> str:
        work = self._desk.document.work
        return named(text, work.state, work.sidecar)

    def _show_status(self, status: SyncStatus) -> None:
        self._show_media()
        self._window.top.sync.show_status(status)
        if status.kind in ("off", "in-step"):
            self._foreign = None
            self._choices.settle("foreign")
        if status.kind == "in-step":
            self._choices.settle("failure")
            self._window.notices.withdraw(self._failure)
        self._offer_ways(status)
        self._tell_reason()
        if status.kind == "off":
            self._told = frozenset()
        self._show_able()

    def _show_able(self, *_news: object) -> None:
        desk = self._desk
        if not desk.workspace.is_open:
            self.accounts_menu.menuAction().setEnabled(False)
            return  # the window switches the actions off itself
        has_link, status = desk.document.work.cloud is not None, desk.sync.status
        able = can_do(status, has_link=has_link, has_question=self._foreign is not None)
        for name, is_able in able.items():
            self._actions[name].setEnabled(is_able)
        self.accounts_menu.menuAction().setEnabled(able["sync.begin"])
        default = desk.accounts.default
        if default is not None:
            self._choices.settle("account")
        text = tr("Sync with {name}").format(name=default.name) if default else tr("Sync this project")
        self._actions["sync.begin"].setText(text)
        self._actions["sync.conflicts"].setText(conflicts_text(len(desk.sync.conflicts)))
        self._actions["sync.pause"].setChecked(has_link and desk.sync.is_paused)

    def _show_busy(self, text: str) -> None:
        self._window.notices.withdraw(self._waits)
        self._waits = text
        if text and self._desk.workspace.is_open:
            self._window.say(text)
        self._window.show_busy(text)

    def _tell_failure(self, trouble: Trouble) -> None:
        sentence = self._named(trouble.sentence)
        if trouble.way == "settings":
            self._choices.offer("failure", sentence, tr("Open Services"), self._open_services)
        elif trouble.retry is not None:
            again = partial(self._try_again, trouble.retry)
            self._choices.offer("failure", sentence, tr("Try again"), again)
        else:
            self._failure = sentence
            self._window.say(sentence)

    def _offer_ways(self, status: SyncStatus) -> None:
        """Say once that the project is gone from its service, and show what can be done then."""
        is_gone = status.kind == "gone"
        if is_gone != self._is_gone:
            self._is_gone = is_gone
            self._choices.settle("gone")
            if is_gone:
                self._choices.offer(
                    "gone", self._named(status.sentence), tr("What can be done…"), self._show_ways
                )

    def _tell_reason(self, *_news: object) -> None:
        """Say once why the service takes nothing, where nothing but the status tells of it."""
        reason = reason_of(self._desk.sync.status, has_problems=self._has_problems())
        if reason != self._reason:
            self._reason = reason
            self._choices.settle("reason")
            if reason:
                self._choices.offer("reason", self._named(reason), tr("What can be done…"), self._show_ways)

    def _has_problems(self) -> bool:
        return any(problem.severity == "error" for problem in self._desk.validation.problems)

    def _show_ways(self) -> None:
        button = self._window.top.sync
        button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _try_again(self, retry: Callable[[], object], _checked: bool = False) -> None:
        self._start(retry(), "link again")

    def _list_accounts(self) -> None:
        self.accounts_menu.clear()
        for profile in self._desk.accounts.profiles:
            if profile.has_projects:
                action = self.accounts_menu.addAction(profile.name)
                action.setData(profile.id)
                action.triggered.connect(self._begin_with_chosen)
        if not self.accounts_menu.isEmpty():
            self.accounts_menu.addSeparator()
        self.accounts_menu.addAction(self._actions["edit.services"])

    def _begin_with_chosen(self, _checked: bool = False) -> None:
        sender = self.sender()
        profile = self._desk.accounts.profile(sender.data()) if isinstance(sender, QAction) else None
        if profile is not None:
            self.begin(profile)

    def _fill_menu(self) -> None:
        menu = self._window.top.sync.menu()
        menu.clear()
        lacks_media = bool(self._desk.uploads.remaining.count)
        has_problems = self._has_problems()
        for name in menu_of(self._desk.sync.status, lacks_media=lacks_media, has_problems=has_problems):
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()

    def _close_all(self) -> None:
        self._choices.settle()
        for dialog in (self.conflicts, self.question):
            if dialog is not None:
                dialog.reject()

    def _forget_conflicts(self, _code: int) -> None:
        self.conflicts = None
        # A field that had the keyboard before would take Ctrl+Z for its own text, not for the choice.
        QTimer.singleShot(0, self, self._let_undo)

    def _let_undo(self) -> None:
        self._window.panels.timeline.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_question(self, _code: int) -> None:
        self.question = None

    def _starts(self, work: Callable[[], Any]) -> Callable[..., None]:
        def start(_checked: bool = False) -> None:
            self._start(work(), "synchronization command")

        return start

    def _start(self, work: Any, name: str) -> None:
        self._desk.tasks.start(work, name)
