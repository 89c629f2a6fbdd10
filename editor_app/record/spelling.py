"""Fields of ticks that the seed dialect calls something else and measures in another unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from editor_app.problem import Fault
from editor_app.record.reading import excerpt, fault

Dialect = Literal["seed", "newer"]
RawObject = dict[str, Any]
"""A JSON object as parsed; nobody changes it in place."""


@dataclass(frozen=True, slots=True)
class SeedName:
    """How the seed dialect spells a field of ticks: its key, its unit, its smallest value in either."""

    wire: str
    ticks_per_unit: int
    at_least: int | None = 0
    is_whole: bool = False

    def accepts(self, value: object) -> bool:
        """Tell whether the seed schema takes `value` here."""
        return _is_number(value, self.at_least, is_whole=self.is_whole)

    def is_ticks(self, value: object) -> bool:
        """Tell whether the newer schema takes `value` here."""
        return _is_number(value, self.at_least, is_whole=True)

    def to_ticks(self, value: float) -> int:
        """Convert to whole ticks (rounds; exact for numbers of any size)."""
        return round(Fraction(value) * self.ticks_per_unit)

    def from_ticks(self, ticks: int) -> float:
        """Convert back; a whole number of units is an int."""
        units, rest = divmod(ticks, self.ticks_per_unit)
        if not rest:
            return units
        return units if self.is_whole else ticks / self.ticks_per_unit

    def merge(self, ticks: int, old: Any) -> Any:
        """Give what the file shall say; the old number where it means the same."""
        if self.accepts(old) and self.to_ticks(old) == ticks:
            return old
        value = self.from_ticks(ticks)
        return float(value) if isinstance(old, float) else value

    def expected(self) -> str:
        """Say what is legal."""
        kind = "a whole number" if self.is_whole else "a number"
        return f"must be {kind}" if self.at_least is None else f"must be {kind}, {self.at_least} or more"


def _is_number(value: object, at_least: int | None, *, is_whole: bool) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if is_whole and value != int(value):
        return False
    return at_least is None or value >= at_least


def to_newer(
    raw: RawObject, names: Mapping[str, SeedName], wire: Callable[[str], str]
) -> tuple[RawObject, tuple[Fault, ...], bool]:
    """Give a seed record under the newer names, its faults, and whether every name had a value.

    Where both names are present, ticks win.
    """
    view, faults, complete = dict(raw), list[Fault](), True
    for name, seed in names.items():
        key = wire(name)
        view.pop(seed.wire, None)
        if seed.wire not in raw:
            faults.append(fault((seed.wire,), "is missing"))
        elif not seed.accepts(raw[seed.wire]):
            faults.append(fault((seed.wire,), f"{seed.expected()}, not {excerpt(raw[seed.wire])}"))
        elif not seed.is_ticks(raw.get(key)):
            view[key] = seed.to_ticks(raw[seed.wire])
            continue
        if not seed.is_ticks(raw.get(key)):
            complete = False
            view[key] = seed.at_least or 0
    return view, tuple(faults), complete


def respell(raw: RawObject, names: Mapping[str, SeedName], wire: Callable[[str], str]) -> RawObject:
    """Give a newer record with the ticks that it states only under the seed's names."""
    view = dict(raw)
    for name, seed in names.items():
        value = view.pop(seed.wire, None)
        if wire(name) not in raw and seed.accepts(value):
            view[wire(name)] = seed.to_ticks(value)
    return view
