"""A change of each of several numbers that differ: by an amount, or by a factor. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.ui.widgets.expressions import evaluate


@dataclass(frozen=True, slots=True)
class Relative:
    """What is done to every number: `factor` times it, plus `amount`, in the units shown."""

    amount: float = 0.0
    factor: float = 1.0

    def of(self, value: float) -> float:
        """Give what becomes of a number."""
        return value * self.factor + self.amount


def relative(text: str, unit: str = "") -> Relative | None:
    """Read `+10`, `-=5`, `*2`, `/2`, `50%` as a change of each value; None where it is one for all.

    Raise ExpressionError where it cannot be read. What a text does to 0 and to 1 tells all of it, as
    everything that may be typed is a line.
    """
    at_zero, at_one = evaluate(text, 0.0, unit), evaluate(text, 1.0, unit)
    if at_zero == at_one:
        return None
    return Relative(at_zero, at_one - at_zero)
