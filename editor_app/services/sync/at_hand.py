"""The open project, for exchanges: what is settled and safe goes out; what others made is no step."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.services.sync.details import Details
from editor_app.services.sync.outgoing import Outgoing, as_worked_on
from editor_app.services.sync.ports import Apart, Mine
from editor_app.state import EditorState
from editor_app.store.cloud_link import SyncPoint
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar


class NotKeptError(Exception):
    """The disk does not take the project's journal, so nothing may be sent; the text is a sentence."""


class NotLinkedError(Exception):
    """The project is no longer kept in step with another."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an exchange needs to know beside the document."""

    is_kept: Callable[[], Awaitable[bool]]
    """Waits until all that was done is on the disk, or a try has failed; tells whether it is there."""
    addresses: Callable[[], Mapping[str, Address]]
    title: Callable[[], str]
    """What the project is called as long as nobody gave it a title."""


class AtHand:
    """The project that is open; made for one exchange after the other."""

    def __init__(self, document: Document, around: Surroundings, *, apart: Apart = asyncio.to_thread) -> None:
        """Begin; `apart` runs what takes time without holding the loop up."""
        self._document, self._around, self._apart = document, around, apart
        self._outgoing = Outgoing()
        self._asked: Work | None = None

    async def mine(self) -> Mine:
        """Give what is settled now, once that is safe in the journal; raise NotKeptError, NotLinkedError."""
        await self._gesture_ended()
        work = self._document.work
        if work.cloud is None:
            raise NotLinkedError
        await self._kept()
        self._asked = work
        state = await self._apart(self._outgoing.sent, work.state, self._around.addresses())
        return Mine(state, self._details(work.sidecar), work.cloud.synced)

    async def take(self, mine: Mine, state: EditorState, details: Details) -> bool:
        """Take over what was made of `mine`; False where it is no longer what is settled."""
        asked = self._asked
        if asked is None:
            return False
        new = await self._apart(as_worked_on, asked.state, mine.state, state)
        await self._gesture_ended()
        now = self._document.work
        if now.state is not asked.state or now.sidecar is not asked.sidecar or now.cloud is None:
            return False
        sidecar = now.sidecar
        if details.title != mine.details.title:
            sidecar = sidecar.with_title(details.title)
        if details.description != mine.details.description:
            sidecar = sidecar.with_description(details.description)
        self._document.accept_outside(new, base=now.state, sidecar=sidecar)
        await self._kept()
        return True

    async def note(self, point: SyncPoint) -> None:
        """Note how far the document is in step, in the journal."""
        self._document.note_synced(point)
        await self._kept()

    def _details(self, sidecar: Sidecar) -> Details:
        return Details(sidecar.title or self._around.title(), sidecar.description)

    async def _kept(self) -> None:
        if not await self._around.is_kept():
            raise NotKeptError("This computer's disk does not take the project, so nothing is sent yet.")

    async def _gesture_ended(self) -> None:
        while self._document.is_previewing:
            ended = asyncio.Event()
            self._document.preview_ended.connect(ended.set)
            try:
                await ended.wait()
            finally:
                self._document.preview_ended.disconnect(ended.set)
