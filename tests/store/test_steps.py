"""Steps between two moments: tables."""

from __future__ import annotations

import pytest

from editor_app.state.patch import Patch
from editor_app.store.history import Applied, Redone, Step, Undone
from editor_app.store.sidecar import SidecarPatch
from editor_app.store.steps import Steps
from tests.edits.picture import state_of


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
    world = state_of("V1: A[0-9]")
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
