"""Lanes: where clips lie, and what is kept from state to state."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor_app.edits.clips import delete_clips, move_clips
from editor_app.edits.split import split_clip
from editor_app.state import EditorState
from editor_app.state.dialects import read
from editor_app.state.patch import Patch
from editor_app.ui.timeline.lanes import Lanes
from tests.documents import document
from tests.ui.timeline.scene import S, clip, state


def test_clips_are_found_by_time() -> None:
    lane = Lanes.of(state())[0]
    assert lane.ids == ["title", "card", "end"]
    assert [lane.at(round(t * S)) for t in (0, 1.9, 2, 4, 5, 6, 8)] == [0, 0, 1, None, None, 2, None]
    assert list(lane.between(round(4.5 * S), 5 * S)) == []
    assert list(lane.between(3 * S, 7 * S)) == [1, 2]


def test_overlapping_clips_of_a_broken_document_are_all_found() -> None:
    found, _ = read(document(clip("long", 0, 10), clip("short", 1, 2), clip("late", 8, 9)))
    lane = Lanes.of(found)[0]
    assert 0 in lane.between(5 * S, 6 * S)
    assert lane.at(5 * S) == 0
    assert lane.at(round(8.5 * S)) == 2


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: move_clips(s, item_ids=("end",), by_ticks=S),
        lambda s: move_clips(s, item_ids=("end",), by_ticks=-S, by_tracks=0),
        lambda s: move_clips(s, item_ids=("card",), by_ticks=7 * S),
        lambda s: move_clips(s, item_ids=("end",), by_ticks=4 * S, by_tracks=1),
        lambda s: delete_clips(s, item_ids=("title", "m")),
        lambda s: split_clip(s, item_id="v", at_ticks=S),
        lambda s: s.replace(items={**s.items, "v": s.items["v"].replace(duration_ticks=S)}),
    ],
)
@pytest.mark.parametrize("by_patch", [True, False])
def test_lanes_that_follow_an_edit_equal_lanes_made_anew(
    edit: Callable[[EditorState], EditorState], by_patch: bool
) -> None:
    old = state()
    new = edit(old)
    changed = Patch.between(old, new).items.changes.keys() if by_patch else None
    followed, fresh = Lanes.of(old).moved_to(new, changed), Lanes.of(new)
    for a, b in zip(followed, fresh, strict=True):
        assert (list(a.ids), a.starts.tolist(), a.ends.tolist(), a.kinds.tolist(), a.reach.tolist()) == (
            list(b.ids),
            b.starts.tolist(),
            b.ends.tolist(),
            b.kinds.tolist(),
            b.reach.tolist(),
        )
    assert followed.length_ticks == fresh.length_ticks


def test_tracks_that_an_edit_leaves_alone_keep_their_lanes() -> None:
    old = state()
    lanes = Lanes.of(old)
    moved = lanes.moved_to(move_clips(old, item_ids=("end",), by_ticks=S))
    assert [a is b for a, b in zip(lanes, moved, strict=True)] == [False, True, True]
