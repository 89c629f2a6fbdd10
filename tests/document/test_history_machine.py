"""Random work against a plain list of what was: undo, redo, views and the journal's replay always agree."""

from __future__ import annotations

import random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from editor_app.document import Document
from editor_app.state import EditorState, to_bytes
from editor_app.state.patch import Patch
from editor_app.store.entries import read_entry, write_entry
from editor_app.store.history import Entry, Replay, Work
from editor_app.store.sidecar import Sidecar
from tests.document.edits import random_change, small_state

Seen = tuple[bytes, Sidecar]
SEEDS = st.integers(0, 2**32)


class HistoryMachine(RuleBasedStateMachine):
    """The model is `past`, a list of all that was, and `now`, a place in it."""

    moves = 0

    def __init__(self) -> None:
        super().__init__()
        start = Work(small_state())
        self.document = Document(start, steps_at_hand=3)
        self.past: list[Seen] = [self.seen()]
        self.now = 0
        self.saved: int | None = 0
        self.count = 0
        self.view: EditorState = start.state
        self.replay = Replay(start)
        self.document.changed.connect(self.follow)
        self.document.committed.connect(self.record)

    def follow(self, patch: Patch) -> None:
        """Keep a copy current by patches alone, as views and workers do."""
        self.view = patch.apply(self.view)

    def record(self, entry: Entry) -> None:
        """Keep another one by what the journal has."""
        self.replay.play(read_entry(write_entry(entry)))

    def seen(self) -> Seen:
        return to_bytes(self.document.work.state), self.document.work.sidecar

    def change(self, seed: int) -> tuple[EditorState, Sidecar]:
        self.count += 1
        return random_change(self.document.work, random.Random(seed), f"new-{self.count}")

    def settle(self, state: EditorState, sidecar: Sidecar) -> None:
        wanted = (to_bytes(state), sidecar)
        is_step = self.document.apply(f"Edit {self.count}", state, sidecar=sidecar)
        assert is_step == (wanted != self.past[self.now])
        if is_step:
            self.past[self.now + 1 :] = [wanted]
            if self.saved is not None and self.saved > self.now:
                self.saved = None
            self.now += 1

    @rule(seed=SEEDS)
    def edit(self, seed: int) -> None:
        self.settle(*self.change(seed))

    @rule(seeds=st.lists(SEEDS, min_size=1, max_size=4))
    def drag_and_keep(self, seeds: list[int]) -> None:
        state, sidecar = self.change(0)
        for seed in seeds:
            state, sidecar = self.change(seed)
            self.document.preview(state, sidecar=sidecar)
            assert (to_bytes(self.document.state), self.document.sidecar) == (to_bytes(state), sidecar)
        self.settle(state, sidecar)

    @rule(seeds=st.lists(SEEDS, min_size=1, max_size=4), by_undo=st.booleans())
    def drag_and_cancel(self, seeds: list[int], by_undo: bool) -> None:
        for seed in seeds:
            state, sidecar = self.change(seed)
            self.document.preview(state, sidecar=sidecar)
        if by_undo and self.document.is_previewing:
            assert self.document.undo()
        else:
            self.document.cancel_preview()

    @rule(times=st.integers(1, 5))
    def undo(self, times: int) -> None:
        for _ in range(times):
            assert self.document.undo() == (self.now > 0)
            self.now = max(0, self.now - 1)

    @rule(times=st.integers(1, 5))
    def redo(self, times: int) -> None:
        for _ in range(times):
            assert self.document.redo() == (self.now < len(self.past) - 1)
            self.now = min(len(self.past) - 1, self.now + 1)

    @rule(part=st.floats(0, 1))
    def jump(self, part: float) -> None:
        """Go to a place in the list of steps, as a click there does."""
        self.now = round(part * (len(self.past) - 1))
        self.document.undo_stack.setIndex(self.now)

    @rule()
    def save(self) -> None:
        self.document.mark_saved(self.document.snapshot())
        self.saved = self.now

    @invariant()
    def all_agree(self) -> None:
        type(self).moves += 1
        document = self.document
        assert self.seen() == self.past[self.now]
        assert document.state is document.work.state
        assert to_bytes(self.view) == self.past[self.now][0]
        assert document.is_clean == (self.saved == self.now)
        assert (document.can_undo, document.can_redo) == (self.now > 0, self.now < len(self.past) - 1)
        played, history = self.replay.work, self.replay.history
        assert (to_bytes(played.state), played.sidecar) == self.past[self.now]
        assert (len(history.steps), history.position) == (len(self.past) - 1, self.now)

    def teardown(self) -> None:
        """Undo all, redo all: the first and the last document, byte for byte."""
        while self.document.undo():
            pass
        assert self.seen() == self.past[0]
        while self.document.redo():
            pass
        assert self.seen() == self.past[-1]


def work_at_random(examples: int) -> int:
    """Give the number of moves made, each of which was checked."""
    HistoryMachine.moves = 0
    run_state_machine_as_test(
        HistoryMachine, settings=settings(max_examples=examples, stateful_step_count=200)
    )
    return HistoryMachine.moves


def test_ten_thousand_random_moves() -> None:
    assert work_at_random(70) >= 10_000


@pytest.mark.soak
def test_a_hundred_thousand_random_moves() -> None:
    assert work_at_random(700) >= 100_000
