"""The Problems panel by mouse and keyboard: going there, filtering, fixing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from editor_app.checks import awaited_media, coming_media, missing_media
from editor_app.document import Document
from editor_app.edits.errors import OutOfRangeError
from editor_app.edits.fixes import Fix
from editor_app.problem import Problem
from editor_app.services.validation import Validation
from editor_app.session import Session
from editor_app.state import EditorState, read
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from editor_app.ui.problems import ProblemsPanel
from editor_app.ui.problems.places import place_of
from editor_app.ui.problems.texts import counted, refused_text
from tests.documents import document, number, solid, track

S = 240_000
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Scene:
    """The panel on a document with four problems: two late keys, an overlap, a clip on no track."""

    document: Document
    session: Session
    validation: Validation
    panel: ProblemsPanel

    def codes(self) -> list[str]:
        model = self.panel.model
        return [problem.code for problem in model.shown]

    def row(self, code: str) -> int:
        return self.codes().index(code)

    def click(self, row: int, *, on_button: bool = False) -> None:
        view, model = self.panel.list, self.panel.model
        rect = view.visualRect(model.index(row))
        button = self.panel.delegate.button_rect(rect, model.button(row))
        at = button.center() if on_button else rect.center() - QPoint(rect.width() // 4, 0)
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


def state():
    late = number(1, (0, 0), (2 * S, 1))
    items = [solid("a", 0, S, opacity=late), solid("b", S // 2, S), solid("c", 3 * S, S, opacity=late)]
    made = document(*items, solid("lost", 4 * S), tracks=[track("t", "a", "b", "c")])
    return read(made)[0]


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    """Show the panel."""
    document = Document(Work(state(), Sidecar(track_names={"t": "Main"})))
    session = Session()
    validation = Validation(document)
    panel = ProblemsPanel(document, session, validation)
    qtbot.addWidget(panel)
    panel.resize(900, 320)
    panel.show()
    qtbot.waitExposed(panel)
    yield Scene(document, session, validation, panel)
    panel.close()
    validation.close()


def test_who_goes_from_problem_to_problem_is_followed(qtbot: QtBot, scene: Scene) -> None:
    told: list[Problem | None] = []
    scene.panel.walked.connect(told.append)
    for _ in range(3):
        scene.panel.step(1)
        assert told[-1] == scene.panel.model.shown[scene.panel.list.currentIndex().row()]
    assert len(told) == 3


def test_the_problems_of_a_clip_are_shown_also_where_they_are_filtered_out(scene: Scene) -> None:
    scene.panel.show_clip("c")
    assert scene.panel.model.place(scene.panel.list.currentIndex().row()).item_id == "c"
    for button in scene.panel.filters.values():
        button.setChecked(False)
    assert scene.codes() == []
    scene.panel.show_clip("a")
    assert scene.panel.model.place(scene.panel.list.currentIndex().row()).item_id == "a"
    scene.panel.show_clip("no such clip")
    assert scene.panel.model.place(scene.panel.list.currentIndex().row()).item_id == "a"


def test_a_click_selects_the_clip_and_moves_the_playhead_there(scene: Scene) -> None:
    assert sorted(scene.codes()) == [
        "EDITOR_TRACK_ITEM_OVERLAP",
        "KEYFRAME_OUT_OF_BOUNDS",
        "KEYFRAME_OUT_OF_BOUNDS",
        "LOCAL_ITEM_ON_NO_TRACK",
    ]
    scene.click(scene.row("EDITOR_TRACK_ITEM_OVERLAP"))
    assert scene.session.selection.item_ids == ("b",)
    assert scene.session.playhead_ticks == S // 2


def test_sentences_name_clips_and_not_their_ids(scene: Scene) -> None:
    index = scene.panel.model.index(scene.row("EDITOR_TRACK_ITEM_OVERLAP"))
    text = index.data(Qt.ItemDataRole.DisplayRole)
    assert text == "“Shape” begins before “Shape” at 00:00:00:00 ends; one track plays one at a time."
    assert text in index.data(Qt.ItemDataRole.ToolTipRole)
    assert text in index.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize(
    ("width", "shown"),
    [(400, "Shape  ·  V1  ·  EDITOR_TRACK_ITEM_OVERLAP"), (200, "Shape  ·  V1"), (50, "Shape"), (9, "Shape")],
)
def test_each_part_of_the_second_line_is_shown_whole_or_not_at_all(
    scene: Scene, width: int, shown: str
) -> None:
    line = scene.panel.delegate._second_line("Shape  ·  V1", "EDITOR_TRACK_ITEM_OVERLAP", width)
    assert line == shown


def test_a_click_wants_the_field_shown(scene: Scene) -> None:
    wanted: list[object] = []
    scene.session.field_wanted.connect(wanted.append)
    for code in ("EDITOR_TRACK_ITEM_OVERLAP", "KEYFRAME_OUT_OF_BOUNDS", "LOCAL_ITEM_ON_NO_TRACK"):
        scene.click(scene.row(code))
    assert wanted == [("startTicks",), ("opacity", "keyframes", 1, "timeTicks")]


def test_a_click_on_a_problem_of_the_project_selects_nothing_and_wants_its_field(qtbot: QtBot) -> None:
    problem = Problem("LOCAL_RATIO_MISMATCH", "$.outputRatio", "It differs.", "warning")
    session, wanted = Session(), list[object]()
    panel = ProblemsPanel(Document(Work(state())), session, Told((problem,)))
    qtbot.addWidget(panel)
    session.select(("a",))
    session.field_wanted.connect(wanted.append)
    panel.step(1)
    assert wanted == [("outputRatio",)]
    assert not session.selection


def test_keys_step_through_the_problems_and_come_round(scene: Scene) -> None:
    met: list[tuple[str, ...]] = []
    for _ in range(5):
        QTest.keyClick(scene.panel, Qt.Key.Key_F8)
        met.append(scene.session.selection.item_ids)
    assert sorted(met[:4]) == [("a",), ("b",), ("c",), ("lost",)]
    assert met[4] == met[0]
    QTest.keyClick(scene.panel, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert scene.session.selection.item_ids == met[3]


def test_a_rows_button_fixes_it_as_one_step(scene: Scene, qtbot: QtBot) -> None:
    row = scene.row("EDITOR_TRACK_ITEM_OVERLAP")
    assert scene.panel.model.button(row) == "Move it to a track of its own"
    scene.click(row, on_button=True)
    assert [track.items for track in scene.document.state.tracks] == [("b",), ("a", "c")]
    qtbot.waitUntil(lambda: "EDITOR_TRACK_ITEM_OVERLAP" not in scene.codes())
    assert scene.document.undo_label == "Move it to a track of its own"
    scene.document.undo()
    qtbot.waitUntil(lambda: "EDITOR_TRACK_ITEM_OVERLAP" in scene.codes())


def test_all_of_a_kind_are_fixed_at_once(scene: Scene, qtbot: QtBot) -> None:
    scene.click(scene.row("KEYFRAME_OUT_OF_BOUNDS"))
    scene.panel.actions_by_id["problems.fix-alike"].trigger()
    qtbot.waitUntil(lambda: "KEYFRAME_OUT_OF_BOUNDS" not in scene.codes())
    assert scene.document.undo_stack.count() == 1


def test_what_cannot_be_fixed_says_why(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    scene.panel.notice.connect(said.append)

    def refuse(_state: EditorState) -> EditorState:
        raise OutOfRangeError("No room on the track.")

    monkeypatch.setattr(scene.panel.model, "alike", lambda _row: [Fix("Fix", refuse)] * 2)
    scene.click(scene.row("KEYFRAME_OUT_OF_BOUNDS"))
    scene.panel.actions_by_id["problems.fix-alike"].trigger()
    assert said == ["2 problems could not be fixed: No room on the track."]


@pytest.mark.parametrize(
    ("reasons", "text"),
    [
        (["A."], "1 problem could not be fixed: A."),
        (["A.", "B.", "A."], "3 problems could not be fixed: A. B."),
        (["A.", "B.", "C.", "D."], "4 problems could not be fixed: A. B. C. And other reasons."),
    ],
)
def test_each_reason_is_said_once(reasons: list[str], text: str) -> None:
    assert refused_text(reasons) == text


def test_the_menu_has_every_fix(scene: Scene) -> None:
    menu = scene.panel.menu_for(scene.panel.model.index(scene.row("LOCAL_ITEM_ON_NO_TRACK")))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Go there", "Put it on a track", "Remove the clip", "Fix all of this kind"]
    next(action for action in menu.actions() if action.text() == "Remove the clip").trigger()
    assert "lost" not in scene.document.state.items


def test_filters_hide_a_severity_and_say_so_when_nothing_is_left(scene: Scene) -> None:
    QTest.mouseClick(scene.panel.filters["error"], LEFT)
    assert scene.codes() == ["LOCAL_ITEM_ON_NO_TRACK"]
    QTest.mouseClick(scene.panel.filters["warning"], LEFT)
    assert scene.codes() == []
    assert scene.panel._empty.isVisible()
    assert "filtered" in scene.panel._empty.text()


def test_a_repaired_document_has_no_problems(scene: Scene, qtbot: QtBot) -> None:
    scene.document.load(Work(read(document(solid("x")))[0]))
    assert scene.codes() == []
    assert scene.panel._empty.isVisible()
    assert scene.panel._empty.text() == "No problems."


def asset_json(name: str, **fields: Any) -> dict[str, Any]:
    """Make an image."""
    kind = {"type": "image", "filename": f"{name}.png", "size": 1, "mimeType": "image/png"}
    return {"id": name, "width": 16, "height": 9, **kind, **fields}


class Told(QObject):
    """Problems as told."""

    problems_changed = Signal(object)

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


def test_missing_media_can_be_located(qtbot: QtBot) -> None:
    told = Told(missing_media([("a", "a.mp4 is missing."), ("b", "b.mp4 is missing.")]))
    panel = ProblemsPanel(Document(Work(state())), Session(), told)
    qtbot.addWidget(panel)
    asked: list[tuple[str, ...]] = []
    panel.locate_requested.connect(asked.append)
    panel.list.setCurrentIndex(panel.model.index(1))
    panel.actions_by_id["problems.fix"].trigger()
    panel.actions_by_id["problems.fix-alike"].trigger()
    assert asked == [("b",), ("a", "b")]


def test_media_that_others_have_still_to_upload_can_be_located_too(qtbot: QtBot) -> None:
    awaited = awaited_media([("a", "a.mp4 is not uploaded yet."), ("b", "b.mp4 is not uploaded yet.")])
    told = Told((*awaited, *coming_media([("c", "c.mp4 is being fetched.")])))
    panel = ProblemsPanel(Document(Work(state())), Session(), told)
    qtbot.addWidget(panel)
    asked: list[tuple[str, ...]] = []
    panel.locate_requested.connect(asked.append)
    assert [panel.model.button(row) for row in range(3)] == ["Locate…", "Locate…", ""]
    texts = [[a.text() for a in panel.menu_for(panel.model.index(n)).actions()] for n in (0, 2)]
    assert ["Locate…" in menu for menu in texts] == [True, False]
    panel.list.setCurrentIndex(panel.model.index(1))
    panel.actions_by_id["problems.fix"].trigger()
    panel.actions_by_id["problems.fix-alike"].trigger()
    assert asked == [("b",), ("a", "b")]


def test_missing_media_that_lie_somewhere_can_be_fetched_again(qtbot: QtBot) -> None:
    there, lost = asset_json("there", remoteUrl="https://media.example/there.png"), asset_json("lost")
    odd = asset_json("odd", remoteUrl="file:///odd.png")
    made = document(solid("a"), assets={"there": there, "lost": lost, "odd": odd})
    told = Told(missing_media([(key, f"{key}.png is missing.") for key in made["assets"]]))
    panel = ProblemsPanel(Document(Work(read(made)[0])), Session(), told)
    qtbot.addWidget(panel)
    panel.resize(900, 320)
    panel.show()
    qtbot.waitExposed(panel)
    fetched, located = list[bool](), list[tuple[str, ...]]()
    panel.fetch_requested.connect(lambda: fetched.append(True))
    panel.locate_requested.connect(located.append)
    model, view = panel.model, panel.list
    assert [model.second_button(row) for row in range(3)] == ["Fetch again", "", ""]
    row = view.visualRect(model.index(0))
    first, second = panel.delegate.button_rect(row, "Locate…"), panel.delegate.second_rect
    button = second(row, "Locate…", "Fetch again")
    assert button.isValid()
    assert not button.intersects(first)
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, button.center())
    assert (fetched, located) == ([True], [])
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, first.center())
    assert (fetched, located) == ([True], [("there",)])
    menus = [[a.text() for a in panel.menu_for(model.index(n)).actions()] for n in range(2)]
    assert ["Fetch again" in texts for texts in menus] == [True, False]
    entries = panel.menu_for(model.index(0)).actions()
    next(action for action in entries if action.text() == "Fetch again").trigger()
    assert fetched == [True, True]
    row.setWidth(240)
    assert not second(row, "Locate…", "Fetch again").isValid()  # the menu has it still


def test_thousands_of_problems_only_look_at_the_rows_in_sight(qtbot: QtBot) -> None:
    late = number(1, (0, 0), (2 * S, 1))
    found = read(document(*[solid(f"c{n}", n * S, S, opacity=late) for n in range(900)]))[0]
    made = Document(Work(found))
    validation = Validation(made)
    panel = ProblemsPanel(made, Session(), validation)
    qtbot.addWidget(panel)
    panel.resize(900, 320)
    panel.show()
    qtbot.waitExposed(panel)
    panel.grab()
    assert panel.model.rowCount() == 900
    assert 0 < len(panel.model._fixes) < 40
    validation.close()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.items.a.opacity.keyframes[1].timeTicks", "Shape  ·  Main  ·  00:00:00:29"),
        ("$.items.lost", "Shape  ·  on no track  ·  00:00:04:00"),
        ("$.tracks[0].items[1]", "Shape  ·  Main  ·  00:00:00:15"),
        ("$.tracks[0].id", "Main"),
        ("$.globalBackground.imageAssetId", "Background"),
        ("$.outputRatio", "Project"),
        ("the second clip", "the second clip"),
    ],
)
def test_places_are_said_in_words(path: str, expected: str) -> None:
    problem = Problem("X", path, "", "error")
    assert place_of(state(), Sidecar(track_names={"t": "Main"}), problem).describe(30) == expected


@pytest.mark.parametrize(
    ("severity", "count", "text"),
    [("error", 1, "1 error"), ("warning", 0, "0 warnings"), ("info", 1200, "1,200 remarks")],
)
def test_severities_are_counted_in_words(severity: str, count: int, text: str) -> None:
    assert counted(severity, count) == text


def test_a_button_whose_text_would_be_cut_shows_its_sign_alone(scene: Scene) -> None:
    button = next(b for b in scene.panel.findChildren(QToolButton) if b.text() == "Fix all alike")
    for width, style in (
        (900, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
        (360, Qt.ToolButtonStyle.ToolButtonIconOnly),
        (900, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
    ):
        scene.panel.resize(width, 320)
        scene.panel.layout().activate()  # type: ignore[union-attr]
        assert button.toolButtonStyle() == style
        assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize(("width", "height"), [(560, 72), (1200, 52)])
def test_a_narrow_list_has_two_lines_for_a_sentence(scene: Scene, width: int, height: int) -> None:
    scene.panel.resize(width, 400)
    QApplication.processEvents()
    assert scene.panel.list.visualRect(scene.panel.model.index(0)).height() == height
