"""The verdict is the one of the official schemas, each for its dialect."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest
from hypothesis import given, settings

from editor_app.problem import Problem, format_path
from editor_app.state import read
from editor_app.state.dialects import schema_problems
from tests.documents import ODD_KEYS, ODD_VALUES, RICH, Damaged, JsonPath, damaged, paths

VERSIONS = {"seed": "1.0.0", "newer": "1.1.0"}
SCHEMA = "indream/schemas/editor-state.v1.schema.json"


def schema_file(version: str) -> Path | None:
    """Find a schema of the official client packages, which cannot be installed side by side."""
    folders = [Path(sys.prefix) / "indream"]
    if named := os.environ.get("INDREAM_SCHEMAS"):
        folders.insert(0, Path(named))
    files = (folder / version / SCHEMA for folder in folders)
    return next((file for file in files if file.is_file()), None)


def is_uuid(text: str) -> bool:
    """Judge as the official validator does; jsonschema-rs has no such format in draft 7."""
    try:
        UUID(text)
    except ValueError:
        return False
    return all(text[place] == "-" for place in (8, 13, 18, 23))


@cache
def validators() -> Mapping[str, Any]:
    """Give the validator of each dialect; skip where the schemas are not there."""
    found = {}
    for dialect, version in VERSIONS.items():
        file = schema_file(version)
        if file is None:
            pytest.skip(
                f"no schema of indream-client {version}: put the package into {sys.prefix}/indream/{version} "
                "(make test does) or name the folder in INDREAM_SCHEMAS"
            )
        found[dialect] = jsonschema_rs.Draft7Validator(
            json.loads(file.read_text("utf-8")), validate_formats=True, formats={"uuid": is_uuid}
        )
    return found


def compare(document: dict[str, Any]) -> tuple[Problem, ...]:
    """Read a document and assert that problems and the official verdict agree."""
    state, problems = read(document)
    assert problems == schema_problems(state)
    validator = validators()[state.dialect]
    assert validator.is_valid(document) == (not problems), (
        state.dialect,
        problems,
        [error.message for error in validator.iter_errors(document)],
    )
    return problems


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_the_rich_documents_are_valid(dialect: str) -> None:
    assert compare(RICH[dialect]) == ()
    assert read(RICH[dialect])[0].dialect == dialect


@settings(max_examples=600)
@given(damaged(most=2))
def test_damage_is_seen_exactly_where_the_official_schema_sees_it(case: Damaged) -> None:
    problems = compare(case.value)
    places = set(map(format_path, paths(case.value)))
    assert [p for p in problems if p.path not in places and not p.message.endswith(" is missing.")] == []


def one_record(document: dict[str, Any], collection: str, key: str) -> dict[str, Any]:
    """Give a small document with one record of the rich one."""
    small = {name: value for name, value in document.items() if name not in ("brandRuntime", "deletedAssets")}
    small |= {"assets": {}, "items": {}, "transitions": {}, "tracks": document["tracks"][:1]}
    return small | {collection: {key: json.loads(json.dumps(document[collection][key]))}}


RECORDS = [
    (dialect, collection, key)
    for dialect, document in RICH.items()
    for collection in ("items", "assets", "transitions")
    for key in document[collection]
]


@pytest.mark.parametrize(("dialect", "collection", "key"), RECORDS)
def test_every_leaf_of_every_record_is_judged_alike(dialect: str, collection: str, key: str) -> None:
    document = one_record(RICH[dialect], collection, key)
    for path in [path for path in paths(document) if path[:2] == (collection, key) and len(path) > 2]:
        damage_one_leaf(document, path)


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_every_leaf_of_the_root_is_judged_alike(dialect: str) -> None:
    document = json.loads(json.dumps(RICH[dialect] | {"assets": {}, "items": {}, "transitions": {}}))
    for path in [path for path in paths(document) if path]:
        damage_one_leaf(document, path)


def damage_one_leaf(document: dict[str, Any], path: JsonPath) -> None:
    """Put every odd value, and nothing, and odd neighbours where one value was; then restore it."""
    parent: Any = document
    for step in path[:-1]:
        parent = parent[step]
    key = path[-1]
    good = parent[key]
    for odd in ODD_VALUES:
        parent[key] = odd
        compare(document)
    parent[key] = good
    if isinstance(parent, dict):
        entries = list(parent.items())
        del parent[key]
        compare(document)
        parent.clear()
        parent.update(entries)
    if isinstance(good, dict):
        for name in ODD_KEYS:
            if name not in good:
                good[name] = None
                compare(document)
                good[name] = 1
                compare(document)
                del good[name]
