"""What exchanges keep on this computer, off the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from editor_app.merge import conflict_from_json, conflict_to_json
from editor_app.services.sync.details import DetailsConflict
from editor_app.services.sync.ports import AnyConflict
from editor_app.services.sync.relation import ancestry
from editor_app.state.lineage import Lineage
from editor_app.store.cloud_link import CloudLink
from editor_app.store.kept_conflicts import KeptConflicts
from editor_app.store.local_database import LocalDatabase
from editor_app.store.making_attempts import attempted_revision, forget_attempt, move_attempts
from editor_app.store.synced_states import SyncedState, SyncedStates

_log = logging.getLogger(__name__)


class KeptHere:
    """The synchronized states and the conflicts of the open project."""

    def __init__(
        self, database: LocalDatabase, link: CloudLink | None, project_file: Path, told: Callable[[], None]
    ) -> None:
        """Begin; `told` is called when other conflicts wait. Without a link there are no states."""
        self._states = SyncedStates(database, *((link.service, link.project_id) if link else ("", "")))
        self._conflicts = KeptConflicts(database, link, project_file)
        self._database, self._link, self._file = database, link, project_file
        self._told = told

    async def keep(self, synced: SyncedState, needed: Collection[str]) -> None:
        """Keep a synchronized state, and those that are `needed`; raise LocalDatabaseError."""
        await asyncio.to_thread(self._states.keep, synced, needed)

    async def find(self, revision: str) -> SyncedState | None:
        """Give a state that was kept; raise LocalDatabaseError."""
        return await asyncio.to_thread(self._states.find, revision)

    async def lineages(self) -> Mapping[str, Lineage]:
        """Give the lineages of the states that are kept; raise LocalDatabaseError."""
        return await asyncio.to_thread(self._states.lineages)

    async def keep_conflicts(self, conflicts: Sequence[AnyConflict]) -> None:
        """Keep what waits for a choice; raise LocalDatabaseError."""
        await asyncio.to_thread(self._conflicts.keep, [(c.id, _to_json(c)) for c in conflicts])
        self._told()

    async def conflicts(self) -> tuple[AnyConflict, ...]:
        """Give what waits for a choice; raise LocalDatabaseError."""
        return tuple(_readable(await asyncio.to_thread(self._conflicts.all)))

    async def drop(self, conflicts: Iterable[AnyConflict]) -> None:
        """Forget what was chosen; raise LocalDatabaseError."""
        await asyncio.to_thread(self._conflicts.drop, [conflict.id for conflict in conflicts])
        self._told()

    async def claim(self) -> None:
        """Let what waits for the project be found under its name and its link; raise LocalDatabaseError."""
        await asyncio.to_thread(self._conflicts.claim)

    async def forget_conflicts(self) -> None:
        """Forget what waited for an earlier file of the name; raise LocalDatabaseError."""
        await asyncio.to_thread(self._conflicts.forget_all)

    async def forget_attempt(self) -> None:
        """Forget that the project was being made, as it is the one of the link; raise LocalDatabaseError."""
        if self._link is not None:
            await asyncio.to_thread(self._forget_attempt, self._link)

    def _forget_attempt(self, link: CloudLink) -> None:
        # Not the document: to parse a large one holds the window up.
        if attempted_revision(self._database, link.service, self._file) in ancestry(link.synced):
            forget_attempt(self._database, link.service, self._file)

    async def move(self, project_file: Path) -> None:
        """Let it all belong to another file; raise LocalDatabaseError."""
        await asyncio.to_thread(self._conflicts.move, project_file)
        await asyncio.to_thread(move_attempts, self._database, self._file, project_file)
        self._file = project_file


def _readable(found: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[AnyConflict]:
    for name, content in found:
        try:
            yield _from_json(content)
        except (KeyError, TypeError, ValueError):  # of another version: the others are not to wait for it
            _log.exception("The conflict “%s” cannot be read.", name)


def _to_json(conflict: AnyConflict) -> Mapping[str, Any]:
    if isinstance(conflict, DetailsConflict):
        return {"project": asdict(conflict)}
    return conflict_to_json(conflict)


def _from_json(content: Mapping[str, Any]) -> AnyConflict:
    if "project" in content:
        return DetailsConflict(**content["project"])
    return conflict_from_json(content)
