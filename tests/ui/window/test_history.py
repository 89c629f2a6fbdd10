"""The panel of steps: what others have made impossible to undo stays in view."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.edits import trim_clip
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.window.history import HistoryPanel
from tests.edits.picture import state_of


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    """Trim ten times."""
    document = Document(Work(state_of("V1: A[0-30] | V2: B[0-9]")))
    for seconds in range(1, 11):
        state = trim_clip(document.work.state, item_id="A", edge="end", to_ticks=seconds * S)
        document.apply(f"Trim to {seconds} s", state)
    return document


def test_steps_that_others_overtook_stay_in_view_until_another_project_is_open(
    qtbot: QtBot, document: Document
) -> None:
    panel = HistoryPanel(document)
    qtbot.addWidget(panel)
    assert panel.lost.isHidden()
    base = document.work.state
    document.accept_outside(trim_clip(base, item_id="B", edge="end", to_ticks=3 * S), base=base)
    assert panel.lost.isHidden()
    base = document.work.state
    document.accept_outside(trim_clip(base, item_id="A", edge="end", to_ticks=3 * S), base=base)
    lines = panel.lost.text().replace("\u200b", "").split("\n")
    assert not panel.lost.isHidden()
    assert lines[0] == "6 earlier steps cannot be undone either."
    assert [line.split(" · ")[1] for line in lines[1:]] == [
        f"“Trim to {seconds} s” cannot be undone: others changed the same." for seconds in range(7, 11)
    ]
    document.load(Work(state_of("V1: A[0-30]")))
    assert panel.lost.isHidden()
