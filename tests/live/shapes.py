"""The shape of a JSON value, and how two shapes differ. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MONEY = re.compile(r"-?\d+(\.\d+)?")
_FREE = frozenset({"items", "assets", "transitions", "params", "editorState"})
"""Maps whose keys are content."""

Shape = Any
"""A word for a plain value, a map of shapes, or a list that holds the shapes that occur."""


def shape_of(value: Any, name: str = "") -> Shape:
    """Give the shape of a JSON value; the maps of a document count by their being there."""
    if isinstance(value, Mapping):
        if name in _FREE:
            return "map"
        return {key: shape_of(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        found: list[Shape] = []
        for inner in value:
            if (one := shape_of(inner)) not in found:
                found.append(one)
        return found
    return _word(value)


def _word(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else "boolean"
    if isinstance(value, int | float):
        return "integer" if isinstance(value, int) else "number"
    for word, pattern in (("uuid", _UUID), ("time", _TIME), ("decimal", _MONEY)):
        if pattern.fullmatch(value):
            return word
    return "text"


def differences(live: Shape, ours: Shape, path: str = "$") -> Iterator[str]:
    """Say where two shapes differ, a line each."""
    if isinstance(live, dict) and isinstance(ours, dict):
        for key in live.keys() | ours.keys():
            if key not in ours:
                yield f"{path}.{key}: only there ({_said(live[key])})"
            elif key not in live:
                yield f"{path}.{key}: only here ({_said(ours[key])})"
            else:
                yield from differences(live[key], ours[key], f"{path}.{key}")
    elif isinstance(live, list) and isinstance(ours, list):
        if live and ours and all(isinstance(one, dict) for one in (*live, *ours)):
            yield from differences(_joined(live), _joined(ours), f"{path}[]")
        elif live and ours and live != ours:
            yield f"{path}[]: there {_said(live)}, here {_said(ours)}"
    elif live != ours and not (_is_number(live) and _is_number(ours)):
        yield f"{path}: there {_said(live)}, here {_said(ours)}"


def _joined(shapes: list[dict[str, Shape]]) -> dict[str, Shape]:
    return {key: value for shape in shapes for key, value in shape.items()}


def _said(shape: Shape) -> str:
    if isinstance(shape, dict):
        return "a map"
    return f"a list of {' or '.join(map(_said, shape))}" if isinstance(shape, list) else shape


def _is_number(shape: Shape) -> bool:
    return shape in ("integer", "number")
