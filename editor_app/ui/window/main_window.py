"""The window: panels in docks around the canvas, one start page, and what connects them."""

from __future__ import annotations

from pathlib import Path

import qtawesome
from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from editor_app.product import NAME
from editor_app.services.desk import Desk
from editor_app.services.recovery import JournalStatus
from editor_app.store.settings import Settings
from editor_app.ui.actions import make_actions, without_checked
from editor_app.ui.projects import StartPage
from editor_app.ui.theme import Look, apply_theme, system_look
from editor_app.ui.window.actions import MENUS, RULE, TABLE, menu_ids
from editor_app.ui.window.command_palette import CommandPalette
from editor_app.ui.window.commands import FileCommands
from editor_app.ui.window.docks import SPECS, Docks
from editor_app.ui.window.full_screen import FullScreen
from editor_app.ui.window.keys import KeysOfLists
from editor_app.ui.window.notices import NoticeArea
from editor_app.ui.window.panels import Panels
from editor_app.ui.window.status import kept_line, window_title
from editor_app.ui.window.strip import Strip
from editor_app.ui.window.texts import tr
from editor_app.ui.window.top_bar import TopBar

LEAST_SIZE = (1024, 640)
FIRST_SIZE = (1600, 960)
_LOOKS: dict[str, Look] = {
    "view.look-dark": "dark",
    "view.look-light": "light",
    "view.look-high-contrast": "high-contrast",
}


class MainWindow(QMainWindow):
    """One window on one desk."""

    closed = Signal()
    """The window has been left for good; what goes on behind it can end."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.desk, self._settings = desk, settings
        self.tokens = apply_theme(_application(), self._look())
        self.setMinimumSize(*LEAST_SIZE)
        self.setAcceptDrops(True)
        self._full_screen: FullScreen | None = None
        self._kept = JournalStatus()
        self.panels = Panels(desk, self.tokens)
        self.files = FileCommands(desk, self, self.panels.picture)
        self.start_page = StartPage(desk.folders, desk.tasks, tokens=self.tokens)
        self.top = TopBar(self, self.tokens)
        self.strip = Strip(self, self.tokens, self.panels.export_status)
        self.busy = QLabel(self)
        self.busy.setObjectName("busy")
        self.busy.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.start_page)
        self.pages.addWidget(self.panels.stage)
        self.pages.addWidget(self.busy)
        self.setMenuWidget(self.top)
        self.setCentralWidget(self._central())
        self.docks = Docks(self, self.panels.by_dock())
        self.notices = NoticeArea(self, self.tokens)
        self.actions_by_id = self._make_actions()
        self._fill_menus()
        self._keys = KeysOfLists(self)
        _application().installEventFilter(self._keys)
        self._connect()
        self._show_project()
        self._restore_geometry()

    # What is shown.

    def say(self, sentence: str) -> None:
        """Show a sentence in the notice area."""
        self.notices.say(sentence)

    def set_look(self, look: Look) -> None:
        """Dress everything anew."""
        self.tokens = apply_theme(_application(), look)
        for part in (self.panels, self.start_page, self.top, self.strip, self.notices):
            part.set_tokens(self.tokens)
        self._set_icons()

    def open_dropped(self, files: list[Path]) -> None:
        """Take files dropped where no project is open: a project is opened, media begin a new one."""
        projects = [file for file in files if file.suffix in (".editorproj", ".json")]
        if projects:
            self.files.start(self.desk.workspace.open(projects[0]), "open")
        elif files:
            self.files.start(self._begin_with(files), "begin")

    async def _begin_with(self, files: list[Path]) -> None:
        if await self.desk.workspace.new(1920, 1080):
            self.panels.import_and_place(files)

    def _central(self) -> QWidget:
        central = QWidget(self)
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self.strip, 1)
        return central

    def _show_project(self, *_news: object) -> None:
        """Show the start page or the editor, and the project's name."""
        workspace = self.desk.workspace
        dirty = workspace.has_unsaved and not workspace.needs_name
        title = workspace.title
        self.setWindowTitle(window_title(title, NAME, is_dirty=dirty))
        self.top.show_project(title, is_dirty=dirty)
        self.top.menus.setEnabled(True)
        for name, action in self.actions_by_id.items():
            if not name.startswith(_ALWAYS):
                action.setEnabled(workspace.is_open)
        self._show_history()
        self._show_kept(self._kept)
        if workspace.is_open:
            self.pages.setCurrentWidget(self.panels.stage)
            self.statusBar().show()
        else:
            self.docks.hide()
            self.statusBar().hide()
            self.pages.setCurrentWidget(self.start_page)
            self.start_page.refresh()

    def _show_opened(self) -> None:
        self.docks.show()
        self.notices.set_bottom(self.statusBar().sizeHint().height())
        self._show_project()
        self.panels.show_opened(fit=not self.desk.workspace.has_seen_view)

    def _show_busy(self, text: str) -> None:
        if text:
            self.busy.setText(text)
            if not self.desk.workspace.is_open:
                self.pages.setCurrentWidget(self.busy)
        elif self.pages.currentWidget() is self.busy:
            self.pages.setCurrentWidget(self.start_page)

    def _show_history(self) -> None:
        document = self.desk.document
        for name, can, plain, label in (
            ("edit.undo", document.can_undo, tr("Undo"), document.undo_label),
            ("edit.redo", document.can_redo, tr("Redo"), document.redo_label),
        ):
            action = self.actions_by_id[name]
            action.setEnabled(can or document.is_previewing)
            action.setText(f"{plain} “{label}”" if label else plain)

    def _show_kept(self, kept: JournalStatus) -> None:
        self._kept = kept
        workspace = self.desk.workspace
        line = kept_line(kept, is_clean=not workspace.has_unsaved, is_untitled=workspace.needs_name)
        self.top.kept.say(line, kept.message)
        if kept.kind == "failed":
            self.say(kept.message)

    def _show_dirty(self) -> None:
        workspace = self.desk.workspace
        dirty = workspace.has_unsaved and not workspace.needs_name
        self.setWindowTitle(window_title(workspace.title, NAME, is_dirty=dirty))
        self.top.show_project(workspace.title, is_dirty=dirty)
        self._show_history()
        self._show_kept(self._kept)

    # What is connected.

    def _make_actions(self) -> dict[str, QAction]:
        run = {
            **self.files.table(),
            "file.import": without_checked(self.panels.media.choose_files),
            "edit.undo": without_checked(self._undo),
            "edit.redo": without_checked(self._redo),
            "view.palette": without_checked(self.open_palette),
            "view.look-system": without_checked(self._follow_system_look),
            "view.full-screen": without_checked(self.toggle_full_screen),
            "view.reset-layout": without_checked(self.docks.reset),
            "export.open": without_checked(self.open_export),
            **{name: without_checked(self._chooser(look)) for name, look in _LOOKS.items()},
        }
        own = make_actions(self, TABLE, run, context="Window")
        self.addActions(list(own.values()))
        found = {**self.panels.actions(), **own}
        for spec in SPECS:
            action = self.docks.dock(spec.id).toggleViewAction()
            action.setObjectName(f"panel.{spec.id}")
            found[f"panel.{spec.id}"] = action
        return found

    def _fill_menus(self) -> None:
        for title, entries in MENUS.items():
            menu = self.top.menus.addMenu(tr(title))
            for name in menu_ids(entries, self.actions_by_id):
                if name == RULE:
                    menu.addSeparator()
                else:
                    menu.addAction(self.actions_by_id[name])
            if title == "View":
                self._add_panels_menu(menu)
        self._set_icons()

    def _add_panels_menu(self, menu: QMenu) -> None:
        panels = menu.addMenu(tr("Panels"))
        for spec in SPECS:
            panels.addAction(self.actions_by_id[f"panel.{spec.id}"])

    def _set_icons(self) -> None:
        for spec in TABLE:
            if spec.icon:
                icon = qtawesome.icon(spec.icon, color=self.tokens.secondary)
                self.actions_by_id[spec.id].setIcon(icon)

    def _connect(self) -> None:
        desk, workspace = self.desk, self.desk.workspace
        workspace.opened.connect(self._show_opened)
        workspace.closed.connect(self._show_project)
        workspace.path_changed.connect(self._show_dirty)
        workspace.path_changed.connect(self.panels.show_name)
        workspace.kept_changed.connect(self._show_kept)
        workspace.busy_changed.connect(self._show_busy)
        desk.document.history_changed.connect(self._show_dirty)
        desk.document.sidecar_changed.connect(self._show_dirty_after)
        desk.document.steps_dropped.connect(self._tell_dropped)
        desk.validation.problems_changed.connect(self.strip.show_problems)
        for source in (workspace, desk.preview, desk.player, desk.imports, self.panels, self.start_page):
            source.notice.connect(self.say)
        desk.tasks.failed.connect(self._tell_failed)
        self.strip.drawer_wanted.connect(self.docks.toggle)
        self.top.export.clicked.connect(self.actions_by_id["export.open"].trigger)
        self.panels.full_screen_requested.connect(self.toggle_full_screen)
        self.panels.exports_wanted.connect(self.open_export)
        self.panels.drawer_wanted.connect(self.docks.open)
        self.files.quit_agreed.connect(self._leave)
        self.files.new_wanted.connect(self.start_page.ratio_tiles[0].setFocus)
        start = self.start_page
        start.open_demo_requested.connect(self.actions_by_id["file.demo"].trigger)
        start.open_requested.connect(self.actions_by_id["file.open"].trigger)
        start.new_requested.connect(self._new)
        start.project_chosen.connect(self._open)
        start.template_chosen.connect(self._open_template)
        start.files_dropped.connect(self.open_dropped)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._take_system_look)

    def _new(self, size: tuple[int, int]) -> None:
        self.files.start(self.desk.workspace.new(*size), "new")

    def _open(self, path: Path) -> None:
        self.files.start(self.desk.workspace.open(path), "open")

    def _open_template(self, template: Path) -> None:
        self.files.start(self.desk.workspace.open_copy(template), "template")

    def _show_dirty_after(self, _sidecar: object) -> None:
        self._show_dirty()

    def _tell_dropped(self, labels: tuple[str, ...]) -> None:
        steps = ", ".join(f"“{label}”" for label in labels)
        self.say(tr("These steps can no longer be taken back: {steps}.").format(steps=steps))

    def _tell_failed(self, failure: object) -> None:
        self.say(
            tr("Something went wrong, and the details are in the log (Help ▸ Open log). Nothing is lost.")
        )

    # What the window itself does.

    def _undo(self) -> None:
        self.desk.document.undo()
        self.desk.session.prune(self.desk.document.state)

    def _redo(self) -> None:
        self.desk.document.redo()
        self.desk.session.prune(self.desk.document.state)

    def open_palette(self) -> None:
        """Show every action by its name."""
        CommandPalette(self, list(self.actions_by_id.values())).open_over(self)

    def open_export(self) -> None:
        """Bring the export panel to the front, with the first thing to press in hand."""
        self.docks.open("exports")
        self.panels.exports.focus_export()

    def toggle_full_screen(self) -> None:
        """Show the picture alone on the whole screen, or no longer."""
        if self._full_screen is not None:
            self._full_screen.close()
            return
        playing = [action for name, action in self.actions_by_id.items() if name.startswith(_IN_FULL_SCREEN)]
        self._full_screen = FullScreen(self.desk.preview, playing)
        self._full_screen.left.connect(self._end_full_screen)
        self._full_screen.showFullScreen()
        self.desk.preview.refresh()

    def _end_full_screen(self) -> None:
        self._full_screen = None
        self.panels.canvas.ask_for_size()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave only once everything has been said and kept."""
        event.ignore()
        self.files.start(self.files.quit(), "quit")

    def _leave(self) -> None:
        self._settings.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self._settings.put("docks", self.docks.to_text())
        _application().removeEventFilter(self._keys)
        if self._full_screen is not None:
            self._full_screen.close()
        self.hide()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what is dropped anywhere; the panels that also place it take it themselves."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if self.desk.workspace.is_open:
            self.desk.imports.add_paths(files)
        else:
            self.open_dropped(files)

    def _restore_geometry(self) -> None:
        kept = self._settings.text("geometry")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            room = self.screen().availableSize()
            self.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))
        self.docks.restore_text(self._settings.text("docks"))

    def _look(self) -> Look:
        chosen = self._settings.text("look")
        return _LOOKS.get(f"view.look-{chosen}", system_look())

    def _chooser(self, look: Look):
        def choose() -> None:
            self._settings.put("look", look)
            self.set_look(look)

        return choose

    def _follow_system_look(self) -> None:
        self._settings.put("look", "")
        self.set_look(system_look())

    def _take_system_look(self, _scheme: object) -> None:
        if not self._settings.text("look"):
            self.set_look(system_look())


_IN_FULL_SCREEN = ("play.", "playhead.", "view.full-screen", "range.")
_ALWAYS = ("file.new", "file.open", "file.demo", "file.quit", "view.palette", "view.look", "help.", "edit.")


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
