"""What can be done with a marker: go there, name it, give it a colour, take it away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from editor_app.document import Document
from editor_app.session import Session
from editor_app.store.sidecar import Marker
from editor_app.timebase import format_timecode
from editor_app.ui.timeline.area import TimelineArea
from editor_app.ui.timeline.labels import tr
from editor_app.ui.widgets.inline_edit import InlineEdit

COLOURS = (("blue", "Blue"), ("green", "Green"), ("amber", "Amber"), ("red", "Red"))
_WIDTH_PX, _HEIGHT_PX = 160, 28


class Markers:
    """Menus of markers, and what they do."""

    def __init__(self, area: TimelineArea, document: Document, session: Session) -> None:
        self._area, self._document, self._session = area, document, session

    def fill(self, menu: QMenu, marker_id: str) -> None:
        """Fill the menu of a marker."""
        marker = self._find(marker_id)
        if marker is None:
            return
        _add(menu, tr("Go to marker"), partial(self._session.set_playhead, marker.ticks))
        _add(menu, tr("Name marker…"), partial(self.name, marker_id))
        colours = menu.addMenu(tr("Colour"))
        for colour, text in COLOURS:
            action = _add(colours, tr(text), partial(self.colour, marker_id, colour))
            action.setCheckable(True)
            action.setChecked(colour == marker.color)
        menu.addSeparator()
        _add(menu, tr("Remove marker"), partial(self.remove, marker_id))

    def add_list(self, menu: QMenu) -> None:
        """Add a submenu for each marker, by time."""
        markers = self._document.work.sidecar.markers
        whole = menu.addMenu(tr("Markers"))
        whole.menuAction().setEnabled(bool(markers))
        fps = self._document.work.sidecar.edit_rate
        for marker in markers:
            self.fill(whole.addMenu(marker_text(marker, fps).replace("&", "&&")), marker.id)

    def name(self, marker_id: str) -> InlineEdit | None:
        """Let a marker's name be typed below it."""
        marker = self._find(marker_id)
        if marker is None:
            return None
        area = self._area
        area.show_tick(marker.ticks)
        view = area.stage().view
        left = min(round(view.x_of(marker.ticks)) - 6, view.width_px - _WIDTH_PX - 4)
        field = InlineEdit(marker.name, area)
        field.setPlaceholderText(tr("Name"))
        field.setAccessibleName(tr("Marker name"))
        field.setMaxLength(80)
        field.setGeometry(QRect(left, view.ruler_px + 2, _WIDTH_PX, _HEIGHT_PX))
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.left.connect(lambda: self._take_name(field, marker_id))
        return field

    def colour(self, marker_id: str, colour: str) -> None:
        """Give a marker a colour."""
        self._change(marker_id, tr("Colour marker"), color=colour)

    def remove(self, marker_id: str) -> None:
        """Take a marker away."""
        sidecar = self._document.work.sidecar.without_marker(marker_id)
        self._document.apply(tr("Remove marker"), sidecar=sidecar)

    def _take_name(self, field: InlineEdit, marker_id: str) -> None:
        if field.hasFocus():
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._change(marker_id, tr("Name marker"), name=field.text().strip())

    def _change(self, marker_id: str, label: str, **fields: str) -> None:
        marker = self._find(marker_id)
        if marker is not None:
            sidecar = self._document.work.sidecar
            self._document.apply(label, sidecar=sidecar.with_marker(replace(marker, **fields)))

    def _find(self, marker_id: str) -> Marker | None:
        markers = self._document.work.sidecar.markers
        return next((marker for marker in markers if marker.id == marker_id), None)


def marker_text(marker: Marker, fps: int) -> str:
    """Give a marker's line in a list: when, and its name if it has one."""
    time = format_timecode(marker.ticks, fps)
    return f"{time}  {marker.name}" if marker.name else time


def _add(menu: QMenu, text: str, call: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _checked=False: call())
    return action
