"""Which place each row has: none moves under a mouse that aims at it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def held_places(shown: Sequence[T], wanted: Sequence[T]) -> list[T]:
    """Give what is shown in its places, also what is wanted no more, and what has come behind it.

    ```
        shown  a b c   wanted  c d a   ->   a b c d
    ```
    """
    known = set(shown)
    return [*shown, *(one for one in wanted if one not in known)]
