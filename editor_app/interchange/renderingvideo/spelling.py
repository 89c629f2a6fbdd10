"""How numbers are written in a config: seconds and shares to six decimals, whole ones without a point."""

from __future__ import annotations

from editor_app.timebase import TICKS_PER_SECOND

PLACES = 6

SILENT_DB = -120.0
"""What is not heard, in decibels."""


def tidy(value: float) -> int | float:
    """Round to six decimals; a whole number becomes an int."""
    rounded = round(float(value), PLACES)
    return int(rounded) if rounded.is_integer() else rounded


def seconds_of(ticks: float) -> int | float:
    """Give ticks in seconds, as they are written."""
    return tidy(ticks / TICKS_PER_SECOND)


def percent(share: float) -> str:
    """Write a share 0..1 of the canvas as a percent string."""
    text = f"{100 * share:.{PLACES}f}".rstrip("0").rstrip(".")
    return f"{'0' if text in ('', '-0') else text}%"
