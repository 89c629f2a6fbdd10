"""Undo and redo of steps that others made impossible."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from editor_app.document import Document
from editor_app.edits import trim_clip
from editor_app.state import EditorState
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.window.lost_steps import LostSteps, Way, lost_text
from tests.edits.picture import state_of


def trimmed(state: EditorState, item: str, seconds: int) -> EditorState:
    return trim_clip(state, item_id=item, edge="end", to_ticks=seconds * S)


def others_trim(document: Document, item: str, seconds: int) -> None:
    base = document.work.state
    document.accept_outside(trimmed(base, item, seconds), base=base)


@pytest.fixture
def document() -> Document:
    """Trim two clips, one after the other."""
    assert QApplication.instance()
    document = Document(Work(state_of("V1: A[0-9] | V2: B[0-9]")))
    for item in ("A", "B"):
        document.apply(f"Trim {item}", trimmed(document.work.state, item, 5))
    return document


def test_the_first_undo_says_that_the_latest_step_is_gone_and_the_second_goes_on(document: Document) -> None:
    lost = LostSteps(document)
    others_trim(document, "B", 3)
    assert lost.is_lost("undo")
    assert not lost.is_lost("redo")
    said = lost.take("undo")
    assert said.startswith("“Trim B” can no longer be undone")
    assert "takes back “Trim A”" in said
    assert lost.take("undo") == ""
    assert not lost.is_lost("undo")


def test_nothing_is_said_where_the_latest_step_is_still_there(document: Document) -> None:
    lost = LostSteps(document)
    others_trim(document, "A", 3)
    assert lost.take("undo") == ""
    assert document.undo_label == "Trim B"


def test_the_only_step_that_is_gone_is_told_as_well(document: Document) -> None:
    document.undo()
    lost = LostSteps(document)
    others_trim(document, "A", 3)
    assert not document.can_undo
    assert lost.take("undo").endswith("There is no other step to undo.")


def test_a_step_to_do_again_is_told_as_well(document: Document) -> None:
    document.undo()
    lost = LostSteps(document)
    others_trim(document, "B", 3)
    assert not document.can_redo
    assert lost.take("redo").startswith("“Trim B” can no longer be redone")
    assert lost.take("undo") == ""


def test_a_new_step_or_another_project_is_what_undo_is_about(document: Document) -> None:
    lost = LostSteps(document)
    others_trim(document, "B", 3)
    document.apply("Trim more", trimmed(document.work.state, "A", 2))
    assert not lost.is_lost("undo")
    others_trim(document, "A", 1)
    assert lost.is_lost("undo")
    document.load(Work(state_of("V1: A[0-9]")))
    assert not lost.is_lost("undo")


@pytest.mark.parametrize(
    ("way", "following", "end"),
    [
        ("undo", "Trim A", "Undo once more takes back “Trim A”, the step before it."),
        ("undo", "", "There is no other step to undo."),
        ("redo", "Trim A", "Redo once more does “Trim A” again."),
        ("redo", "", "There is no other step to redo."),
    ],
)
def test_what_comes_next_is_said(way: Way, following: str, end: str) -> None:
    assert lost_text(way, "Trim B", following).endswith(end)
