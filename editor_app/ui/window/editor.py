"""The editor in the window: panels in docks around the canvas, the menus' actions, and what connects them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from editor_app.services.desk import Desk
from editor_app.session import Selection
from editor_app.ui import icons
from editor_app.ui.actions import follow_key, make_actions, without_checked
from editor_app.ui.names import step_name
from editor_app.ui.theme import Look, Tokens
from editor_app.ui.window.actions import (
    ALWAYS,
    IN_FULL_SCREEN,
    LOOKS,
    MENUS,
    OF_PANELS,
    TABLE,
    menu_ids,
)
from editor_app.ui.window.banner import RecoveryBanner
from editor_app.ui.window.cloud_commands import CloudCommands
from editor_app.ui.window.command_palette import CommandPalette
from editor_app.ui.window.commands import FileCommands
from editor_app.ui.window.docks import SPECS, Docks
from editor_app.ui.window.earlier_menu import EarlierMenu
from editor_app.ui.window.fetching import FetchBand
from editor_app.ui.window.focus_care import FocusCare
from editor_app.ui.window.full_screen import FullScreen
from editor_app.ui.window.going_on import GoingOn
from editor_app.ui.window.keys import KeysOfFocus
from editor_app.ui.window.main_window import MainWindow, application
from editor_app.ui.window.menus import fill_menu
from editor_app.ui.window.offers import Offers
from editor_app.ui.window.panel_focus import focus_panel, step_panel
from editor_app.ui.window.panels import Panels
from editor_app.ui.window.preferences import Preferences
from editor_app.ui.window.reasons import reason
from editor_app.ui.window.recent_menu import RecentMenu
from editor_app.ui.window.search import with_latest
from editor_app.ui.window.shortcuts import Shortcuts
from editor_app.ui.window.standing import Standing
from editor_app.ui.window.strip import Strip
from editor_app.ui.window.sync_commands import SyncCommands
from editor_app.ui.window.texts import tr


class Editor(QObject):
    """All that a window has for a project."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self.desk, self._window = desk, window
        self._full_screen: FullScreen | None = None
        self.panels = Panels(desk, window.tokens, window.settings)
        self.files = FileCommands(desk, window, self.panels.picture)
        self.banner = RecoveryBanner(window.tokens)
        window.notices.stand_on(self.panels.canvas)
        stage = self.panels.stage.layout()
        assert isinstance(stage, QVBoxLayout)
        stage.insertWidget(0, self.banner)
        self.fetch_band = FetchBand(desk.fetching, window.tokens)
        stage.insertWidget(1, self.fetch_band)
        self.strip = Strip(window, window.tokens, self.panels.export_status, self.panels.upload_status)
        window.statusBar().addWidget(self.strip, 1)
        window.pages.addWidget(self.panels.stage)
        self.going_on = GoingOn()
        window.column.addWidget(self.going_on)
        self.docks = Docks(window, self.panels.by_dock())
        self.syncing = SyncCommands(desk, window, self._open_services)
        self.standing = Standing(desk, window, self.banner, self.strip)
        self.actions_by_id = self._make_actions()
        self.shortcuts = Shortcuts(window, self.actions_by_id)
        self.preferences = Preferences(desk, window, self.shortcuts)
        self.cloud = CloudCommands(desk, window, self.preferences.open_services)
        self.preferences.closed.connect(self.cloud.hear_settings_closed)
        self._name_keys()
        self.recent = RecentMenu(window.menus["File"])
        self.earlier = EarlierMenu(window.menus["File"])
        self.offers = Offers(desk, window, self.files, self.banner, self.earlier, self)
        self._fill_menus()
        self._keys = KeysOfFocus(self)
        application().installEventFilter(self._keys)
        self._focus_care = FocusCare(window, self.panels.timeline.area)
        self._connect()
        self.standing.connect_to(self.actions_by_id)
        self.syncing.connect_to(self.actions_by_id)
        self._show_closed()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.panels.set_tokens(tokens)
        self.strip.set_tokens(tokens)
        self.banner.set_tokens(tokens)
        self.fetch_band.set_tokens(tokens)
        self.preferences.set_tokens(tokens)
        self.cloud.set_tokens(tokens)
        self.syncing.set_tokens(tokens)
        self._set_icons(tokens)

    # What is opened.

    def trigger(self, action: str) -> None:
        """Do what an action does."""
        self.actions_by_id[action].trigger()

    def begin(self, size: tuple[int, int]) -> None:
        """Begin a new project."""
        self.files.start(self.desk.workspace.new(*size), "new")

    def open_project(self, path: Path) -> None:
        """Open a project file or a bare editorState."""
        self.files.start(self.desk.workspace.open(path), "open")

    def find_project(self, lost: Path) -> None:
        """Ask where a recent project is now, and open it."""
        self.files.start(self.files.find(lost), "find")

    def open_template(self, template: Path) -> None:
        """Begin a project with what a template holds."""
        self.files.start(self.desk.workspace.open_copy(template), "template")

    def open_dropped(self, files: list[Path]) -> None:
        """Take files: into the project; where none is open, one of them opens, or media begin a new one."""
        projects = [file for file in files if file.suffix in (".editorproj", ".json")]
        if self.desk.workspace.is_open:
            self.desk.imports.add_paths(files)
        elif projects:
            self.open_project(projects[0])
        else:
            self.files.start(self._begin_with(files), "begin")

    async def _begin_with(self, files: list[Path]) -> None:
        if await self.desk.workspace.new(1920, 1080):
            self.panels.import_and_place(files)

    # What is shown.

    def _show_project(self, *_news: object) -> None:
        """Show the start page or the editor, and the project's name."""
        window, workspace = self._window, self.desk.workspace
        for name, action in self.actions_by_id.items():
            if not name.startswith(ALWAYS) and not (workspace.is_open and name.startswith(OF_PANELS)):
                action.setEnabled(workspace.is_open)
        self.standing.show()
        if workspace.is_open:
            window.pages.setCurrentWidget(self.panels.stage)
            window.statusBar().show()
        else:
            self.docks.hide()
            window.statusBar().hide()
            window.pages.setCurrentWidget(window.start_page)
        self.panels.exports.show_lists_only(not workspace.is_open)
        self.going_on.follow_project(is_open=workspace.is_open)

    def _show_closed(self) -> None:
        self._show_project()
        self._window.notices.set_bottom(self.going_on.sizeHint().height())
        self._window.start_page.refresh()
        self._window.start_page.demo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_opened(self) -> None:
        self.docks.show()
        self._window.notices.set_bottom(self._window.statusBar().sizeHint().height())
        self._show_project()
        self.panels.show_opened(fit=not self.desk.workspace.has_seen_view)

    # What is connected.

    def _make_actions(self) -> dict[str, QAction]:
        window = self._window
        run = {
            **self.files.table(),
            **self.syncing.table(),
            "file.cloud": without_checked(lambda: self.cloud.open_projects()),
            "file.service-media": without_checked(lambda: self.cloud.open_media()),
            "file.import": without_checked(self.panels.media.choose_files),
            "file.fetch": without_checked(self.desk.fetching.fetch_missing),
            "edit.undo": without_checked(self.standing.undo),
            "edit.redo": without_checked(self.standing.redo),
            "edit.keys": without_checked(lambda: self.shortcuts.open_dialog()),
            "edit.settings": without_checked(lambda: self.preferences.open_dialog()),
            "view.palette": without_checked(self.open_palette),
            "view.full-screen": without_checked(self.toggle_full_screen),
            "view.reset-layout": without_checked(self.docks.reset),
            "export.open": without_checked(self.open_export),
            "panel-step.next": without_checked(lambda: step_panel(self._panels_in_order(), 1)),
            "panel-step.previous": without_checked(lambda: step_panel(self._panels_in_order(), -1)),
            "view.menu": without_checked(window.top.open_first_menu),
            **{name: without_checked(self._chooser(look)) for name, look in LOOKS.items()},
        }
        own = make_actions(window, TABLE, run, context="Window")
        found = {**self.panels.actions(), **own}
        # The panels' too: their keys work, whether their panel is seen or not.
        window.addActions(list(found.values()))
        for spec in SPECS:
            found[f"panel.{spec.id}"] = self.docks.make_toggle(spec.id)
            go = QAction(tr("Go to: {panel}").format(panel=tr(spec.title)), window)
            go.setObjectName(f"go.{spec.id}")
            go.triggered.connect(without_checked(partial(self._go_to, spec.id)))
            found[f"go.{spec.id}"] = go
        return found

    def _name_keys(self) -> None:
        """Let buttons that do what an action does name its key."""
        library = self.panels.media.library
        named: dict[QWidget, str] = {
            self._window.start_page.open_button: "file.open",
            self._window.start_page.cloud_button: "file.cloud",
            self.banner.save: "file.save",
            library.add: "file.import",
            library.empty.files: "file.import",
        }
        self.panels.transport.share_actions(self.actions_by_id)
        for button, name in named.items():
            follow_key(button, self.actions_by_id[name])

    def _go_to(self, name: str) -> None:
        """Bring a panel to the front and give it the keyboard."""
        self.docks.open(name)
        focus_panel(self.panels.by_dock()[name])

    def _panels_in_order(self) -> list[QWidget]:
        """Give the panels as they are read: the upper row from left to right, then the lower one."""
        by_dock = self.panels.by_dock()
        names = ("inspector", "exports", "history", "timeline", "problems", "keyframes", "clips", "uploads")
        stage = [self.panels.canvas.area, self.panels.transport]
        return [by_dock["media"], *stage, *(by_dock[name] for name in names)]

    def _chooser(self, look: Look | None):
        def choose() -> None:
            self._window.choose_look(look)

        return choose

    def _fill_menus(self) -> None:
        for title, entries in MENUS.items():
            names = menu_ids(entries, self.actions_by_id)
            fill_menu(self._window.menus[title], names, self.actions_by_id)
        self._window.menus["File"].insertMenu(self.actions_by_id["file.demo"], self.recent)
        self._window.menus["File"].insertMenu(self.actions_by_id["file.close"], self.earlier)
        self._window.menus["File"].insertSeparator(self.actions_by_id["file.close"])
        self._window.menus["Project"].insertMenu(self.actions_by_id["sync.now"], self.syncing.accounts_menu)
        panels = self._window.menus["View"].addMenu(tr("Panels"))
        for spec in SPECS:
            panels.addAction(self.actions_by_id[f"panel.{spec.id}"])
        self._set_icons(self._window.tokens)

    def _set_icons(self, tokens: Tokens) -> None:
        for spec in TABLE:
            if spec.icon:
                self.actions_by_id[spec.id].setIcon(icons.icon(spec.icon, color=tokens.secondary))

    def _connect(self) -> None:
        desk, workspace, window = self.desk, self.desk.workspace, self._window
        workspace.opened.connect(self._show_opened)
        workspace.closed.connect(self._show_closed)
        workspace.closed.connect(self.banner.hide)
        # Even where others have changed the project meanwhile, and its file lacks that again.
        self.files.saved.connect(self.banner.hide)
        workspace.settling.connect(self.panels.canvas.area.modes.settle)
        workspace.recovered.connect(self.offers.tell_recovered)
        workspace.in_use.connect(self.offers.offer_copy)
        workspace.damaged.connect(self.offers.offer_earlier)
        window.menus["File"].aboutToShow.connect(self.offers.look_for_earlier)
        self.earlier.chosen.connect(self.offers.open_earlier)
        desk.session.selection_changed.connect(self._show_selected)
        application().applicationStateChanged.connect(self._take_application_state)
        self.banner.save_wanted.connect(self.actions_by_id["file.save"].trigger)
        self.banner.history_wanted.connect(self._show_steps)
        workspace.path_changed.connect(self.panels.show_name)
        workspace.busy_changed.connect(window.show_busy)
        desk.document.naming = step_name
        desk.document.steps_dropped.connect(self.offers.tell_dropped)
        desk.proxies.progress_changed.connect(self.strip.show_proxies)
        desk.fetching.notice.connect(window.say)
        self.fetch_band.problems_wanted.connect(self.actions_by_id["go.problems"].trigger)
        for source in (
            workspace,
            desk.preview,
            desk.player,
            desk.imports,
            desk.local_server,
            desk.accounts,
            self.panels,
        ):
            source.notice.connect(window.say)
        self.panels.outdated.connect(window.notices.withdraw)
        self.panels.offered.connect(
            lambda said, action, run: window.notices.say(said, action=action, run=run)
        )
        desk.imports.many_refused.connect(self.offers.offer_list)
        recents = window.start_page.recents
        recents.changed.connect(self.recent.show_listed)
        recents.watch()
        self.recent.chosen.connect(self.open_project)
        self.recent.find_requested.connect(self.find_project)
        self.recent.clear_requested.connect(recents.clear)
        self.strip.drawer_wanted.connect(self.docks.toggle)
        self.panels.problems.walked.connect(self.strip.show_walked)
        window.top.export.clicked.connect(self.actions_by_id["export.open"].trigger)
        self.panels.full_screen_requested.connect(self.toggle_full_screen)
        self.panels.exports_wanted.connect(self.open_export)
        self.panels.export_status.said.connect(self.going_on.say)
        self.going_on.say(self.panels.export_status.text())
        self.docks.dock("exports").visibilityChanged.connect(self.going_on.follow_panel)
        self.going_on.toggled.connect(self._toggle_export)
        self.panels.services_wanted.connect(self.preferences.open_services)
        self.panels.end_messages.clicked.connect(self.open_export)
        self.panels.drawer_wanted.connect(self.docks.open)
        self.files.quit_agreed.connect(self._leave)
        self.files.new_wanted.connect(window.start_page.ratio_tiles[0].setFocus)

    def _show_selected(self, selection: Selection) -> None:
        """Bring the inspector to the front for what is selected in the timeline or on the canvas."""
        inspector = self.docks.dock("inspector")
        chosen_there = QApplication.focusWidget() in (self.panels.timeline.area, self.panels.canvas.area)
        if selection and chosen_there and not inspector.isHidden() and not self.docks.is_seen("inspector"):
            inspector.raise_()

    def _take_application_state(self, state: Qt.ApplicationState) -> None:
        """Look for the media again when someone comes back, who may have moved or brought files meanwhile."""
        if state == Qt.ApplicationState.ApplicationActive and self.desk.workspace.is_open:
            self.desk.sources.refresh()

    def _open_services(self) -> None:
        self.preferences.open_services()

    def _show_steps(self) -> None:
        self.docks.open("history")

    # What the editor itself does.

    def open_palette(self) -> None:
        """Show every action by its name."""
        settings = self._window.settings
        recent = settings.text("actions").split()

        def remember(name: str) -> None:
            settings.put("actions", " ".join(with_latest(recent, name)))

        actions = list(self.actions_by_id.values())
        palette = CommandPalette(
            self._window,
            actions,
            tokens=self._window.tokens,
            recent=recent,
            remember=remember,
            reason=partial(reason, is_open=self.desk.workspace.is_open),
        )
        palette.open_over(self._window)

    def open_export(self) -> None:
        """Bring the export panel to the front, with the first thing to press in hand."""
        if self.desk.workspace.is_open:
            self.desk.sources.refresh()
        self.docks.open("exports")
        self.panels.exports.focus_export()

    def _toggle_export(self) -> None:
        if self.docks.is_seen("exports"):
            self.docks.toggle("exports")
        else:
            self.open_export()

    def toggle_full_screen(self) -> None:
        """Show the picture alone on the whole screen, or no longer."""
        if self._full_screen is not None:
            self._full_screen.close()
            return
        playing = [action for name, action in self.actions_by_id.items() if name.startswith(IN_FULL_SCREEN)]
        self._full_screen = FullScreen(self.desk.preview, playing)
        self._full_screen.left.connect(self._end_full_screen)
        self._full_screen.showFullScreen()
        self.desk.preview.refresh()

    def _end_full_screen(self) -> None:
        self._full_screen = None
        self.panels.canvas.ask_for_size()

    def _leave(self) -> None:
        application().removeEventFilter(self._keys)
        if self._full_screen is not None:
            self._full_screen.close()
        self._window.leave()
