"""What counts as the same."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.merge import same_content
from editor_app.merge.likeness import equal
from editor_app.state import EditorState
from editor_app.state.lineage import LINEAGE_KEY
from tests.edits.picture import state_of


@pytest.mark.parametrize(
    ("a", "b", "is_equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (None, 0, False),
        ({"a": 1, "b": [1]}, {"b": [1.0], "a": 1}, True),
        ({"a": [1]}, {"a": [True]}, False),
        ({"a": None}, {}, False),
        ("1", 1, False),
    ],
)
def test_values(a: Any, b: Any, is_equal: bool) -> None:
    assert equal(a, b) is is_equal
    assert equal(b, a) is is_equal


def changed_by(change: Any) -> EditorState:
    return state_of("V1: A:text[0-2] | V2: B:video[0-1]", edit=change)


def put(*path: Any, value: Any) -> Any:
    def change(document: Any) -> None:
        for key in path[:-1]:
            document = document[key]
        document[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        put(LINEAGE_KEY, value={"revision": "r"}),
        put("items", "A", "linkGroupId", value=None),
        put("items", "A", "fontSize", value=40.0),
        put("items", "B", "videoStartFromInSeconds", value=7),
        put("assets", "v", "remoteUrl", value=None),
        lambda document: document["items"].update(A=dict(reversed(document["items"]["A"].items()))),
        lambda document: document.update(items=dict(reversed(document["items"].items()))),
        lambda document: document.update(brandRuntime=None),
    ],
)
def test_what_makes_no_difference(change: Any) -> None:
    assert same_content(changed_by(lambda _: None), changed_by(change))


@pytest.mark.parametrize(
    "change",
    [
        put("items", "A", "text", value="Other"),
        put("items", "A", "ourKey", value=None),
        put("items", "B", "sourceStartTicks", value=1),
        put("assets", "v", "remoteUrl", value="https://media.example/v.mp4"),
        put("ourKey", value=1),
        put("tracks", 0, "hidden", value=True),
        lambda document: document["tracks"].reverse(),
        lambda document: document["items"].pop("B"),
    ],
)
def test_what_makes_one(change: Any) -> None:
    assert not same_content(changed_by(lambda _: None), changed_by(change))
    assert not same_content(changed_by(change), changed_by(lambda _: None))
