"""One exchange with a service: read theirs, join, take over, send mine, read back. No Qt, no clock.

What happens in which order is what loses nothing, wherever the program or the network ends:

- a state is kept on the disk before it is sent, and what is read is kept before it is joined;
- nothing is sent that is not in the project's journal, so this document is never older than what was sent;
- a document says that it is in step with a revision only after what that brought is in its journal.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from editor_app.edits.addresses import with_places_of
from editor_app.merge import merge, same_content
from editor_app.services.sync.details import Details, join_details
from editor_app.services.sync.naming import digest, lineage_of
from editor_app.services.sync.ports import Apart, Desk, Memory, Mine, Remote, Theirs
from editor_app.services.sync.relation import Changed, Foreign, Relation, after_joining, ancestry, relate
from editor_app.state import EditorState
from editor_app.state.lineage import Lineage, all_common, descend, shortened
from editor_app.store.cloud_link import SyncPoint
from editor_app.store.synced_states import SyncedState

MOST_TURNS = 6
_MOST_PENDING = 3

Answer = Literal["mine", "theirs", "joined"]


class ForeignError(Exception):
    """The service has what nobody here can join without asking; nothing was changed."""

    def __init__(self, theirs: Theirs, reason: str, *, can_join: bool) -> None:
        super().__init__(reason)
        self.theirs, self.reason, self.can_join = theirs, reason, can_join

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes."""
        return partial(ForeignError, can_join=self.can_join), (self.theirs, self.reason)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an exchange did; `is_whole` tells whether nothing is left to be sent for now."""

    pulled: bool = False
    pushed: bool = False
    conflicts: int = 0
    is_whole: bool = True


class Exchange:
    """Keeps one document in step with one project; one exchange at a time."""

    def __init__(
        self,
        remote: Remote,
        desk: Desk,
        memory: Memory,
        *,
        new_revision: Callable[[], str] | None = None,
        apart: Apart = asyncio.to_thread,
    ) -> None:
        """Begin a run; `apart` runs what takes time without holding the loop up."""
        self._remote, self._desk, self._memory = remote, desk, memory
        self._new_revision, self._apart = new_revision or names_of_a_run(secrets.token_hex(5)), apart
        self._at_hand: dict[str, SyncedState] = {}
        """The states that the document's point names, so that a gentle poll reads nothing from the disk."""
        self._is_unnamed = False
        """Whether what the service has was joined by a person's word, of which it shows nothing yet."""

    async def run(self) -> Outcome:
        """Bring both in step; raise APIError, ForeignError, LocalDatabaseError.

        Edits made meanwhile are left for the next exchange, as is a project that others never leave alone.
        """
        done, sent = Outcome(), ""
        for _ in range(MOST_TURNS):
            theirs, mine = await self._remote.read(), await self._mine()
            relation = await self._relate(mine, theirs)
            if isinstance(relation, Foreign):
                placed = await self._apart(with_places_of, mine.state, theirs.state)
                if not await self._alike(placed, theirs.state):
                    can_join = await self._find(mine.point.revision) is not None
                    raise ForeignError(theirs, relation.reason, can_join=can_join)
                mine = replace(mine, state=placed, point=await self._hold(mine.point, theirs))
            elif isinstance(relation, Changed):
                joined = await self._join(mine, theirs, relation.ancestors)
                if joined is None:  # edited meanwhile: join what there is now
                    continue
                is_news = joined[0].state is not mine.state or joined[0].details != mine.details
                mine, conflicts = joined
                done = replace(done, pulled=done.pulled or is_news, conflicts=done.conflicts + conflicts)
            if not self._is_unnamed and await self._are_same(mine, theirs):
                return replace(done, is_whole=True)
            if sent and theirs.lineage is not None and theirs.lineage.revision == sent:
                return replace(done, is_whole=False)  # it has arrived; what is left was done since
            sent = await self._send(mine, theirs)
            done = replace(done, pushed=True)
        return replace(done, is_whole=False)

    async def settle(self, theirs: Theirs, answer: Answer) -> bool:
        """Carry out the answer to a ForeignError: one side goes over the other, or both are joined.

        Joining takes what was last in step for the ancestor. Tell whether it was done: not where the document
        has changed meanwhile. What is given up is still among the synchronized states. What is joined is sent
        next even if the service has the same content: with its lineage, so that no other computer asks again.
        """
        mine = await self._mine()
        if answer == "joined":
            self._is_unnamed = await self._join(mine, theirs, (mine.point.revision,)) is not None
            return self._is_unnamed
        if answer == "mine":
            await self._hold(mine.point, theirs)
            return True
        given_up = SyncedState(Lineage(f"mine~{digest(mine.state)}"), mine.state, *_texts(mine.details))
        await self._memory.keep(given_up, _named(mine.point))
        point = await self._keep(mine.point, theirs)
        return await self._desk.take(mine, theirs.state, theirs.details, point)

    async def _mine(self) -> Mine:
        """Give the document with the places of media that it had when it was last in step.

        Whoever knows the places may not be asked yet, or no more; nobody takes one away by not knowing it.
        """
        mine = await self._desk.mine()
        self._forget_all_but(mine.point)
        base = await self._find(mine.point.revision)
        if base is None:
            return mine
        return replace(mine, state=await self._apart(with_places_of, mine.state, base.state))

    async def _relate(self, mine: Mine, theirs: Theirs) -> Relation:
        point, alike = mine.point, None
        for revision in (point.revision, *point.pending):
            known = await self._find(revision)
            if known is not None and await self._alike(known.state, theirs.state):
                alike = revision
                break
        base = await self._find(point.revision)
        kept = await self._memory.lineages() if alike is None else dict[str, Lineage]()
        relation = relate(point, theirs.lineage, kept, alike=alike)
        if isinstance(relation, Foreign) and await self._has_gone_on(mine, base, theirs):
            return Changed((point.revision,))
        if base is not None and not isinstance(relation, Foreign) and theirs.details != _details(base):
            return relation if isinstance(relation, Changed) else Changed((point.revision,))
        return relation

    async def _has_gone_on(self, mine: Mine, base: SyncedState | None, theirs: Theirs) -> bool:
        """Tell whether theirs has more ancestors than it names, and nothing was done here meanwhile.

        Then there is nothing to choose: this document has been there, and gives nothing up.
        """
        if base is None or mine.point.pending or theirs.lineage is None or not theirs.lineage.is_long:
            return False
        return mine.details.fit() == _details(base) and await self._alike(mine.state, base.state)

    async def _join(self, mine: Mine, theirs: Theirs, ancestors: Sequence[str]) -> tuple[Mine, int] | None:
        """Join both and take that over; None where the document has changed meanwhile."""
        ancestor = await self._ancestor(ancestors)
        if ancestor is None:  # it has been let go since it was looked for
            raise ForeignError(theirs, "unknown", can_join=False)
        merged = await self._apart(merge, ancestor.state, mine.state, theirs.state)
        details, beside = join_details(_details(ancestor), mine.details.fit(), theirs.details)
        if details == mine.details.fit():
            details = mine.details
        conflicts = (*merged.conflicts, *beside)
        if conflicts:
            await self._memory.keep_conflicts(conflicts)
        point = await self._keep(mine.point, theirs)
        if not await self._desk.take(mine, merged.state, details, point):
            return None
        return Mine(merged.state, details, point), len(conflicts)

    async def _hold(self, point: SyncPoint, theirs: Theirs) -> SyncPoint:
        """Keep theirs, and note that the document, which was at `point`, holds it."""
        beyond = await self._keep(point, theirs)
        await self._desk.note(beyond)
        return beyond

    async def _keep(self, point: SyncPoint, theirs: Theirs) -> SyncPoint:
        """Keep theirs; give how far a document at `point` is in step that holds it too."""
        synced = SyncedState(await self._lineage_of(theirs), theirs.state, *_texts(theirs.details))
        await self._memory.keep(synced, _named(point))
        self._at_hand[synced.lineage.revision] = synced
        return after_joining(point, synced.lineage)

    async def _ancestor(self, revisions: Sequence[str]) -> SyncedState | None:
        """Give the state that both sides descend from; of several, what joining those gives.

        With one of them alone, what another one brought would seem to have been added by both sides.
        """
        found = await self._find(revisions[0])
        for revision in revisions[1:]:
            other = await self._find(revision)
            if found is None or other is None:
                return found or other
            kept = await self._memory.lineages()
            mine = (found.lineage.revision, *found.lineage.ancestors)
            common = all_common([one for one in mine if one in kept], other.lineage)
            base = await self._find(common[0]) if common else None
            if base is not None:
                joined = await self._apart(merge, base.state, found.state, other.state)
                details, _ = join_details(_details(base), _details(found), _details(other))
                lineage = descend(found.lineage.revision, found.lineage, other.lineage)
                found = SyncedState(lineage, joined.state, *_texts(details))
        return found

    async def _lineage_of(self, theirs: Theirs) -> Lineage:
        """Give the lineage under which theirs is kept."""
        known = await self._find(theirs.lineage.revision) if theirs.lineage is not None else None
        return await self._apart(lineage_of, theirs.state, theirs.lineage, known)

    async def _send(self, mine: Mine, theirs: Theirs) -> str:
        """Send what is not there yet; give the revision that was sent, or nothing."""
        details = mine.details.fit()
        if details != theirs.details:
            await self._remote.describe(details)
        if not self._is_unnamed and await self._alike(mine.state, theirs.state):
            return ""
        point = mine.point
        lineage = Lineage(self._new_revision(), shortened(ancestry(point)))
        synced = SyncedState(lineage, mine.state, *_texts(details))
        await self._memory.keep(synced, _named(point))
        self._at_hand[lineage.revision] = synced
        pending = (*point.pending, lineage.revision)[-_MOST_PENDING:]
        await self._desk.note(replace(point, pending=pending))
        await self._remote.write(mine.state, lineage)
        self._is_unnamed = False
        return lineage.revision

    async def _are_same(self, mine: Mine, theirs: Theirs) -> bool:
        return mine.details.fit() == theirs.details and await self._alike(mine.state, theirs.state)

    async def _alike(self, one: EditorState, other: EditorState) -> bool:
        return one is other or await self._apart(same_content, one, other)

    def _forget_all_but(self, point: SyncPoint) -> None:
        named = _named(point)
        self._at_hand = {key: synced for key, synced in self._at_hand.items() if key in named}

    async def _find(self, revision: str) -> SyncedState | None:
        if not revision:
            return None
        if revision not in self._at_hand:
            found = await self._memory.find(revision)
            if found is None:
                return None
            self._at_hand[revision] = found
        return self._at_hand[revision]


def _named(point: SyncPoint) -> frozenset[str]:
    """Give the states from which a document at a point goes on.

    However often the program dies before the document is further, they stay, or a person would be asked.
    """
    return frozenset((point.revision, *point.pending))


def names_of_a_run(run: str) -> Callable[[], str]:
    """Give what names the revisions of a run, each of which holds all before it."""
    numbers = itertools.count(1)
    return lambda: f"{run}.{next(numbers)}"


def _details(synced: SyncedState) -> Details:
    return Details(synced.title, synced.description)


def _texts(details: Details) -> tuple[str, str]:
    return details.title, details.description
