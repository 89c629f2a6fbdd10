"""Puts typed values back into the JSON they came from, changing only the leaves that differ."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_json

_EXACT = 2**53
"""Up to here every whole float is the integer it looks like."""


class KeepsJson:
    """Something that has its own JSON."""

    __slots__ = ()

    @property
    def raw(self) -> Any:
        """Give the JSON."""
        raise NotImplementedError


ABSENT: Any = object()
"""Stands for “there was no value”; None is JSON's null."""


def merge(value: object, old: Any = ABSENT) -> Any:
    """Give `value` as JSON; keys keep the order and equal numbers the kind that they have in `old`."""
    if isinstance(value, KeepsJson):
        result = value.raw
    elif isinstance(value, BaseModel):
        result = merge_object(wire_fields(value), old)
    elif isinstance(value, Mapping):
        result = merge_object(cast("Mapping[str, object]", value), old)
    elif isinstance(value, tuple | list):
        result = _merge_list(cast("Sequence[object]", value), old)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        result = _merge_number(value, old)
    else:
        result = value
    return old if result is not old and same(result, old) else result


def wire_fields(model: BaseModel) -> dict[str, object]:
    """Give the fields of `model` by wire name, without the optional ones that are None."""
    fields = type(model).model_fields
    return {
        wire_name(type(model), name): value
        for name, value in model.__dict__.items()
        if value is not None or fields[name].is_required()
    }


def wire_name(model: type[BaseModel], name: str) -> str:
    """Give the JSON key of a field."""
    return cast("str", model.model_fields[name].validation_alias)


def merge_object(values: Mapping[str, object], old: Any) -> dict[str, Any]:
    """Give an object with `values`, in the order of `old` as far as it goes."""
    before = cast("dict[str, Any]", old) if isinstance(old, dict) else {}
    result = {key: merge(values[key], was) for key, was in before.items() if key in values}
    result.update((key, merge(value)) for key, value in values.items() if key not in before)
    return result


def _merge_list(values: Sequence[object], old: Any) -> list[Any]:
    """Pair entries with old ones from both ends, so that an insertion moves the rest untouched."""
    before = cast("list[Any]", old) if isinstance(old, list) else []
    head = _equal_run(values, before)
    tail = _equal_run(values[head:][::-1], before[head:][::-1])
    rest = values[head : len(values) - tail]
    middle = before[head : len(before) - tail]
    changed = [merge(v, middle[i] if i < len(middle) else ABSENT) for i, v in enumerate(rest)]
    return [*before[:head], *changed, *before[len(before) - tail :]]


def _equal_run(values: Sequence[object], old: Sequence[Any]) -> int:
    """Count the leading entries that say what the old ones say."""
    count = 0
    for value, was in zip(values, old, strict=False):
        if merge(value, was) is not was:
            break
        count += 1
    return count


def _merge_number(value: float, old: Any) -> float:
    if isinstance(old, int | float) and not isinstance(old, bool):
        if old == value:
            return old
        if isinstance(old, float):
            return float(value) if abs(value) < _EXACT else value
    is_negative_zero = value == 0 and str(value).startswith("-")
    return int(value) if value == int(value) and abs(value) < _EXACT and not is_negative_zero else value


def same(a: Any, b: Any) -> bool:
    """Tell whether two JSON values would be written alike: equal values, kinds and key order."""
    return a is b or (type(a) is type(b) and (a == b or a != a) and json_bytes(a) == json_bytes(b))


def json_bytes(value: Any) -> bytes:
    """Write JSON compactly; texts with lone surrogates as escapes, so that the result is UTF-8."""
    try:
        return to_json(value)
    except (PydanticSerializationError, UnicodeEncodeError):
        return json.dumps(value, separators=(",", ":")).encode("ascii")
