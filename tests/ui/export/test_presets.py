"""What the presets make of a composition's size."""

from __future__ import annotations

import pytest

from editor_app.render.export.limits import output_size
from editor_app.ui.export.presets import presets


@pytest.mark.parametrize(
    ("composition", "name", "made"),
    [
        ((1920, 721), "Full size", (1920, 722)),
        ((2000, 1500), "Full size", (2000, 1500)),
        ((1440, 1080), "Full size", (1440, 1080)),
        ((640, 480), "Full size", (640, 480)),
        ((128, 72), "Full size", (128, 72)),
        ((1920, 1080), "YouTube 1080p", (1920, 1080)),
        ((1280, 720), "YouTube 1080p", (1920, 1080)),
        ((720, 1280), "Shorts, Reels", (1080, 1920)),
        ((720, 720), "Square 1080p", (1080, 1080)),
        ((1500, 1500), "Square 1080p", (1080, 1080)),
        ((100, 100), "Full size", (100, 100)),
    ],
)
def test_the_usual_preset_does_what_it_is_called(
    composition: tuple[int, int], name: str, made: tuple[int, int]
) -> None:
    usual = presets(*composition)[0]
    assert (usual.name, output_size(*composition, usual.scale)) == (name, made)


@pytest.mark.parametrize("composition", [(1920, 721), (1280, 720), (1080, 1080)])
def test_the_others_are_small_or_as_large_as_the_composition(composition: tuple[int, int]) -> None:
    _, *others = presets(*composition)
    assert [(preset.id, preset.scale) for preset in others] == [
        ("draft", 0.6),
        ("transparent", 1.0),
        ("lossless", 1.0),
    ]
