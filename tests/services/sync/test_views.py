"""Which moment of either side is looked at, and without what: with a look that knows what covers what."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.merge import ABSENT, Choice, Conflict
from editor_app.services.sync.views import view_of
from editor_app.state import EditorState
from editor_app.state.dialects import read
from tests.document.edits import SECOND
from tests.documents import document, solid, track

MIDDLE = 2 * SECOND


def covered(*covers: tuple[float, float]) -> EditorState:
    """Give a clip of four seconds below others, from and up to so many seconds."""
    above = [
        solid(f"c{n}", start=round(start * SECOND), durationTicks=round((end - start) * SECOND))
        for n, (start, end) in enumerate(covers)
    ]
    items = [solid("low", durationTicks=4 * SECOND), *above]
    names = [item["id"] for item in above]
    return read(document(*items, tracks=[track("top", *names), track("mid", "low")]))[0]


def look(state: EditorState, tick: int) -> object:
    """Give what is on top: nothing is seen through."""
    for one in state.tracks:
        for key in () if one.hidden else one.items:
            item: Any = state.items[key]
            if item.start_ticks <= tick < item.end_ticks:
                return key, item.raw.get("color"), item.raw.get("opacity")
    return None


COLOUR = Conflict("items", "low", "color", "#111111", "#222222", "#000000")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
@pytest.mark.parametrize(
    ("covers", "tick", "is_uncovered"),
    [
        ((), MIDDLE, False),
        (((1.5, 3),), SECOND, False),
        (((0, 2.5),), 3 * SECOND, False),
        (((0, 3.5),), 3 * SECOND + SECOND * 8 // 10, False),
        (((0, 4),), MIDDLE, True),
    ],
)
def test_a_clip_is_looked_at_where_it_is_seen(
    covers: tuple[tuple[float, float], ...], tick: int, is_uncovered: bool, choice: Choice
) -> None:
    view = view_of(covered(*covers), COLOUR, choice, 7, look)
    assert (view.tick, view.is_uncovered) == (tick, is_uncovered)
    found: Any = look(view.state, view.tick)
    assert found[:2] == ("low", {"mine": "#111111", "theirs": "#222222"}[choice])


def test_both_sides_of_a_clip_that_one_has_deleted_are_looked_at_in_the_same_way() -> None:
    state = covered((0, 4))
    record = state.items["low"].raw
    gone = Conflict("items", "low", "", record, ABSENT, record, "deleted_by_them", "mid")
    mine, theirs = (view_of(state, gone, choice, 7, look) for choice in ("mine", "theirs"))
    assert (mine.tick, mine.is_uncovered) == (theirs.tick, theirs.is_uncovered) == (MIDDLE, True)
    assert (look(mine.state, mine.tick) is None) != (look(theirs.state, theirs.tick) is None)


def test_a_clip_that_was_moved_is_looked_at_where_either_side_has_it() -> None:
    moved = Conflict(
        "items",
        "low",
        "place",
        {"track": "mid", "startTicks": 0, "durationTicks": 4 * SECOND},
        {"track": "mid", "startTicks": 10 * SECOND, "durationTicks": 4 * SECOND},
        {},
    )
    state = covered((0, 4))
    mine, theirs = (view_of(state, moved, choice, 7, look) for choice in ("mine", "theirs"))
    assert (mine.tick, mine.is_uncovered) == (MIDDLE, True)
    assert (theirs.tick, theirs.is_uncovered) == (12 * SECOND, False)


def test_what_no_picture_shows_is_looked_at_where_it_always_was() -> None:
    name = Conflict("items", "low", "unknownName", "x", "y", "z")
    view = view_of(covered(), name, "mine", 7, look)
    assert (view.tick, view.is_uncovered) == (MIDDLE, False)
    hidden = Conflict("tracks", "mid", "hidden", True, False, False)
    assert view_of(covered(), hidden, "mine", 7, look).tick == MIDDLE
