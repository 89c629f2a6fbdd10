"""Joining values: fields, parts of fields, keyframes."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app.merge.conflicts import ABSENT
from editor_app.merge.fields import join_value
from tests.edits.picture import number

STILL, KEYS = number(0), number(0, (0, 0), (10, 1))


@pytest.mark.parametrize(
    ("part", "base", "mine", "theirs", "joined", "told"),
    [
        ("color", "a", "a", "b", "b", []),
        ("color", "a", "b", "a", "b", []),
        ("color", "a", "b", "b", "b", []),
        ("color", "a", "b", "c", "b", ["color"]),
        ("color", "a", ABSENT, "c", "c", ["color"]),
        ("color", "a", "b", ABSENT, "b", ["color"]),
        ("color", "a", ABSENT, "a", ABSENT, []),
        ("size", 1, 1.0, 2, 2, []),
        ("size", 1, True, 1, True, []),
        ("opacity", KEYS, number(0, (0, 0), (5, 5), (10, 1)), number(0, (0, 0), (7, 7), (10, 1)),
         number(0, (0, 0), (5, 5), (7, 7), (10, 1)), []),
        ("opacity", KEYS, number(3, (0, 3), (10, 1)), number(0, (0, 0), (10, 4)),
         number(3, (0, 3), (10, 4)), []),
        ("opacity", KEYS, number(0, (0, 0), (10, 2)), number(0, (0, 0), (10, 3)),
         number(0, (0, 0), (10, 2)), ["opacity"]),
        ("opacity", KEYS, number(0, (0, 0)), number(0, (0, 0), (10, 3)), number(0, (0, 0)), ["opacity"]),
        ("opacity", STILL, number(7), number(0, (5, 0), (6, 1)), number(7), ["opacity"]),
        ("fontStyle", {"variant": "n", "weight": "4"}, {"variant": "i", "weight": "4"},
         {"variant": "n", "weight": "7"}, {"variant": "i", "weight": "7"}, []),
        ("fontStyle", {"variant": "n", "weight": "4"}, {"variant": "n", "weight": "5"},
         {"variant": "i", "weight": "7"}, {"variant": "i", "weight": "5"}, ["fontStyle.weight"]),
        ("animations", ABSENT, {"in": {"type": "fade"}}, {"out": {"type": "fade"}},
         {"in": {"type": "fade"}, "out": {"type": "fade"}}, []),
        ("captions", ["a", "b"], ["x", "b"], ["a", "y"], ["x", "y"], []),
        ("captions", ["a", "b"], ["x", "b"], ["z", "y"], ["x", "y"], ["captions.0"]),
        ("captions", ["a", "b"], ["a"], ["a", "y"], ["a"], ["captions"]),
        ("params", {"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 1}, ["params"]),
    ],
)  # fmt: skip
def test_table(part: str, base: Any, mine: Any, theirs: Any, joined: Any, told: list[str]) -> None:
    value, differences = join_value(part, base, mine, theirs)
    assert repr(value) == repr(joined)
    assert [difference.part for difference in differences] == told
