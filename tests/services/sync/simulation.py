"""Editors, a service and a network in one seeded world: all that can break does, in an order to repeat.

Time is no part of it: whose clock is wrong changes nothing, as nobody asks a clock. Editors are real
documents with real journal entries; a kill forgets what was not on the disk.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from editor_app.cloud.indream import APIError
from editor_app.cloud.indream.errors import ProblemDetails, network_error
from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.edits.errors import EditError
from editor_app.items.values import AnimatedNumber
from editor_app.services.sync.at_hand import AtHand, Surroundings
from editor_app.services.sync.details import Details
from editor_app.services.sync.exchange import Exchange, ForeignError, Outcome, names_of_a_run
from editor_app.services.sync.ports import AnyConflict, Theirs
from editor_app.services.sync.working_copy import WorkingCopy
from editor_app.state import EditorState, read, to_bytes
from editor_app.state.lineage import Lineage, read_lineage, with_lineage, without_lineage
from editor_app.store.cloud_link import CloudLink
from editor_app.store.entries import read_entry, write_entry
from editor_app.store.history import Replay, Work
from editor_app.store.synced_states import MOST_KEPT, SyncedState
from tests.document.edits import small_state

LINK = CloudLink("https://service.example", "p1")


async def at_once(call: Callable[..., Any], *args: Any) -> Any:
    """Run what would go to a thread here and now, so that a seed leads to the same again."""
    return call(*args)


@dataclass
class Service:
    """Holds one project and replaces it whole, without looking."""

    content: bytes
    details: Details = field(default_factory=lambda: Details("Film"))
    writes: int = 0

    @property
    def state(self) -> EditorState:
        return without_lineage(read(json.loads(self.content))[0])


@dataclass
class Network:
    """One editor's way to the service: it loses requests before they arrive, and replies after."""

    service: Service
    chance: random.Random
    trouble: float = 0.0
    strips_key: bool = False

    async def _call(self, act: Callable[[], Any]) -> Any:
        await self._pause()
        if self.chance.random() < self.trouble:
            kind = self.chance.randrange(3)
            if kind == 0:
                raise network_error("The service cannot be reached.", may_have_arrived=False)
            if kind == 1:
                raise APIError(ProblemDetails("RATE", "Slow down", 429, "Slow down."), 3.0)
            act()
            raise network_error("The connection broke.")
        result = act()
        await self._pause()
        return result

    async def _pause(self) -> None:
        for _ in range(self.chance.randrange(4)):
            await asyncio.sleep(0)

    async def read(self) -> Theirs:
        def act() -> Theirs:
            state = read(json.loads(self.service.content))[0]
            return Theirs(without_lineage(state), read_lineage(state), self.service.details)

        return await self._call(act)

    async def write(self, state: EditorState, lineage: Lineage) -> None:
        def act() -> None:
            self.service.content = to_bytes(state if self.strips_key else with_lineage(state, lineage))
            self.service.writes += 1

        await self._call(act)

    async def describe(self, details: Details) -> None:
        def act() -> None:
            self.service.details = details

        await self._call(act)


class Disk:
    """What outlives a kill: the journal as far as it was written, the synchronized states, the conflicts."""

    def __init__(self, work: Work) -> None:
        self.base, self.entries = work, list[bytes]()
        self.states: dict[str, SyncedState] = {}
        self.conflicts: dict[str, AnyConflict] = {}

    async def keep(self, synced: SyncedState, needed: Collection[str]) -> None:
        self.states.pop(synced.lineage.revision, None)
        self.states[synced.lineage.revision] = synced
        for revision in list(self.states)[:-MOST_KEPT]:
            if revision not in needed:
                del self.states[revision]

    async def find(self, revision: str) -> SyncedState | None:
        return self.states.get(revision)

    async def lineages(self) -> dict[str, Lineage]:
        return {revision: synced.lineage for revision, synced in self.states.items()}

    async def keep_conflicts(self, conflicts: Sequence[AnyConflict]) -> None:
        for conflict in conflicts:
            self.conflicts[f"{conflict.id}/{len(self.conflicts)}"] = conflict


class Editor:
    """One program with the project open; `killed` gives the one that is started after it."""

    def __init__(
        self, name: str, service: Service, disk: Disk, chance: random.Random, trouble: float
    ) -> None:
        self.name, self.disk, self.chance = name, disk, chance
        replay = Replay(disk.base)
        for entry in disk.entries:
            replay.play(read_entry(entry))
        self.document = Document(replay.work, replay.history)
        self.network = Network(service, chance, trouble)
        self._unsafe: list[bytes] = []
        self.document.committed.connect(self._write)
        self.addresses: dict[str, Address] = {}
        """Where uploads lie, as far as that is known by now."""
        around = Surroundings(self._is_kept, lambda: self.addresses, lambda: "Film")
        at_hand = AtHand(self.document, around, apart=at_once)
        self._number = 0
        copy = WorkingCopy(at_hand, apart=at_once)
        names = names_of_a_run(f"{name}-{chance.getrandbits(48):x}")
        self.exchange = Exchange(self.network, copy, disk, new_revision=names, apart=at_once)

    def _write(self, entry: Any) -> None:
        self._unsafe.append(write_entry(entry))

    async def _is_kept(self) -> bool:
        for _ in range(self.chance.randrange(2)):
            await asyncio.sleep(0)
        self.disk.entries += self._unsafe
        self._unsafe.clear()
        return True

    def killed(self, service: Service, trouble: float) -> Editor:
        self.document.committed.disconnect(self._write)
        return Editor(self.name, service, self.disk, self.chance, trouble)

    def edit(self, edit: Callable[[EditorState], EditorState]) -> bool:
        try:
            return self.document.apply("Edit", edit(self.document.work.state))
        except EditError:
            return False

    def opacity(self, item_id: str) -> Any:
        return opacity_of(self.document.work.state, item_id)


def opacity_of(state: EditorState, item_id: str) -> Any:
    """Give an item's opacity; None where there is no such item."""
    item: Any = state.items.get(item_id)
    return None if item is None else item.opacity.value


def with_opacity(item_id: str, value: float) -> Callable[[EditorState], EditorState]:
    """Give the edit that sets an item's opacity."""

    def edit(state: EditorState) -> EditorState:
        item: Any = state.items[item_id]
        new = item.replace(opacity=AnimatedNumber(value=value, keyframes=()))
        return state.replace(items={**state.items, item_id: new})

    return edit


def start_of_world(count: int = 6) -> EditorState:
    """Give the document that both editors begin with."""
    return read(json.loads(to_bytes(small_state(count))))[0]


async def run(editor: Editor) -> Outcome | Exception:
    """Let an editor try once; trouble of the network is for the next try."""
    try:
        return await editor.exchange.run()
    except (APIError, ForeignError) as error:
        return error


async def begin(service: Service, chance: random.Random, *names: str, trouble: float = 0.0) -> list[Editor]:
    """Give editors that have opened the project."""
    editors: list[Editor] = []
    for name in names:
        disk = Disk(Work(service.state, cloud=LINK))
        editor = Editor(name, service, disk, chance, 0.0)
        await editor.exchange.run()  # both have the same, so that is where they begin
        editor.network.trouble = trouble
        editors.append(editor)
    return editors


async def settle(*editors: Editor) -> None:
    """Let all editors exchange without trouble until nothing moves any more."""
    for editor in editors:
        editor.network.trouble = 0.0
    for _ in range(40):
        outcomes = [await run(editor) for editor in editors]
        quiet = all(isinstance(o, Outcome) and not o.pulled and not o.pushed and o.is_whole for o in outcomes)
        if quiet:
            return
    raise AssertionError(f"They never come to rest: {outcomes}")
