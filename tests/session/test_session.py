"""What is selected and looked at: told when it changes, only then, and kept within what makes sense."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from editor_app.session import (
    COARSEST_TICKS_PER_PX,
    FINEST_TICKS_PER_PX,
    WIDEST_HEADER_PX,
    InOut,
    KeyframeRef,
    Selection,
    Session,
    TimelineView,
)
from editor_app.state import read
from tests.documents import document, number, solid

LONG = 10 * 3600 * 240_000
"""Ten hours in ticks, more than 32 bits hold."""

CHANGES: list[tuple[str, Callable[[Session], None], Any]] = [
    ("selection_changed", lambda s: s.select(["a", "b", "a"]), Selection(("a", "b"))),
    ("selection_changed", lambda s: s.select_transition("t"), Selection(transition_id="t")),
    ("playhead_changed", lambda s: s.set_playhead(LONG), LONG),
    ("glance_changed", lambda s: s.set_glance(LONG), LONG),
    ("view_changed", lambda s: s.set_view(TimelineView(100.0, 5, 6)), TimelineView(100.0, 5, 6)),
    ("tool_changed", lambda s: s.set_tool("razor"), "razor"),
    ("range_changed", lambda s: s.set_in(LONG), InOut(LONG, None)),
    ("range_changed", lambda s: s.set_out(LONG), InOut(None, LONG)),
    ("snapping_changed", lambda s: s.set_snapping(False), False),
    ("ripple_changed", lambda s: s.set_ripple(True), True),
    ("loop_changed", lambda s: s.set_loop(True), True),
    ("when_taken_changed", lambda s: s.set_when_taken("insert"), "insert"),
    ("follow_changed", lambda s: s.set_follow("smooth"), "smooth"),
    ("header_changed", lambda s: s.set_header_px(1000), WIDEST_HEADER_PX),
]


@pytest.mark.parametrize(("signal", "change", "value"), CHANGES)
def test_a_change_is_told_once_and_the_same_again_is_not(
    signal: str, change: Callable[[Session], None], value: Any
) -> None:
    session = Session()
    heard = list[Any]()
    getattr(session, signal).connect(heard.append)
    change(session)
    change(session)
    assert heard == [value]


def test_toggling_adds_at_the_end_and_takes_away() -> None:
    session = Session()
    for key in "abca":
        session.toggle(key)
    assert session.selection.item_ids == ("b", "c")
    session.select_transition("t")
    session.toggle("b")
    assert session.selection == Selection(("b",))


def test_selected_keyframes_bring_their_items_and_another_selection_lets_them_go() -> None:
    session = Session()
    session.select(["a"])
    session.select_keyframes([KeyframeRef("b", "opacity", 5)])
    assert session.selection == Selection(("a", "b"), None, frozenset({KeyframeRef("b", "opacity", 5)}))
    session.select(["b"])
    assert not session.selection.keyframes


def test_what_vanishes_from_the_document_is_no_longer_selected() -> None:
    state, _ = read(document(solid("a", opacity=number(1, (0, 0.0), (50, 1.0))), solid("b", start=240_000)))
    session = Session()
    session.select(["gone", "a", "b"])
    session.select_keyframes(KeyframeRef("a", field, time) for field, time in (("opacity", 50), ("top", 0)))
    heard = list[Selection]()
    session.selection_changed.connect(heard.append)
    session.prune(state)
    session.prune(state)
    assert heard == [Selection(("a", "b"), None, frozenset({KeyframeRef("a", "opacity", 50)}))]
    session.select_transition("gone")
    session.prune(state)
    assert not session.selection


def test_the_playhead_and_the_view_stay_within_their_bounds() -> None:
    session = Session()
    session.set_playhead(-5)
    session.set_view(TimelineView(0.0, -1, -1))
    assert (session.playhead_ticks, session.view) == (0, TimelineView(FINEST_TICKS_PER_PX, 0, 0))
    session.set_view(TimelineView(1e30))
    assert session.view.ticks_per_px == COARSEST_TICKS_PER_PX


def test_an_in_point_behind_the_out_point_lets_the_out_point_go_and_the_reverse() -> None:
    session = Session()
    session.set_range(InOut(10, 20))
    session.set_in(20)
    assert session.range == InOut(20, None)
    session.set_out(15)
    assert session.range == InOut(None, 15)
    session.set_range(InOut(9, 9))
    assert session.range == InOut()
    session.set_out(0)
    assert session.range == InOut()


def test_the_view_comes_back_next_time() -> None:
    session, again = Session(), Session()
    for _, change, _ in CHANGES:
        change(session)
    session.set_row_height("v1", 90)
    view = json.loads(json.dumps(session.to_view()))
    again.restore_view(view)
    assert again.to_view() == session.to_view()
    assert (again.selection, again.tool) == (Selection(), "select")


@pytest.mark.parametrize(
    "view",
    [
        {},
        {
            "playheadTicks": "5",
            "ticksPerPx": True,
            "inTicks": -1,
            "loop": 1,
            "whenTaken": [],
            "follow": 3,
            "headerPx": "wide",
            "rowHeights": {"a": "b"},
        },
    ],
)
def test_a_view_that_makes_no_sense_has_its_defaults(view: dict[str, Any]) -> None:
    session = Session()
    session.restore_view(view)
    assert session.to_view() == Session().to_view()


@pytest.mark.parametrize(
    ("kept", "mode"),
    [(True, "page"), (False, "none"), ("none", "none"), ("smooth", "smooth"), (None, "page")],
)
def test_following_was_a_switch_once(kept: object, mode: str) -> None:
    session = Session()
    session.restore_view({"follow": kept})
    assert session.follow == mode
