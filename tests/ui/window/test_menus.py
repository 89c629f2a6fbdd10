"""Menus: short enough for a small screen, with what belongs together a level deeper."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor_app.ui.timeline.actions import TABLE as TIMELINE
from editor_app.ui.window.actions import MENUS, RULE, TABLE, menu_ids
from editor_app.ui.window.menus import fill_menu, submenu_of


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("tool.razor", "Tools"),
        ("follow.page", "How to follow the playhead"),
        ("follow", None),
        ("marker.add", "Markers"),
        ("clip.split", None),
    ],
)
def test_the_submenu_of_an_action(name: str, title: str | None) -> None:
    assert submenu_of(name) == title


def test_actions_stand_in_their_submenus_once_and_in_order(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    names = ("tool.a", "tool.b", RULE, "gap.close", "marker.a", "snap")
    actions = {name: QAction(name, menu) for name in names if name != RULE}
    fill_menu(menu, names, actions)
    assert [action.text() for action in menu.actions()] == ["Tools", "", "gap.close", "Markers", "snap"]
    tools = menu.actions()[0].menu()
    assert isinstance(tools, QMenu)
    assert tools.actions() == [actions["tool.a"], actions["tool.b"]]


def test_the_timelines_menu_fits_a_small_screen(qtbot: QtBot) -> None:
    known = {spec.id: QAction(spec.text) for spec in (*TABLE, *TIMELINE)}
    menu = QMenu()
    qtbot.addWidget(menu)
    fill_menu(menu, menu_ids(MENUS["Timeline"], known), known)
    assert len(menu.actions()) <= 26
