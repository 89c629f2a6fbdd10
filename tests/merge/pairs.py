"""Random pairs of documents that two people made of one."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

from editor_app.edits import EditError
from editor_app.state import EditorState, parse_json, to_bytes
from editor_app.state.dialects import read_as
from tests.edits.states import states
from tests.edits.test_properties import EDITS, Chance

Three = tuple[EditorState, EditorState, EditorState]


def read_again(state: EditorState) -> EditorState:
    """Give the document as another program reads it: no object is shared."""
    return read_as(parse_json(to_bytes(state)), state.dialect)


def edited(draw: st.DrawFn, state: EditorState, name: str, most: int) -> EditorState:
    """Give a document after some random edits; new ids begin with `name`."""
    counter = count(1)
    for kind in draw(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=most)):
        chance = Chance(draw, state, counter)
        chance.new = {"new_id": lambda: f"{name}{next(counter)}"}
        try:
            state = EDITS[kind](chance)
        except EditError:
            continue
    return state


@st.composite
def threes(draw: st.DrawFn, *, most: int = 3, mess: bool = True) -> Three:
    """Draw a base and two documents made of it."""
    base = draw(states(mess=mess))
    mine, theirs = edited(draw, base, "m", most), edited(draw, base, "t", most)
    return base, mine, read_again(theirs)
