"""The start page: try, begin, open, go on."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.ui.projects.arrows import Step, next_index
from editor_app.ui.projects.custom import CustomSize
from editor_app.ui.projects.known import known_projects, recent_projects
from editor_app.ui.projects.recent_section import RecentSection
from editor_app.ui.projects.recent_tile import RecentTile
from editor_app.ui.projects.recents import Recents
from editor_app.ui.projects.templates import demo_cover, templates
from editor_app.ui.projects.texts import template_text, tr
from editor_app.ui.projects.tile import Tile
from editor_app.ui.theme import DARK, HIT_PX, SPACE_PX, Tokens, ui_font
from editor_app.ui.widgets.flow import FlowLayout

_RATIOS = (
    ("16:9", "YouTube", (1920, 1080)),
    ("9:16", "Shorts, Reels", (1080, 1920)),
    ("1:1", "Feed", (1080, 1080)),
    ("4:3", "Slides", (1440, 1080)),
    ("3:4", "Portrait", (1080, 1440)),
)
_NARROW_PX = 900
_WIDEST_PX = 1560


class StartPage(QWidget):
    """The page that is there when no project is."""

    open_demo_requested = Signal()
    new_requested = Signal(object)
    """(width, height) in px."""
    open_requested = Signal()
    cloud_requested = Signal()
    """A project that a service keeps shall be opened."""
    project_chosen = Signal(object)
    """Path."""
    find_requested = Signal(object)
    """Path: a recent project's place, where its file no longer is."""
    template_chosen = Signal(object)
    """Path of the template's file."""
    files_dropped = Signal(object)
    """list[Path]."""

    def __init__(
        self,
        folders: Folders,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._folders, self._tasks, self._tokens = folders, tasks, tokens
        self.recents = Recents(folders, tasks, self)
        self._has_listed = False
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Start page"))
        self.demo = self._make_demo()
        self.demo_button = QPushButton(tr("Open the demo"), self)
        self.cloud_button = QPushButton(tr("Open from the cloud…"), self)
        self.open_button = QPushButton(tr("Open…"), self)
        self.ratio_tiles = self._make_ratios()
        self.custom = CustomSize(self)
        self.template_tiles = self._make_templates()
        self._recent = RecentSection(self._heading(tr("Recent")), self, tokens)
        self.search = self._recent.search
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self._recent.set_tokens(tokens)
        for tile in (self.demo, *self.ratio_tiles, *self.template_tiles):
            tile.set_tokens(tokens)

    @property
    def recent_tiles(self) -> tuple[RecentTile, ...]:
        """Give the tiles of recent projects, the latest first, with those that a search hides."""
        return self._recent.tiles

    def refresh(self) -> None:
        """Read again what there is to go on with."""
        self._tasks.start(self._read(), "recent projects")

    def show_recent(self) -> None:
        """Read what was opened, before anything can be known of what a crash has left."""
        self._recent.show_known(recent_projects(self._folders, datetime.now().astimezone()))

    async def _read(self) -> None:
        now = datetime.now().astimezone()
        self._recent.show_known(await asyncio.to_thread(known_projects, self._folders, now))

    # Making it.

    def _make_demo(self) -> Tile:
        line = tr("Change one title, drop a photo, export: three clicks to an mp4")
        tile = Tile(tr("Try the demo"), line, QSize(384, 216), self, tokens=self._tokens)
        tile.show_image(_picture(demo_cover()))
        return tile

    def _make_ratios(self) -> tuple[Tile, ...]:
        made: list[Tile] = []
        for name, use, size in _RATIOS:
            tile = Tile(name, tr(use), QSize(112, 100), self, ratio=size, centred=True, tokens=self._tokens)
            tile.setToolTip(tr("New project, {width} × {height}").format(width=size[0], height=size[1]))
            tile.setProperty("size_px", size)
            made.append(tile)
        return tuple(made)

    def _make_templates(self) -> tuple[Tile, ...]:
        made: list[Tile] = []
        for template in templates():
            line = template_text(template.seconds, template.ratio)
            tile = Tile(template.title, line, QSize(160, 90), self, tokens=self._tokens)
            tile.show_image(_picture(template.cover))
            tile.setProperty("path", template.path)
            made.append(tile)
        return tuple(made)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setFont(ui_font(weight=600))
        label.setProperty("secondary", True)
        return label

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(inside)
        column.setContentsMargins(7 * SPACE_PX, 4 * SPACE_PX, 7 * SPACE_PX, 4 * SPACE_PX)
        column.setSpacing(SPACE_PX)
        column.addLayout(self._head())
        column.addSpacing(2 * SPACE_PX)
        self._grid.setHorizontalSpacing(4 * SPACE_PX)
        self._grid.setVerticalSpacing(2 * SPACE_PX)
        self._demo_side = self._demo_column()
        self._begin_side = self._begin_column()
        column.addLayout(self._grid)
        column.addSpacing(SPACE_PX)
        column.addWidget(self._recent)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("startArea")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._area = area
        self._arrange(self.width())

    def _head(self) -> QHBoxLayout:
        title = QLabel(tr("What will you make?"), self)
        title.setFont(ui_font(24, weight=700))
        hint = QLabel(tr("Drop files anywhere on this window to begin with them."), self)
        hint.setProperty("secondary", True)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(title)
        texts.addWidget(hint)
        self.open_button.setMinimumHeight(HIT_PX)
        self.open_button.setToolTip(tr("Open a project file"))
        row = QHBoxLayout()
        row.addLayout(texts, 1)
        self.cloud_button.setMinimumHeight(HIT_PX)
        self.cloud_button.setToolTip(tr("Open a project that Indream or another service keeps"))
        row.setSpacing(SPACE_PX)
        row.addWidget(self.cloud_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _demo_column(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.demo_button.setDefault(True)
        self.demo_button.setMinimumHeight(HIT_PX + 2)
        self.demo_button.setFont(ui_font(weight=600))
        self.demo_button.setToolTip(tr("Open the demo project"))
        self.demo_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the tile does the same
        column.addWidget(self.demo)
        column.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return side

    def _begin_column(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        for heading, tiles in (
            (tr("New project"), self.ratio_tiles),
            (tr("From a template"), self.template_tiles),
        ):
            flow = FlowLayout(spacing=10)
            for tile in tiles:
                flow.addWidget(tile)
            column.addWidget(self._heading(heading))
            column.addLayout(flow)
            if tiles is self.ratio_tiles:
                column.addWidget(self.custom)
                column.addSpacing(SPACE_PX)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.demo.clicked.connect(self.open_demo_requested)
        self.demo_button.clicked.connect(self.open_demo_requested)
        self.cloud_button.clicked.connect(self.cloud_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.custom.chosen.connect(self.new_requested)
        self._recent.chosen.connect(self.project_chosen)
        self._recent.find_requested.connect(self.find_requested)
        self._recent.removal_wanted.connect(self.recents.remove)
        self._recent.step_requested.connect(self._go)
        self.recents.changed.connect(self._take_changed)
        for tile in self.ratio_tiles:
            tile.clicked.connect(self._choose_size)
        for tile in self.template_tiles:
            tile.clicked.connect(self._choose_template)
        for tile in (self.demo, *self.ratio_tiles, *self.template_tiles):
            tile.step_requested.connect(self._go)

    # What is shown.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room, else below each other."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        is_narrow = width < _NARROW_PX
        demo_width = 320 if width < 1180 else 384 if width < 1700 else 448
        self.demo.set_picture_size(QSize(demo_width, demo_width * 9 // 16))
        for side in (self._demo_side, self._begin_side):
            self._grid.removeWidget(side)
        self._grid.addWidget(self._demo_side, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._begin_side, *((1, 0) if is_narrow else (0, 1)))
        self._grid.setColumnStretch(0, 1 if is_narrow else 0)
        self._grid.setColumnStretch(1, 0 if is_narrow else 1)

    def _take_changed(self, _listed: object) -> None:
        if self._has_listed and self.isVisible():  # else it is read before it is seen
            self.refresh()
        self._has_listed = True

    def _go(self, step: Step) -> None:
        """Go from the tile that has the focus to another."""
        tiles = [tile for tile in self._tiles() if tile.isVisibleTo(self)]
        places = [QRect(tile.mapTo(self, QPoint()), tile.size()) for tile in tiles]
        here = next((number for number, tile in enumerate(tiles) if tile.hasFocus()), None)
        if here is not None:
            there = tiles[next_index(places, here, step)]
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(there, 0, SPACE_PX)

    def _tiles(self) -> tuple[Tile, ...]:
        return (self.demo, *self.ratio_tiles, *self.template_tiles, *self.recent_tiles)

    # What is chosen.

    def _choose_size(self) -> None:
        self.new_requested.emit(self.sender().property("size_px"))

    def _choose_template(self) -> None:
        self.template_chosen.emit(self.sender().property("path"))

    # Files dropped.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)  # nobody shall delete the files
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with files."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_dropped.emit(files)


def _picture(file: Path) -> QImage | None:
    image = QImage(str(file))
    return None if image.isNull() else image
