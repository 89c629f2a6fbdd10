"""Turns what pydantic found wrong into faults: a leaf, a code, a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from editor_app.problem import Fault, PathPart, printable

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError

SCHEMA = "EDITOR_SCHEMA_INVALID"

_TYPE_CODES: dict[tuple[PathPart, ...], str] = {
    ("effectType",): "EDITOR_EFFECT_TYPE_INVALID",
    ("filterType",): "EDITOR_FILTER_TYPE_INVALID",
}
"""Where the service has a code of its own for a value that is not in the list."""

_SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that belongs here",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
}


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """Give every fault of a failed reading, in the order of the fields."""
    return tuple(_faults(error))


def _faults(error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        if detail["type"] != "too_short" or _is_short(detail):
            yield _fault(detail)


def _is_short(detail: ErrorDetails) -> bool:
    """Tell a short list from one that only seems so because its entries are at fault."""
    return len(detail["input"]) < detail.get("ctx", {})["min_length"]


def _fault(detail: ErrorDetails) -> Fault:
    kind, value = detail["type"], detail["input"]
    if kind == "float_type" and type(value) is int:
        return fault(detail["loc"], "is a number too large to calculate with", code="LOCAL_NUMBER_TOO_LARGE")
    if kind in ("missing", "extra_forbidden"):
        return fault(detail["loc"], _SENTENCES[kind])
    if kind == "too_short":
        least = detail.get("ctx", {})["min_length"]
        return fault(detail["loc"], f"must have at least {least} {'entry' if least == 1 else 'entries'}")
    code = _TYPE_CODES.get(detail["loc"], SCHEMA) if kind == "literal_error" else SCHEMA
    return fault(detail["loc"], f"{_sentence(detail)}, not {excerpt(value)}", code=code)


def _sentence(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    kind = detail["type"]
    if kind == "literal_error":
        return f"must be {context['expected']}"
    if kind == "greater_than_equal":
        return f"must be {context['ge']:g} or more"
    if kind == "less_than_equal":
        return f"must be {context['le']:g} or less"
    return _SENTENCES.get(kind) or detail["msg"]


def fault(where: tuple[PathPart, ...], says: str, *, code: str = SCHEMA) -> Fault:
    """Make a fault whose sentence begins with the name of the leaf."""
    leaf = next((part for part in reversed(where) if isinstance(part, str)), "It")
    index = f" entry {where[-1]}" if where and isinstance(where[-1], int) else ""
    return Fault(where, code, printable(f"{leaf}{index} {says}."))


def excerpt(value: object) -> str:
    """Give a value as people read JSON, shortened."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"
