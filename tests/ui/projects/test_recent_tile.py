"""What a recent project's tile says of work that a crash has left, however much it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.projects.known import KnownProject
from editor_app.ui.projects.recent_tile import SIZE, RecentTile
from editor_app.ui.projects.texts import unfinished_short, unfinished_text
from editor_app.ui.theme import DARK, SMALL_PX, ui_font


@pytest.mark.parametrize(
    ("steps", "waiting", "shown"),
    [
        (1, 0, "1 step not saved"),
        (10, 0, "10 steps not saved"),
        (10, 6, "10 not saved · 6 waiting"),
        (1000, 1000, "1000 not saved · 1000 waiting"),
    ],
)
def test_nothing_of_it_is_cut(qtbot: QtBot, steps: int, waiting: int, shown: str) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    line, short = unfinished_text(steps, waiting), unfinished_short(steps, waiting)
    project = KnownProject(Path("a.editorproj"), "Evening", line, "", None, short_line=short)
    tile = RecentTile(project, host, DARK)
    assert tile.shown_line() == shown
    assert QFontMetrics(ui_font(SMALL_PX)).horizontalAdvance(shown) <= SIZE.width()
    assert line in tile.accessibleName(), "all of it is read out"
    assert line in tile.toolTip()
