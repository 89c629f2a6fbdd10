"""Keys that stand more than once in one JSON object."""

from __future__ import annotations

import json

import pytest

from editor_app.problem import PathPart
from editor_app.state import parse_json
from editor_app.state.twice import keys_twice, may_hold_keys_twice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", {}),
        ('{"a": 1, "b": {"a": 2}}', {}),
        ('{"a": 1, "a": 2}', {("a",): 2}),
        ('{"a": 1, "b": 0, "a": 2, "a": 2}', {("a",): 3}),
        ('{"a": 1, "\\u0061": 2}', {("a",): 2}),
        ('{"a" : 1, "a" : 2}', {("a",): 2}),
        ('{"a"\t\n: 1, "b": 1, "b": 2}', {("b",): 2}),
        ('{"a\\u0022:": 1, "b": 1, "b": 2}', {("b",): 2}),
        ('{"a": "\\"\\u003a", "b": 1, "b": 2}', {("b",): 2}),
        ('{"a": "half \\ud800", "b": 1, "b": 2}', {("b",): 2}),
        ('\ufeff{"b": 1, "b": 2}', {("b",): 2}),
        (
            '{"x": [0, {"k": {"a": 1, "a": 2}}], "x y": {"b": 1, "b": 1}}',
            {("x", 1, "k", "a"): 2, ("x y", "b"): 2},
        ),
        ('{"a": {"b": 1, "b": 2}, "a": {}}', {("a",): 2}),
        ('{"a": "in words, \\": is twice \\": no key"}', {}),
    ],
)
def test_every_key_that_stands_twice_is_found(text: str, found: dict[tuple[PathPart, ...], int]) -> None:
    data = text.encode()
    assert keys_twice(data) == found
    assert may_hold_keys_twice(data, parse_json(data)) or not found


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,", " : ")])
def test_usual_json_is_not_looked_through(separators: tuple[str, str]) -> None:
    value = {"a": [{"a": 'said "a": b', "ä": None}], "b\\": {"a": '\t " :'}}
    assert not may_hold_keys_twice(json.dumps(value, separators=separators).encode(), value)
