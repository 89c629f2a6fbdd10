"""The context menus: what can be done with what lies under the pointer, or the keyboard stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from editor_app.document import Document
from editor_app.edits.transitions import TransitionType
from editor_app.items import BrokenItem
from editor_app.session import Session
from editor_app.state import Transition
from editor_app.ui.names import speed_name, transition_name
from editor_app.ui.timeline.area import TimelineArea
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.markers import Markers
from editor_app.ui.timeline.menu_commands import SPEEDS, TRANSITIONS, MenuCommands
from editor_app.ui.timeline.rows import Row

_RULE = ""
_ON_CLIP = (
    *("clip.split", _RULE, "clip.cut", "clip.copy", "clip.paste", "clip.paste-attributes", "clip.duplicate"),
    *(_RULE, "clip.delete", "clip.ripple-delete", _RULE, "clip.trim-start", "clip.trim-end", _RULE),
    *("clip.link", "clip.unlink", "clip.detach-sound", _RULE, "clip.up", "clip.down"),
)
_ON_NOTHING = (
    "clip.paste",
    _RULE,
    "clip.select-all",
    "clip.select-after",
    "gap.close-all",
    _RULE,
    "track.add",
)
_ON_RULER = (
    *("range.in", "range.out", "range.clear", _RULE, "marker.add", "marker.remove", "marker.next"),
    *("marker.previous", _RULE, "view.fit", "view.zoom-in", "view.zoom-out"),
)


class TimelineMenus:
    """Makes the menu for what was hit."""

    def __init__(
        self,
        area: TimelineArea,
        document: Document,
        session: Session,
        commands: MenuCommands,
        actions: Mapping[str, QAction],
        parent: QWidget,
    ) -> None:
        self._area, self._document, self._session = area, document, session
        self._commands, self._actions, self._parent = commands, actions, parent
        self._markers = Markers(area, document, session)

    def open(self, met: Hit, at: QPoint) -> None:
        """Open the menu at a global place."""
        menu = self.menu_for(met)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def open_tracks(self) -> None:
        """Open a menu with a submenu for each track, at the headers; the selected clip's track is chosen."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in self._area.rows:
            self._fill_header(menu.addMenu(row.name), row)
        rows = menu.actions()
        chosen = self._session.selection.item_ids or ((self._area.focused or ""),)
        home = self._area.lanes.home(chosen[-1])
        menu.popup(self._area.mapToGlobal(QPoint(8, 32)))
        if rows:
            menu.setActiveAction(rows[min(home or 0, len(rows) - 1)])

    def open_markers(self) -> None:
        """Open the list of markers, at the left end of the ruler."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._markers.add_list(menu)
        menu.popup(self._area.mapToGlobal(QPoint(8, 32)))
        menu.setActiveAction(menu.actions()[0])

    def menu_for(self, met: Hit) -> QMenu:
        """Give the menu of a clip, a cut, a transition, a header, the ruler, or an empty place."""
        menu = QMenu(self._parent)
        row = self._area.rows[met.row] if met.row is not None and met.row < len(self._area.rows) else None
        if met.transition_id is not None:
            self._fill_transition(menu, met.transition_id)
        elif met.item_id is not None:
            self._fill_clip(menu, met)
        elif met.part.startswith("header") and row is not None:
            self._fill_header(menu, row)
        elif met.marker_id is not None:
            self._markers.fill(menu, met.marker_id)
        elif met.part in ("ruler", "corner", "in-point", "out-point"):
            self._put(menu, _ON_RULER)
            self._markers.add_list(menu)
        else:
            self._fill_gap(menu, met, row)
        return menu

    def _put(self, menu: QMenu, names: Iterable[str]) -> None:
        for name in names:
            if name == _RULE:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])

    def _fill_clip(self, menu: QMenu, met: Hit) -> None:
        key = met.item_id or ""
        left_out = self._commands.without_use()
        self._put(menu, (name for name in _ON_CLIP if name not in left_out))
        menu.addSeparator()
        if met.part == "cut" and met.other_id is not None:
            self._add_transitions(menu, tr("Add transition to the cut"), (key, met.other_id))
        else:
            start, end = self._commands.cuts_of(key)
            if start is not None:
                self._add_transitions(menu, tr("Add transition at the start"), start)
            if end is not None:
                self._add_transitions(menu, tr("Add transition at the end"), end)
        if self._commands.can_change_speed():
            self._add_speeds(menu)
        item = self._document.state.items.get(key)
        if item is not None and not isinstance(item, BrokenItem):
            _add(menu, tr("Keyframes"), partial(self._area.keyframes_wanted.emit, key), keys=tr("Enter"))
            if getattr(item, "asset_id", None):
                _add(menu, tr("Replace medium…"), partial(self._area.replace_wanted.emit, key))

    def _add_transitions(self, menu: QMenu, title: str, cut: tuple[str, str]) -> None:
        submenu = menu.addMenu(title)
        for kind in TRANSITIONS:
            _add(submenu, transition_name(kind), partial(self._commands.add_transition, cut, kind))

    def _add_speeds(self, menu: QMenu) -> None:
        submenu, now = menu.addMenu(tr("Speed")), self._commands.speed()
        for rate in SPEEDS:
            action = _add(submenu, speed_name(rate), partial(self._commands.set_speed, rate))
            action.setCheckable(True)
            action.setChecked(rate == now)

    def _fill_transition(self, menu: QMenu, key: str) -> None:
        transition = self._document.state.transitions.get(key)
        if isinstance(transition, Transition):
            for kind in TRANSITIONS:
                self._add_kind(menu, key, kind, transition.type)
            menu.addSeparator()
        action = _add(menu, tr("Delete transition"), partial(self._commands.remove_transition, key))
        action.setShortcut(self._actions["clip.delete"].shortcut())

    def _add_kind(self, menu: QMenu, key: str, kind: TransitionType, now: str) -> None:
        action = _add(menu, transition_name(kind), partial(self._commands.change_transition, key, kind))
        action.setCheckable(True)
        action.setChecked(kind == now)

    def _fill_header(self, menu: QMenu, row: Row) -> None:
        commands, track = self._commands, row.track_id
        _add(menu, tr("Rename track…"), partial(self._area.rename_track, row.index))
        menu.addSeparator()
        if not row.is_sound:
            _toggle(menu, tr("Hidden"), row.hidden, partial(commands.set_hidden, track))
        _toggle(menu, tr("Muted"), row.muted, partial(commands.set_muted, track))
        _toggle(menu, tr("Locked"), row.locked, partial(commands.set_locked, track))
        menu.addSeparator()
        _add(menu, tr("Select all clips of the track"), partial(commands.select_track, track))
        _add(menu, tr("Close all gaps of the track"), partial(commands.close_gaps, track))
        menu.addSeparator()
        _add(menu, tr("Add track above"), partial(commands.add_track, row.index))
        _add(menu, tr("Add track below"), partial(commands.add_track, row.index + 1))
        up = _add(menu, tr("Move up"), partial(commands.move_track, track, row.index - 1))
        down = _add(menu, tr("Move down"), partial(commands.move_track, track, row.index + 1))
        up.setEnabled(row.index > 0)
        down.setEnabled(row.index + 1 < len(self._area.rows))
        menu.addSeparator()
        is_empty = not self._document.state.tracks[row.index].items
        text = tr("Remove track") if is_empty else tr("Remove track and its clips")
        _add(menu, text, partial(commands.remove_track, track)).setEnabled(not row.locked)
        self._put(menu, ("track.remove-empty",))

    def _fill_gap(self, menu: QMenu, met: Hit, row: Row | None) -> None:
        if row is not None and met.part == "gap":
            close = partial(self._commands.close_gap, row.track_id, met.tick)
            _add(menu, tr("Close this gap"), close).setEnabled(not row.locked)
            menu.addSeparator()
        self._put(menu, _ON_NOTHING)


def _add(menu: QMenu, text: str, call: Callable[[], object], keys: str = "") -> QAction:
    action = menu.addAction(f"{text}\t{keys}" if keys else text)
    action.triggered.connect(lambda _checked=False: call())
    return action


def _toggle(menu: QMenu, text: str, on: bool, call: Callable[[bool], object]) -> None:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda checked: call(checked))
