"""The clip list: rows follow the document, selection goes both ways, times are typed, keys alone suffice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from editor_app import edits
from editor_app.document import Document
from editor_app.session import Session
from editor_app.state import EditorState, read
from editor_app.store.history import Work
from editor_app.timebase import TimeFormatError
from editor_app.ui.clips import ClipListPanel
from editor_app.ui.clips.index import Column
from editor_app.ui.clips.model import ranges_of
from editor_app.ui.clips.times import typed_ticks
from tests.documents import document, solid, track

S = 240_000
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def state() -> EditorState:
    """V2: a 0-1, b 2-4; V1: c 1-5; and d on no track."""
    items = [solid("a", 0, S), solid("b", 2 * S, 2 * S), solid("c", S, 4 * S), solid("d", 9 * S)]
    return read(document(*items, tracks=[track("V2", "a", "b"), track("V1", "c")]))[0]


@dataclass
class Scene:
    """The panel and what it says."""

    document: Document
    session: Session
    panel: ClipListPanel
    said: list[str]

    def ids(self) -> list[str]:
        model = self.panel.model
        return [model.id_at(row) for row in range(model.rowCount())]

    def cell(self, item_id: str, column: Column) -> Any:
        return self.panel.model.index(self.panel.model.row_of(item_id) or 0, column)

    def text(self, item_id: str, column: Column) -> str:
        return self.cell(item_id, column).data()

    def type_into(self, item_id: str, column: Column, text: str) -> None:
        table = self.panel.table
        table.setCurrentIndex(self.cell(item_id, column))
        QTest.keyClick(table, Qt.Key.Key_Return)
        line = table.findChild(QLineEdit)
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        QApplication.processEvents()  # what was typed is taken once the key has been dealt with


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    """Show the panel."""
    made, session = Document(Work(state())), Session()
    panel = ClipListPanel(made, session)
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Warning, panel)
    qtbot.addWidget(panel)
    said: list[str] = []
    panel.notice.connect(said.append)
    panel.resize(900, 320)
    panel.show()
    qtbot.waitExposed(panel)
    yield Scene(made, session, panel, said)
    panel.close()


def test_rows_say_name_type_track_and_times(scene: Scene) -> None:
    assert scene.ids() == ["a", "b", "c", "d"]
    row = [scene.text("b", column) for column in Column]
    assert row == ["Shape", "Shape", "V2", "00:00:02:00", "00:00:04:00", "00:00:02:00"]
    assert scene.text("d", Column.TRACK) == "—"


def test_a_click_on_a_header_sorts_and_another_turns_it_round(scene: Scene) -> None:
    header = scene.panel.table.horizontalHeader()
    at = header.rect().center()
    at.setX(header.sectionViewportPosition(Column.START) + 20)
    QTest.mouseClick(header.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert scene.ids() == ["a", "c", "b", "d"]
    QTest.mouseClick(header.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert scene.ids() == ["d", "b", "c", "a"]


def test_selection_goes_both_ways(scene: Scene) -> None:
    table = scene.panel.table
    for key, held in (("b", Qt.KeyboardModifier.NoModifier), ("c", CTRL)):
        at = table.visualRect(scene.cell(key, Column.NAME)).center()
        QTest.mouseClick(table.viewport(), LEFT, held, at)
    assert scene.session.selection.item_ids == ("b", "c")
    scene.session.select(("a", "d"))
    rows = {index.row() for index in table.selectionModel().selectedRows()}
    assert rows == {0, 3}
    assert table.currentIndex().row() == 3


@pytest.mark.parametrize(
    ("column", "text", "span"),
    [
        (Column.START, "00:00:05:15", (5.5, 7.5)),
        (Column.START, "+0.5", (2.5, 4.5)),
        (Column.END, "5", (2, 5)),
        (Column.DURATION, "15f", (2, 2.5)),
        (Column.DURATION, "-1", (2, 3)),
    ],
)
def test_a_typed_time_is_one_step(scene: Scene, column: Column, text: str, span: tuple[float, float]) -> None:
    scene.type_into("b", column, text)
    item = scene.document.state.items["b"]
    assert (item.start_ticks / S, item.end_ticks / S) == span
    assert scene.document.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        (Column.START, "0.5", "overlap"),
        (Column.START, "soon", "not a time"),
        (Column.DURATION, "0", "at least"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    scene: Scene, column: Column, text: str, says: str
) -> None:
    before = scene.document.state
    scene.type_into("b", column, text)
    assert scene.document.state is before
    assert len(scene.said) == 1
    assert says in scene.said[0]


def test_a_track_is_chosen_from_a_list(scene: Scene) -> None:
    table = scene.panel.table
    table.setCurrentIndex(scene.cell("a", Column.TRACK))
    QTest.keyClick(table, Qt.Key.Key_F2)
    box = table.findChild(QComboBox)
    assert box is not None
    assert [box.itemText(n) for n in range(box.count())] == ["V2", "V1"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [t.items for t in scene.document.state.tracks] == [("b",), ("a", "c")]


def test_delete_takes_the_selected_clips_away(scene: Scene) -> None:
    scene.session.select(("a", "c"))
    QTest.keyClick(scene.panel.table, Qt.Key.Key_Delete)
    assert scene.ids() == ["b", "d"]
    assert scene.document.undo_stack.count() == 1
    scene.document.undo()
    assert scene.ids() == ["a", "b", "c", "d"]


def test_names_are_found(scene: Scene) -> None:
    QTest.keyClicks(scene.panel.search, "shape")
    assert len(scene.ids()) == 4
    QTest.keyClicks(scene.panel.search, "x")
    assert scene.ids() == []
    assert scene.panel._count.text() == "0 of 4 clips"


def test_rows_rest_while_nobody_looks(scene: Scene) -> None:
    scene.panel.hide()
    scene.document.apply("gone", edits.delete_clips(scene.document.work.state, item_ids=("a",)))
    assert scene.ids() == ["a", "b", "c", "d"]
    scene.panel.show()
    assert scene.ids() == ["b", "c", "d"]


def test_another_project_shows_its_own_clips(scene: Scene) -> None:
    scene.document.load(Work(read(document(solid("z")))[0]))
    assert scene.ids() == ["z"]
    assert scene.panel._count.text() == "1 clip"
    scene.document.load(Work(read(document(tracks=[track("t")]))[0]))
    assert scene.panel._empty.isVisible()


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_rows_moved_one_by_one_are_those_sorted_anew(
    scene: Scene, column: Column, order: Qt.SortOrder
) -> None:
    chance = random.Random(column)
    scene.panel.table.sortByColumn(column, order)
    scene.session.select(("b",))
    for _ in range(40):
        _change(scene.document, chance)
        found = scene.ids()
        chosen = {scene.ids()[index.row()] for index in scene.panel.table.selectionModel().selectedRows()}
        scene.panel.model.rebuild()
        assert found == scene.ids()
        assert chosen == {"b"} & set(found)


def _change(made: Document, chance: random.Random) -> None:
    work = made.work.state
    key = chance.choice(list(work.items))
    try:
        match chance.randrange(5):
            case 0:
                made.undo()
            case 1:
                made.apply("split", edits.split_all(work, at_ticks=chance.randrange(9) * S // 2 + 7))
            case 2:
                by = chance.choice((-S, S))
                made.apply("move", edits.move_clips(work, item_ids=(key,), by_ticks=by, by_tracks=1))
            case 3 if key != "b":
                made.apply("delete", edits.delete_clips(work, item_ids=(key,)))
            case _:
                by = chance.choice((-S, S // 3))
                made.apply("move", edits.move_clips(work, item_ids=(key,), by_ticks=by))
    except edits.EditError:
        return


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00:01:15", 1.5),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("0:01.5", 1.5),
        ("45f", 1.5),
        ("+1", 11),
        ("-30f", 9),
        ("−1", 9),
    ],
)
def test_times_are_read_as_people_type_them(text: str, expected: float) -> None:
    assert typed_ticks(text, 30, 10 * S) == expected * S


@pytest.mark.parametrize("text", ["", "soon", "00:00:61:00", "00:00:00:30", "+", "1:2:3:4:5"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(TimeFormatError):
        typed_ticks(text, 30, 0)


def test_rows_that_follow_each_other_are_one_range() -> None:
    assert ranges_of([0, 1, 2, 5, 7, 8]) == [(0, 2), (5, 5), (7, 8)]
