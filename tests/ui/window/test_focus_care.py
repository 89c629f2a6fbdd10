"""The keyboard is never lost, and never out of sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor_app.ui.window.focus_care import FocusCare
from tests.ui.window.showing import show_active


class Scene:
    """A field that is home, and a long column of fields that scrolls."""

    def __init__(self) -> None:
        self.window, self.home, self.scroll = QWidget(), QLineEdit(), QScrollArea()
        column = QVBoxLayout(self.window)
        column.addWidget(self.home)
        column.addWidget(self.scroll)
        content = QWidget()
        self.fields = [QLineEdit() for _ in range(40)]
        inner = QVBoxLayout(content)
        for field in self.fields:
            inner.addWidget(field)
        self.scroll.setWidget(content)
        self.window.resize(300, 200)
        self.care = FocusCare(self.window, self.home)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    made = Scene()
    show_active(qtbot, made.window)
    return made


def test_what_gets_the_keyboard_is_scrolled_into_view(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whatever other tests have left pressed.
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)
    far = scene.fields[30]
    assert far.visibleRegion().isEmpty()
    far.setFocus(Qt.FocusReason.TabFocusReason)
    assert not far.visibleRegion().isEmpty()


def test_a_keyboard_that_nobody_has_goes_home(scene: Scene, qtbot: QtBot) -> None:
    scene.fields[0].setFocus()
    scene.fields[0].clearFocus()
    qtbot.waitUntil(scene.home.hasFocus)
