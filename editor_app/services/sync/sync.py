"""Synchronization of the open project: one exchange at a time, in a rhythm, through all trouble."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.services.sync.at_hand import AtHand, NotLinkedError, Surroundings
from editor_app.services.sync.details import Details
from editor_app.services.sync.exchange import Answer, ForeignError, Outcome
from editor_app.services.sync.far import FarExchange, ProcessHungError
from editor_app.services.sync.kept_here import KeptHere
from editor_app.services.sync.messages import Place
from editor_app.services.sync.needs import HasAccounts, HasProject
from editor_app.services.sync.ports import AnyConflict
from editor_app.services.sync.rhythm import Pace, Rhythm
from editor_app.services.sync.speaker import Speaker, place_of, speaker_of
from editor_app.services.sync.status import SyncStatus
from editor_app.services.sync.trouble import Trouble, asking, pause_after, stalled, tr, trouble_of
from editor_app.services.sync.unsent import count_unsent
from editor_app.services.sync.waiting import WaitingConflicts
from editor_app.services.tasks import Tasks
from editor_app.store.claims import Claim
from editor_app.store.cloud_link import CloudLink, SyncPoint
from editor_app.store.history import Applied, Redone, Undone
from editor_app.store.linked_projects import note_file, other_file_of
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.steps import Steps

_log = logging.getLogger(__name__)
_EDITS = (Applied, Undone, Redone)


@dataclass(frozen=True, slots=True, eq=False)
class _Session:
    """What belongs to one link of one open project."""

    link: CloudLink
    exchange: FarExchange
    memory: KeptHere
    claim: Claim
    project_file: Path


class Sync(QObject):
    """Keeps the open project in step with the one that it is linked to, and says how that goes."""

    status_changed = Signal(object)
    """SyncStatus."""
    foreign_found = Signal(object)
    """ForeignError: somebody must choose, and `answer` takes the choice."""
    conflicts_changed = Signal()
    """Others wait for a choice."""
    notice = Signal(str)
    """A sentence for the notice area."""
    speaker_changed = Signal(object)
    """Speaker | None."""

    def __init__(
        self,
        document: Document,
        workspace: HasProject,
        accounts: HasAccounts,
        database: LocalDatabase,
        tasks: Tasks,
        addresses: Callable[[], Mapping[str, Address]] = dict,
        parent: QObject | None = None,
        *,
        rhythm: Rhythm | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._workspace, self._accounts = document, workspace, accounts
        self._database, self._tasks, self._addresses = database, tasks, addresses
        self._pace = Pace(rhythm or Rhythm())
        self._session: _Session | None = None
        self._task: asyncio.Task[None] | None = None
        self._wake, self._turn = asyncio.Event(), asyncio.Lock()
        self._status = SyncStatus()
        self._speaker: Speaker | None = None
        self._foreign: ForeignError | None = None
        self._waiting = WaitingConflicts(tasks, self)
        self._steps, self._since_begun = Steps(), Steps()
        """What was done since both were in step, and since the exchange that is under way began."""
        self._earlier = self._addressed = 0
        """How many changes of an earlier run, and news of places of media, are not there yet."""
        self._is_counted = False
        """Whether what an earlier run of the program left unsent is among the steps."""
        self._ending: list[asyncio.Task[None]] = []
        self.is_paused = False
        """Whether a person has stopped it for now."""
        self._waiting.changed.connect(self._pass_conflicts_on)
        document.committed.connect(self._waiting.hear)
        document.committed.connect(self._follow)
        document.cloud_changed.connect(self._follow_link)
        workspace.opened.connect(self._begin)
        workspace.closed.connect(self._begin)
        workspace.path_changed.connect(self._move)
        accounts.changed.connect(self._take_accounts)

    @property
    def status(self) -> SyncStatus:
        """Tell how it goes."""
        return self._status

    @property
    def speaker(self) -> Speaker | None:
        """Give who speaks with the project's service, where somebody can."""
        return self._speaker

    @property
    def conflicts(self) -> tuple[AnyConflict, ...]:
        """Give what waits for a choice, the oldest first; also where the project is not synced any more."""
        return self._waiting.found

    @property
    def _edits(self) -> int:
        """Count the changes that are not there yet."""
        return self._earlier + self._steps.count

    # What a person, or another service, wants.

    def sync_now(self) -> None:
        """Exchange without a pause, whatever kept it from it."""
        self.is_paused = False
        self._pace.succeed()
        self._pace.last_try_s = None
        if self._session is not None and self._status.kind == "stalled":
            self._session.exchange.begin_anew()
        if self._session is not None and self._foreign is not None:
            self._tell_asking(self._session)
        elif self._session is not None and self._turn.locked():  # what is under way is what is wanted
            self._tell_syncing(self._session)
        self._wake.set()

    def pause(self) -> None:
        """Exchange nothing until `sync_now`, or until another project is opened."""
        if self._session is not None:
            self.is_paused = True
            self._tell(self._status)

    def hear_of_addresses(self) -> None:
        """Send that media have a place at the service now."""
        if self._session is not None:
            self._addressed += 1
            self._take_note()

    async def answer(self, answer: Answer) -> bool:
        """Carry out the choice about what nobody could join; tell whether that was done."""
        session, foreign = self._session, self._foreign
        if session is None or foreign is None:
            return False
        async with self._turn:
            done, error = False, None
            try:
                done = await session.exchange.settle(self._place(session), answer)
            except Exception as raised:
                error = raised
            if session is not self._session:  # it was left meanwhile
                return done
            self._foreign = None
            if error is None:
                self.sync_now()
            elif not isinstance(error, NotLinkedError):
                self._fail(session, error)  # the next exchange finds out whether there is still a choice
                self._wake.set()
            return done

    async def drop(self, *conflicts: AnyConflict) -> None:
        """Forget conflicts that were chosen about; raise LocalDatabaseError."""
        await self._waiting.drop(*conflicts)

    def note_choice(self, conflicts: tuple[AnyConflict, ...]) -> None:
        """Let conflicts wait again should the latest step be taken back, as it settled them."""
        self._waiting.note_choice(conflicts)

    async def flush(self, patience_s: float) -> None:
        """Try to send what is not there yet, as the project is about to be left; not for longer than that."""
        session = self._session
        is_behind = self._edits > 0 or self._addressed > 0
        if session is None or not is_behind or self.is_paused or self._foreign is not None:
            return
        if self._pace.must_wait and (self._pace.due_s() or 0.0) > self._now():
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await self._once(session)

    async def close(self) -> None:
        """Exchange no more, and wait until the process for it is gone."""
        self._end()
        await asyncio.gather(*self._ending, return_exceptions=True)

    # How it goes on.

    def _follow(self, entry: object) -> None:
        if self._session is None or not isinstance(entry, _EDITS):
            return
        self._steps, self._since_begun = self._steps.after(entry), self._since_begun.after(entry)
        self._take_note()

    def _take_note(self) -> None:
        """Let what is there now be sent in a moment."""
        self._pace.note_edit(self._now())
        kind = "changed" if self._status.kind == "in-step" else self._status.kind
        self._tell(replace(self._status, kind=kind, waiting=self._edits))
        self._wake.set()

    def _follow_link(self, link: CloudLink | None) -> None:
        """Begin anew, unless the open project is linked to the same one still."""
        if self._session is None or not self._session.link.is_same_project(link):
            self._begin()

    def _begin(self) -> None:
        """Look whether a project is open, and what it is linked to."""
        self._end()
        link, path = self._document.work.cloud, self._workspace.path
        if path is None:
            self._tell(SyncStatus())
            return
        memory, is_new = KeptHere(self._database, link, path, self._waiting.read_soon), self._is_new()
        self._waiting.begin(memory)
        if link is None:
            self._tell(SyncStatus())
            self._tasks.start(self._waiting.take_up(memory, is_new=is_new), "conflicts")
            return
        around = Surroundings(
            self._workspace.is_kept,
            self._addresses,
            lambda: self._workspace.title,
            lambda: self._workspace.path is not None and link.is_same_project(self._document.work.cloud),
        )
        at_hand = AtHand(self._document, around)
        exchange = FarExchange(at_hand, self._waiting.read_soon, self._tell_silence)
        claim = Claim(self._database, link.service, link.project_id)
        self._session = session = _Session(link, exchange, memory, claim, path)
        self._pace = Pace(self._pace.rhythm)
        self._steps, self._earlier, self._addressed = Steps(), 0, 0
        self._is_counted = False
        self._take_accounts()
        self._tell(SyncStatus("syncing", self._name(link)))
        self._task = self._tasks.start(self._live(session, path, is_new=is_new), "synchronization")

    def _end(self) -> None:
        """Leave the project at once: what is still on its way to it must not reach the next one."""
        if self._task is not None:
            self._task.cancel()
        if self._session is not None:
            self._session.exchange.leave()
            self._session.claim.release()
            self._ending = [task for task in self._ending if not task.done()]
            self._ending.append(self._tasks.start(self._session.exchange.close(), "end of synchronization"))
        self._task = self._session = self._foreign = None
        self.is_paused = False
        self._set_speaker(None)
        self._waiting.end()

    async def _live(self, session: _Session, path: Path, *, is_new: bool) -> None:
        if not is_new and await self._goes_on_elsewhere(session, path):
            return
        if not await self._has_claim(session, path):
            return
        await self._remember(session, path)
        await self._waiting.take_up(session.memory, is_new=is_new)
        if await self._workspace.is_kept():  # else nobody would know the project after a crash
            with contextlib.suppress(LocalDatabaseError):
                await session.memory.forget_attempt()
        while True:
            await self._until_due()
            if not self.is_paused and self._foreign is None:
                await self._once(session)

    async def _remember(self, session: _Session, path: Path) -> None:
        try:
            await asyncio.to_thread(note_file, self._database, session.link, path)
        except LocalDatabaseError:
            _log.exception("What is kept about services cannot be read.")

    async def _goes_on_elsewhere(self, session: _Session, path: Path) -> bool:
        """Tell whether another file here is in step with the project; then this one is not any more."""
        try:
            other = await asyncio.to_thread(other_file_of, self._database, session.link, path)
        except LocalDatabaseError:
            _log.exception("What is kept about services cannot be read.")
            return False
        if other is None or session is not self._session:
            return False
        text = tr(
            "“{this}” is not synced, as “{other}” on this computer is in step with the project at {name}. "
            "Project ▸ Sync makes a project of its own of it."
        )
        sentence = text.format(this=path.stem, other=other.stem, name=self._name(session.link))
        self._document.link(None)  # which ends this session
        self.notice.emit(sentence)
        return True

    async def _has_claim(self, session: _Session, path: Path) -> bool:
        """Tell whether no other window keeps the project in step; else this one does not."""
        try:
            is_mine = await asyncio.to_thread(session.claim.take)
        except OSError:
            _log.exception("Nobody knows whether another window has the project open.")
            return True
        if is_mine or session is not self._session:
            return is_mine
        text = tr(
            "“{this}” is not synced, as another window on this computer has the project at {name} open. "
            "Project ▸ Sync makes a project of its own of it."
        )
        title = self._workspace.title or path.stem
        sentence = text.format(this=title, name=self._name(session.link))
        self._document.link(None)  # which ends this session
        self.notice.emit(sentence)
        return False

    async def _until_due(self) -> None:
        while True:
            is_free = not self.is_paused and self._foreign is None
            due_s = self._pace.due_s() if is_free else None
            left_s = None if due_s is None else due_s - self._now()
            if left_s is not None and left_s <= 0:
                return
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left_s):
                    await self._wake.wait()

    async def _once(self, session: _Session) -> None:
        async with self._turn:
            addressed, self._since_begun = self._addressed, Steps()
            self._pace.begin(self._now())
            if self._pace.failures:  # a try after trouble is no news yet
                self._tell(replace(self._status, again_s=None))
            else:
                self._tell_syncing(session)
            try:
                outcome = await session.exchange.run(self._place(session))
            except NotLinkedError:
                return
            except Exception as error:
                if session is self._session:
                    self._fail(session, error)
            else:
                if session is self._session:
                    self._succeed(outcome, addressed)

    def _succeed(self, outcome: Outcome, addressed: int) -> None:
        self._pace.succeed()
        self._is_counted = True
        if outcome.is_whole:
            self._steps, self._earlier = self._since_begun, 0
            self._addressed -= addressed
        elif self._pace.first_edit_s is None:
            self._pace.note_edit(self._now())
        is_behind = self._edits or self._addressed or not outcome.is_whole
        kind = "changed" if is_behind else "in-step"
        status = replace(self._status, kind=kind, sentence="", waiting=self._edits, again_s=None)
        self._tell(replace(status, at=datetime.now().astimezone()))

    def _fail(self, session: _Session, error: Exception) -> None:
        name = self._name(session.link)
        if isinstance(error, ForeignError):
            self._foreign = error
            self._tell_asking(session)
            self.foreign_found.emit(error)
            return
        trouble = trouble_of(error, name, self._pace.failures + 1, random.random())
        if trouble is None:
            _log.error("An exchange failed.", exc_info=error)
            text = tr("Synchronizing failed through a fault of this program. Changes are kept here.")
            trouble = Trouble("waiting", text, pause_after(self._pace.failures + 4, random.random()))
        elif (profile := self._accounts.for_service(session.link.service)) is not None:
            self._accounts.report(profile, error)
        if isinstance(error, ProcessHungError) and self._pace.failures == 0:  # once, not each time anew
            self.notice.emit(trouble.sentence)
        must_wait = getattr(error, "retry_after", None) is not None
        self._pace.fail(trouble.again_s, self._now(), must_wait=must_wait)
        status = replace(self._status, kind=trouble.kind, sentence=trouble.sentence, again_s=trouble.again_s)
        self._tell(replace(status, waiting=self._edits))
        if not self._is_counted:
            self._is_counted = True
            self._tasks.start(self._count_unsent(session), "counting what is not sent")

    async def _count_unsent(self, session: _Session) -> None:
        """Know also what was done before the project was opened; only here, as it reads a whole document."""
        work, since = self._document.work, self._edits
        point = work.cloud.synced if work.cloud is not None else SyncPoint()
        with contextlib.suppress(LocalDatabaseError):
            synced = await session.memory.find(point.revision) if point.revision else None
            if synced is None:
                return
            was_called = Details(synced.title, synced.description)
            title = work.sidecar.title or self._workspace.title
            is_called = Details(title, work.sidecar.description).fit()
            count = await asyncio.to_thread(count_unsent, synced.state, work.state, was_called, is_called)
            if session is self._session and self._status.kind != "in-step" and count > since:
                self._earlier += count - since
                self._tell(replace(self._status, waiting=self._edits))

    def _tell_silence(self, is_silent: bool) -> None:
        """Say that an exchange does not get on, or does again; it is not given up yet."""
        kind, sentence = ("stalled", stalled()) if is_silent else ("syncing", "")
        self._tell(replace(self._status, kind=kind, sentence=sentence, again_s=None))

    def _tell_syncing(self, session: _Session) -> None:
        status = replace(self._status, kind="syncing", sentence="", again_s=None)
        self._tell(replace(status, service_name=self._name(session.link)))

    def _tell_asking(self, session: _Session) -> None:
        reason = self._foreign.reason if self._foreign is not None else ""
        sentence = asking(reason, self._name(session.link))
        self._tell(replace(self._status, kind="asking", sentence=sentence, again_s=None))

    # Accounts, names, files.

    def _place(self, session: _Session) -> Place:
        """Give where to exchange, and with which key; raise AccountError."""
        path = self._workspace.path or session.project_file
        return place_of(self._accounts, session.link, path, self._database.path)

    def _take_accounts(self) -> None:
        session = self._session
        if session is None:
            return
        speaker = speaker_of(self._accounts, session.link)
        self._set_speaker(speaker)
        if self._status.kind == "locked" and speaker is not None:
            self.sync_now()

    def _set_speaker(self, speaker: Speaker | None) -> None:
        if speaker != self._speaker:
            self._speaker = speaker
            self.speaker_changed.emit(speaker)

    def _name(self, link: CloudLink) -> str:
        profile = self._accounts.for_service(link.service)
        return profile.name if profile is not None else link.service

    def _is_new(self) -> bool:
        """Tell whether the project has just begun, and nothing that waits can be its own."""
        return not self._workspace.has_file

    def _move(self) -> None:
        """Let all that is kept belong to the project under its other name."""
        path, memory = self._workspace.path, self._waiting.memory
        if path is not None and memory is not None:
            link = self._session.link if self._session is not None else None
            self._tasks.start(self._move_to(memory, link, path), "synchronization under another name")

    async def _move_to(self, memory: KeptHere, link: CloudLink | None, path: Path) -> None:
        # An exchange that is under way keeps what it finds under the name that it knows.
        async with self._turn:
            with contextlib.suppress(LocalDatabaseError):
                await memory.move(path)
        if link is not None:
            with contextlib.suppress(LocalDatabaseError):
                await asyncio.to_thread(note_file, self._database, link, path)

    def _pass_conflicts_on(self) -> None:
        self._tell(self._status)
        self.conflicts_changed.emit()

    def _tell(self, status: SyncStatus) -> None:
        status = replace(status, conflicts=len(self._waiting.found))
        if self.is_paused and status.kind not in ("off", "asking"):
            status = replace(status, kind="paused", sentence="", again_s=None)
        if status != self._status:
            self._status = status
            self.status_changed.emit(status)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
