"""Who takes back the step that settled a collision chooses again: which steps those are."""

from __future__ import annotations

import pytest

from editor_app.services.sync.chosen_steps import ChosenSteps
from editor_app.services.sync.details import DetailsConflict
from editor_app.store.history import Applied, Forgotten, Redone, Step, Undone, Work
from tests.document.edits import moved, small_state

STATE = small_state()
CHOICE, OTHER = (
    Step.between(name, Work(STATE), Work(moved(STATE, "a", at))) for name, at in (("x", 5), ("y", 9))
)
TITLE = (DetailsConflict("title", "Mine", "Theirs", "Before"),)


@pytest.mark.parametrize(
    ("entry", "turn"),
    [
        (Undone(CHOICE), ("wait", TITLE)),
        (Redone(CHOICE), ("settled", TITLE)),
        (Undone(OTHER), None),
        (Redone(OTHER), None),
        (Undone(), None),
        (Applied(OTHER), None),
        (Forgotten(), None),
    ],
)
def test_a_step_that_settled_something_is_known_again(entry: object, turn: object) -> None:
    steps = ChosenSteps()
    steps.hear(Applied(CHOICE))
    steps.note(TITLE)
    steps.hear(Applied(OTHER))
    assert steps.hear(entry) == turn


def test_without_a_step_there_is_nothing_to_take_back() -> None:
    steps = ChosenSteps()
    steps.note(TITLE)
    assert steps.hear(Undone(CHOICE)) is None
