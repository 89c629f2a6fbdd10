"""Clicks on track headers: hide, mute, lock, rename."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt

from editor_app.edits.errors import EditError
from editor_app.edits.tracks import set_track
from editor_app.ui.timeline.hits import Hit, header_icons
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.rows import Row
from editor_app.ui.widgets.inline_edit import InlineEdit

if TYPE_CHECKING:
    from editor_app.ui.timeline.area import TimelineArea


class HeaderClicks:
    """What the headers' buttons do."""

    def __init__(self, area: TimelineArea) -> None:
        self._area = area

    def take(self, met: Hit) -> bool:
        """Do what a button says; tell whether there was one."""
        if met.row is None or met.row >= len(self._area.rows):
            return False
        row = self._area.rows[met.row]
        match met.part:
            case "header-hide":
                self._set(tr("Show track") if row.hidden else tr("Hide track"), row, hidden=not row.hidden)
            case "header-mute":
                self._set(tr("Unmute track") if row.muted else tr("Mute track"), row, muted=not row.muted)
            case "header-lock":
                sidecar = self._area.document.work.sidecar.with_lock(row.track_id, locked=not row.locked)
                label = tr("Unlock track") if row.locked else tr("Lock track")
                self._area.document.apply(label, sidecar=sidecar)
            case _:
                return False
        return True

    def _set(self, label: str, row: Row, *, hidden: bool | None = None, muted: bool | None = None) -> None:
        document = self._area.document
        try:
            document.apply(
                label, set_track(document.work.state, track_id=row.track_id, hidden=hidden, muted=muted)
            )
        except EditError as error:
            self._area.say(str(error))

    def rename(self, row: Row) -> InlineEdit:
        """Let a track's name be typed in its header."""
        area = self._area
        stage = area.stage()
        room = header_icons(stage.view, row)[-1][1] - 16
        field = InlineEdit(row.name, area)
        field.setAccessibleName(tr("Track name"))
        field.setMaxLength(80)
        top = round(stage.row_y(row) + (row.height_px - 28) / 2)
        field.setGeometry(QRect(12, top, round(room), 28))
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.left.connect(lambda: self._take_name(field, row))
        return field

    def _take_name(self, field: InlineEdit, row: Row) -> None:
        if field.hasFocus():
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        sidecar = self._area.document.work.sidecar
        if field.text().strip() != row.name:
            new = sidecar.with_track_name(row.track_id, field.text().strip())
            self._area.document.apply(tr("Rename track"), sidecar=new)
