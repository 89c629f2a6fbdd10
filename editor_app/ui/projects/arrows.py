"""Where an arrow key leads among tiles that stand in groups and rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRect

Step = Literal["left", "right", "up", "down", "first", "last"]


def next_index(tiles: Sequence[QRect], current: int, step: Step) -> int:
    """Give the index of the tile that a step leads to, `current` where it leads nowhere.

    Tiles are in reading order, in px of one widget; those that are not seen must have been left out.

        | demo | 1 | 2 |     right of 2 is A, left of A is 2: rows go on in the next one
        |      | A | B |     below B is y, above x is the demo: what stands over it, else the nearest
        | x | y |
    """
    if step in ("first", "last"):
        return 0 if step == "first" else len(tiles) - 1
    here, is_level = tiles[current], step in ("left", "right")
    ranked = [
        (*_distance(here, there, step), index)
        for index, there in enumerate(tiles)
        if _is_beyond(here, there, step) and (not is_level or _gap(_rows(here), _rows(there)) <= 0)
    ]
    if ranked:
        return min(ranked)[-1]
    if is_level:
        return min(max(current + (1 if step == "right" else -1), 0), len(tiles) - 1)
    return current


def _is_beyond(here: QRect, there: QRect, step: Step) -> bool:
    match step:
        case "left":
            return there.right() < here.left()
        case "right":
            return there.left() > here.right()
        case "up":
            return there.bottom() < here.top()
        case _:
            return there.top() > here.bottom()


def _distance(here: QRect, there: QRect, step: Step) -> tuple[bool, int, int]:
    """Give what to compare: whether it stands aside, how far on it is, and how far aside."""
    ways, sides = (_columns, _rows) if step in ("left", "right") else (_rows, _columns)
    aside, on = _gap(sides(here), sides(there)), _gap(ways(here), ways(there))
    return aside > 0, on, aside


def _columns(rect: QRect) -> tuple[int, int]:
    return rect.left(), rect.right()


def _rows(rect: QRect) -> tuple[int, int]:
    return rect.top(), rect.bottom()


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Give how far two closed ranges lie apart; what they share counts as less than nothing."""
    return max(one[0], other[0]) - min(one[1], other[1])
