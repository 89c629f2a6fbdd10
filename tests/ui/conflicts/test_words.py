"""What collided, in words: real collisions of small documents."""

from __future__ import annotations

import pytest

from editor_app.merge import merge
from editor_app.services.sync.details import DetailsConflict
from editor_app.store.sidecar import Sidecar
from editor_app.ui.conflicts.words import words_of
from tests.edits.picture import state_of

SIDES = {
    "places": (
        ("V1: A[0-2]", "V1: A[1-3]", "V1: A[5-7]"),
        (
            "V1 · 00:00:01:00",
            "Position",
            "V1 · 00:00:01:00 to 00:00:03:00",
            "V1 · 00:00:05:00 to 00:00:07:00",
        ),
        "Both changed this: Position. The project has yours until you choose.",
    ),
    "deleted here": (
        ("V1: A[0-2] B[2-3]", "V1: A[0-2]", "V1: A[0-2] B[4-5]"),
        ("V1 · 00:00:04:00", "Deleted or kept", "Deleted", "Start 2 s → 4 s"),
        "Deleted here, changed by others. It is kept until you choose.",
    ),
    "deleted there": (
        ("V1: A[0-2] B[2-3]", "V1: A[0-2] B[4-5]", "V1: A[0-2]"),
        ("V1 · 00:00:04:00", "Deleted or kept", "Start 2 s → 4 s", "Deleted"),
        "Changed here, deleted by others. It is kept until you choose.",
    ),
    "order": (
        ("V1: | V2: | V3:", "V2: | V1: | V3:", "V3: | V1: | V2:"),
        ("", "Order", "V3, V2, V1", "V1, V2, V3"),
        "Both put the tracks in another order. The project has yours until you choose.",
    ),
}


WAS = {"places": "V1 · 00:00:00:00 to 00:00:02:00", "order": "V2, V3, V1"}


@pytest.mark.parametrize("name", SIDES)
def test_a_collision_in_words(name: str) -> None:
    (base, mine, theirs), (where, field, my_words, their_words), what = SIDES[name]
    merged = merge(state_of(base), state_of(mine), state_of(theirs))
    (conflict,) = merged.conflicts
    words = words_of(merged.state, Sidecar(), conflict)
    assert (words.where, words.field) == (where, field)
    assert words.what == what
    if name != "order":
        assert (words.mine, words.theirs) == (my_words, their_words)
    else:
        assert words.mine != words.theirs
    assert words.was == WAS.get(name, "")


def test_a_clip_that_has_no_room_is_told_of_as_that() -> None:
    sides = ("V1: A[0-2]", "V1: A[0-2] M[2-4]", "V1: A[0-2] T[3-5]")
    merged = merge(*map(state_of, sides))
    words = words_of(merged.state, Sidecar(), merged.conflicts[0])
    assert words.what.startswith("Others put this clip where one of yours lies.")


def test_title_and_description_have_words_too() -> None:
    state = state_of("V1: A[0-2]")
    words = words_of(state, Sidecar(), DetailsConflict("title", "Film", "Evening"))
    assert (words.name, words.field, words.mine, words.theirs) == ("The project", "Title", "Film", "Evening")
    assert words.was == ""  # an earlier version did not keep it
    words = words_of(state, Sidecar(), DetailsConflict("description", "", "Long", "Short"))
    assert (words.field, words.mine, words.was) == ("Description", "Nothing", "Short")
    assert words_of(state, Sidecar(), DetailsConflict("description", "A", "B", "")).was == "Nothing"
