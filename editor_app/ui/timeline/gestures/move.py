"""Moving clips in time and across tracks, onto a new one between two, or off the edge."""

from __future__ import annotations

from editor_app.edits.clips import move_clips
from editor_app.edits.errors import OutOfRangeError
from editor_app.edits.ids import random_id
from editor_app.edits.indexes import homes
from editor_app.edits.links import with_links
from editor_app.edits.placing import OnOverlap
from editor_app.edits.tracks import add_track
from editor_app.session import WhenTaken
from editor_app.state import EditorState
from editor_app.ui.names import clip_label
from editor_app.ui.timeline.gestures.base import Desk, EditGesture, Pointer, Snapper
from editor_app.ui.timeline.hits import Hit, place_between
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.painting.overlay import Ghost, Overlay
from editor_app.ui.timeline.rows import row_at
from editor_app.ui.timeline.when_taken import when_taken_name

_MOST_GHOSTS, _MOST_EDGES = 200, 60


class MoveClips(EditGesture):
    """Drag the selected clips by one of them."""

    scrolls = True

    def __init__(self, desk: Desk, hit: Hit, at: Pointer) -> None:
        super().__init__(desk, hit, at)
        self.label = tr("Move")
        self.anchor = hit.item_id or ""
        self.chosen = desk.session.selection.item_ids
        self.moving = with_links(self.state, self.chosen, linked=desk.linked)
        self.home = homes(self.state, self.moving)
        self._snapper = Snapper(self, self.moving)
        self._track_id = random_id()
        self._edges = self._outer_edges()
        self._earliest = min(self.state.items[key].start_ticks for key in self.moving)

    def edit(self, at: Pointer) -> EditorState:
        """Move by whole frames, or onto what is near; with Ctrl, push what lies there to later."""
        by_ticks, snapped = self._by_ticks(at)
        tracks, new_place = self._by_tracks(at)
        way = "insert" if at.ctrl else self.desk.session.when_taken
        self.previews = new_place is None
        self.overlay = Overlay(
            ghosts=self._ghosts(by_ticks, tracks, new_place),
            snap_ticks=snapped,
            new_track_at=new_place,
            note=self._note(by_ticks, way),
        )
        if new_place is not None:
            return self._onto_new_track(by_ticks, new_place)
        return self._moved(self.state, by_ticks, tracks, way)

    def _note(self, by_ticks: int, way: WhenTaken) -> str:
        by = self.signed(by_ticks) if by_ticks else ""
        return "  ".join(word for word in (when_taken_name(way) if way != "refuse" else "", by) if word)

    def _moved(self, state: EditorState, by_ticks: int, by_tracks: int, way: OnOverlap) -> EditorState:
        return move_clips(
            state,
            item_ids=self.chosen,
            by_ticks=by_ticks,
            by_tracks=by_tracks,
            on_overlap=way,
            linked=self.desk.linked,
            locked=self.locked,
        )

    def _onto_new_track(self, by_ticks: int, place: int) -> EditorState:
        """Open a track for the clip in hand; above and below all tracks, as many as the clips take."""
        home = self.home[self.anchor]
        if len({self.home[key] for key in self.chosen}) == 1:
            opened = add_track(self.state, at=place, new_id=lambda: self._track_id)
            now = home + (1 if home >= place else 0)
            return self._moved(opened, by_ticks, place - now, "refuse")
        if place not in (0, len(self.state.tracks)):
            raise OutOfRangeError(tr("A new track between others takes the clips of one track only."))
        goal = -1 if place == 0 else place
        return self._moved(self.state, by_ticks, goal - home, "new-track")

    def _by_ticks(self, at: Pointer) -> tuple[int, int | None]:
        start = self.item(self.anchor).start_ticks
        by = self.moved_ticks(at)
        if abs(at.x - self.press.x) < 3 and self.view == self.stage.view:
            by = 0
        elif found := self._snapper.near(tuple(edge + by for edge in self._edges), at):
            by += found.by_ticks
            return max(by, -self._earliest), found.at_ticks
        else:
            by = self.frames(start + by) - start
        return max(by, -self._earliest), None

    def _by_tracks(self, at: Pointer) -> tuple[int, int | None]:
        """Give by how many tracks to move, or the place for a new one."""
        stage = self.here()
        content_y = at.y - stage.view.ruler_px + stage.view.scroll_y_px
        row = row_at(stage.rows, content_y)
        home = self.home[self.anchor]
        place = place_between(stage.rows, content_y)
        # The gaps beside the clip's own row are met by every drag along it.
        if place is not None and (place not in (home, home + 1) or row is None or row.index != home):
            return 0, place
        return (row.index - home if row is not None else 0), None

    def _outer_edges(self) -> tuple[int, ...]:
        items = [self.state.items[key] for key in self.moving]
        if len(items) > _MOST_EDGES:
            own = self.item(self.anchor)
            ends = (min(item.start_ticks for item in items), max(item.end_ticks for item in items))
            return (own.start_ticks, own.end_ticks, *ends)
        return tuple(dict.fromkeys(edge for item in items for edge in (item.start_ticks, item.end_ticks)))

    def _ghosts(self, by_ticks: int, by_tracks: int, new_place: int | None) -> tuple[Ghost, ...]:
        ghosts: list[Ghost] = []
        for key in self.moving[:_MOST_GHOSTS]:
            item = self.state.items[key]
            is_chosen = key in self.chosen
            row = self.home[key] + (by_tracks if is_chosen else 0)
            between = new_place if is_chosen else None
            where = None if between is not None else row
            span = (item.start_ticks + by_ticks, item.end_ticks + by_ticks)
            ghosts.append(Ghost(*span, where, between, clip_label(self.state, item)))
        return tuple(ghosts)
