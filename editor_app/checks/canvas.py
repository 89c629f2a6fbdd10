"""Rules about the document as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from editor_app.problem import Problem, problem
from editor_app.state import EditorState

_TOLERANCE = 0.01
"""Sizes are whole px, so 854 × 480 counts as 16:9."""


def empty_timeline(state: EditorState) -> Iterator[Problem]:
    """Report that nothing is on the tracks."""
    if not any(item_id in state.items for track in state.tracks for item_id in track.items):
        message = "Nothing is on the timeline, so there is nothing to export."
        yield problem("LOCAL_EMPTY_TIMELINE", ("tracks",), message)


def ratio(state: EditorState) -> Iterator[Problem]:
    """Report a stated ratio that the composition does not have; the composition decides."""
    if state.output_ratio in (None, "custom"):
        return
    across, down = map(int, state.output_ratio.split(":"))
    width, height = state.composition_width, state.composition_height
    if abs(width * down / (height * across) - 1) > _TOLERANCE:
        message = f"The ratio says {state.output_ratio}, but the composition is {width} × {height}."
        yield problem("LOCAL_RATIO_MISMATCH", ("outputRatio",), message)
