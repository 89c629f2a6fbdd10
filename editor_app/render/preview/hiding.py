"""A document without some of its items, for a picture in which they are drawn by somebody else."""

from __future__ import annotations

from collections.abc import Set

from editor_app.state.model import EditorState, Track


def without_items(state: EditorState, item_ids: Set[str]) -> EditorState:
    """Give the state with these items on no track; all records but the tracks concerned stay the same.

    ```
    hide b   | a | b | c |   ->   | a |   | c |
    ```
    """
    if not item_ids:
        return state
    tracks = tuple(
        track.replace(items=tuple(key for key in track.items if key not in item_ids))
        if isinstance(track, Track) and not item_ids.isdisjoint(track.items)
        else track
        for track in state.tracks
    )
    if all(new is old for new, old in zip(tracks, state.tracks, strict=True)):
        return state
    return state.replace(tracks=tracks)
