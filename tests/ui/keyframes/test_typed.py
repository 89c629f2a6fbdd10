"""Values are typed as they are shown, and held as the document has them."""

from __future__ import annotations

import pytest

from editor_app.session import KeyframeRef
from editor_app.state import EditorState, read
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.keyframes.fields import Lane, lanes_of
from editor_app.ui.keyframes.typed import typed_value, value_text
from tests.documents import document, number, solid


def state() -> EditorState:
    """One clip from 1 s to 5 s, whose opacity goes from 0 at its start to 1 after a second."""
    return read(document(solid("a", S, 4 * S, opacity=number(0, (0, 0), (S, 1)))))[0]


def lane(name: str) -> Lane:
    every = lanes_of(state(), ("a",), shows_all=True)
    return next(one for one in every if one.field is not None and one.field.name == name)


@pytest.mark.parametrize(
    ("key_ticks", "playhead_ticks", "text"),
    [
        (S, 0, "100"),
        (None, 0, "0"),  # beside the clip: its nearest end
        (None, S + S // 2, "50"),
        (None, 9 * S, "100"),
    ],
)
def test_the_line_begins_with_what_is_shown(key_ticks: int | None, playhead_ticks: int, text: str) -> None:
    ref = KeyframeRef("a", "opacity", key_ticks) if key_ticks is not None else None
    assert value_text(state(), lane("opacity"), ref, playhead_ticks) == text


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("opacity", "25", 0.25), ("opacity", "12,5", 0.125), ("left", "−40", -40.0), ("left", "7", 7.0)],
)
def test_what_is_typed_is_held_in_the_documents_unit(name: str, text: str, value: float) -> None:
    assert typed_value(text, lane(name)) == value


def test_nonsense_is_no_number() -> None:
    with pytest.raises(ValueError, match="much"):
        typed_value("much", lane("left"))
