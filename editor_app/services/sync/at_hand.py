"""The open project, for exchanges: what is settled and safe goes out; what others made is no step."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.services.gestures import gesture_ended
from editor_app.services.sync.details import Details
from editor_app.services.sync.ports import Apart, DetailsChange, News
from editor_app.state.patch import Patch, PatchError
from editor_app.store.cloud_link import CloudLink, SyncPoint
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
    is_here: Callable[[], bool] = lambda: True
    """Tells whether the document is still that of the project, and linked as it was."""


class AtHand:
    """The project that is open, told of to one listener, who keeps a copy by numbers."""

    def __init__(self, document: Document, around: Surroundings, *, apart: Apart = asyncio.to_thread) -> None:
        """Begin; `apart` runs what takes time without holding the loop up."""
        self._document, self._around, self._apart = document, around, apart
        self._told: tuple[int, Work] | None = None

    async def tell(self, known: int) -> News:
        """Give what is settled, once it is safe, as a change of what was told under the number `known`.

        Raise NotKeptError, NotLinkedError.
        """
        await gesture_ended(self._document)
        work, link = self._linked()
        await self._kept()
        self._linked()
        number, before = self._told or (0, None)
        if before is None or known != number:
            change = work.state
        elif before.state is work.state:
            change = None
        else:
            change = Patch.between(before.state, work.state)
        number += change is not None
        self._told = (number, work)
        addresses = dict(self._around.addresses())
        return News(number, change, addresses, self._details(work.sidecar), link.synced)

    async def take(self, number: int, patch: Patch | None, details: DetailsChange, point: SyncPoint) -> int:
        """Take over what was made of what was told last; give its number, 0 where that is no longer so.

        Raise NotKeptError, NotLinkedError.
        """
        if self._told is None or self._told[0] != number:
            return 0
        told = self._told[1]
        try:
            new = told.state if patch is None else await self._apart(patch.apply, told.state)
        except PatchError:
            return 0
        await gesture_ended(self._document)
        now, _ = self._linked()
        if now.state is not told.state or now.sidecar is not told.sidecar:
            return 0
        sidecar = _with_details(now.sidecar, details)
        self._document.accept_outside(new, base=now.state, sidecar=sidecar, synced=point)
        self._told = (number + 1, self._document.work)
        await self._kept()
        return number + 1

    async def note(self, point: SyncPoint) -> None:
        """Note how far the document is in step, in the journal; raise NotKeptError, NotLinkedError."""
        self._linked()
        self._document.note_synced(point)
        await self._kept()

    def _linked(self) -> tuple[Work, CloudLink]:
        work = self._document.work
        if work.cloud is None or not self._around.is_here():
            raise NotLinkedError
        return work, work.cloud

    def _details(self, sidecar: Sidecar) -> Details:
        return Details(sidecar.title or self._around.title(), sidecar.description)

    async def _kept(self) -> None:
        if not await self._around.is_kept():
            raise NotKeptError("This computer's disk does not take the project, so nothing is sent yet.")


def _with_details(sidecar: Sidecar, details: DetailsChange) -> Sidecar:
    if details.title is not None:
        sidecar = sidecar.with_title(details.title)
    if details.description is not None:
        sidecar = sidecar.with_description(details.description)
    return sidecar
