"""What an exchange needs of others: a project at a service, the open project, and what is kept here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from editor_app.edits.addresses import Address
from editor_app.merge import Conflict
from editor_app.services.sync.details import Details, DetailsConflict
from editor_app.state import EditorState
from editor_app.state.lineage import Lineage
from editor_app.state.patch import Patch
from editor_app.store.cloud_link import SyncPoint
from editor_app.store.synced_states import SyncedState

AnyConflict = Conflict | DetailsConflict
Apart = Callable[..., Awaitable[Any]]
"""Runs a function with its arguments where that holds nobody up: `asyncio.to_thread`."""


@dataclass(frozen=True, slots=True, eq=False)
class Theirs:
    """What a service has: the document without its lineage, and what stands beside it."""

    state: EditorState
    lineage: Lineage | None
    details: Details


@dataclass(frozen=True, slots=True, eq=False)
class Mine:
    """What is worked on here, as it would be sent, and how far that is in step."""

    state: EditorState
    details: Details
    point: SyncPoint


@dataclass(frozen=True, slots=True)
class DetailsChange:
    """Another title, another description; None for no other one."""

    title: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """What is settled in the open project: whole, or as a change of what was told last, or nothing new."""

    number: int
    change: EditorState | Patch | None
    addresses: Mapping[str, Address]
    details: Details
    point: SyncPoint


class Original(Protocol):
    """The open project as a copy of it knows it: `at_hand.AtHand`, near or far."""

    async def tell(self, known: int) -> News:
        """Give what is settled, as a change of what was told under the number `known`."""
        ...

    async def take(self, number: int, patch: Patch | None, details: DetailsChange, point: SyncPoint) -> int:
        """Take over what was made of what was told last; give its number, 0 where that is no longer so."""
        ...

    async def note(self, point: SyncPoint) -> None:
        """Note in the journal how far the document is in step."""
        ...


class Remote(Protocol):
    """The project at a service; calls raise `cloud.indream.APIError`."""

    async def read(self) -> Theirs:
        """Give what the service has."""
        ...

    async def write(self, state: EditorState, lineage: Lineage) -> None:
        """Replace the document there."""
        ...

    async def describe(self, details: Details) -> None:
        """Change title and description there."""
        ...


class Desk(Protocol):
    """The open project."""

    async def mine(self) -> Mine:
        """Give what is settled now, once that is safe in the journal; waits while a gesture is in hand."""
        ...

    async def take(self, mine: Mine, state: EditorState, details: Details, point: SyncPoint) -> bool:
        """Take over what was made of `mine` and how far that is in step; False where it has changed since.

        Both are one entry of the journal, which has it then.
        """
        ...

    async def note(self, point: SyncPoint) -> None:
        """Note in the journal how far the document is in step."""
        ...


class Memory(Protocol):
    """What is kept on this computer; calls raise LocalDatabaseError."""

    async def keep(self, synced: SyncedState, needed: Collection[str]) -> None:
        """Keep a synchronized state; older ones may go, but those revisions that are `needed` stay."""
        ...

    async def find(self, revision: str) -> SyncedState | None:
        """Give a state that was kept."""
        ...

    async def lineages(self) -> Mapping[str, Lineage]:
        """Give the lineages of the states that are kept, by revision."""
        ...

    async def keep_conflicts(self, conflicts: Sequence[AnyConflict]) -> None:
        """Keep what waits for a choice, in the place of what was kept of the same things."""
        ...
