"""Where clips go that are made of media."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editor_app.document import Document
from editor_app.edits.indexes import homes
from editor_app.edits.new_clips import place_assets
from editor_app.edits.placing import OnOverlap
from editor_app.state import EditorState


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something goes: when, on which track or a new one at which place, and about which point.

    `on_overlap` tells what becomes of the place on that track if it is taken.
    """

    start_ticks: int
    track_id: str | None = None
    new_track_at: int | None = None
    center: tuple[float, float] | None = None
    on_overlap: OnOverlap = "new-track"


def track_of(state: EditorState, item_ids: Sequence[str]) -> str | None:
    """Give the track of the last of these clips that lies on one."""
    found = homes(state, item_ids)
    last = next((key for key in reversed(item_ids) if key in found), None)
    return None if last is None else state.tracks[found[last]].id


def media_at(
    spot: Spot,
    document: Document,
    state: EditorState,
    keys: Sequence[str],
    item_ids: Sequence[str],
) -> EditorState:
    """Make clips of what has been imported, with these ids, where it was dropped.

    Where that track is gone or locked they lie beside it.
    """
    locked = frozenset(document.sidecar.locked_tracks)
    usable = {track.id for track in state.tracks} - locked
    return place_assets(
        state,
        asset_ids=keys,
        start_ticks=spot.start_ticks,
        track_id=spot.track_id if spot.track_id in usable else None,
        new_track_at=spot.new_track_at,
        center=spot.center,
        on_overlap=spot.on_overlap,
        item_ids=item_ids,
        locked=locked,
    )
