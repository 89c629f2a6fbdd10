"""What the timeline's actions do to playhead, range, markers and tools; no widgets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.edits.ids import fresh_id, random_id
from editor_app.edits.indexes import lane
from editor_app.session import InOut, Session
from editor_app.state.queries import project_length
from editor_app.store.sidecar import Marker
from editor_app.timebase import TICKS_PER_SECOND, step_frames
from editor_app.ui.actions import without_checked
from editor_app.ui.timeline.actions import TOOLS
from editor_app.ui.timeline.labels import tr


class PlayheadCommands(QObject):
    """Everything that a key can do to what is looked at."""

    notice = Signal(str)
    """A sentence: why something could not be done."""

    def __init__(self, document: Document, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session

    def table(self) -> dict[str, Callable[..., None]]:
        """Give what to call for each action's id."""
        calls: dict[str, Callable[..., None]] = {
            "marker.add": self.add_marker,
            "marker.remove": self.remove_marker,
            "marker.earlier": partial(self.move_marker, -1),
            "marker.later": partial(self.move_marker, 1),
            "marker.next": partial(self.go_to_marker, 1),
            "marker.previous": partial(self.go_to_marker, -1),
            "playhead.next-frame": partial(self._step_frames, 1),
            "playhead.previous-frame": partial(self._step_frames, -1),
            "playhead.next-second": partial(self._step_ticks, TICKS_PER_SECOND),
            "playhead.previous-second": partial(self._step_ticks, -TICKS_PER_SECOND),
            "playhead.next-edit": partial(self.go_to_edit, 1),
            "playhead.previous-edit": partial(self.go_to_edit, -1),
            "playhead.start": self.go_to_start,
            "playhead.end": self.go_to_end,
            "range.in": self.set_in,
            "range.out": self.set_out,
            "range.clear": self.clear_range,
        }
        calls |= {
            spec.id: partial(self._session.set_tool, spec.tool) for spec in TOOLS if spec.tool is not None
        }
        switches = {"snap": self._session.set_snapping, "ripple": self._session.set_ripple}
        return {name: without_checked(call) for name, call in calls.items()} | switches

    def add_marker(self) -> None:
        """Put a marker at the playhead."""
        sidecar, at = self._document.work.sidecar, self._session.playhead_ticks
        if all(marker.ticks != at for marker in sidecar.markers):
            key = fresh_id(random_id, {marker.id for marker in sidecar.markers})
            self._document.apply(
                tr("Add marker"), sidecar=sidecar.with_marker(Marker(key, at, color="green"))
            )

    def remove_marker(self) -> None:
        """Take the marker at the playhead away."""
        sidecar, at = self._document.work.sidecar, self._session.playhead_ticks
        for marker in sidecar.markers:
            if marker.ticks == at:
                self._document.apply(tr("Remove marker"), sidecar=sidecar.without_marker(marker.id))
                return
        self.notice.emit(tr("There is no marker at the playhead."))

    def move_marker(self, frames: int) -> None:
        """Take the marker at the playhead along to another frame; places that others have are left out."""
        sidecar, at = self._document.work.sidecar, self._session.playhead_ticks
        taken = {marker.ticks for marker in sidecar.markers}
        marker = next((marker for marker in sidecar.markers if marker.ticks == at), None)
        if marker is None:
            self.notice.emit(tr("There is no marker at the playhead."))
            return
        goal = step_frames(at, frames, self._fps)
        while goal in taken:
            goal = step_frames(goal, frames, self._fps)
        if goal >= 0:
            moved = sidecar.with_marker(replace(marker, ticks=goal))
            self._document.apply(tr("Move marker"), sidecar=moved)
            self._session.set_playhead(goal)

    def go_to_marker(self, step: int) -> None:
        """Go to the next or previous marker."""
        self._go_to(sorted({marker.ticks for marker in self._document.sidecar.markers}), step)

    def go_to_edit(self, step: int) -> None:
        """Go to the next or previous start or end of a clip."""
        state = self._document.state
        edges = {0, project_length(state)}
        for number in range(len(state.tracks)):
            for start, end, _ in lane(state, number).entries:
                edges |= {start, end}
        self._go_to(sorted(edges), step)

    def go_to_start(self) -> None:
        """Go to the first frame."""
        self._session.set_playhead(0)

    def go_to_end(self) -> None:
        """Go to the end of the last clip."""
        self._session.set_playhead(project_length(self._document.state))

    def set_in(self) -> None:
        """Let what plays begin at the playhead."""
        self._session.set_in(self._session.playhead_ticks)

    def set_out(self) -> None:
        """Let what plays end at the playhead."""
        self._session.set_out(self._session.playhead_ticks)

    def clear_range(self) -> None:
        """Let everything play."""
        self._session.set_range(InOut())

    @property
    def _fps(self) -> int:
        return self._document.sidecar.edit_rate

    def _step_frames(self, frames: int) -> None:
        self._session.set_playhead(step_frames(self._session.playhead_ticks, frames, self._fps))

    def _step_ticks(self, ticks: int) -> None:
        self._session.set_playhead(self._session.playhead_ticks + ticks)

    def _go_to(self, ticks: list[int], step: int) -> None:
        at = self._session.playhead_ticks
        place = bisect_right(ticks, at) if step > 0 else bisect_left(ticks, at) - 1
        if 0 <= place < len(ticks):
            self._session.set_playhead(ticks[place])
