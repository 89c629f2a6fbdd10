"""Joining the fields of one record: what only one side changed is taken, inside some fields too.

```
    base   opacity ◇     ◇     color #f00        mine + theirs   opacity ◇  ◇  ◇     color #00f
    mine   opacity ◇  ◆  ◇     color #f00
    theirs opacity ◇     ◇     color #00f
```
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any, cast

from editor_app.merge.conflicts import ABSENT, Kind
from editor_app.merge.likeness import equal
from editor_app.record import RawObject

_JOINED_INSIDE = frozenset({"animations", "background", "brandRuntime", "captionAnimations", "fontStyle"})
"""Fields whose parts stand for themselves."""
_MAY_BE_NEW = frozenset({"animations", "captionAnimations"})
_LISTS = frozenset({"captions", "nodes"})
"""Lists whose entries stand for themselves as long as nobody adds one or takes one out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that both sides changed, each otherwise."""

    part: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def kind(self) -> Kind:
        """Tell whether one side took the part away."""
        if self.mine is ABSENT:
            return "deleted_by_me"
        return "deleted_by_them" if self.theirs is ABSENT else "changed"

    @property
    def kept(self) -> Any:
        """Give the value that stays for now: mine, unless theirs is a change and mine none at all."""
        return self.theirs if self.mine is ABSENT else self.mine


@dataclass(frozen=True, slots=True)
class Fields:
    """What to change in mine, by key (ABSENT takes it out), and what could not be joined."""

    changes: RawObject
    differences: list[Difference]


def join_fields(
    base: RawObject,
    mine: RawObject,
    theirs: RawObject,
    *,
    besides: Container[str] = (),
    sure: Container[str] = (),
) -> Fields:
    """Join the fields of one record, all but some; those that are `sure` Python compares as JSON does."""
    found = Fields({}, [])
    # In one go, as nearly all of them are the same: this is asked of thousands of records.
    others = [
        k for k, v in theirs.items() if base.get(k, ABSENT) != v or not (k in sure or equal(v, base[k]))
    ]
    for key in (*others, *(key for key in base if key not in theirs)):
        if key in besides:
            continue
        old, other = base.get(key, ABSENT), theirs.get(key, ABSENT)
        was = mine.get(key, ABSENT)
        value, differences = join_value(key, old, was, other)
        if value is not was:
            found.changes[key] = value
        found.differences.extend(differences)
    return found


def join_value(part: str, base: Any, mine: Any, theirs: Any) -> tuple[Any, list[Difference]]:
    """Join one value; what cannot be joined stays as `Difference.kept` has it."""
    if equal(mine, theirs) or equal(theirs, base):
        return mine, []
    if equal(mine, base):
        return theirs, []
    joined = _inside(part, base, mine, theirs)
    if joined is not None:
        return (mine if equal(joined[0], mine) else joined[0]), joined[1]
    difference = Difference(part, base, mine, theirs)
    return difference.kept, [difference]


def _inside(part: str, base: Any, mine: Any, theirs: Any) -> tuple[Any, list[Difference]] | None:
    """Join the parts of a value, or give None where it is one thing."""
    if part in _MAY_BE_NEW and base is ABSENT:
        base = {}
    sides = (base, mine, theirs)
    if part in _JOINED_INSIDE and all(isinstance(side, dict) for side in sides):
        return _objects(part, *cast("tuple[RawObject, RawObject, RawObject]", sides))
    if part in _LISTS and all(isinstance(side, list) for side in sides):
        return _lists(part, *cast("tuple[list[Any], list[Any], list[Any]]", sides))
    if all(map(is_moving, sides)):
        number = _numbers(base, mine, theirs)
        return None if number is None else (number, [])
    return None


def _objects(part: str, base: RawObject, mine: RawObject, theirs: RawObject) -> tuple[Any, list[Difference]]:
    value, differences = dict[str, Any](), list[Difference]()
    for key in dict.fromkeys((*mine, *theirs)):
        sides = (side.get(key, ABSENT) for side in (base, mine, theirs))
        joined, found = join_value(f"{part}.{key}", *sides)
        if joined is not ABSENT:
            value[key] = joined
        differences += found
    return value, differences


def _lists(
    part: str, base: list[Any], mine: list[Any], theirs: list[Any]
) -> tuple[Any, list[Difference]] | None:
    if not len(base) == len(mine) == len(theirs):
        return None
    values, differences = list[Any](), list[Difference]()
    for index, sides in enumerate(zip(base, mine, theirs, strict=True)):
        joined, found = join_value(f"{part}.{index}", *sides)
        values.append(joined)
        differences += found
    return values, differences


def is_moving(value: Any) -> bool:
    """Tell whether a JSON value is a number with keyframes, each at a time of its own."""
    if not isinstance(value, dict) or cast("RawObject", value).keys() != {"value", "keyframes"}:
        return False
    keys: Any = value["keyframes"]
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in cast("list[Any]", keys)):
        return False
    times = [key.get("timeTicks") for key in cast("list[RawObject]", keys)]
    return bool(times) and all(type(time) is int for time in times) and len(set(times)) == len(times)


def _numbers(base: RawObject, mine: RawObject, theirs: RawObject) -> RawObject | None:
    """Join keyframes by their times, or give None where both changed one; `value` is the first key's."""
    sides = [{key["timeTicks"]: key for key in number["keyframes"]} for number in (base, mine, theirs)]
    keys = list[Any]()
    for time in sorted({time for side in sides for time in side}):
        key, differences = join_value("", *(side.get(time, ABSENT) for side in sides))
        if differences:
            return None
        if key is not ABSENT:
            keys.append(key)
    return {"value": keys[0].get("value") if keys else mine["value"], "keyframes": keys}
