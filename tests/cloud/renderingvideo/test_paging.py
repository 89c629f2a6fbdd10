"""Lists of many pages, that move while they are read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest

from editor_app.cloud.renderingvideo.models import Pagination
from editor_app.cloud.renderingvideo.paging import all_rows, more_follows

Page = Callable[[int], tuple[Sequence[str], Pagination]]


def place(number: int, total: int | None, limit: int | None = 2) -> Pagination:
    return Pagination(page=number, limit=limit, total=total)


def read(page: Page) -> tuple[list[str], list[int]]:
    asked: list[int] = []

    async def look(number: int) -> tuple[Sequence[str], Pagination]:
        asked.append(number)
        assert len(asked) < 50
        return page(number)

    async def main() -> list[str]:
        return [row async for row in all_rows(look, str)]

    return asyncio.run(main()), asked


@pytest.mark.parametrize("names", ["", "a", "ab", "abc", "abcde"])
def test_all_rows_in_order(names: str) -> None:
    rows, asked = read(lambda n: (names[2 * n - 2 : 2 * n], place(n, len(names))))
    assert "".join(rows) == names
    assert asked == list(range(1, max(1, -(-len(names) // 2)) + 1))


def test_what_is_made_meanwhile_gives_no_row_twice() -> None:
    lists = iter(["abcd", "xabcd", "xabcd"])

    def page(number: int) -> tuple[str, Pagination]:
        names = next(lists)
        return names[2 * number - 2 : 2 * number], place(number, len(names))

    assert read(page) == (["a", "b", "c", "d"], [1, 2, 3])


def test_what_is_deleted_meanwhile_hides_no_row() -> None:
    lists = iter(["abcdef", "bcdef", "bcdef", "bcdef", "bcdef"])

    def page(number: int) -> tuple[str, Pagination]:
        names = next(lists)
        return names[2 * number - 2 : 2 * number], place(number, len(names))

    rows, _ = read(page)
    assert sorted(rows) == list("abcdef")


def test_a_list_that_shrinks_without_end_ends() -> None:
    totals = iter(range(1000, 0, -1))
    rows, asked = read(lambda n: (["a", "b"] if n < 9 else [], place(n, next(totals))))
    assert (rows, len(asked) < 50) == (["a", "b"], True)


@pytest.mark.parametrize(
    ("rows", "fresh", "where", "more"),
    [
        (0, 0, place(1, 50), False),
        (2, 2, place(1, 3), True),
        (2, 0, place(1, 3), True),
        (2, 2, place(1, 2), False),
        (20, 20, place(1, 21, None), True),
        (21, 21, place(1, 21, None), False),
        (100, 100, Pagination(), True),
        (5, 5, Pagination(), True),
        (5, 0, Pagination(), False),
        (20, 20, Pagination(limit=20), True),
        (19, 19, Pagination(limit=20), False),
        (2, 2, Pagination(limit=0, total=200), True),
    ],
)
def test_whether_a_page_follows(rows: int, fresh: int, where: Pagination, more: bool) -> None:
    assert more_follows(1, rows, fresh, where) is more


def test_a_service_that_knows_no_pages_is_not_asked_without_end() -> None:
    assert read(lambda _: (["a", "b"], Pagination())) == (["a", "b"], [1, 2])
