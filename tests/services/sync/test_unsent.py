"""What is counted as not sent: tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor_app.edits.composition import resize_composition
from editor_app.services.sync.unsent import Steps, count_unsent
from editor_app.state import EditorState, read, write
from editor_app.state.patch import Patch
from editor_app.store.history import Applied, Redone, Step, Undone
from editor_app.store.sidecar import SidecarPatch
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
    ("done", "counts"),
    [
        ("aa", [1, 2]),
        ("au", [1, 0]),
        ("aur", [1, 0, 1]),
        ("uu", [1, 2]),
        ("uurr", [1, 2, 1, 0]),
        ("ua", [1, 2]),
        ("uaur", [1, 2, 1, 2]),
        ("auu", [1, 0, 1]),
        ("auurr", [1, 0, 1, 0, 1]),
    ],
)
def test_a_step_that_is_taken_back_is_none_any_more(done: str, counts: list[int]) -> None:
    """`a` is a step, `u` takes one back, `r` does it again."""
    world = start_of_world()
    entries = {
        "a": Applied(Step("Edit", Patch.between(world, world), SidecarPatch())),
        "u": Undone(),
        "r": Redone(),
    }
    steps, found = Steps(), list[int]()
    for letter in done:
        steps = steps.after(entries[letter])
        found.append(steps.count)
    assert found == counts
