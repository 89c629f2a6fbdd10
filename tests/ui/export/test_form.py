"""The form shows the settings that are chosen, as somebody chooses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor_app.ui.export.form import Look, SettingsForm, format_name
from editor_app.ui.export.recipes import Recipe


def choose(form: SettingsForm, look: Look) -> None:
    """Choose a format as an arrow key does."""
    row = form.format.findText(format_name(look))
    form.format.setFocus()
    while form.format.currentIndex() != row:
        before = form.format.currentIndex()
        QTest.keyClick(form.format, Qt.Key.Key_Down if before < row else Qt.Key.Key_Up)
        assert form.format.currentIndex() != before, "the field springs back"


@pytest.mark.parametrize(
    "chosen", [("gif", False), ("png", True), ("wav", False), ("webm", True), ("jpg-sequence", False)]
)
def test_the_format_that_is_chosen_is_shown_and_mp4_can_be_chosen_back(chosen: Look, qtbot: QtBot) -> None:
    shown = SettingsForm()
    qtbot.addWidget(shown)
    looks: tuple[Look, ...] = (chosen, ("mp4", False))
    for look in looks:
        choose(shown, look)
        assert shown.format.currentText() == format_name(look)
        assert (shown.recipe.format, shown.recipe.alpha) == look


def test_the_format_of_settings_that_are_given_is_shown(qtbot: QtBot) -> None:
    shown = SettingsForm()
    qtbot.addWidget(shown)
    shown.show_recipe(Recipe("gif", 15), (1920, 1080))
    assert shown.format.currentText() == "GIF"
