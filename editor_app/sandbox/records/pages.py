"""Pages of lists: from the newest to the oldest, found by place and not by number."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from editor_app.sandbox.cursors import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some records, and the place after which the next page begins; None where there is none."""

    items: tuple[T, ...]
    next: Place | None


def page_of(
    connection: sqlite3.Connection,
    sql: str,
    values: Sequence[Any],
    size: int,
    after: Place | None,
    make: Callable[[sqlite3.Row], T],
    columns: tuple[str, str] = ("created_at", "id"),
) -> Page[T]:
    """Run a SELECT … WHERE … for one page; it must give both `columns`, by which it is ordered."""
    created_at, record = columns
    if after is not None:
        sql = f"{sql} AND ({created_at}, {record}) < (?, ?)"
        values = (*values, after.created_at, after.id)
    sql = f"{sql} ORDER BY {created_at} DESC, {record} DESC LIMIT ?"
    rows = connection.execute(sql, (*values, size + 1)).fetchall()
    keys = tuple(column.partition(".")[2] or column for column in columns)
    last = rows[size - 1] if len(rows) > size else None
    place = Place(last[keys[0]], last[keys[1]]) if last else None
    return Page(tuple(map(make, rows[:size])), place)
