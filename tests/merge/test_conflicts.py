"""Conflicts as they are kept: as JSON, in other processes, and known again."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from editor_app.merge import ABSENT, Conflict, conflict_from_json, conflict_to_json


@pytest.mark.parametrize("value", [ABSENT, None, 0, "x", {"a": [1, None]}])
def test_there_and_back(value: Any) -> None:
    conflict = Conflict("items", "a", "text", value, ABSENT, None, "deleted_by_them", "V1")
    again = conflict_from_json(json.loads(json.dumps(conflict_to_json(conflict))))
    assert again == conflict
    assert (again.mine is ABSENT) == (value is ABSENT)
    assert pickle.loads(pickle.dumps(conflict)) == conflict


def test_the_same_conflict_has_the_same_id() -> None:
    one, other = (Conflict("items", "a", "text", value, 2, 3) for value in (1, [1]))
    assert one.id == other.id
    assert len({one, one, other}) == 2
    assert one.id != Conflict("items", "a", "color", 1, 2, 3).id
    assert Conflict("items", "a,b", "", 1, 2, 3).id != Conflict("items", "a", "b", 1, 2, 3).id
