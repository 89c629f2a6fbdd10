"""A list that comes from a service page by page, and stays as it is where a page does not come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, Protocol, TypeVar

from editor_app.cloud.indream import APIError
from editor_app.services.accounts import AccountError
from editor_app.services.cloud_trouble import CloudError, Trouble
from editor_app.services.tasks import Tasks

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Page(Protocol[T_co]):
    """A part of a list; without a cursor it is the last."""

    @property
    def items(self) -> tuple[T_co, ...]:
        """Give what is on it."""
        ...

    @property
    def next_page_cursor(self) -> str | None:
        """Give where the list goes on."""
        ...


class Paging(Generic[T]):
    """The list as far as it is known, in the service's order, each thing once.

    `fetch` gives the page at a cursor, `key` what a thing is known by; `changed` is called after everything
    that can be seen; `explain` makes a sentence of what `fetch` raised.
    """

    def __init__(
        self,
        tasks: Tasks,
        fetch: Callable[[str | None], Awaitable[Page[T]]],
        key: Callable[[T], str],
        *,
        changed: Callable[[], object],
        explain: Callable[[CloudError], Trouble],
        wants_all: bool = False,
    ) -> None:
        self._tasks, self._fetch, self._key = tasks, fetch, key
        self._changed, self._explain = changed, explain
        self.items: tuple[T, ...] = ()
        self.is_complete = False
        self.trouble: Trouble | None = None
        self._cursor: str | None = None
        self._is_new = True
        self._wants_all = wants_all
        self._task: asyncio.Task[None] | None = None

    @property
    def is_loading(self) -> bool:
        """Tell whether a page is on its way."""
        return self._task is not None

    def restart(self) -> None:
        """Read from the first page on; what is known stays until it is there."""
        self.close()
        self._cursor, self._is_new = None, True
        self.is_complete, self.trouble = False, None
        self._go_on()

    def more(self) -> None:
        """Read the next page, if there is one and none is on its way."""
        if not self.is_complete and self._task is None:
            self.trouble = None
            self._go_on()

    def want_all(self, wanted: bool) -> None:
        """Read on to the last page, or stop after the one in hand."""
        self._wants_all = wanted
        if wanted and self.trouble is None:
            self.more()

    def put(self, items: tuple[T, ...]) -> None:
        """Take another list in the place of what is known, after something was done to it."""
        self.items = items
        self._changed()

    def close(self) -> None:
        """Read no more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _go_on(self) -> None:
        self._task = self._tasks.start(self._read(), "pages of a service")
        self._changed()

    async def _read(self) -> None:
        me = asyncio.current_task()
        try:
            while True:
                page = await self._fetch(self._cursor)
                if self._task is not me:
                    return
                self._take(page)
                if self.is_complete or not self._wants_all:
                    break
                self._changed()
        except (APIError, AccountError) as error:
            if self._task is me:
                self.trouble = self._explain(error)
        finally:
            if self._task is me:
                self._task = None
                self._changed()

    def _take(self, page: Page[T]) -> None:
        known = () if self._is_new else self.items
        seen = {self._key(item) for item in known}
        self.items = (*known, *(item for item in page.items if self._key(item) not in seen))
        # A cursor that does not move would lead round in a circle.
        is_last = page.next_page_cursor is None or page.next_page_cursor == self._cursor
        self._cursor, self._is_new = page.next_page_cursor, False
        self.is_complete = is_last
