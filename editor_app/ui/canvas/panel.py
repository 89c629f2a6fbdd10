"""The canvas with its zoom menu: what the window shows in the middle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from editor_app.document import Document
from editor_app.items import TextItem
from editor_app.items.media import PictureItem
from editor_app.session import Session
from editor_app.ui import icons
from editor_app.ui.actions import ActionSpec, make_actions, without_checked
from editor_app.ui.canvas.actions import OVERLAYS, TABLE, ZOOM
from editor_app.ui.canvas.area import CanvasArea
from editor_app.ui.canvas.commands import BoxCommands
from editor_app.ui.canvas.cropping import is_cropped_at
from editor_app.ui.canvas.labels import tr
from editor_app.ui.canvas.menus import menu_for
from editor_app.ui.canvas.ports import FrameSource
from editor_app.ui.theme import DARK, HIT_PX, Tokens, ui_font

_STEP = 1.25
_PERCENTS = (25, 50, 75, 100, 150, 200, 400)


class CanvasPanel(QWidget):
    """The picture, its gestures, its actions."""

    notice = Signal(str)
    """A sentence for the notice area."""
    files_dropped = Signal(object, object)
    """QMimeData, QPointF: something was let go at a point of the composition."""

    def __init__(
        self,
        document: Document,
        session: Session,
        frames: FrameSource,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.area = CanvasArea(document, session, frames, self, tokens=tokens)
        self.commands = BoxCommands(document, session, self)
        self.actions_by_id = make_actions(
            self, TABLE, {**self.commands.table(), **self._own_calls()}, context="Canvas"
        )
        self.addActions(list(self.actions_by_id.values()))
        self._shared: Mapping[str, QAction] = {}
        self.zoom_button = self._make_button(tr("Canvas zoom"), tr("Zoom of the canvas (Ctrl and wheel)"))
        self.overlays_button = self._make_button(tr("Grids"), tr("Safe areas, thirds, phone app overlay"))
        self._fill_buttons()
        self.tool_row = QWidget(self)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._show_selection()
        self._show_zoom()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.area.set_tokens(tokens)
        for spec in TABLE:
            on = tokens.accent if spec.toggles else tokens.on_accent
            icon = icons.icon(spec.icon, color=tokens.secondary, color_on=on, color_disabled=tokens.disabled)
            self.actions_by_id[spec.id].setIcon(icon)
        self.overlays_button.setIcon(icons.icon("mdi6.grid", color=tokens.secondary))

    def share_actions(self, actions: Mapping[str, QAction]) -> None:
        """Lend actions of others to the context menu, by id: `clip.delete` and the like."""
        self._shared = actions

    def take_buttons(self) -> tuple[QToolButton, QToolButton]:
        """Give the zoom and the grids button to another row; the canvas's own row goes."""
        self.tool_row.hide()
        return self.zoom_button, self.overlays_button

    def ask_for_size(self) -> None:
        """Tell the frames' source how large the picture shows, and ask for a frame."""
        self.area.ask_for_size()

    def menu_at(self, stack: tuple[str, ...]) -> QMenu:
        """Give the context menu for what lies at a place, the topmost first."""
        actions = {**self._shared, **self.actions_by_id}
        return menu_for(self, self._document.state, self._session, stack, actions)

    def _own_calls(self) -> dict[str, Callable[..., None]]:
        area = self.area
        return {
            "canvas.crop": without_checked(self._crop),
            "canvas.reset-crop": without_checked(self._uncrop),
            "canvas.edit-text": without_checked(self._write),
            "canvas-view.fit": without_checked(area.fit),
            "canvas-view.full-size": without_checked(partial(area.zoom_to, 100)),
            "canvas-view.zoom-in": without_checked(partial(area.zoom_by, _STEP)),
            "canvas-view.zoom-out": without_checked(partial(area.zoom_by, 1 / _STEP)),
            **{spec.id: partial(area.set_shown, spec.id.partition(".")[2]) for spec in OVERLAYS},
        }

    def _crop(self) -> None:
        if self.area.cropping is not None:
            self.area.modes.end_crop()
            return
        item = self._only_item()
        if isinstance(item, PictureItem):
            self.area.modes.crop(item)
            self.area.setFocus()
        else:
            self.notice.emit(tr("Select an image or a video at the playhead to crop it."))

    def _uncrop(self) -> None:
        item = self._only_item()
        if isinstance(item, PictureItem):
            self.area.modes.uncrop(item)

    def _write(self) -> None:
        item = self._only_item()
        if isinstance(item, TextItem):
            self.area.modes.write(item, by_key=True)
        else:
            self.notice.emit(tr("Select a text at the playhead to write in it."))

    def _only_item(self) -> object:
        chosen = self.area.chosen_ids
        return self._document.work.state.items.get(chosen[0]) if len(chosen) == 1 else None

    def _make_button(self, name: str, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(tooltip)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMinimumSize(HIT_PX, HIT_PX)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _fill_buttons(self) -> None:
        menu = QMenu(self.zoom_button)
        self._add(menu, ZOOM)
        menu.addSeparator()
        for percent in _PERCENTS:
            action = menu.addAction(f"{percent} %")
            action.triggered.connect(without_checked(partial(self.area.zoom_to, percent)))
        self.zoom_button.setMenu(menu)
        self.zoom_button.setFont(ui_font(tabular=True))
        grids = QMenu(self.overlays_button)
        self._add(grids, OVERLAYS)
        self.overlays_button.setMenu(grids)

    def _add(self, menu: QMenu, table: tuple[ActionSpec, ...]) -> None:
        for spec in table:
            menu.addAction(self.actions_by_id[spec.id])

    def _lay_out(self) -> None:
        row = QHBoxLayout(self.tool_row)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        row.addWidget(self.zoom_button)
        row.addWidget(self.overlays_button)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.tool_row)

    def _connect(self) -> None:
        self.area.notice.connect(self.notice)
        self.commands.notice.connect(self.notice)
        self.area.files_dropped.connect(self.files_dropped)
        self.area.menu_wanted.connect(self._open_menu)
        self.area.view_changed.connect(self._show_zoom)
        self._session.selection_changed.connect(self._show_selection)
        self._session.playhead_changed.connect(self._show_selection)
        self._document.loaded.connect(self._show_selection)
        self._document.history_changed.connect(self._show_crop)

    def _open_menu(self, stack: tuple[str, ...], at: QPoint) -> None:
        menu = self.menu_at(stack)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _show_zoom(self) -> None:
        percent = f"{self.area.percent} %"
        self.zoom_button.setText(f"{tr('Fit')} {percent}" if self.area.is_fit else percent)

    def _show_selection(self, *_news: object) -> None:
        item = self._only_item()
        self.actions_by_id["canvas.crop"].setEnabled(isinstance(item, PictureItem))
        self._show_crop()
        self.actions_by_id["canvas.edit-text"].setEnabled(isinstance(item, TextItem))
        for spec in TABLE:
            if spec.id.startswith(("canvas.align", "canvas.distribute")) or spec.id in _ORDERS:
                self.actions_by_id[spec.id].setEnabled(bool(self._session.selection.item_ids))

    def _show_crop(self, *_news: object) -> None:
        item, tick = self._only_item(), self._session.playhead_ticks
        is_cropped = isinstance(item, PictureItem) and is_cropped_at(item, tick)
        self.actions_by_id["canvas.reset-crop"].setEnabled(is_cropped)


_ORDERS = frozenset({"canvas.front", "canvas.forward", "canvas.backward", "canvas.back"})
