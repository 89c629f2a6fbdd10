"""Reading fields of a config without trusting them: what is wrong is noted, and a default stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from editor_app.interchange.renderingvideo.check import Path, is_number
from editor_app.interchange.renderingvideo.report import Grade, Loss, Refusal
from editor_app.problem import format_path


@dataclass(slots=True)
class Notes:
    """What was found while reading one config."""

    losses: list[Loss] = field(default_factory=list[Loss])
    refusals: list[Refusal] = field(default_factory=list[Refusal])

    def refuse(self, path: Path, message: str) -> None:
        """Note what is wrong or cannot be drawn; `message` goes on from the path."""
        where = format_path(path)
        self.refusals.append(Refusal(where, f"{where.removeprefix('$.')} {message}."))

    def lose(self, item_id: str, what: str, why: str, grade: Grade = "approximate") -> None:
        """Note what comes over differently; tracks are filled in when they are known."""
        self.losses.append(Loss(item_id, None, what, why, grade))


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object of a config, and where it stands."""

    fields: Mapping[str, Any]
    path: Path
    notes: Notes

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def refuse(self, key: str, message: str) -> None:
        """Note what is wrong with a field."""
        self.notes.refuse((*self.path, key), message)

    def number(self, key: str, default: float, *, at_least: float | None = None) -> float:
        """Give a number, or the default where there is none or a wrong one."""
        if key not in self.fields:
            return default
        value = self.fields[key]
        if not is_number(value) or (at_least is not None and value < at_least):
            least = "" if at_least is None else f" of at least {at_least:g}"
            self.refuse(key, f"must be a number{least}")
            return default
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        """Give true or false."""
        value = self.fields.get(key, default)
        if not isinstance(value, bool):
            self.refuse(key, "must be true or false")
            return default
        return value

    def text(self, key: str, default: str) -> str:
        """Give a text."""
        value = self.fields.get(key, default)
        if not isinstance(value, str):
            self.refuse(key, "must be a text")
            return default
        return value

    def choice(self, key: str, options: Sequence[str], default: str) -> str:
        """Give one of some words."""
        value = self.fields.get(key, default)
        if value not in options:
            self.refuse(key, f"must be one of {', '.join(options)}")
            return default
        return cast("str", value)

    def part(self, key: str) -> Node:
        """Give an object of the object; an empty one where there is none or a wrong one."""
        value = self.fields.get(key, {})
        if not isinstance(value, Mapping):
            self.refuse(key, "must be an object")
            value = {}
        return Node(cast("Mapping[str, Any]", value), (*self.path, key), self.notes)

    def parts(self, key: str) -> Iterator[Node]:
        """Give the objects of a list; what is none is noted."""
        value = self.fields.get(key, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.refuse(key, "must be a list")
            return
        for index, entry in enumerate(cast("Sequence[Any]", value)):
            path = (*self.path, key, index)
            if isinstance(entry, Mapping):
                yield Node(cast("Mapping[str, Any]", entry), path, self.notes)
            else:
                self.notes.refuse(path, "must be an object")

    def pair(self, key: str, default: tuple[float, float]) -> tuple[float, float]:
        """Give two numbers, written as a list of two or as one that counts for both."""
        if key not in self.fields:
            return default
        found = pair_of(self.fields[key])
        if found is None:
            self.refuse(key, "must be a number or a list of two numbers")
            return default
        return found


def pair_of(value: object) -> tuple[float, float] | None:
    """Read a number, a list of two, or an object with x and y as two numbers."""
    if is_number(value):
        return float(cast("float", value)), float(cast("float", value))
    if isinstance(value, Mapping):
        entry = cast("Mapping[str, object]", value)
        value = [entry.get("x"), entry.get("y")]
    if isinstance(value, Sequence) and not isinstance(value, str):
        both = cast("Sequence[object]", value)
        if len(both) == 2 and all(map(is_number, both)):
            return float(cast("float", both[0])), float(cast("float", both[1]))
    return None
