"""The question about another program's changes: both pictures, and only the answers that can be given."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app.services.sync.details import Details
from editor_app.services.sync.exchange import ForeignError
from editor_app.services.sync.ports import Theirs
from editor_app.ui.conflicts import ForeignDialog
from editor_app.ui.conflicts.foreign import foreign_text, summary
from editor_app.ui.theme import DARK
from tests.document.edits import small_state


def ask(qtbot: QtBot, *, can_join: bool) -> ForeignDialog:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    foreign = ForeignError(Theirs(small_state(3), None, Details("Film")), "stripped", can_join=can_join)
    dialog = ForeignDialog(
        window, foreign, small_state(), name="Indream", sources={}, playhead=0, fps=30, tokens=DARK
    )
    dialog.window_ = window  # type: ignore[attr-defined]  # it lives as long as the dialog
    dialog.open()
    return dialog


@pytest.mark.parametrize("reason", ["stripped", "unknown"])
@pytest.mark.parametrize("can_join", [True, False])
def test_the_text_says_what_happened_and_what_can_be_done(reason: str, can_join: bool) -> None:
    text = foreign_text(reason, "Indream", can_join=can_join)
    assert "Indream" in text
    assert "Nothing has been overwritten" in text
    assert ("Join both" in text) == can_join


def test_both_sides_are_summed_up_and_seen(qtbot: QtBot) -> None:
    dialog = ask(qtbot, can_join=True)
    assert dialog.sides["mine"].value.text() == "4 clips · 2 tracks · 4 s"
    assert summary(small_state(1)) == "1 clip · 2 tracks · 1 s"
    sides = dialog.sides.values()
    qtbot.waitUntil(lambda: all(side.picture.image is not None for side in sides), timeout=60_000)
    dialog.reject()


@pytest.mark.parametrize("answer", ["mine", "theirs", "joined"])
def test_an_answer_is_told_once(qtbot: QtBot, answer: str) -> None:
    dialog = ask(qtbot, can_join=True)
    told: list[str] = []
    dialog.answered.connect(told.append)
    dialog.buttons[answer].click()  # type: ignore[index]
    assert told == [answer]
    assert not dialog.isVisible()


def test_later_answers_nothing_and_joining_needs_a_version_in_common(qtbot: QtBot) -> None:
    dialog = ask(qtbot, can_join=False)
    told: list[str] = []
    dialog.answered.connect(told.append)
    assert not dialog.buttons["joined"].isVisible()
    dialog.later.click()
    assert told == []
