"""What `make live` prints: shapes and their differences; and that a server does not differ from itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from editor_app.sandbox.settings import Settings
from tests.live.__main__ import compare
from tests.live.shapes import differences, shape_of
from tests.sandbox.running import Running


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (None, "null"),
        (True, "boolean"),
        (3, "integer"),
        (3.5, "number"),
        ("638ad4d9-51e5-42ec-bb50-0db761bba304", "uuid"),
        ("2026-03-11T13:00:00.000Z", "time"),
        ("1.600000000000", "decimal"),
        ("mp4", "text"),
        ([1, 2, "x"], ["integer", "text"]),
        ({"items": {"a": 1}, "n": [{"a": 1}, {"a": 2}]}, {"items": "map", "n": [{"a": "integer"}]}),
    ],
)
def test_a_shape_tells_kinds_and_not_values(value: Any, shape: Any) -> None:
    assert shape_of(value) == shape


@pytest.mark.parametrize(
    ("there", "here", "said"),
    [
        ({"a": 1}, {"a": 2.5}, []),
        ({"a": 1}, {"a": "x"}, ["$.a: there integer, here text"]),
        ({"a": 1, "b": None}, {"a": 1}, ["$.b: only there (null)"]),
        ({"a": 1}, {"a": 1, "c": {}}, ["$.c: only here (a map)"]),
        ({"n": [{"a": 1}]}, {"n": [{"a": "x"}]}, ["$.n[].a: there integer, here text"]),
        ({"n": []}, {"n": [{"a": 1}]}, []),
        ({"n": ["x"]}, {"n": [1]}, ["$.n[]: there a list of text, here a list of integer"]),
    ],
)
def test_differences_are_told_with_their_place(there: Any, here: Any, said: list[str]) -> None:
    assert sorted(differences(shape_of(there), shape_of(here))) == said


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    server = Running(Settings(tmp_path, port=0))
    yield server
    server.stop()


def test_a_server_does_not_differ_from_itself(running: Running) -> None:
    asked: list[str] = []

    def agree(question: str) -> bool:
        asked.append(question)
        return True

    with httpx.Client(base_url=running.url, timeout=60) as client:
        assert compare(client, running.key(), client, running.key(), agree) == []
    assert len(asked) == 1
    assert "billed" in asked[0]


def test_nothing_is_exported_where_nobody_agrees(running: Running) -> None:
    key = running.key()
    with httpx.Client(base_url=running.url, timeout=60) as client:
        assert compare(client, key, client, "sk_indream_other", lambda _: False) != []
        listed = client.get("/v1/exports", headers={"x-api-key": key}).json()
    assert listed["data"] == []
