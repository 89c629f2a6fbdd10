"""What stands in the place of a picture until it comes."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from editor_app.store.history import Work
from editor_app.ui.theme import DARK
from tests.ui.canvas.scene import Scene, make_scene, state


def colour_at(scene: Scene, x: float, y: float) -> QColor:
    shot = scene.area.grab().toImage()
    left, top = scene.at(x, y)
    return shot.pixelColor(round(left * shot.devicePixelRatio()), round(top * shot.devicePixelRatio()))


def test_a_project_that_was_just_opened_is_not_a_black_picture(qtbot: QtBot) -> None:
    scene = make_scene()
    qtbot.addWidget(scene.panel)
    scene.panel.show()
    qtbot.waitExposed(scene.panel)
    scene.panel.ask_for_size()
    assert colour_at(scene, 60, 60) == QColor("#223344")
    scene.frames.blockSignals(True)
    scene.document.load(Work(state()))
    assert colour_at(scene, 60, 60) == QColor(DARK.window)
    scene.frames.blockSignals(False)
    scene.frames.refresh()
    assert colour_at(scene, 60, 60) == QColor("#223344")
    scene.panel.close()
