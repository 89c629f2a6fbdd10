"""Goes through the pages of a list, as far as there are any."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeVar

from editor_app.cloud.renderingvideo.models import Pagination

T = TypeVar("T")

MOST_ROWS = 100
"""The service's limit for a page."""

_MOST_RESTARTS = 5

Look = Callable[[int], Awaitable[tuple[Sequence[T], Pagination]]]
"""Gives a page by its number, from 1."""


async def all_rows(look: Look[T], id_of: Callable[[T], str]) -> AsyncIterator[T]:
    """Give the rows of all pages, each once: what is made meanwhile moves rows to later pages.

    What is deleted meanwhile moves them to earlier ones, so that one would be missed: begin again then.
    """
    seen, number, total, restarts = set[str](), 1, None, 0
    while True:
        rows, place = await look(number)
        fresh = [row for row in rows if id_of(row) not in seen]
        for row in fresh:
            if id_of(row) not in seen:
                seen.add(id_of(row))
                yield row
        has_shrunk = total is not None and place.total is not None and place.total < total
        total = place.total
        if has_shrunk and restarts < _MOST_RESTARTS:
            number, restarts = 1, restarts + 1
        elif more_follows(number, len(rows), len(fresh), place):
            number += 1
        else:
            return


def more_follows(number: int, rows: int, fresh: int, place: Pagination) -> bool:
    """Tell whether a page has one after it, of whose rows so many were not known.

    The service's limit may be another than ours. Without a total it is asked until nothing new comes.
    """
    if not rows:
        return False
    if place.total is None:
        return fresh > 0 and (not place.limit or rows >= place.limit)
    return number * (place.limit or rows) < place.total
