"""The Media tab: search, filter, order, the grid, and what to do where it is empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.services.imports import Imports
from editor_app.services.sources import MediaSources
from editor_app.state.patch import Patch
from editor_app.ui import icons
from editor_app.ui.media.bars import ProgressLine, QuestionBar
from editor_app.ui.media.empty import EmptyLibrary
from editor_app.ui.media.entries import (
    Entry,
    Order,
    Shown,
    choose,
    count_uses,
    entries_coming,
    entries_of,
    follow_uses,
)
from editor_app.ui.media.grid import LibraryGrid
from editor_app.ui.media.labels import tr
from editor_app.ui.media.library_view import LibraryDelegate, ThumbnailSource, entry_at
from editor_app.ui.media.model import LibraryModel
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens

_FILTERS: tuple[tuple[Shown, str], ...] = (
    ("all", "All media"),
    ("video", "Video"),
    ("image", "Images"),
    ("audio", "Sound"),
    ("unused", "Unused"),
    ("missing", "Missing"),
)
_ORDERS: tuple[tuple[Order, str], ...] = (
    ("added", "Newest last"),
    ("name", "Name"),
    ("kind", "Kind"),
    ("length", "Longest first"),
    ("size", "Largest first"),
)


class Library(QWidget):
    """All media of the document."""

    add_wanted = Signal(object)
    """list[str]: assets that were chosen."""
    menu_wanted = Signal(object)
    """QPoint on the screen."""
    removal_wanted = Signal()
    import_wanted = Signal()
    folder_wanted = Signal()

    def __init__(
        self,
        document: Document,
        imports: Imports,
        sources: MediaSources,
        thumbnails: ThumbnailSource,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._document, self._sources, self._imports = document, sources, imports
        self._uses: Counter[str] = count_uses(document.state)
        self._tokens = tokens
        self._shares: Mapping[str, float] = {}
        self.model = LibraryModel()
        self.view = LibraryGrid(tr("Media"), self)
        self.view.setModel(self.model)
        self.delegate = LibraryDelegate(self.view, self.model, thumbnails, imports, tokens=tokens)
        self.view.setItemDelegate(self.delegate)
        self.search = self._make_search()
        self.shown = self._make_choice(_FILTERS, tr("Show"))
        self.order = self._make_choice(_ORDERS, tr("Order"))
        self.add = self._make_button("mediaAdd", tr("Import files"), tr("Import files"))
        self.add_folder = self._make_button(
            "mediaAddFolder", tr("Import a folder"), tr("Import all media of a folder")
        )
        self.missing = QuestionBar("mdi6.file-alert-outline", self, tokens=tokens)
        self.question = QuestionBar("mdi6.help-circle-outline", self, tokens=tokens)
        self.progress = ProgressLine(self)
        self.empty = EmptyLibrary(self, tokens)
        self.nothing = QLabel(tr("Nothing fits the search."), self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(30)
        self._timer.timeout.connect(self.refresh)
        self._lay_out()
        self._connect(imports, thumbnails)
        self.set_tokens(tokens)
        self.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = self.delegate.tokens = tokens
        self.add.setIcon(icons.icon("mdi6.plus", color=tokens.on_accent))
        self.add_folder.setIcon(icons.icon("mdi6.folder-plus-outline", color=tokens.secondary))
        for bar in (self.missing, self.question):
            bar.set_tokens(tokens)
        self.empty.set_tokens(tokens)
        for action in self.search.actions():
            action.setIcon(icons.icon("mdi6.magnify", color=tokens.secondary))
        self.view.viewport().update()

    def selected(self) -> list[Entry]:
        """Give the selected entries in the order shown."""
        rows = sorted(index.row() for index in self.view.selectedIndexes())
        return [self.model.entry(self.model.index(row)) for row in rows]

    def select(self, keys: Sequence[str]) -> None:
        """Select assets, as far as they are shown, scroll to the first and go on from there by keys."""
        self.view.clearSelection()
        rows = [row for key in keys if (row := self.model.row_of(key)) is not None]
        chosen, flags = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
        for row in rows:
            chosen.select(self.model.index(row), flags.Select)
        if rows:
            chosen.setCurrentIndex(self.model.index(rows[0]), flags.NoUpdate)
            self.view.scrollTo(self.model.index(rows[0]))

    def reveal(self, keys: Sequence[str]) -> None:
        """Select assets that have just come, whatever was searched for before, and scroll to them."""
        self.refresh()
        if any(self.model.row_of(key) is None for key in keys):
            self.search.clear()
            self.shown.setCurrentIndex(0)
        self.select(keys)

    def refresh(self) -> None:
        """Show the document as it is now."""
        self._timer.stop()
        state = self._document.state
        missing = {one.asset_id for one in self._sources.missing}
        self._show_coming()
        every = entries_of(state, self._uses, missing) + entries_coming(self._imports.coming, state)
        kept = [entry.key for entry in self.selected()]
        chosen = cast("Shown", self.shown.currentData())
        found = choose(every, self.search.text(), chosen, cast("Order", self.order.currentData()))
        self.model.set_entries(found)
        if kept and not self.view.selectedIndexes():
            self.select(kept)
        self._pages.setCurrentIndex(0 if found else (2 if every else 1))
        for control in (self.search, self.shown, self.order):
            control.setEnabled(bool(every))

    def show_fetching(self, shares: Mapping[str, float]) -> None:
        """Show how much is here of media that are fetched, by asset key."""
        self._shares = shares
        self._show_coming()
        self.view.viewport().update()

    def _show_coming(self) -> None:
        coming = (one.asset_id for one in self._sources.missing if one.is_coming)
        self.model.coming = {key: self._shares.get(key) for key in coming}
        self.model.awaited = frozenset(one.asset_id for one in self._sources.missing if one.is_awaited)

    def _make_search(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(tr("Search media"))
        field.setAccessibleName(tr("Search media"))
        field.setToolTip(tr("Search media (type in the grid, Esc clears)"))
        field.setClearButtonEnabled(True)
        field.setMinimumHeight(HIT_PX)
        lens = icons.icon("mdi6.magnify", color=self._tokens.secondary)
        field.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        return field

    def _make_choice(self, choices: Sequence[tuple[str, str]], name: str) -> QComboBox:
        box = QComboBox(self)
        for value, label in choices:
            box.addItem(tr(label), value)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setMinimumHeight(HIT_PX)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        return box

    def _make_button(self, name: str, says: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(says)
        button.setMinimumSize(HIT_PX, HIT_PX)
        button.setIconSize(QSize(18, 18))
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE_PX)
        top.addWidget(self.search, 1)
        top.addWidget(self.add_folder)
        top.addWidget(self.add)
        second = QHBoxLayout()
        second.setSpacing(SPACE_PX)
        second.addWidget(self.shown, 1)
        second.addWidget(self.order, 1)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setProperty("secondary", True)
        self._pages = QStackedLayout()
        for page in (self.view, self.empty, self.nothing):
            self._pages.addWidget(page)
        above = QVBoxLayout()
        above.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX // 2)
        above.setSpacing(SPACE_PX)
        above.addLayout(top)
        above.addLayout(second)
        for bar in (self.progress, self.missing, self.question):
            above.addWidget(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(self._pages, 1)
        self.view.setViewportMargins(SPACE_PX // 2, 0, 0, 0)
        controls = (self.search, self.add_folder, self.add, self.shown, self.order)
        for one, following in pairwise((*controls, self.view, self.empty.files, self.empty.folder)):
            QWidget.setTabOrder(one, following)

    def _connect(self, imports: Imports, thumbnails: ThumbnailSource) -> None:
        document, view = self._document, self.view
        document.changed.connect(self._follow)
        document.loaded.connect(self._start_over)
        self._sources.changed.connect(self._take_sources)
        imports.coming_changed.connect(self._show_added)
        imports.progress_changed.connect(self.progress.show_progress)
        imports.notes_changed.connect(view.viewport().update)
        self.progress.cancelled.connect(imports.cancel)
        thumbnails.on_ready(self._repaint)
        view.all_painted.connect(thumbnails.begin_round)
        self.search.textChanged.connect(self.refresh)
        self.shown.currentIndexChanged.connect(self.refresh)
        self.order.currentIndexChanged.connect(self.refresh)
        view.chosen.connect(self._choose)
        view.searches = True
        view.typed.connect(self._begin_search)
        view.hovered.connect(self._hover)
        view.removal_wanted.connect(self.removal_wanted)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        self.add.clicked.connect(self._import)
        self.add_folder.clicked.connect(self._import_folder)
        self.empty.files_wanted.connect(self.import_wanted)
        self.empty.folder_wanted.connect(self.folder_wanted)
        self._take_sources(self._sources.sources)

    def _show_added(self) -> None:
        """Show the files that are on their way, and the first of them where the eye is."""
        if any(entry.is_adding for entry in self.model.entries):
            self._timer.start()
            return
        self.refresh()
        news = [row for row, entry in enumerate(self.model.entries) if entry.is_adding]
        if news:
            self.view.scrollTo(self.model.index(news[0]))

    def _repaint(self) -> None:
        self.view.viewport().update()

    def _import(self, _checked: bool = False) -> None:
        self.import_wanted.emit()

    def _import_folder(self, _checked: bool = False) -> None:
        self.folder_wanted.emit()

    def rename_selected(self) -> None:
        """Let the name of the selected medium be typed in its tile."""
        indexes = self.view.selectedIndexes()
        if len(indexes) == 1:
            self.view.rename(indexes[0])

    def _follow(self, patch: Patch) -> None:
        if patch.items:
            follow_uses(self._uses, patch)
        if patch.assets or patch.items or patch.root:
            self._timer.start()

    def _start_over(self) -> None:
        self._uses = count_uses(self._document.state)
        self.question.hide()
        self.search.clear()
        self.shown.setCurrentIndex(0)
        self.refresh()

    def _take_sources(self, _sources: object) -> None:
        self.delegate.sources = self._sources.sources
        self.refresh()
        self.view.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        entry = entry_at(index)
        if entry is not None and not entry.is_adding:
            self.add_wanted.emit([entry.key])

    def _begin_search(self, letter: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(letter)

    def _hover(self, index: QModelIndex, across: float) -> None:
        self.delegate.set_hovered(index, across)
        self.view.viewport().update()

    def _open_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the search with Escape, go from it to the grid with the down arrow."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
        else:
            super().keyPressEvent(event)
