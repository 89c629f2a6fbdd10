"""What is true of several clips is said of several."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor_app.interchange.renderingvideo import writing
from editor_app.ui.export.several import names_of_several, of_several

OF_NO_CLIP = {
    "Each line becomes a text of its own.",
    "The service pages by a number of words and wraps them its own way.",
    "A video has neither fades nor an envelope: its sound is a clip of its own, fed by the video file.",
}
"""Said of all lines, services and videos."""


def sentences() -> Iterator[str]:
    """Give what conversions say, but for sentences with figures in them."""
    for path in sorted(Path(writing.__path__[0]).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = list(ast.walk(tree))
        left_out = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        left_out |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        texts = (node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in left_out)
        yield from (one for one in texts if isinstance(one, str) and re.fullmatch(r"[A-Z].* .*\.", one))


def test_each_sentence_about_a_clip_can_be_said_of_several() -> None:
    found = {one for one in sentences() if re.search(r"\b[Ii]ts?\b", one)}
    assert len(found) > 15
    assert found >= OF_NO_CLIP
    assert [one for one in found - OF_NO_CLIP if of_several(one) == one] == []


@pytest.mark.parametrize(
    ("one", "several"),
    [
        (
            "It is 4.5 dB louder here than its medium; there it is as loud as the medium.",
            "They are 4.5 dB louder here than their media; there they are as loud as the media.",
        ),
        (
            "The clip goes on after the end of its medium. Here it is silent; it may be otherwise there.",
            "The clips go on after the end of their media. Here they are silent;"
            " that may be otherwise there.",
        ),
        ("The corners keep the radius that they have at the start.",) * 2,
    ],
)
def test_said_of_several(one: str, several: str) -> None:
    assert of_several(one) == several


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], ""),
        (["a"], "“a”"),
        (["a", "b"], "“a”, “b”"),
        (["a", "a", "a"], "3 × “a”"),
        (["a", "b", "a", "c", "c"], "2 × “a”, “b”, 2 more"),
    ],
)
def test_names(labels: list[str], said: str) -> None:
    assert names_of_several(labels) == said
