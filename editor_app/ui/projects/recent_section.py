"""The recent projects on the start page: their tiles, and a search field where there are many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from editor_app.ui.projects.known import KnownProject, matches
from editor_app.ui.projects.recent_tile import RecentTile
from editor_app.ui.projects.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens
from editor_app.ui.widgets.flow import FlowLayout

_SEARCH_FROM = 8
"""So many recent projects, and a search field is worth its place."""


class RecentSection(QWidget):
    """The section; `heading` stands over it as long as there is something to show."""

    chosen = Signal(object)
    """Path."""
    find_requested = Signal(object)
    """Path: the place where a project's file no longer is."""
    removal_wanted = Signal(object)
    """Path."""
    step_requested = Signal(str)
    """`Step`: from the tile that has the focus."""

    def __init__(self, heading: QWidget, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._known: tuple[KnownProject, ...] = ()
        self.tiles: tuple[RecentTile, ...] = ()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search recent projects"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(HIT_PX)
        self.search.setMaximumWidth(220)
        self.search.textChanged.connect(self._filter)
        self._heading, self._flow = heading, FlowLayout(spacing=10)
        line = QHBoxLayout()
        line.addWidget(heading)
        line.addStretch(1)
        line.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        column.addLayout(line)
        column.addLayout(self._flow)
        self.show_known(())

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for tile in self.tiles:
            tile.set_tokens(tokens)

    def show_known(self, known: Sequence[KnownProject]) -> None:
        """Show projects; the keyboard stays where it was among them."""
        if known and tuple(known) == self._known:  # a tile that is being pressed stays
            return
        held = next((number for number, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        self._known = tuple(known)
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = tuple(self._tile(project) for project in known)
        for tile in self.tiles:
            self._flow.addWidget(tile)
        self._heading.setVisible(bool(known))
        self.search.setVisible(len(known) >= _SEARCH_FROM)
        self._filter(self.search.text() if len(known) >= _SEARCH_FROM else "")
        if held is not None and self.tiles:
            self.tiles[min(held, len(self.tiles) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tile(self, project: KnownProject) -> RecentTile:
        tile = RecentTile(project, self, self._tokens)
        tile.chosen.connect(self.chosen)
        tile.find_requested.connect(self.find_requested)
        tile.removal_wanted.connect(self.removal_wanted)
        tile.step_requested.connect(self.step_requested)
        return tile

    def _filter(self, words: str) -> None:
        for project, tile in zip(self._known, self.tiles, strict=True):
            tile.setVisible(matches(project, words))
        self._flow.invalidate()
