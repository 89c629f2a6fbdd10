"""Tab goes through the inspector as it is read: from the top, and each line from the left."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.edits import set_background
from editor_app.items import BrokenItem
from editor_app.state.backgrounds import Background, BlurBackground, ColorBackground, NoBackground
from tests.ui.inspector.scene import Scene, make_scene, rich
from tests.ui.tab_walk import named, stops, walk


def assert_as_read(scene: Scene) -> None:
    scene.panel.resize(scene.panel.width(), 4000)
    scene.settle()
    expected = stops(scene.panel)
    assert len(expected) >= 3
    met = walk(expected[0], scene.panel)
    assert met == expected, (named(met), named(expected))


@pytest.mark.parametrize("ids", ["txt", "a", "v", "m", "a b", "txt a", "v w", "a m"])
def test_clips(scene: Scene, ids: str) -> None:
    scene.select(*ids.split())
    assert_as_read(scene)


@pytest.mark.parametrize("width_px", [280, 480])
@pytest.mark.parametrize("dialect", ["newer", "seed"])
def test_every_type(qtbot: QtBot, dialect: str, width_px: int) -> None:
    state = rich(dialect)
    scene = make_scene(qtbot, state, width_px=width_px)
    for key, item in state.items.items():
        if not isinstance(item, BrokenItem):
            scene.select(key)
            assert_as_read(scene)


def test_another_selection_and_back(scene: Scene) -> None:
    for ids in ("txt", "a", "a b", "txt"):
        scene.select(*ids.split())
        assert_as_read(scene)


def test_a_transition(scene: Scene) -> None:
    scene.session.select_transition("t")
    scene.settle()
    assert_as_read(scene)
    scene.panel.transition.type.buttons["wipe"].click()
    scene.settle()
    assert_as_read(scene)


@pytest.mark.parametrize(
    "background",
    [
        NoBackground(),
        ColorBackground(color="#000000", gradient=None),
        ColorBackground(color="#000000", gradient="linear-gradient(90deg, #000000, #ffffff)"),
        ColorBackground(color="#000000", gradient="radial-gradient(circle, #000000, #ffffff)"),
        BlurBackground(level=2),
    ],
    ids=["none", "colour", "linear", "radial", "blur"],
)
def test_the_project(scene: Scene, background: Background) -> None:
    scene.document.apply("Change", set_background(scene.document.work.state, background=background))
    scene.settle()
    assert_as_read(scene)
