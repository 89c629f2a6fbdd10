"""Presets suit the composition and the place; each can be made there."""

from __future__ import annotations

import pytest

from editor_app.render.export.run import plan_target
from editor_app.ui.export.outlook import local_settings
from editor_app.ui.export.recipes import Recipe, matching, presets_for, scales, shapes
from tests.render.export.films import SECOND, document, solid


@pytest.mark.parametrize(
    ("size", "first", "recipe"),
    [
        ((1920, 1080), "YouTube 1080p", Recipe()),
        ((1280, 720), "YouTube 1080p", Recipe(scale=1.5)),
        ((1080, 1920), "Shorts, Reels, TikTok", Recipe()),
        ((720, 720), "Square", Recipe(scale=1.5)),
        ((1440, 1080), "Full size", Recipe()),
    ],
)
@pytest.mark.parametrize("kind", ["local", "indream", "renderingvideo"])
def test_the_first_preset_has_the_shape_of_the_project(kind, size, first: str, recipe: Recipe) -> None:
    preset = presets_for(kind, *size)[0]
    assert (preset.name, preset.recipe) == (first, recipe)


def test_only_this_computer_makes_other_shapes_and_kinds() -> None:
    here = {one.name: one.recipe for one in presets_for("local", 1920, 1080)}
    assert here["Shorts, Reels, TikTok"] == Recipe(size=(1080, 1920))
    assert here["Square"].pixels((1920, 1080)) == (1080, 1080)
    assert here["GIF"].pixels((1920, 1080)) == (640, 360)
    assert {here[name].format for name in ("Sound only", "Still", "Image sequence")} == {
        "m4a",
        "png",
        "png-sequence",
    }
    there = [one.name for one in presets_for("indream", 1920, 1080)]
    assert there == ["YouTube 1080p", "YouTube 720p", "Draft", "Web"]
    assert [one.name for one in presets_for("renderingvideo", 1080, 1920)] == [
        "Shorts, Reels, TikTok",
        "Draft",
    ]


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (500, 333), (64, 64), (1920, 50)])
def test_every_preset_can_be_made_here(size: tuple[int, int]) -> None:
    state = document(solid(SECOND, (0, 0, 40, 40), "#e02010"), width=size[0], height=size[1])
    for preset in presets_for("local", *size):
        target = plan_target(state, local_settings(preset.recipe, None))
        if target.has_pictures:
            assert target.size == preset.recipe.pixels(size)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (640, 480)])
def test_settings_that_are_a_preset_s_are_recognized(size: tuple[int, int]) -> None:
    offered = presets_for("local", *size)
    for preset in offered:
        assert matching(offered, preset.recipe) == preset
    assert matching(offered, Recipe("webm", 60, scale=0.77)) is None
    assert matching(offered, Recipe(scale=offered[0].recipe.scale, fit="fill")) == offered[0]


def test_sizes_worth_offering() -> None:
    assert scales(1920, 1080) == (2.0, 4 / 3, 1.0, 2 / 3, 0.6)
    assert scales(1920, 1080, 0.9) == (2.0, 4 / 3, 1.0, 0.9, 2 / 3, 0.6)
    assert (1920, 1080) not in shapes(1280, 720)
    assert (1080, 1920) in shapes(1280, 720)
