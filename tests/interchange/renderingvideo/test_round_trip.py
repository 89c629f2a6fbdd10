"""What is written as a config and read back shows and sounds the same."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.checks import check
from editor_app.interchange.renderingvideo import check_config, to_editor_state, to_schema
from editor_app.state import EditorState, read
from editor_app.state.queries import project_length
from tests.edits.states import states
from tests.interchange.renderingvideo.documents import ALL_KINDS, documents
from tests.interchange.renderingvideo.pictures import near, shown

RATE = 30
SAME_AGAIN = {
    *("font", "keyframes", "animation", "size", "outline", "sound", "sound envelope", "volume"),
    *("end of the medium", "background gradient"),
    *(f"transition {kind}" for kind in ("fade", "slide", "wipe", "iris")),
}
"""Differences that a service may make, and that our reading of the schema does not make."""


def back(state: EditorState, **options: Any) -> EditorState:
    """Write a document as a config and read it again; nothing may be wrong with either."""
    conversion = to_schema(state, fps=RATE, addresses={}, **options)
    assert check_config(conversion.config) == ()
    reading = to_editor_state(conversion.config)
    assert reading.refusals == ()
    again, problems = read(reading.document)
    assert problems == ()
    assert [p for p in check(again) if p.severity == "error"] == []
    return again


@settings(max_examples=60, deadline=None)
@given(st.one_of(states(), documents(kinds=ALL_KINDS, crops=True)))
def test_everything_comes_back_as_a_sound_document(state: EditorState) -> None:
    back(state)


@settings(max_examples=120, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_exact_things_show_the_same(state: EditorState, chance: random.Random) -> None:
    report = to_schema(state, fps=RATE, addresses={}).report
    if not {loss.what for loss in report} <= SAME_AGAIN:
        return
    again, length = back(state), project_length(state)
    assert project_length(again) == length
    for _ in range(5):
        tick = chance.randrange(length)
        before, after = shown(state, tick), shown(again, tick)
        assert near(before, after, 0.5), f"at {tick}:\n{before}\n{after}"
