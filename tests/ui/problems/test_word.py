"""What the service says in the panel: how its word stands, and who says each problem."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.problem import EDITOR, Problem
from editor_app.services.service_word import Word
from editor_app.session import Session
from editor_app.state import read
from editor_app.store.history import Work
from editor_app.ui.problems import ProblemsPanel
from editor_app.ui.problems.texts import sayers
from editor_app.ui.theme import HIT_PX
from tests.documents import document, solid

LATE = Problem("KEYFRAME_OUT_OF_BOUNDS", "$.items.a.opacity", "It is late.", "error")
THEIRS = Problem("NEW", "$.items.b", "It is new.", "error", ("Indream",))
OTHER = Problem("NEW", "$.items.a", "It is new.", "error", ("Indream",))
PENDING = Word("Indream", "pending", sentence="No word from Indream: offline. Local checks go on.")


class Service(QObject):
    """A service's word as told, and how often it was asked for."""

    word_changed = Signal(object)
    problems_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.word = Word()
        self.problems: tuple[Problem, ...] = ()
        self.asked = 0

    def ask_again(self) -> None:
        self.asked += 1

    def say(self, word: Word, *problems: Problem) -> None:
        self.word, self.problems = word, problems
        self.word_changed.emit(word)
        self.problems_changed.emit(problems)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def panel(qtbot: QtBot, service: Service) -> ProblemsPanel:
    """Show the panel."""
    state = read(document(solid("a"), solid("b", 240_000)))[0]
    made = ProblemsPanel(Document(Work(state)), Session(), service, service=service)
    qtbot.addWidget(made)
    made.resize(700, 320)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_line_says_how_it_stands(panel: ProblemsPanel, service: Service) -> None:
    line = panel.word_line
    assert not line.isVisible()
    for word, text in (
        (Word("Indream", "asking"), "Indream: asking…"),
        (Word("Indream", "given"), "Indream: valid"),
        (Word("Indream", "given", (THEIRS,)), "Indream: 1 problem"),
        (PENDING, PENDING.sentence),
    ):
        service.say(word)
        assert line.isVisible()
        assert line.text.text() == text
        assert line.again.isVisible() == (word is PENDING)
    service.say(Word())
    assert not line.isVisible()


def test_it_can_be_asked_by_hand_while_there_is_no_word(panel: ProblemsPanel, service: Service) -> None:
    service.say(PENDING)
    again = panel.word_line.again
    assert again.height() >= HIT_PX
    assert again.accessibleName() or again.text()
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert service.asked == 1


def test_the_whole_reason_is_to_be_read_in_a_narrow_panel(panel: ProblemsPanel, service: Service) -> None:
    panel.resize(300, 320)
    service.say(PENDING)
    panel.layout().activate()  # type: ignore[union-attr]
    text = panel.word_line.text
    assert text.height() >= text.heightForWidth(text.width())


def test_each_row_says_who_says_it(panel: ProblemsPanel, service: Service) -> None:
    from editor_app.ui.problems.model import Role

    both = Problem(LATE.code, LATE.path, LATE.message, "error", (EDITOR, "Indream"))
    service.say(Word("Indream", "given"), both, THEIRS)
    rows = [panel.model.index(n) for n in range(2)]
    assert [row.data(Role.SAYERS) for row in rows] == ["Editor and Indream", "Indream"]
    spoken = rows[0].data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Said by: Editor and Indream" in spoken
    assert "Said by: Indream" in rows[1].data(Qt.ItemDataRole.ToolTipRole)


def test_the_current_row_stays_current_when_the_service_says_it_too(
    panel: ProblemsPanel, service: Service
) -> None:
    service.say(Word("Indream", "asking"), THEIRS, LATE)
    panel.list.setCurrentIndex(panel.model.index(1))
    both = Problem(LATE.code, LATE.path, LATE.message, "error", (EDITOR, "Indream"))
    service.say(Word("Indream", "given"), both, THEIRS)
    assert panel.list.currentIndex().row() == 0


def test_what_only_the_service_says_is_not_removed_unseen(panel: ProblemsPanel, service: Service) -> None:
    service.say(Word("Indream", "given"), THEIRS, OTHER)
    panel.list.setCurrentIndex(panel.model.index(0))
    assert panel.model.button(0) == "Remove the clip"
    assert len(panel.model.alike(0)) == 1


@pytest.mark.parametrize(
    ("said_by", "text"),
    [
        ((EDITOR,), "Editor"),
        (("Indream",), "Indream"),
        ((EDITOR, "Indream"), "Editor and Indream"),
        ((EDITOR, "Indream", "Home"), "Editor, Indream and Home"),
        ((), ""),
    ],
)
def test_those_who_say_it_are_named(said_by: tuple[str, ...], text: str) -> None:
    assert sayers(said_by) == text
