"""Tracks: every item exactly once, nothing dangling, no two at one time."""

from __future__ import annotations

from collections.abc import Iterator

from editor_app.items import BrokenItem, Item
from editor_app.problem import Problem, problem, quoted
from editor_app.state import EditorState
from editor_app.state.model import AnyTrack


def duplicate_ids(state: EditorState) -> Iterator[Problem]:
    """Report tracks with the id of an earlier one."""
    seen = set[str]()
    for index, track in enumerate(state.tracks):
        if track.id and track.id in seen:
            message = f"An earlier track has the id {quoted(track.id)} too; ids must differ."
            yield problem("LOCAL_TRACK_ID_DUPLICATE", ("tracks", index, "id"), message)
        seen.add(track.id)


def listed_items(state: EditorState) -> Iterator[Problem]:
    """Report listed items that do not exist, and those that are listed again."""
    seen = set[str]()
    for track_index, track in enumerate(state.tracks):
        for index, item_id in enumerate(track.items):
            where = ("tracks", track_index, "items", index)
            if item_id not in state.items:
                message = f"The track lists {quoted(item_id)}, and there is no such item."
                yield problem("LOCAL_TRACK_ITEM_MISSING", where, message)
            elif item_id in seen:
                message = f"{quoted(item_id)} is on the tracks more than once; it plays where it is first."
                yield problem("LOCAL_ITEM_ON_TWO_TRACKS", where, message)
            seen.add(item_id)


def items_on_no_track(state: EditorState) -> Iterator[Problem]:
    """Report items that no track lists."""
    listed = {item_id for track in state.tracks for item_id in track.items}
    for item_id in state.items:
        if item_id not in listed:
            message = f"{quoted(item_id)} is on no track, so it is never seen or heard."
            yield problem("LOCAL_ITEM_ON_NO_TRACK", ("items", item_id), message)


def overlaps(state: EditorState) -> Iterator[Problem]:
    """Report items that begin before an earlier one of their track has ended."""
    for track_index, track in enumerate(state.tracks):
        last: tuple[str, Item | BrokenItem] | None = None
        for index, item_id, item in sorted(_distinct(state, track), key=lambda entry: entry[2].start_ticks):
            if last and item.start_ticks < last[1].end_ticks:
                message = (
                    f"{quoted(item_id)} begins before {quoted(last[0])} ends; one track plays one at a time."
                )
                yield problem("EDITOR_TRACK_ITEM_OVERLAP", ("tracks", track_index, "items", index), message)
            if last is None or item.end_ticks > last[1].end_ticks:
                last = item_id, item


def _distinct(state: EditorState, track: AnyTrack) -> Iterator[tuple[int, str, Item | BrokenItem]]:
    """Give the track's items that exist and have a length, each once, with their place in the list."""
    for item_id, index in {item_id: index for index, item_id in reversed([*enumerate(track.items)])}.items():
        item = state.items.get(item_id)
        if item is not None and item.duration_ticks > 0:
            yield index, item_id, item
