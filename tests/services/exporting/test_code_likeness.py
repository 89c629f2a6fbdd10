"""Copies of the same call are known by all but the name that each gets anew."""

from __future__ import annotations

import json
from typing import Any

import pytest

from editor_app.services.exporting.as_code.likeness import asks_for_the_same

A, B = "0123456789abcdef" * 2, "fedcba9876543210" * 2


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"clientTaskId": A, "fps": 30}, {"clientTaskId": B, "fps": 30}, True),
        ({"clientTaskId": A, "fps": 30}, {"clientTaskId": B, "fps": 60}, False),
        ({"clientTaskId": "cut 2"}, {"clientTaskId": "cut 3"}, False),
        ({"clientTaskId": A}, {"clientTaskId": "cut 3"}, False),
        ({"config": {}, "metadata": {"job_id": A}}, {"config": {}, "metadata": {"job_id": B}}, True),
        ({"metadata": {"job_id": A, "x": 1}}, {"metadata": {"job_id": B, "x": 2}}, False),
        ({"config": {"clientTaskId": A}}, {"config": {"clientTaskId": B}}, False),
        ([1], [1], True),
        ([1], {}, False),
    ],
)
def test_alike(one: Any, other: Any, is_same: bool) -> None:
    assert asks_for_the_same(json.dumps(one), json.dumps(other)) == is_same


def test_what_is_no_json_is_like_nothing() -> None:
    assert not asks_for_the_same("precious", "precious")
    assert not asks_for_the_same("[" * 100_000, "{}")
