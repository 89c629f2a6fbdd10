"""The real edits, dragged, kept, cancelled, taken back and repeated: nothing is lost on the way."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from editor_app.document import Document
from editor_app.edits import EditError
from editor_app.state import EditorState, read, to_bytes
from editor_app.state.reading import parse_json
from editor_app.store.history import Work
from tests.edits.states import states
from tests.edits.test_properties import EDITS, Chance

NAMES = st.sampled_from(sorted(EDITS))


class EditsMachine(RuleBasedStateMachine):
    """What was is a list of bytes, and `now` a place in it."""

    moves = 0

    @initialize(start=states(), at_hand=st.sampled_from([1, 100]))
    def begin(self, start: EditorState, at_hand: int) -> None:
        self.document = Document(Work(start), steps_at_hand=at_hand)
        self.past = [to_bytes(start)]
        self.now = 0
        self.counter = count(1)

    def edited(self, name: str, data: st.DataObject) -> EditorState | None:
        """Give what an edit makes of what is settled, None where it is refused."""
        try:
            return EDITS[name](Chance(data.draw, self.document.work.state, self.counter))
        except EditError:
            return None

    @rule(name=NAMES, data=st.data())
    def edit(self, name: str, data: st.DataObject) -> None:
        self.settle(name, self.edited(name, data))

    @rule(name=NAMES, steps=st.integers(1, 4), keep=st.booleans(), data=st.data())
    def drag(self, name: str, steps: int, keep: bool, data: st.DataObject) -> None:
        """Every step is computed from what was there at the press."""
        state = None
        for _ in range(steps):
            state = self.edited(name, data)
            self.document.preview(state)
            assert to_bytes(self.document.work.state) == self.past[self.now]
        if keep:
            self.settle(name, state)
        else:
            self.document.cancel_preview()

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            assert self.document.undo() == (self.now > 0)
            self.now = max(0, self.now - 1)

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            assert self.document.redo() == (self.now < len(self.past) - 1)
            self.now = min(len(self.past) - 1, self.now + 1)

    def settle(self, name: str, state: EditorState | None) -> None:
        wanted = self.past[self.now] if state is None else to_bytes(state)
        if self.document.apply(name, state):
            self.past[self.now + 1 :] = [wanted]
            self.now += 1
        else:
            assert wanted == self.past[self.now]

    @invariant()
    def nothing_is_lost(self) -> None:
        type(self).moves += 1
        assert to_bytes(self.document.state) == self.past[self.now]
        assert not self.document.is_previewing

    def teardown(self) -> None:
        """Undo all, redo all; and what was written reads back as the same document."""
        if not hasattr(self, "document"):
            return
        while self.document.undo():
            pass
        assert to_bytes(self.document.state) == self.past[0]
        while self.document.redo():
            pass
        assert to_bytes(self.document.state) == self.past[-1]
        assert to_bytes(read(parse_json(self.past[-1]))[0]) == self.past[-1]


def work_at_random(examples: int, steps: int) -> int:
    """Give the number of moves made, each of which was checked."""
    EditsMachine.moves = 0
    run_state_machine_as_test(
        EditsMachine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck)
        ),
    )
    return EditsMachine.moves


def test_ten_thousand_random_edits() -> None:
    assert work_at_random(420, 50) >= 10_000


@pytest.mark.soak
def test_a_hundred_thousand_random_edits() -> None:
    assert work_at_random(2200, 100) >= 100_000
