"""A sentence in a few lines, of which the last is cut with an ellipsis where it is still too long. Pure."""

from __future__ import annotations

from collections.abc import Callable


def in_lines(text: str, room: float, most: int, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Give at most `most` lines that are `room` wide by `measure`; the last may be wider, for who cuts it.

    Lines break at spaces; a word that is wider than the room has a line of its own.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = next(
            (count for count in range(len(words), 1, -1) if measure(" ".join(words[:count])) <= room), 1
        )
        lines.append(" ".join(words[:count]))
        words = words[count:]
    return (*lines, " ".join(words)) if words else tuple(lines)
