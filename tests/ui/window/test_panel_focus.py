"""Going from panel to panel, and to the menus, without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.keyframes.actions import TABLE as KEYFRAMES
from editor_app.ui.timeline.actions import TABLE as TIMELINE
from editor_app.ui.transport.actions import TABLE as TRANSPORT
from editor_app.ui.window.actions import ALT_LETTERS, MENUS
from editor_app.ui.window.mnemonics import with_mnemonics
from editor_app.ui.window.panel_focus import focus_panel, step_panel
from tests.ui.window.showing import show_active


class Scene:
    """Three panels of two fields each, and one that has only a label."""

    def __init__(self) -> None:
        self.window = QWidget()
        row = QHBoxLayout(self.window)
        self.panels: list[QWidget] = []
        self.fields: list[QLineEdit] = []
        for number in range(3):
            panel = QWidget()
            column = QVBoxLayout(panel)
            for _ in range(2):
                field = QLineEdit()
                column.addWidget(field)
                self.fields.append(field)
            row.addWidget(panel)
            self.panels.append(panel)
            if number == 0:
                self.panels.append(QLabel("nothing to press"))
                row.addWidget(self.panels[-1])

    def focused(self) -> int:
        """Give the number of the field that has the keyboard."""
        return next(number for number, field in enumerate(self.fields) if field.hasFocus())


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    made = Scene()
    show_active(qtbot, made.window)
    return made


def test_panels_follow_each_other_round_and_round(scene: Scene) -> None:
    scene.fields[0].setFocus()
    where: list[int] = []
    for by in (1, 1, 1, -1, -1):
        step_panel(scene.panels, by)
        where.append(scene.focused())
    assert where == [2, 4, 0, 4, 2]


def test_a_panel_begins_with_what_is_read_first_whatever_was_made_first(qtbot: QtBot) -> None:
    window = QWidget()
    elsewhere, panel = QLineEdit(), QWidget()
    foot, head = QLineEdit(panel), QLineEdit(panel)
    for parent, children in ((window, (elsewhere, panel)), (panel, (head, foot))):
        column = QVBoxLayout(parent)
        for child in children:
            column.addWidget(child)
    show_active(qtbot, window)
    elsewhere.setFocus()
    assert focus_panel(panel)
    assert head.hasFocus()


def test_a_panel_gives_the_keyboard_to_what_had_it_there_last(scene: Scene) -> None:
    scene.fields[3].setFocus()
    scene.fields[0].setFocus()
    assert focus_panel(scene.panels[2])
    assert scene.focused() == 3
    scene.fields[0].setFocus()
    scene.fields[3].setEnabled(False)
    assert focus_panel(scene.panels[2])
    assert scene.focused() == 2
    assert not focus_panel(scene.panels[1])


def test_hidden_panels_are_passed_by(scene: Scene) -> None:
    scene.panels[2].hide()
    scene.fields[0].setFocus()
    step_panel(scene.panels, 1)
    assert scene.focused() == 4


@pytest.mark.parametrize(
    ("titles", "taken", "marked"),
    [
        (["File", "Edit", "Export"], "", ["&File", "&Edit", "E&xport"]),
        (["File", "Edit", "Export"], "xp", ["&File", "&Edit", "Exp&ort"]),
        (["Fi", "If", "fI"], "", ["&Fi", "&If", "fI"]),
        (["ab", "a", "b"], "", ["a&b", "&a", "b"]),
        (["File", "Pop", "Port", "Pot"], "", ["&File", "&Pop", "P&ort", "Po&t"]),
        ([], "a", []),
        (["Pip", "Pj"], "", ["P&ip", "&Pj"]),  # no line is seen below a small j or p
        (["Clip", "Playback", "Project", "Export"], "klmrx", ["&Clip", "&Playback", "Pr&oject", "&Export"]),
        (["Pj", "P"], "", ["P&j", "&P"]),
    ],
)
def test_every_menu_has_a_letter_of_its_own(titles: list[str], taken: str, marked: list[str]) -> None:
    assert with_mnemonics(titles, taken) == marked


def test_no_menu_takes_a_letter_that_an_action_has_with_alt() -> None:
    with_alt = {
        key.removeprefix("Alt+").casefold()
        for table in (TIMELINE, TRANSPORT, KEYFRAMES)
        for spec in table
        for key in spec.keys
        if key.startswith("Alt+") and len(key) == 5 and key[-1].isalpha()
    }
    assert with_alt <= set(ALT_LETTERS)
    letters = [title[title.index("&") + 1].casefold() for title in with_mnemonics(MENUS, ALT_LETTERS)]
    assert len(set(letters)) == len(MENUS)
    marked = with_mnemonics(MENUS, ALT_LETTERS)
    assert not [title for title in marked if title[title.index("&") + 1] in "gjpqy"], "its mark is not seen"
    assert not with_alt & set(letters)
