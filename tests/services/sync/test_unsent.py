"""What is counted as not sent: tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor_app.edits.composition import resize_composition
from editor_app.services.sync.details import Details
from editor_app.services.sync.unsent import count_unsent
from editor_app.state import EditorState, read, write
from tests.services.sync.simulation import start_of_world, with_opacity


def without(state: EditorState, key: str) -> EditorState:
    tracks = tuple(
        track.replace(items=tuple(one for one in track.items if one != key))  # type: ignore[union-attr]
        for track in state.tracks
    )
    items = {other: item for other, item in state.items.items() if other != key}
    return state.replace(items=items, tracks=tracks)


@pytest.mark.parametrize(
    ("edit", "count"),
    [
        (lambda state: state, 0),
        (with_opacity("a", 0.5), 1),
        (lambda state: with_opacity("b", 0.5)(with_opacity("a", 0.5)(state)), 2),
        (lambda state: without(state, "a"), 1),
        (lambda state: resize_composition(state, width=640, height=360), 1),
        (lambda state: with_opacity("a", 0.5)(resize_composition(state, width=640, height=360)), 2),
    ],
)
def test_records_are_counted_and_what_is_beside_them_once(
    edit: Callable[[EditorState], EditorState], count: int
) -> None:
    synced = start_of_world()
    assert count_unsent(synced, edit(read_again(synced))) == count


def read_again(state: EditorState) -> EditorState:
    """Give the same as another run of the program reads it: equal, and no record the same object."""
    return read(write(state))[0]


@pytest.mark.parametrize(
    ("was", "now", "count"),
    [
        (Details("A"), Details("A"), 0),
        (Details("A"), Details("B"), 1),
        (Details("A"), Details("B", "C"), 2),
        (None, Details("B"), 0),
    ],
)
def test_title_and_description_are_changes_as_well(was: Details | None, now: Details, count: int) -> None:
    state = start_of_world()
    assert count_unsent(state, state, was, now) == count
