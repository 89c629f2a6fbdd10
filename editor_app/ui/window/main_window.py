"""The window: the start page at once, the editor as soon as it is there.

What stands here is imported before anything is seen, so it names nothing that knows documents or media;
`editor.py` does, and is imported once the start page has been painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from editor_app.product import NAME
from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.store.settings import Settings
from editor_app.ui.projects import StartPage
from editor_app.ui.theme import Look, apply_theme, system_look
from editor_app.ui.window.actions import ALT_LETTERS, LOOKS, MENUS
from editor_app.ui.window.first_paint import FirstPaint
from editor_app.ui.window.mnemonics import with_mnemonics
from editor_app.ui.window.notices import NoticeArea
from editor_app.ui.window.placement import FRAME_PX, Placement, Rect, brought_in, read_placement
from editor_app.ui.window.texts import tr
from editor_app.ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from editor_app.services.desk import Desk
    from editor_app.ui.window.docks import Docks
    from editor_app.ui.window.editor import Editor
    from editor_app.ui.window.panels import Panels
    from editor_app.ui.window.strip import Strip

LEAST_SIZE = (1024, 640)
FIRST_SIZE = (1600, 960)


class MainWindow(QMainWindow):
    """One window; `furnish` gives it a desk and the editor, and until then there is the start page alone."""

    closed = Signal()
    """The window has been left for good; what goes on behind it can end."""

    def __init__(self, folders: Folders, tasks: Tasks, settings: Settings) -> None:
        super().__init__()
        self.tasks, self.settings = tasks, settings
        self._editor: Editor | None = None
        self._wish: Callable[[Editor], None] | None = None
        self.first_paint = FirstPaint(self)
        self.tokens = apply_theme(application(), self._look())
        self.setMinimumSize(*LEAST_SIZE)
        self.setAcceptDrops(True)
        self.setWindowTitle(NAME)
        self.start_page = StartPage(folders, tasks, tokens=self.tokens)
        self.top = TopBar(self, self.tokens)
        self.top.show_project("", is_dirty=False)
        titles = with_mnemonics([tr(title) for title in MENUS], taken=ALT_LETTERS)
        self.menus: dict[str, QMenu] = {
            title: self.top.menus.addMenu(marked) for title, marked in zip(MENUS, titles, strict=True)
        }
        self.busy = QLabel(self)
        self.busy.setObjectName("busy")
        self.busy.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.start_page)
        self.pages.addWidget(self.busy)
        self.setMenuWidget(self.top)
        self.setCentralWidget(self._central())
        self.notices = NoticeArea(self, self.tokens)
        self._connect()
        self._restore_geometry()

    # What is there once the window is furnished.

    @property
    def editor(self) -> Editor:
        """Give the editor; raise RuntimeError before there is one."""
        if self._editor is None:
            raise RuntimeError("The window is not furnished yet.")
        return self._editor

    @property
    def desk(self) -> Desk:
        """Give what works for this window."""
        return self.editor.desk

    @property
    def panels(self) -> Panels:
        """Give the panels of the editor."""
        return self.editor.panels

    @property
    def docks(self) -> Docks:
        """Give the docks."""
        return self.editor.docks

    @property
    def strip(self) -> Strip:
        """Give the lower edge."""
        return self.editor.strip

    @property
    def actions_by_id(self) -> dict[str, QAction]:
        """Give every action."""
        return self.editor.actions_by_id

    @property
    def is_furnished(self) -> bool:
        """Tell whether the editor is there."""
        return self._editor is not None

    def furnish(self, desk: Desk) -> None:
        """Make the editor, and do with it what was asked for while there was none."""
        from editor_app.ui.window.editor import Editor

        self._editor = Editor(desk, self)
        self._editor.docks.restore_text(self.settings.text("docks"))
        if self.settings.put_aside is not None:
            said = tr("Your settings could not be read, so the default ones apply. The file is now {file}.")
            self.say(said.format(file=self.settings.put_aside))
        wish, self._wish = self._wish, None
        if wish is not None:
            wish(self._editor)

    def when_furnished(self, wish: Callable[[Editor], None]) -> None:
        """Do something with the editor, now or as soon as there is one; the latest wish counts."""
        if self._editor is not None:
            wish(self._editor)
        else:
            self._wish = wish
            self.show_busy(tr("One moment …"))

    # What is shown.

    def say(self, sentence: str) -> None:
        """Show a sentence in the notice area."""
        self.notices.say(sentence)

    def show_busy(self, text: str) -> None:
        """Say what is being waited for where no project is seen; nothing goes back to the start page."""
        if text:
            self.busy.setText(text)
            if self.pages.currentWidget() is self.start_page:
                self.pages.setCurrentWidget(self.busy)
        elif self.pages.currentWidget() is self.busy:
            self.pages.setCurrentWidget(self.start_page)

    def set_look(self, look: Look) -> None:
        """Dress everything anew."""
        self.tokens = apply_theme(application(), look)
        for part in (self.start_page, self.top, self.notices, self._editor):
            if part is not None:
                part.set_tokens(self.tokens)

    def choose_look(self, look: Look | None) -> None:
        """Keep a look from now on; None follows the system."""
        self.settings.put("look", look or "")
        self.set_look(look or system_look())

    def open_dropped(self, files: list[Path]) -> None:
        """Take files dropped where no project is open: a project is opened, media begin a new one."""
        if files:
            self.when_furnished(lambda editor: editor.open_dropped(files))

    def _central(self) -> QWidget:
        central = QWidget(self)
        self.column = QVBoxLayout(central)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.pages, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().hide()
        return central

    # What is chosen on the start page.

    def _connect(self) -> None:
        start = self.start_page
        start.recents.notice.connect(self.say)
        start.recents.taken_off.connect(self._offer_undo)
        start.find_requested.connect(self.find_project)
        start.open_demo_requested.connect(self._open_demo)
        start.open_requested.connect(self._choose_project)
        start.cloud_requested.connect(self._choose_cloud_project)
        start.new_requested.connect(self._begin)
        start.project_chosen.connect(self.open_project)
        start.template_chosen.connect(self._open_template)
        start.files_dropped.connect(self.open_dropped)
        self.tasks.failed.connect(self._tell_failed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._take_system_look)

    def open_project(self, path: Path) -> None:
        """Open a project file or a bare editorState."""
        self.when_furnished(lambda editor: editor.open_project(path))

    def find_project(self, lost: Path) -> None:
        """Ask where a recent project is whose file is gone from its place."""
        self.when_furnished(lambda editor: editor.find_project(lost))

    def _offer_undo(self, sentence: str, undo: Callable[[], None]) -> None:
        self.notices.say(sentence, action=tr("Undo"), run=undo, passes=True)

    def _open_demo(self) -> None:
        self.when_furnished(lambda editor: editor.trigger("file.demo"))

    def _choose_project(self) -> None:
        self.when_furnished(lambda editor: editor.trigger("file.open"))

    def _choose_cloud_project(self) -> None:
        self.when_furnished(lambda editor: editor.trigger("file.cloud"))

    def _begin(self, size: tuple[int, int]) -> None:
        self.when_furnished(lambda editor: editor.begin(size))

    def _open_template(self, template: Path) -> None:
        self.when_furnished(lambda editor: editor.open_template(template))

    def _tell_failed(self, _failure: object) -> None:
        self.say(
            tr("Something went wrong, and the details are in the log (Help ▸ Open log). Nothing is lost.")
        )

    # What the window itself does.

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave only once everything has been said and kept."""
        event.ignore()
        if self._editor is not None:
            self._editor.trigger("file.quit")
        else:
            self.leave()

    def leave(self) -> None:
        """Go for good; nothing is asked any more."""
        self.settings.put("place", self._placement().to_text())
        if self._editor is not None:
            self.settings.put("docks", self._editor.docks.to_text())
        self.hide()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let canvas and timeline share what comes and goes."""
        super().resizeEvent(event)
        if self._editor is not None:
            self.docks.keep_shares(event.size().height())

    def childEvent(self, event: QChildEvent) -> None:
        """Keep the docks' own tabs out of the way of Tab: F6 and “Go to” lead to every panel."""
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished and isinstance(tabs := event.child(), QTabBar):
            tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tabs.setAccessibleName(tr("Panels"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files anywhere."""
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)  # nobody shall delete the files
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what is dropped anywhere; the panels that also place it take it themselves."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.open_dropped(files)

    def _restore_geometry(self) -> None:
        kept = read_placement(self.settings.text("place"))
        if kept is None:
            room = self.screen().availableSize()
            # The system's frame comes on top: with it, too, the lower edge stays on the screen.
            self.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height() - FRAME_PX))
            return
        self.setGeometry(*astuple(brought_in(kept.rect, _screens())))
        if kept.is_maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _placement(self) -> Placement:
        stands = self.normalGeometry() if self.isMaximized() else self.geometry()
        return Placement(_rect(stands if stands.isValid() else self.geometry()), self.isMaximized())

    def _look(self) -> Look:
        return LOOKS.get(f"view.look-{self.settings.text('look')}") or system_look()

    def _take_system_look(self, _scheme: object) -> None:
        if not self.settings.text("look"):
            self.set_look(system_look())


def application() -> QApplication:
    """Give the application that the window belongs to."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _screens() -> list[Rect]:
    """Give what is free of each screen, the main one first."""
    main = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not main)
    return [_rect(screen.availableGeometry()) for screen in screens]


def _rect(rect: QRect) -> Rect:
    return Rect(rect.x(), rect.y(), rect.width(), rect.height())
