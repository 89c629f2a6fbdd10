"""What the window says of the open project: its name, how safe it is, what is wrong, what undo would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from editor_app.problem import Problem
from editor_app.product import NAME
from editor_app.services.desk import Desk
from editor_app.services.recovery import JournalStatus
from editor_app.ui.window.banner import RecoveryBanner
from editor_app.ui.window.lost_steps import LostSteps, Way
from editor_app.ui.window.main_window import MainWindow
from editor_app.ui.window.status import kept_line, window_title
from editor_app.ui.window.strip import Strip
from editor_app.ui.window.texts import tr
from editor_app.ui.wording import with_names


class Standing(QObject):
    """Follows the project from `connect_to` on; undo and redo, which may only have something to say."""

    def __init__(self, desk: Desk, window: MainWindow, banner: RecoveryBanner, strip: Strip) -> None:
        super().__init__(window)
        self._desk, self._window, self._banner, self._strip = desk, window, banner, strip
        self._kept = JournalStatus()
        self._actions: Mapping[str, QAction] = {}
        self.lost_steps = LostSteps(desk.document, self)

    def connect_to(self, actions: Mapping[str, QAction]) -> None:
        """Follow what happens from now on."""
        self._actions = actions
        desk, workspace = self._desk, self._desk.workspace
        workspace.path_changed.connect(self.show)
        workspace.kept_changed.connect(self._show_kept)
        desk.document.history_changed.connect(self.show)
        desk.document.sidecar_changed.connect(self.show)
        desk.document.steps_dropped.connect(self.show)
        desk.validation.problems_changed.connect(self._show_problems)
        desk.service_validation.word_changed.connect(self._strip.show_word)

    def show(self, *_news: object) -> None:
        """Say it as it is now."""
        window, workspace = self._window, self._desk.workspace
        dirty = workspace.has_unsaved and not workspace.needs_name
        window.setWindowTitle(window_title(workspace.title, NAME, is_dirty=dirty))
        window.top.show_project(workspace.title, is_dirty=dirty)
        self._show_history()
        self._show_kept(self._kept)

    def undo(self) -> None:
        """Take the last step back, or say why it cannot be."""
        self._go("undo", self._desk.document.undo)

    def redo(self) -> None:
        """Do the step again that was taken back, or say why it cannot be."""
        self._go("redo", self._desk.document.redo)

    def _go(self, way: Way, move: Callable[[], bool]) -> None:
        document = self._desk.document
        if not document.is_previewing and (sentence := self.lost_steps.take(way)):
            self._window.say(sentence)
            self._show_history()
            return
        move()
        self._desk.session.prune(document.state)

    def _show_history(self) -> None:
        document = self._desk.document
        lost = self.lost_steps.is_lost
        for name, can, plain, label in (
            ("edit.undo", document.can_undo or lost("undo"), tr("Undo"), document.undo_label),
            ("edit.redo", document.can_redo or lost("redo"), tr("Redo"), document.redo_label),
        ):
            action = self._actions[name]
            action.setEnabled(can or document.is_previewing)
            action.setText(f"{plain} “{label}”" if label else plain)

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        work = self._desk.document.work
        self._strip.show_problems(with_names(problems, work.state, work.sidecar))

    def _show_kept(self, kept: JournalStatus) -> None:
        self._kept = kept
        workspace = self._desk.workspace
        if not workspace.has_unsaved:
            self._banner.hide()
        is_linked = self._desk.document.work.cloud is not None
        line = kept_line(
            kept,
            is_clean=not workspace.has_unsaved,
            is_untitled=workspace.needs_name,
            has_file=workspace.has_file,
            is_linked=is_linked,
        )
        self._banner.need_save(kept.kind == "failed" or not (workspace.needs_name and is_linked))
        self._window.top.kept.say(line, kept.message)
        if kept.kind == "failed":
            self._window.say(kept.message)
