"""Linking the open project with one at a service, and opening a project from there."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.document import Document
from editor_app.product import PROJECT_SUFFIX
from editor_app.services.account_drafts import AccountError
from editor_app.services.cloud_trouble import Trouble
from editor_app.services.sync.attempt import Attempt
from editor_app.services.sync.details import Details
from editor_app.services.sync.heirs import find_heir, find_made, heir_lineage, inherit, is_gone
from editor_app.services.sync.indream import IndreamProject, in_sent_form
from editor_app.services.sync.naming import lineage_of
from editor_app.services.sync.needs import HasAccounts
from editor_app.services.sync.not_done import in_another_window, not_made, not_opened
from editor_app.services.sync.outgoing import Outgoing
from editor_app.services.sync.trouble import no_account, tr
from editor_app.state import DocumentError, EditorState
from editor_app.store.accounts import Profile
from editor_app.store.claims import is_claimed
from editor_app.store.cloud_link import CloudLink, SyncPoint
from editor_app.store.linked_projects import file_of, forget_file
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.making_attempts import find_attempt, forget_attempt, forget_attempts, keep_attempt
from editor_app.store.sidecar import Sidecar
from editor_app.store.synced_states import SyncedState, SyncedStates

_log = logging.getLogger(__name__)
_EXPECTED = (AccountError, APIError, DocumentError, LocalDatabaseError)


class Opens(Protocol):
    """What opens projects: `services.workspace.Workspace`."""

    opened: Any

    @property
    def path(self) -> Path | None: ...
    @property
    def title(self) -> str: ...
    @property
    def has_file(self) -> bool: ...
    async def open(self, path: Path) -> bool: ...
    async def open_linked(self, state: EditorState, sidecar: Sidecar, link: CloudLink) -> bool: ...


class Linking(QObject):
    """Makes links and takes them away; what cannot be done is told, and changes nothing."""

    notice = Signal(str)
    failed = Signal(object)
    """Trouble: something was not done; calling its `retry`, where there is one, gives what tries again."""
    busy_changed = Signal(str)
    """What is being waited for, in words; empty when it is done."""

    def __init__(
        self,
        document: Document,
        workspace: Opens,
        accounts: HasAccounts,
        database: LocalDatabase,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._workspace = document, workspace
        self._accounts, self._database = accounts, database
        self._attempt: Attempt | None = None
        self._turn = asyncio.Lock()
        self._opened = 0
        self._forgetting: asyncio.Task[None] | None = None
        document.loaded.connect(self._forget_attempt)
        workspace.opened.connect(self._forget_earlier)

    async def begin(self, profile: Profile) -> bool:
        """Make a project at a service from the open one, and link them; tell whether that was done."""
        path = self._workspace.path
        if path is not None and path.suffix != PROJECT_SUFFIX:
            text = tr("A bare document has no room for a link. Save it as a project first (File ▸ Save As).")
            self.notice.emit(text)
            return False
        self.busy_changed.emit(tr("Making a project at {name} …").format(name=profile.name))
        try:
            async with self._turn:
                again = partial(self._begin_again, profile, self._opened)
                return await self._guarded(profile, self._begin(profile), not_made, again)
        finally:
            self.busy_changed.emit("")

    async def open(self, service: str, project_id: str, title: str = "") -> bool:
        """Open a project of a service: the file that is in step with it here, or else a new one.

        `title` is what it is called there, as far as is known.
        """
        profile = self._accounts.for_service(service)
        if profile is None:
            self.notice.emit(no_account(service))
            return False
        async with self._turn:  # a second click opens what the first has made
            return await self._open_once(profile, service, project_id, title)

    async def _open_once(self, profile: Profile, service: str, project_id: str, title: str) -> bool:
        if self._is_open(service, project_id):
            return True
        again = partial(self.open, service, project_id, title)
        if await self._is_elsewhere(service, project_id):
            self.failed.emit(in_another_window(title, again))
            return False
        if (path := await self.opened_where(service, project_id)) is not None:
            return await self._workspace.open(path)
        self.busy_changed.emit(tr("Fetching the project from {name} …").format(name=profile.name))
        try:
            work = self._open(profile, CloudLink(service, project_id))
            return await self._guarded(profile, work, not_opened, again)
        finally:
            self.busy_changed.emit("")

    async def _is_elsewhere(self, service: str, project_id: str) -> bool:
        """Tell whether another window of this computer has a project open."""
        try:
            return await asyncio.to_thread(is_claimed, self._database, service, project_id)
        except OSError:
            _log.exception("Nobody knows whether another window has the project open.")
            return False

    async def opened_where(self, service: str, project_id: str) -> Path | None:
        """Give the file on this computer that is in step with a project, where there is one."""
        try:
            path = await asyncio.to_thread(file_of, self._database, service, project_id)
        except LocalDatabaseError:
            _log.exception("What is kept about services cannot be read.")
            return None
        return path if path is not None and await asyncio.to_thread(path.exists) else None

    async def unlink(self) -> None:
        """Keep the open project on this computer only; what is at the service stays as it is."""
        link = self._document.work.cloud
        self._document.link(None)
        if link is not None:
            try:
                await asyncio.to_thread(forget_file, self._database, link)
            except LocalDatabaseError:
                _log.exception("The link is still remembered.")

    async def _guarded(
        self,
        profile: Profile,
        work: Coroutine[Any, Any, bool],
        explain: Callable[[Exception, str], Trouble],
        again: Callable[[], object],
    ) -> bool:
        try:
            return await work
        except _EXPECTED as error:
            self._accounts.report(profile, error)
            trouble = explain(error, profile.name)
            self.failed.emit(replace(trouble, retry=again) if trouble.way == "retry" else trouble)
            return False

    async def _begin_again(self, profile: Profile, opened: int) -> bool:
        """Try again with the project that it was tried with, if that is still the one which is open."""
        return opened == self._opened and self._workspace.path is not None and await self.begin(profile)

    async def _begin(self, profile: Profile) -> bool:
        if (path := self._workspace.path) is None:  # it was closed while something else was made
            return False
        client, opened = self._accounts.client(profile), self._opened
        lost = await self._lost(client, profile)
        attempt = await self._tried(profile.service, path)
        # One that was not answered may have made the heir itself, and finds out by being tried again.
        if lost is not None and attempt is None and (heir := await self._heir(client, lost)) is not None:
            return await self._go_on_with(heir, lost, opened)
        await self._speak_newer(profile)
        if attempt is None:
            work = self._document.work
            details = Details(self._workspace.title, work.sidecar.description).fit()
            sent = await asyncio.to_thread(Outgoing().sent, work.state, {})
            lineage = heir_lineage(secrets.token_hex(8), lost)
            synced = SyncedState(lineage, sent, details.title, details.description)
            attempt = Attempt(profile.service, synced)
        made = await self._made(client, attempt, path)
        if lost is not None and (heir := await self._earlier_heir(client, lost, made)) is not None:
            await self._take_back(client, made)
            return await self._go_on_with(heir, lost, opened)
        states = SyncedStates(self._database, profile.service, made)
        await asyncio.to_thread(states.keep, attempt.sent)
        if opened != self._opened or self._workspace.path is None:
            if await self._take_back(client, made):
                await asyncio.to_thread(forget_attempt, self._database, profile.service, path)
            text = tr("Another project was opened meanwhile. To sync “{title}”, open it and try again.")
            self.notice.emit(text.format(title=attempt.sent.title))
            return False
        self._attempt = None  # and what is kept of it goes once the link is in the journal
        if lost is not None:
            await asyncio.to_thread(inherit, self._database, lost, made, self._workspace.path)
        point = SyncPoint(attempt.sent.lineage.revision, attempt.sent.lineage.ancestors)
        self._document.link(CloudLink(profile.service, made, point))
        return True

    # Where the project was deleted there.

    async def _lost(self, client: AsyncIndreamClient, profile: Profile) -> CloudLink | None:
        """Give the link of the open project where what it leads to is gone from that service."""
        link = self._document.work.cloud
        if link is None or link.service != profile.service or not await is_gone(client, link.project_id):
            return None
        return link

    async def _heir(self, client: AsyncIndreamClient, lost: CloudLink) -> str | None:
        titles = {Details(self._workspace.title, "").fit().title}
        states = SyncedStates(self._database, lost.service, lost.project_id)
        synced = await asyncio.to_thread(states.find, lost.synced.revision)
        if synced is not None:
            titles.add(synced.title)
        return await find_heir(client, lost, titles)

    async def _earlier_heir(self, client: AsyncIndreamClient, lost: CloudLink, made: str) -> str | None:
        """Give the project that another computer has made meanwhile, if that was earlier."""
        try:
            heir = await self._heir(client, lost)
        except APIError:  # the one that was made is whole, and is not to be lost over this
            _log.warning("Nobody knows whether project %s is the only one.", made, exc_info=True)
            return None
        return heir if heir != made else None

    async def _go_on_with(self, heir: str, lost: CloudLink, opened: int) -> bool:
        """Link the open project with the one that another computer has made in place of the lost one."""
        path = self._workspace.path
        if opened != self._opened or path is None:
            return False
        link = await asyncio.to_thread(inherit, self._database, lost, heir, path)
        if opened != self._opened:
            return False
        self._attempt = None
        self._document.link(link)
        self.notice.emit(
            tr("Another computer has made the project there again already. Both go on with that.")
        )
        return True

    async def _tried(self, service: str, path: Path) -> Attempt | None:
        """Give what was tried before without an answer, in this run of the program or an earlier one."""
        if self._attempt is not None and self._attempt.service == service:
            return self._attempt
        if self._forgetting is not None:
            await asyncio.shield(self._forgetting)
        found = await asyncio.to_thread(find_attempt, self._database, service, path)
        return None if found is None else Attempt(service, found[1], found[0], may_be_there=True)

    async def _made(self, client: AsyncIndreamClient, attempt: Attempt, path: Path) -> str:
        """Make the project, or find that an earlier try has made it; give its id.

        Raise APIError, LocalDatabaseError. A service knows an order again only for a while, so that it is
        looked for first.
        """
        opened, sent = self._opened, attempt.sent
        if attempt.may_be_there and (made := await find_made(client, sent.lineage, {sent.title})) is not None:
            return made
        await asyncio.to_thread(keep_attempt, self._database, attempt.service, path, attempt.name, sent)
        if opened == self._opened:
            self._attempt = replace(attempt, may_be_there=True)
        try:
            order = await asyncio.to_thread(attempt.order)
            return (await client.projects.create(order, attempt.name, check=False)).project_id
        except APIError as error:
            if attempt.is_settled_by(error):
                self._attempt = self._attempt if opened != self._opened else None
                await asyncio.to_thread(forget_attempt, self._database, attempt.service, path)
            raise

    async def _take_back(self, client: AsyncIndreamClient, project_id: str) -> bool:
        """Delete a project that was made for nothing; tell whether it is gone, else it is in the log."""
        try:
            await client.projects.delete(project_id)
        except APIError:
            _log.warning("Project %s was made for nothing, and stays.", project_id, exc_info=True)
            return False
        return True

    async def _speak_newer(self, profile: Profile) -> None:
        """Let the document be of the newer dialect, in which everything is compared: a step of its own."""
        state = self._document.work.state
        newer = await asyncio.to_thread(in_sent_form, state)
        if newer is not state and self._document.work.state is state:
            self._document.apply(tr("Convert for {name}").format(name=profile.name), newer)

    def _forget_attempt(self) -> None:
        self._opened += 1
        self._attempt = None

    def _forget_earlier(self) -> None:
        """Forget what was tried of an earlier project with the name that a new one has now."""
        path, self._forgetting = self._workspace.path, None
        if path is not None and not self._workspace.has_file:
            self._forgetting = asyncio.ensure_future(self._forget_all_of(path))

    async def _forget_all_of(self, path: Path) -> None:
        try:
            await asyncio.to_thread(forget_attempts, self._database, path)
        except LocalDatabaseError:
            _log.exception("What was tried of an earlier project is still remembered.")

    def _is_open(self, service: str, project_id: str) -> bool:
        is_same = CloudLink(service, project_id).is_same_project(self._document.work.cloud)
        return self._workspace.path is not None and is_same

    async def _open(self, profile: Profile, link: CloudLink) -> bool:
        theirs = await IndreamProject(lambda: self._accounts.client(profile), link.project_id).read()
        details, states = theirs.details, SyncedStates(self._database, link.service, link.project_id)
        stated = theirs.lineage
        known = await asyncio.to_thread(states.find, stated.revision) if stated is not None else None
        lineage = await asyncio.to_thread(lineage_of, theirs.state, stated, known)
        synced = SyncedState(lineage, theirs.state, details.title, details.description)
        await asyncio.to_thread(states.keep, synced)
        link = replace(link, synced=SyncPoint(lineage.revision, lineage.ancestors))
        sidecar = Sidecar(title=details.title, description=details.description)
        return await self._workspace.open_linked(theirs.state, sidecar, link)
