"""The tile of a recent project; where its file is gone, it offers to find it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from editor_app.ui.projects.known import KnownProject
from editor_app.ui.projects.texts import tr
from editor_app.ui.projects.tile import Tile
from editor_app.ui.theme import HIT_PX, Tokens

SIZE = QSize(176, 99)


class RecentTile(Tile):
    """The tile; one whose file is gone is never chosen: pressing it asks for the file."""

    chosen = Signal(object)
    """Path."""
    find_requested = Signal(object)
    """Path: the place where the file no longer is."""
    removal_wanted = Signal(object)
    """Path."""

    def __init__(self, project: KnownProject, parent: QWidget, tokens: Tokens) -> None:
        icon = "mdi6.history" if project.is_unfinished else "mdi6.movie-outline"
        super().__init__(
            project.title,
            project.line,
            SIZE,
            parent,
            icon=icon,
            place=project.place,
            short_line=project.short_line,
            tokens=tokens,
        )
        self.project = project
        self.is_missing = project.is_missing
        self.show_image(project.cover)
        place = project.place if project.is_untitled else str(project.path)
        self.setToolTip(f"{project.title}\n{project.line}\n{place}")
        self.setAccessibleName(f"{project.title}, {project.line}, {place}")
        self.clicked.connect(self._press)
        self.removal_requested.connect(self._remove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.find_button: QPushButton | None = None
        self.remove_button: QPushButton | None = None
        if project.is_missing:
            self._offer_ways_out()

    def menu(self) -> QMenu:
        """Make the menu of what can be done with the project."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Find…") if self.is_missing else tr("Open")).triggered.connect(self._press)
        if not self.project.is_unfinished:  # that one is not here because of the list
            menu.addAction(tr("Remove from the list (Del)")).triggered.connect(self._remove)
        return menu

    def _offer_ways_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, self.text_px)
        column.setSpacing(4)
        self.find_button = self._button(tr("Find…"), tr("Say where the file is now, and open it (Enter)"))
        self.find_button.clicked.connect(self._press)
        self.remove_button = self._button(
            tr("Remove from the list"), tr("Show the project here no longer (Del)")
        )
        self.remove_button.clicked.connect(self._remove)
        column.addStretch(1)
        for button in (self.find_button, self.remove_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _button(self, text: str, tooltip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tooltip)
        button.setMinimumHeight(HIT_PX)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the tile has keys for both
        return button

    def _press(self) -> None:
        (self.find_requested if self.is_missing else self.chosen).emit(self.project.path)

    def _remove(self) -> None:
        if not self.project.is_unfinished:
            self.removal_wanted.emit(self.project.path)

    def _show_menu(self, place: QPoint) -> None:
        self.menu().popup(self.mapToGlobal(place))
