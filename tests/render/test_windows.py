"""Where transitions lie: centred, clamped, shrunk, and only where two clips really meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.render.windows import TransitionWindow, transition_windows
from tests.render.audio.documents import SECOND, clip, document, track, transition


def span(window: TransitionWindow | None) -> tuple[float, float, float] | None:
    if window is None:
        return None
    return window.start_ticks / SECOND, window.cut_ticks / SECOND, window.end_ticks / SECOND


def test_a_window_is_centred_on_the_cut() -> None:
    #     |    a    |    b    |
    #            [--+--)
    state = document({"a": clip(0, 4), "b": clip(4, 4)}, transitions={"x": transition("a", "b", 1)})
    windows = transition_windows(state)
    assert span(windows["a"].outgoing) == (3.5, 4, 4.5)
    assert windows["a"].outgoing is windows["b"].incoming
    assert windows["a"].incoming is None
    assert windows["b"].outgoing is None


def test_each_half_is_clamped_to_its_clip() -> None:
    state = document({"a": clip(0, 4), "b": clip(4, 0.5)}, transitions={"x": transition("a", "b", 3)})
    assert span(transition_windows(state)["a"].outgoing) == (2.5, 4, 4.5)


def test_two_windows_on_a_short_clip_shrink_in_proportion() -> None:
    #     |    a    | b |    c    |     b has 1 s; 1 s wanted at its head, 0.5 s at its tail
    state = document(
        {"a": clip(0, 4), "b": clip(4, 1), "c": clip(5, 4)},
        transitions={"x": transition("a", "b", 2), "y": transition("b", "c", 1)},
    )
    windows = transition_windows(state)
    first, second = windows["b"].incoming, windows["b"].outgoing
    assert first is not None
    assert second is not None
    assert (first.start_ticks, first.end_ticks) == (3 * SECOND, 4 * SECOND + SECOND * 2 // 3)
    assert (second.start_ticks, second.end_ticks) == (first.end_ticks, round(5.5 * SECOND))


def test_progress_runs_from_0_to_1() -> None:
    state = document({"a": clip(0, 4), "b": clip(4, 4)}, transitions={"x": transition("a", "b", 1)})
    window = transition_windows(state)["a"].outgoing
    assert window is not None
    assert [window.progress(round(t * SECOND)) for t in (3, 3.5, 4, 4.25, 4.5, 9)] == [0, 0, 0.5, 0.75, 1, 1]


@pytest.mark.parametrize(
    "transitions",
    [
        {"x": transition("a", "c", 1)},
        {"x": transition("b", "a", 1)},
        {"x": transition("a", "b", 1, trackId="other")},
        {"x": transition("a", "nothing", 1)},
        {"x": transition("c", "d", 1)},
        {"x": transition("a", "b", 1, type="swirl")},
    ],
    ids=["not neighbours", "backwards", "another track", "missing clip", "a gap", "unknown type"],
)
def test_what_is_no_seam_has_no_window(transitions: dict[str, dict[str, object]]) -> None:
    items = {"a": clip(0, 1), "b": clip(1, 1), "c": clip(2, 1), "d": clip(3.5, 1)}
    assert transition_windows(document(items, transitions=transitions)) == {}


def test_the_first_of_two_transitions_at_a_seam_wins() -> None:
    state = document(
        {"a": clip(0, 4), "b": clip(4, 4)},
        transitions={"x": transition("a", "b", 1), "y": transition("a", "b", 2)},
    )
    assert span(transition_windows(state)["a"].outgoing) == (3.5, 4, 4.5)


def test_a_clip_on_two_tracks_takes_part_on_the_first_only() -> None:
    state = document(
        {"a": clip(0, 4), "b": clip(4, 4)},
        tracks=[track("b", id="other"), track("a", "b")],
        transitions={"x": transition("a", "b", 1)},
    )
    assert transition_windows(state) == {}


@given(
    lengths=st.lists(st.integers(1, 50), min_size=2, max_size=6),
    wanted=st.lists(st.integers(1, 120), min_size=5, max_size=5),
)
def test_windows_never_leave_their_clips_nor_meet(lengths: list[int], wanted: list[int]) -> None:
    items, transitions, at = {}, {}, 0
    for number, length in enumerate(lengths):
        items[f"i{number}"] = clip(0, 1, startTicks=at, durationTicks=length)
        at += length
        if number:
            transitions[f"x{number}"] = transition(
                f"i{number - 1}", f"i{number}", 1, durationTicks=wanted[number - 1]
            )
    state = document(items, transitions=transitions)
    for item_id, windows in transition_windows(state).items():
        item = state.items[item_id]
        head = item.start_ticks if windows.incoming is None else windows.incoming.end_ticks
        tail = item.end_ticks if windows.outgoing is None else windows.outgoing.start_ticks
        assert item.start_ticks <= head <= tail <= item.end_ticks
