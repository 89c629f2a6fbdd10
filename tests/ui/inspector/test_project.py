"""The project's settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor_app.state.backgrounds import BlurBackground, ColorBackground, ImageBackground, NoBackground
from tests.ui.inspector.scene import Scene, choose, enter


def background(scene: Scene) -> Any:
    return scene.document.state.global_background


def size(scene: Scene) -> tuple[int, int]:
    return scene.document.state.composition_width, scene.document.state.composition_height


def test_title_and_length(scene: Scene) -> None:
    page = scene.panel.project
    assert page.title.text() == "Launch"
    assert page.length.text() == "00:00:08:00"
    enter(page.title, "Summer")
    assert scene.document.sidecar.title == "Summer"
    scene.document.undo()
    scene.settle()
    assert page.title.text() == "Launch"


def test_size_by_preset_and_by_number(scene: Scene) -> None:
    page = scene.panel.project
    assert page.preset.currentText() == "Custom"
    choose(page.preset, "9:16  ·  1080 × 1920")
    assert size(scene) == (1080, 1920)
    enter(page.width_px, "=1920/2")
    assert size(scene) == (960, 1920)
    scene.settle()
    assert page.preset.currentText() == "Custom"
    enter(page.height_px, "10")
    assert size(scene) == (960, 50)
    assert scene.steps() == 3


def test_frame_rate(scene: Scene) -> None:
    QTest.mouseClick(scene.panel.project.rate.buttons[1], Qt.MouseButton.LeftButton)
    assert scene.document.sidecar.edit_rate == 60


def test_every_kind_of_background(scene: Scene) -> None:
    page = scene.panel.project
    choose(page.background, "Colour")
    scene.settle()
    assert isinstance(background(scene), ColorBackground)
    enter(page.colour.line, "navy")
    assert background(scene) == ColorBackground(color="navy", gradient=None)
    assert not page.gradient.bar.isVisible()
    choose(page.background, "Blurred picture")
    scene.settle()
    enter(page.blur, "4")
    assert background(scene) == BlurBackground(level=4)
    choose(page.background, "Image")
    scene.settle()
    assert isinstance(background(scene), ImageBackground)
    assert page.picture.currentText() == "image.mp4"
    choose(page.background, "None")
    assert isinstance(background(scene), NoBackground)
