"""The panel on the left: what the film is made of, in tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QTabWidget, QVBoxLayout, QWidget

from editor_app.document import Document
from editor_app.services.import_report import ImportReport
from editor_app.services.imports import Imports
from editor_app.services.relink import Relink
from editor_app.services.sources import MediaSources
from editor_app.session import Session
from editor_app.ui import icons
from editor_app.ui.actions import make_actions, without_checked
from editor_app.ui.media.actions import MENU, TABLE
from editor_app.ui.media.bars import Answer
from editor_app.ui.media.labels import tr
from editor_app.ui.media.library import Library
from editor_app.ui.media.library_commands import LibraryCommands
from editor_app.ui.media.library_view import ThumbnailSource
from editor_app.ui.media.missing_text import missing_text
from editor_app.ui.media.placing import Placement
from editor_app.ui.media.preset_page import PresetPage
from editor_app.ui.media.presets import BACKGROUNDS, SHAPES, TITLES, TRANSITIONS
from editor_app.ui.theme import DARK, Tokens
from editor_app.ui.widgets.tab_order import follow_layout


class MediaPanel(QWidget):
    """Media, text, shapes, transitions and backgrounds; `placement` makes clips of all of them."""

    notice = Signal(str)
    """A sentence for the notice area."""
    fetch_wanted = Signal()
    """What could not be fetched shall be tried again."""

    def __init__(
        self,
        document: Document,
        session: Session,
        imports: Imports,
        sources: MediaSources,
        thumbnails: ThumbnailSource,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._session, self._imports, self._sources = session, imports, sources
        self.placement = Placement(document, session, imports, self)
        self.relink = Relink(document, imports.tasks, sources, imports, self)
        self.library = Library(document, imports, sources, thumbnails, self, tokens=tokens)
        self.commands = LibraryCommands(
            document, session, self.library, self.placement, imports, self.relink, sources
        )
        self.actions_by_id: dict[str, QAction] = make_actions(self, TABLE, self._calls(), context="Media")
        self.pages = self._make_pages(tokens)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.tabBar().setObjectName("mediaTabs")
        self.tabs.tabBar().setAccessibleName(tr("Kinds of media"))
        self.tabs.addTab(self.library, tr("Media"))
        for name, page in self.pages.items():
            self.tabs.addTab(page, tr(name))
            page.chosen.connect(self.placement.add_preset)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tabs)
        follow_layout(self)
        self._connect()
        self.set_tokens(tokens)
        self._show_missing()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.library.set_tokens(tokens)
        for page in self.pages.values():
            page.set_tokens(tokens)
        for spec in TABLE:
            icon = icons.icon(spec.icon, color=tokens.secondary, color_disabled=tokens.disabled)
            self.actions_by_id[spec.id].setIcon(icon)

    def choose_files(self) -> None:
        """Let someone choose files to import."""
        self.commands.choose_files()

    def add_files_to_timeline(self, paths: Sequence[Path]) -> None:
        """Import files and make clips of them at the playhead."""
        self.placement.add_files(paths)

    def locate(self, asset_ids: Sequence[str] = ()) -> None:
        """Let someone say where missing files are: those of these assets, or all."""
        self.commands.locate(tuple(asset_ids))

    def event(self, event: QEvent) -> bool:
        """Keep the keys for pasting and deleting, while one works here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste what is on the clipboard."""
        if event.matches(QKeySequence.StandardKey.Paste):
            if not self.placement.paste(QGuiApplication.clipboard().mimeData()):
                self.notice.emit(tr("The clipboard holds nothing that can be added here."))
        else:
            super().keyPressEvent(event)

    def _calls(self) -> dict[str, Callable[..., None]]:
        commands = self.commands
        calls: dict[str, Callable[[], None]] = {
            "media.import": commands.choose_files,
            "media.import-folder": commands.choose_folder,
            "media.add": commands.add_selected,
            "media.replace-clips": commands.use_for_clips,
            "media.find": commands.find,
            "media.background": commands.use_as_background,
            "media.rename": self.library.rename_selected,
            "media.replace-file": commands.replace_file,
            "media.locate": self.locate,
            "media.show": commands.show_in_folder,
            "media.remove": commands.remove_selected,
            "media.remove-unused": commands.remove_unused,
        }
        return {name: without_checked(call) for name, call in calls.items()}

    def _make_pages(self, tokens: Tokens) -> dict[str, PresetPage]:
        add = tr("Drag to the timeline or canvas, or double-click to add at the playhead.")
        cut = tr("Drag onto a cut, or double-click for the cut nearest to the playhead.")
        behind = tr("Double-click to put one behind everything.")
        rows = (
            ("Text", TITLES, add),
            ("Shapes", SHAPES, add),
            ("Transitions", TRANSITIONS, cut),
            ("Background", BACKGROUNDS, behind),
        )
        return {
            name: PresetPage(tr(name), presets, hint, self, tokens=tokens) for name, presets, hint in rows
        }

    def _connect(self) -> None:
        library = self.library
        for source in (self.placement, self.relink, self.commands):
            source.notice.connect(self.notice)
        library.add_wanted.connect(self.placement.add_assets)
        library.menu_wanted.connect(self._open_menu)
        library.removal_wanted.connect(self.commands.remove_selected)
        library.import_wanted.connect(self.choose_files)
        library.folder_wanted.connect(self.commands.choose_folder)
        library.model.renamed.connect(self.commands.rename)
        self._imports.finished.connect(self._show_imported)
        self._sources.changed.connect(self._show_missing)
        self.relink.doubts_changed.connect(self._show_doubts)

    def _show_imported(self, report: ImportReport) -> None:
        """Show what an import brought: in the library, and its clips where some were made."""
        if report.keys:
            self.library.reveal(report.keys)
        if not self.placement.show_placed() and report.keys:
            self.tabs.setCurrentWidget(self.library)

    def _show_missing(self, _sources: object = None) -> None:
        missing = [one for one in self._sources.missing if not (one.is_coming or one.is_awaited)]
        bar = self.library.missing
        if not missing:
            bar.hide()
            return
        fetch: Answer = (tr("Fetch again"), self.fetch_wanted.emit)
        choose: Answer = (tr("Choose file…"), partial(self.locate, (missing[0].asset_id,)))
        search: Answer = (tr("Search a folder…"), self.commands.search_folder)
        answers = [choose, search] if len(missing) == 1 else [search]
        if any(one.not_fetched for one in missing):
            answers = [fetch, answers[0]]  # a narrow panel has room for two
        bar.ask(missing_text(missing), answers)
        follow_layout(self.library)

    def _show_doubts(self) -> None:
        doubts, bar = self.relink.doubts, self.library.question
        if not doubts:
            bar.hide()
            return
        if len(doubts) == 1:
            [path] = doubts.values()
            text = tr("“{name}” is not the file that was used before. Use it in its place?").format(
                name=path.name
            )
        else:
            text = tr("{count} files have the right names and other contents. Use them?").format(
                count=len(doubts)
            )
        answers = [(tr("Use"), self.relink.accept_doubts), (tr("Leave"), self.relink.dismiss_doubts)]
        bar.ask(text, answers)
        follow_layout(self.library)

    def menu(self) -> QMenu:
        """Make the menu for what is selected."""
        menu = QMenu(self)
        self.commands.show_state(self.actions_by_id)
        for group in MENU:
            menu.addActions([self.actions_by_id[name] for name in group])
            menu.addSeparator()
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def _is_ours(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Paste) or event.matches(QKeySequence.StandardKey.Delete)
