"""Values and names of fields in words: tables."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.merge import ABSENT
from editor_app.ui.conflicts.values import Named, field_named, value_in_words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (ABSENT, "", "Not set"),
        (None, "", "Not set"),
        (True, "", "On"),
        (False, "", "Off"),
        (12, "px", "12 px"),
        (12.5, "°", "12.5°"),
        (0.4, "%", "40 %"),
        (1.5, "×", "1.5×"),
        (360_000, "ticks", "1.5 s"),
        ("  hello ", "", "hello"),
        ("", "", "Nothing"),
        ({"value": 0.4, "keyframes": []}, "%", "40 %"),
        ({"value": 3, "keyframes": [{}]}, "px", "3 px, 1 keyframe"),
        ({"value": 3, "keyframes": [{}, {}]}, "px", "3 px, 2 keyframes"),
        ({"compositionWidth": 1080, "compositionHeight": 1920, "outputRatio": "9:16"}, "", "1080 × 1920"),
        (["a", "b"], "", "a, b"),
        ([1, 2], "", "2 entries"),
        ({"blur": 2}, "", "Blur: 2"),
        ({}, "", "Nothing"),
        ({"type": "color", "color": "#000000", "gradient": None}, "", "Color, #000000"),
        (
            {"type": "gradient", "color": None, "gradient": {"type": "linear", "angle": 90, "stops": [1, 2]}},
            "",
            "Gradient, Linear, Angle: 90, Stops: 2 entries",
        ),
        ("x" * 500, "", "x" * 159 + "…"),
    ],
)
def test_a_value_in_words(value: Any, unit: str, words: str) -> None:
    assert value_in_words(value, unit) == words


@pytest.mark.parametrize(
    ("collection", "kind", "part", "named"),
    [
        ("items", "text", "opacity", Named("Opacity", "%")),
        ("items", "text", "fontSize", Named("Size", "px")),
        ("items", "text", "fontStyle.weight", Named("Font style, Weight")),
        ("items", "text", "text", Named("Text")),
        ("items", "video", "decibelAdjustment", Named("Volume", "dB")),
        ("items", "", "somethingNew", Named("Something new")),
        ("root", "", "globalBackground", Named("Background")),
        ("tracks", "", "hidden", Named("Hidden")),
        ("transitions", "", "durationTicks", Named("Duration", "ticks")),
    ],
)
def test_a_field_is_called_as_in_the_inspector(collection: str, kind: str, part: str, named: Named) -> None:
    assert field_named(collection, kind, part) == named
