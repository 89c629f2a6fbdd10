"""The start page by mouse and keys: what it offers, what it remembers, what it leaves out."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.edits.blank import blank_document
from editor_app.store.covers import write_cover
from editor_app.store.folders import Folders
from editor_app.store.recent import read_recent, remember
from editor_app.store.reopening import open_untitled
from editor_app.ui.projects import StartPage
from editor_app.ui.projects.texts import when
from editor_app.ui.theme import LIGHT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, folders: Folders) -> StartPage:
    made = StartPage(folders)
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


def test_enter_presses_and_arrows_go_on(qtbot: QtBot, page: StartPage) -> None:
    with qtbot.waitSignal(page.new_requested) as told:
        QTest.keyClick(page.ratio_tiles[0], Qt.Key.Key_Return)
    assert tuple(told.args[0]) == (1920, 1080)
    page.activateWindow()
    page.ratio_tiles[0].setFocus()
    qtbot.waitUntil(page.ratio_tiles[0].hasFocus)
    QTest.keyClick(page.ratio_tiles[0], Qt.Key.Key_Right)
    assert page.ratio_tiles[1].hasFocus()


def test_recent_projects_with_pictures_the_lost_ones_grey(
    qtbot: QtBot, page: StartPage, folders: Folders, tmp_path: Path
) -> None:
    here, lost = project(tmp_path, "here"), tmp_path / "lost.editorproj"
    remember(folders.recent, lost, "Lost")
    remember(folders.recent, here, "Here")
    image = QImage(16, 9, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    write_cover(folders, here, image)
    page.refresh()
    first, second = page.recent_tiles
    assert (first.text(), first.is_missing) == ("Here", False)
    assert first.image is not None
    assert first.line.startswith("today ")
    assert (second.is_missing, second.image) == (True, None)
    with qtbot.waitSignal(page.project_chosen) as told:
        QTest.mouseClick(first, LEFT)
    assert told.args[0] == here
    QTest.keyClick(second, Qt.Key.Key_Delete)
    assert [entry.title for entry in read_recent(folders.recent)] == ["Here"]
    assert len(page.recent_tiles) == 1


def test_an_untitled_project_says_that_it_is_kept(page: StartPage, folders: Folders) -> None:
    folders.untitled.mkdir(parents=True)
    remember(folders.recent, project(folders.untitled, "Untitled 1"), "Untitled 1")
    page.refresh()
    assert page.recent_tiles[0].line.startswith("kept, not yet named · today ")


def test_search_appears_when_there_are_many(page: StartPage, folders: Folders, tmp_path: Path) -> None:
    assert page.search.isHidden()
    for name in ("bay", "cove", "dune", "fjord", "glen", "lagoon", "moor", "reef", "strand"):
        remember(folders.recent, project(tmp_path, f"film of the {name}"), f"Film of the {name}")
    page.refresh()
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
    page.refresh()
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
