"""File ▸ Open recent, without a window: what it lists, and what each entry asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor_app.ui.projects.recents import ListedProject
from editor_app.ui.window.recent_menu import MOST, RecentMenu, about_text

HOME = Path("/home/me")


@pytest.fixture
def menu(qtbot: QtBot) -> RecentMenu:
    made = RecentMenu()
    qtbot.addWidget(made)
    return made


def project(
    title: str, folder: str = "/films", *, is_missing: bool = False, is_untitled: bool = False
) -> ListedProject:
    return ListedProject(Path(folder, f"{title}.editorproj"), title, is_missing, is_untitled)


@pytest.mark.parametrize(
    ("listed", "about"),
    [
        (project("a", "/home/me/Videos/bay"), "~/Videos/bay"),
        (project("a", "/home/me"), "/home/me"),
        (project("a", "/mnt/card"), "/mnt/card"),
        (project("a", is_untitled=True), "not yet named"),
        (project("a", is_missing=True), "the file is gone, find it…"),
        (project("a", is_missing=True, is_untitled=True), "the file is gone, find it…"),
    ],
)
def test_what_stands_behind_a_title(listed: ListedProject, about: str) -> None:
    assert about_text(listed, HOME) == str(Path(about))


def test_an_empty_list_cannot_be_opened(menu: RecentMenu) -> None:
    assert not menu.menuAction().isEnabled()
    menu.show_listed([project("a")])
    assert menu.menuAction().isEnabled()
    menu.show_listed([])
    assert not menu.menuAction().isEnabled()


def test_the_latest_ten_and_clearing_at_the_end(menu: RecentMenu) -> None:
    menu.show_listed([project(f"film {number} & more") for number in range(MOST + 3)])
    *films, rule, clear = menu.actions()
    assert [action.text() for action in films][:2] == ["film 0 && more — /films", "film 1 && more — /films"]
    assert len(films) == MOST
    assert films[0].toolTip() == str(Path("/films/film 0 & more.editorproj"))
    assert rule.isSeparator()
    assert (clear.text(), clear.isEnabled()) == ("Clear list", True)


def test_each_entry_asks_for_what_it_says(qtbot: QtBot, menu: RecentMenu) -> None:
    here, lost = project("here"), project("lost", is_missing=True)
    menu.show_listed([here, lost])
    first, second, _, clear = menu.actions()
    for action, signal, told in (
        (first, menu.chosen, [here.path]),
        (second, menu.find_requested, [lost.path]),
        (clear, menu.clear_requested, []),
    ):
        with qtbot.waitSignal(signal) as heard:
            action.trigger()
        assert heard.args == told


def test_long_names_are_cut(menu: RecentMenu) -> None:
    menu.show_listed([project("a very long title " * 20, "/home/me/" + "very/deep/folder/" * 20)])
    menu.adjustSize()
    assert menu.width() < 700
    assert "folder" in menu.actions()[0].text()


@pytest.mark.parametrize(
    ("listed", "can_clear"),
    [
        ([project("a")], True),
        ([project("a", is_untitled=True)], False),
        ([project("a", is_untitled=True), project("b")], True),
        ([project("a", is_untitled=True, is_missing=True)], True),
    ],
)
def test_what_was_never_named_is_not_cleared_away(
    menu: RecentMenu, listed: list[ListedProject], can_clear: bool
) -> None:
    menu.show_listed(listed)
    assert menu.actions()[-1].isEnabled() == can_clear
