"""What comes of an answer, piece by piece, so that its connection is free again however the reading ends."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import cast

import httpx


@asynccontextmanager
async def pieces_of(response: httpx.Response) -> AsyncGenerator[AsyncIterator[bytes]]:
    """Give the pieces of an answer's body, and close the answer before they are let go of.

    WORKAROUND(httpcore): its generators close the connection when they are dropped half-way, which takes an
    event loop that ends generators. Qt's does not: they are cut off in the middle of it, count as closed, and
    the pool has a connection less for good. Once the answer is closed, nothing is left for them to do; they
    are ended here all the same, as even that takes a task that goes on.
    """
    async with aclosing(cast("AsyncGenerator[bytes]", response.aiter_bytes())) as pieces:
        try:
            yield pieces
        finally:
            await response.aclose()
