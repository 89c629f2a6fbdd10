"""The start page by mouse and keys: what it offers, what it remembers, what it leaves out."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.edits.blank import blank_document
from editor_app.services.tasks import Tasks
from editor_app.store.covers import write_cover
from editor_app.store.folders import Folders
from editor_app.store.recent import remember
from editor_app.store.reopening import open_untitled
from editor_app.ui.projects import StartPage
from editor_app.ui.projects.texts import when
from editor_app.ui.projects.tile import Tile
from editor_app.ui.theme import HIT_PX, LIGHT
from editor_app.ui.window.actions import TABLE

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, folders: Folders) -> StartPage:
    made = StartPage(folders, Tasks())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


def project(folder: Path, name: str) -> Path:
    file = folder / f"{name}.editorproj"
    file.write_text("{}")
    return file


def test_the_demo_a_size_a_template_and_open(qtbot: QtBot, page: StartPage) -> None:
    with qtbot.waitSignal(page.open_demo_requested):
        QTest.mouseClick(page.demo, LEFT)
    with qtbot.waitSignal(page.open_demo_requested):
        QTest.mouseClick(page.demo_button, LEFT)
    with qtbot.waitSignal(page.new_requested) as told:
        QTest.mouseClick(page.ratio_tiles[1], LEFT)
    assert tuple(told.args[0]) == (1080, 1920)
    with qtbot.waitSignal(page.open_requested):
        QTest.mouseClick(page.open_button, LEFT)
    with qtbot.waitSignal(page.template_chosen) as told:
        QTest.mouseClick(page.template_tiles[0], LEFT)
    assert told.args[0].is_file()


def test_a_size_of_ones_own(qtbot: QtBot, page: StartPage) -> None:
    page.custom.width_px.setValue(9999)
    page.custom.height_px.setValue(1)
    with qtbot.waitSignal(page.new_requested) as told:
        QTest.mouseClick(page.custom.create_button, LEFT)
    assert told.args[0] == (1920, 50)


@pytest.mark.parametrize("by_key", [False, True], ids=["mouse", "keyboard"])
@pytest.mark.parametrize(
    ("width", "height", "said"),
    [
        ("99999", "721", "Width: 1920 px is the most."),
        ("1921", "721", "Width: 1920 px is the most."),
        ("1920", "49", "Height: 50 px is the least."),
        ("", "721", "Width: 50 px is the least."),
        ("1920", "721", "50 to 1920 px each"),
        ("50", "50", "50 to 1920 px each"),
    ],
)
def test_a_size_beyond_the_limits_is_told_and_never_becomes_another(
    page: StartPage, width: str, height: str, said: str, by_key: bool
) -> None:
    made: list[object] = []
    page.new_requested.connect(made.append)
    custom = page.custom
    for field, text in ((custom.width_px, width), (custom.height_px, height)):
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, text)
    if by_key:
        QTest.keyClick(custom.height_px, Qt.Key.Key_Return)
    else:
        QTest.mouseClick(custom.create_button, LEFT)
    assert custom.hint.text() == said
    assert (custom.width_px.text(), custom.height_px.text()) == (width, height)
    assert made == ([(int(width), int(height))] if "each" in said else [])
    assert custom.hint.minimumSizeHint().width() <= custom.hint.width()


def test_enter_presses_and_arrows_lead_from_group_to_group(
    qtbot: QtBot, page: StartPage, folders: Folders, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.new_requested) as told:
        QTest.keyClick(page.ratio_tiles[0], Qt.Key.Key_Return)
    assert tuple(told.args[0]) == (1920, 1080)
    for name in "abcdefgh":
        remember(folders.recent, project(tmp_path, name), name)
    page.show_recent()
    page.activateWindow()
    page.demo.setFocus()
    qtbot.waitUntil(page.demo.hasFocus)
    for key, tile in (
        (Qt.Key.Key_Right, page.ratio_tiles[0]),
        (Qt.Key.Key_Right, page.ratio_tiles[1]),
        (Qt.Key.Key_Down, page.template_tiles[1]),
        (Qt.Key.Key_Left, page.template_tiles[0]),
        (Qt.Key.Key_Left, page.demo),
        (Qt.Key.Key_Down, page.recent_tiles[0]),
        (Qt.Key.Key_Down, page.recent_tiles[6]),
        (Qt.Key.Key_Up, page.recent_tiles[0]),
        (Qt.Key.Key_End, page.recent_tiles[7]),
        (Qt.Key.Key_Home, page.demo),
        (Qt.Key.Key_Up, page.demo),
    ):
        QTest.keyClick(page.focusWidget(), key)
        assert page.focusWidget() is tile, tile.text()


def test_keys_pass_over_what_a_search_hides_and_what_they_reach_is_seen(
    qtbot: QtBot, page: StartPage, folders: Folders, tmp_path: Path
) -> None:
    for name in ("a1", "b1", "a2", "b2", "a3", "b3", "a4", "b4"):
        remember(folders.recent, project(tmp_path, name), name)
    page.resize(1024, 400)
    page.show_recent()
    page.search.setText("a")
    page.activateWindow()
    page.demo.setFocus()
    qtbot.waitUntil(page.demo.hasFocus)
    QTest.keyClick(page.demo, Qt.Key.Key_End)
    last = page.focusWidget()
    assert isinstance(last, Tile)
    assert last.text() == "a1"
    assert page.rect().contains(last.mapTo(page, last.rect().bottomRight()))
    with qtbot.waitSignal(page.project_chosen) as told:
        QTest.keyClick(last, Qt.Key.Key_Return)
    assert told.args[0] == tmp_path / "a1.editorproj"


def test_recent_projects_with_pictures_the_lost_ones_grey(
    qtbot: QtBot, page: StartPage, folders: Folders, tmp_path: Path
) -> None:
    here, lost = project(tmp_path, "here"), tmp_path / "lost.editorproj"
    remember(folders.recent, lost, "Lost")
    remember(folders.recent, here, "Here")
    image = QImage(16, 9, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    write_cover(folders, here, image)
    page.show_recent()
    first, second = page.recent_tiles
    assert (first.text(), first.is_missing) == ("Here", False)
    assert first.image is not None
    assert first.line.startswith("today ")
    assert (second.is_missing, second.image) == (True, None)
    with qtbot.waitSignal(page.project_chosen) as told:
        QTest.mouseClick(first, LEFT)
    assert told.args[0] == here


def test_a_tile_says_which_file_it_is(
    page: StartPage, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        remember(folders.recent, project(tmp_path / folder, "film"), "Film")
    page.show_recent()
    second, first = page.recent_tiles
    assert Path(first.place) == Path("~/one/film.editorproj")
    assert Path(second.place) == Path("~/two/film.editorproj")
    assert str(tmp_path / "one" / "film.editorproj") in first.toolTip()
    assert first.grab().toImage() != second.grab().toImage()


def test_a_lost_project_offers_to_be_found_or_removed(
    qtbot: QtBot, page: StartPage, folders: Folders, tmp_path: Path
) -> None:
    lost = tmp_path / "lost.editorproj"
    remember(folders.recent, lost, "Lost")
    page.show_recent()
    (tile,) = page.recent_tiles
    assert tile.line.startswith("the file is gone · today ")
    assert tile.find_button is not None
    assert tile.remove_button is not None
    for press in (
        lambda: QTest.mouseClick(tile.find_button, LEFT),
        lambda: QTest.mouseClick(tile, LEFT, pos=tile.rect().bottomLeft() + QPoint(20, -20)),
        lambda: QTest.keyClick(tile, Qt.Key.Key_Return),
        lambda: tile.menu().actions()[0].trigger(),
    ):
        with qtbot.waitSignal(page.find_requested) as told, qtbot.assertNotEmitted(page.project_chosen):
            press()
        assert told.args == [lost]
    assert [action.text() for action in tile.menu().actions()] == ["Find…", "Remove from the list (Del)"]
    for button in (tile.find_button, tile.remove_button):
        assert tile.rect().contains(button.geometry())
        assert button.height() >= HIT_PX


@pytest.mark.parametrize("title", ["Untitled 1", "Beach day"])
def test_an_untitled_project_goes_by_its_title_and_says_that_it_is_kept(
    page: StartPage, folders: Folders, title: str
) -> None:
    folders.untitled.mkdir(parents=True)
    remember(folders.recent, project(folders.untitled, "Untitled 1"), title)
    page.show_recent()
    (tile,) = page.recent_tiles
    assert (tile.text(), tile.place) == (title, "kept, not yet named")
    assert tile.line.startswith("today ")
    assert "editorproj" not in tile.toolTip()


def test_search_appears_when_there_are_many(page: StartPage, folders: Folders, tmp_path: Path) -> None:
    assert page.search.isHidden()
    for name in ("bay", "cove", "dune", "fjord", "glen", "lagoon", "moor", "reef", "strand"):
        remember(folders.recent, project(tmp_path, f"film of the {name}"), f"Film of the {name}")
    page.show_recent()
    assert not page.search.isHidden()
    QTest.keyClicks(page.search, "FILM LAGOON")
    assert [tile.text() for tile in page.recent_tiles if not tile.isHidden()] == ["Film of the lagoon"]


def test_files_dropped_anywhere(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png")), QUrl("https://example.org/b.png")])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    with qtbot.waitSignal(page.files_dropped) as told:
        page.dropEvent(event)
    assert told.args[0] == [tmp_path / "a.png"]


def test_an_open_untitled_project_without_edits_is_not_listed(page: StartPage, folders: Folders) -> None:
    opened = open_untitled(blank_document(width=640, height=360), folders)
    page.show_recent()
    assert page.recent_tiles == ()
    opened.lock.release()


@pytest.mark.parametrize("size", [(1000, 640), (1280, 720), (1920, 1080), (2560, 1440)])
def test_nothing_is_cut_at_any_size(page: StartPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    page.set_tokens(LIGHT)
    for tile in (page.demo, *page.ratio_tiles, *page.template_tiles):
        right = tile.mapTo(page, tile.rect().bottomRight()).x()
        assert right <= page.width(), tile.text()


NOW = datetime(2025, 6, 12, 15, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("opened_at", "said"),
    [
        ("2025-06-12T10:03:00+00:00", "today 12:03"),
        ("2025-06-11T22:30:00+00:00", "today 00:30"),
        ("2025-06-11T10:03:00+00:00", "yesterday"),
        ("2025-03-02T10:03:00+00:00", "2 Mar"),
        ("2023-11-12T10:03:00+00:00", "12 Nov 2023"),
        ("nonsense", ""),
    ],
)
def test_when(opened_at: str, said: str) -> None:
    assert when(opened_at, NOW) == said


def test_the_page_and_the_menu_name_what_both_do_alike(page: StartPage) -> None:
    named = {spec.text for spec in TABLE}
    assert {page.open_button.text(), page.cloud_button.text()} <= named
