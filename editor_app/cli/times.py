"""Times and ranges as people type them."""

from __future__ import annotations

from editor_app.cli.outcome import CommandError, Exit
from editor_app.problem import quoted
from editor_app.timebase import TimeFormatError, parse_time

Range = tuple[int, int | None]


def time_argument(text: str, fps: int) -> int:
    """Read a time and give ticks; raise CommandError."""
    try:
        return parse_time(text, fps)
    except TimeFormatError as error:
        raise CommandError(Exit.UNREADABLE, f"{error}.") from error


def range_argument(text: str, fps: int) -> Range:
    """Read `A:B`, either end may be left out, and give (start, end or None) in ticks; raise CommandError.

    Clock times hold colons themselves, so every colon is tried as the border. If several borders make
    sense, both ends must be written in the same form: `0:10:0:20` is from ten to twenty seconds.
    """
    splits = [(text[:at], text[at + 1 :]) for at, letter in enumerate(text) if letter == ":"]
    readings = [
        (first, second, value)
        for first, second in splits
        if (value := _read(first, second, fps)) and (value[1] is None or value[0] < value[1])
    ]
    if len(readings) > 1:
        readings = [r for r in readings if r[0].count(":") == r[1].count(":")]
    if len(readings) == 1:
        return readings[0][2]
    if any(_read(first, second, fps) for first, second in splits):
        raise CommandError(
            Exit.UNREADABLE, f"The range {quoted(text)} is empty: its end must come after its start."
        )
    raise CommandError(
        Exit.UNREADABLE,
        f"{quoted(text)} is not a range: write A:B with two times, "
        "such as 2:4.5 or 00:00:02.000:00:00:04.500 or 60f:135f.",
    )


def _read(first: str, second: str, fps: int) -> Range | None:
    if not (first or second):
        return None
    try:
        return parse_time(first, fps) if first else 0, parse_time(second, fps) if second else None
    except TimeFormatError:
        return None
