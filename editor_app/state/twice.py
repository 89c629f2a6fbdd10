"""Keys that stand more than once in one JSON object: readers keep the last, so they are looked for apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, cast

from pydantic_core import to_json

from editor_app.problem import PathPart, Problem, problem, quoted

_ESCAPED = re.compile(rb"\\u00(?:2[02]|3[aA])")
"""Spellings of a blank, a quote and a colon that a text read from them is not written with."""
_BLANKS = b" \t\r\n"


def may_hold_keys_twice(data: bytes, value: Any) -> bool:
    """Tell quickly whether the JSON `data` may have more keys than `value`, which was read from it."""
    try:
        written = to_json(value)
    except ValueError:  # half a character pair, for one
        return True
    return _keys(data) != _keys(written) or (b"\\" in data and _ESCAPED.search(data) is not None)


def _keys(data: bytes) -> int:
    """Count keys, and what in texts looks like the end of one."""
    return data.translate(None, _BLANKS).count(b'":')


def keys_twice(data: bytes) -> dict[tuple[PathPart, ...], int]:
    """Give the place of each key that stands more than once in its object of legal JSON, and how often.

    What lies in a value that is passed over itself is not looked for.
    """
    often: dict[int, Counter[str]] = {}
    objects: list[dict[str, Any]] = []  # kept, so that no two have one id

    def take(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        taken = dict(pairs)
        if len(taken) < len(pairs):
            often[id(taken)] = Counter(key for key, _ in pairs)
            objects.append(taken)
        return taken

    value = json.loads(data.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=take)
    if not often:
        return {}
    return {
        (*where, key): count
        for where, taken in _objects(value)
        for key, count in often.get(id(taken), Counter[str]()).items()
        if count > 1
    }


def _objects(value: Any) -> Iterator[tuple[tuple[PathPart, ...], dict[str, Any]]]:
    """Give every object with its path, outer ones first."""
    left: list[tuple[tuple[PathPart, ...], Any]] = [((), value)]
    while left:
        where, node = left.pop()
        if isinstance(node, dict):
            record = cast("dict[str, Any]", node)
            yield where, record
            left += reversed([((*where, key), child) for key, child in record.items()])
        elif isinstance(node, list):
            children = cast("list[Any]", node)
            left += reversed([((*where, index), child) for index, child in enumerate(children)])


def twice_problem(where: tuple[PathPart, ...], key: PathPart, count: int) -> Problem:
    """Report that `key` stands `count` times in one object; `where` is its path in the document."""
    times, rest = ("twice", "the first is") if count == 2 else (f"{count} times", "the others are")
    message = (
        f"The key {quoted(str(key))} stands {times} in one object, and only the last one counts. "
        f"The file has all of it until the project is saved; then {rest} lost."
    )
    return problem("LOCAL_KEY_TWICE", where, message)
