"""Which media a part of a project shows: none that goes up for it is left out, and no other is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.interchange.renderingvideo import to_schema
from editor_app.services.exporting.range_media import assets_in
from editor_app.state import EditorState
from editor_app.state.queries import project_length
from editor_app.store.media_files import used_assets
from tests.interchange.renderingvideo.documents import documents
from tests.render.audio.documents import SECOND, clip, document, transition

CLIPS = {
    "a": clip(0, 4, "one"),
    "b": clip(4, 4, "two"),
    "c": clip(8, 2, "one"),
    "d": clip(11, 1, "three"),
}
FADE = {"x": transition("a", "b", 2)}


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (0, 12, "one two three"),
        (-1, 99, "one two three"),
        (0, 3, "one"),
        (0, 3.5, "one two"),  # within the transition
        (4.5, 8, "one two"),
        (5, 8, "two"),
        (9, 10, "one"),
        (10, 11, ""),
        (11, 12, "three"),
        (11.5, 11.6, "three"),
    ],
)
def test_a_part_shows_what_plays_in_it(start: float, end: float, shown: str) -> None:
    state = document(CLIPS, transitions=FADE)
    assert assets_in(state, (round(start * SECOND), round(end * SECOND))) == tuple(shown.split())


@given(documents(), st.floats(0, 1), st.floats(0, 1))
def test_what_goes_up_for_a_part_is_counted(state: EditorState, one: float, other: float) -> None:
    start, end = sorted(round(share * project_length(state)) for share in (one, other))
    if start == end:
        end += 1
    sent = to_schema(state, fps=30, range_ticks=(start, end), addresses={}).plan.uploads
    shown = assets_in(state, (start, end))
    assert set(sent) <= set(shown) <= set(used_assets(state))
