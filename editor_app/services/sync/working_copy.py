"""A copy of the open project, kept current by changes, for exchanges that happen away from it."""

from __future__ import annotations

import asyncio

from editor_app.services.sync.details import Details
from editor_app.services.sync.outgoing import Outgoing, as_worked_on
from editor_app.services.sync.ports import Apart, DetailsChange, Mine, Original
from editor_app.state import EditorState
from editor_app.state.patch import Patch
from editor_app.store.cloud_link import SyncPoint


class WorkingCopy:
    """What an exchange works with; the original is asked, and told, in changes."""

    def __init__(self, original: Original, *, apart: Apart = asyncio.to_thread) -> None:
        self._original, self._apart = original, apart
        self._outgoing = Outgoing()
        self._number = 0
        self._state: EditorState | None = None

    async def mine(self) -> Mine:
        """Give what is settled now, as it is sent."""
        news = await self._original.tell(self._number)
        self._number = news.number
        if isinstance(news.change, EditorState):
            self._state = news.change
        elif news.change is not None and self._state is not None:
            self._state = await self._apart(news.change.apply, self._state)
        assert self._state is not None, "a change of nothing"
        sent = await self._apart(self._outgoing.sent, self._state, news.addresses)
        return Mine(sent, news.details, news.point)

    async def take(self, mine: Mine, state: EditorState, details: Details, point: SyncPoint) -> bool:
        """Let the original take over what was made of `mine`; False where it is no longer what is settled."""
        assert self._state is not None, "nothing was asked for"
        new = await self._apart(as_worked_on, self._state, mine.state, state)
        patch = Patch.between(self._state, new)
        change = DetailsChange(
            details.title if details.title != mine.details.title else None,
            details.description if details.description != mine.details.description else None,
        )
        number = await self._original.take(self._number, patch if patch else None, change, point)
        if number:
            self._number, self._state = number, new
        return number > 0

    async def note(self, point: SyncPoint) -> None:
        """Note how far the document is in step."""
        await self._original.note(point)
