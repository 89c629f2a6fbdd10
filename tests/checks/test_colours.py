"""Colours and gradients that cannot be read are told with their path."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.checks import check_json
from tests.checks.test_rules import NODE, rich
from tests.documents import document, solid

UNREAD = ("nonsense", "color-mix(in srgb, red, blue)", "currentColor", "rgb(1, 2)")


def found(value: Any) -> list[tuple[str, str]]:
    return [(p.code, p.path) for p in check_json(value) if p.code.endswith("_UNREAD")]


@pytest.mark.parametrize("color", UNREAD)
def test_a_colour_that_cannot_be_read_is_told(color: str) -> None:
    (problem,) = [p for p in check_json(document(solid("a", color=color))) if p.code.endswith("_UNREAD")]
    assert (problem.code, problem.path) == ("LOCAL_COLOUR_UNREAD", "$.items.a.color")
    assert f"“{color}”" in problem.message


@pytest.mark.parametrize(
    "color", ["", "red", "#12345678", "oklch(70% 0.1 200)", "hwb(90 10% 10%)", "lab(50% 40 20)"]
)
def test_a_colour_that_is_drawn_is_no_problem(color: str) -> None:
    assert found(document(solid("a", color=color))) == []


def test_every_colour_of_a_text_is_looked_at() -> None:
    background = {"color": "b", "horizontalPadding": 1, "borderRadius": 1}
    title = {"color": "x", "strokeColor": "y", "background": background}
    assert found(rich(title=title)) == [
        ("LOCAL_COLOUR_UNREAD", f"$.items.title.{path}")
        for path in ("color", "strokeColor", "background.color")
    ]


def test_the_texts_of_a_template_are_looked_at() -> None:
    nodes = [node | ({"color": "x"} if node["type"] == "text" else {}) for node in NODE]
    assert ("LOCAL_COLOUR_UNREAD", "$.items.card.nodes[1].color") in found(rich(card={"nodes": nodes}))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"color": "red", "gradient": None}, []),
        ({"color": "red", "gradient": "linear-gradient(red, 20%, blue)"}, []),
        ({"color": "x", "gradient": None}, [("LOCAL_COLOUR_UNREAD", "$.globalBackground.color")]),
        *(
            ({"color": "red", "gradient": text}, [("LOCAL_GRADIENT_UNREAD", "$.globalBackground.gradient")])
            for text in (
                "conic-gradient(red, blue)",
                "repeating-linear-gradient(red, blue 10%)",
                "linear-gradient(red, nonsense)",
            )
        ),
    ],
)
def test_a_background_that_cannot_be_read_is_told(fields: dict[str, Any], expected: list[Any]) -> None:
    value = document(solid("a"), globalBackground={"type": "color", **fields})
    assert found(value) == expected
