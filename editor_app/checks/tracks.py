"""Tracks: every item exactly once, nothing dangling, no two at one time."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

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
        last, until = "", 0
        for start, end, index, item_id in sorted(_spans(state, track), key=itemgetter(0)):
            if start < until:
                message = (
                    f"{quoted(item_id)} begins before {quoted(last)} ends; one track plays one at a time."
                )
                yield problem("EDITOR_TRACK_ITEM_OVERLAP", ("tracks", track_index, "items", index), message)
            if end > until:
                last, until = item_id, end


def _spans(state: EditorState, track: AnyTrack) -> Iterator[tuple[int, int, int, str]]:
    """Give start, end, place in the list and id of what is there and has a length, each once."""
    places = {item_id: index for index, item_id in reversed([*enumerate(track.items)])}
    for item_id, index in places.items():
        item = state.items.get(item_id)
        if item is not None and (length := item.duration_ticks) > 0:
            start = item.start_ticks
            yield start, start + length, index, item_id
