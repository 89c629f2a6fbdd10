"""Dragging track headers: their order, their height and their width."""

from __future__ import annotations

from editor_app.edits.tracks import move_track
from editor_app.state import EditorState
from editor_app.ui.timeline.gestures.base import Desk, EditGesture, Gesture, Pointer
from editor_app.ui.timeline.hits import Hit
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Overlay
from editor_app.ui.timeline.rows import HIGHEST_PX, LOWEST_PX


class MoveTrack(EditGesture):
    """Drag a header up or down; a line shows where the track would go."""

    scrolls = True
    previews = False

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Move track")
        self._row = self.stage.rows[hit.row or 0]

    def edit(self, at: Pointer) -> EditorState:
        """Move the track to the nearest seam."""
        stage = self.here()
        content_y = at.y - stage.view.ruler_px + stage.view.scroll_y_px
        above = sum(1 for row in stage.rows if content_y > row.top_px + row.height_px / 2)
        stays = above in (self._row.index, self._row.index + 1)
        self.overlay = Overlay(row_goal=None if stays else above)
        to = above - (1 if above > self._row.index else 0)
        return move_track(self.state, track_id=self._row.track_id, to=to)


class ResizeRow(Gesture):
    """Drag the lower border of a header."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._row = self.stage.rows[hit.row or 0]

    def move(self, at: Pointer) -> None:
        """Follow the pointer."""
        height = round(self._row.height_px + at.y - self.press.y)
        self.desk.set_row_height(self._row.track_id, min(max(height, LOWEST_PX), HIGHEST_PX))

    def release(self, at: Pointer) -> None:
        """Keep the height."""
        self.move(at)

    def cancel(self) -> None:
        """Give the row its height back."""
        self.desk.set_row_height(self._row.track_id, self._row.height_px)


class ResizeHeaders(Gesture):
    """Drag the right border of the headers."""

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self._old = desk.session.header_px
        self._seen = self.stage.view.header_px

    def move(self, at: Pointer) -> None:
        """Follow the pointer."""
        by = round(at.x - self.press.x)
        self.desk.session.set_header_px(self._seen + by if by else self._old)

    def release(self, at: Pointer) -> None:
        """Keep the width."""
        self.move(at)

    def cancel(self) -> None:
        """Give the headers their width back."""
        self.desk.session.set_header_px(self._old)
