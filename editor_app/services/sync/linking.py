"""Linking the open project with one at a service, and opening a project from there."""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
import uuid
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.document import Document
from editor_app.product import PROJECT_SUFFIX
from editor_app.services.account_drafts import AccountError
from editor_app.services.sync.details import Details
from editor_app.services.sync.indream import IndreamProject, in_sent_form
from editor_app.services.sync.outgoing import Outgoing
from editor_app.services.sync.trouble import no_account, tr, trouble_of
from editor_app.state import DocumentError, EditorState
from editor_app.state.lineage import Lineage, with_lineage
from editor_app.store.accounts import Profile
from editor_app.store.cloud_link import CloudLink, SyncPoint
from editor_app.store.linked_projects import file_of, forget_file
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.sidecar import Sidecar
from editor_app.store.synced_states import SyncedState, SyncedStates

_log = logging.getLogger(__name__)
_EXPECTED = (AccountError, APIError, DocumentError, LocalDatabaseError)


class HasAccounts(Protocol):
    """Who has accounts: `services.accounts.Accounts`."""

    def for_service(self, service: str) -> Profile | None: ...
    def client(self, profile: Profile) -> AsyncIndreamClient: ...
    def report(self, profile: Profile, error: BaseException) -> bool: ...


class Opens(Protocol):
    """What opens projects: `services.workspace.Workspace`."""

    @property
    def path(self) -> Path | None: ...
    @property
    def title(self) -> str: ...
    async def open(self, path: Path) -> bool: ...
    async def open_linked(self, state: EditorState, sidecar: Sidecar, link: CloudLink) -> bool: ...


class Linking(QObject):
    """Makes links and takes them away; what cannot be done is told by `notice`, and changes nothing."""

    notice = Signal(str)
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
        self._once: tuple[object, str] = (None, "")

    async def begin(self, profile: Profile) -> bool:
        """Make a project at a service from the open one, and link them; tell whether that was done."""
        path = self._workspace.path
        if path is not None and path.suffix != PROJECT_SUFFIX:
            text = tr("A bare document has no room for a link. Save it as a project first (File ▸ Save As).")
            self.notice.emit(text)
            return False
        self.busy_changed.emit(tr("Making a project at {name} …").format(name=profile.name))
        try:
            return await self._guarded(profile, self._begin(profile))
        finally:
            self.busy_changed.emit("")

    async def open(self, service: str, project_id: str) -> bool:
        """Open a project of a service: the file that is in step with it here, or else a new one."""
        profile = self._accounts.for_service(service)
        if profile is None:
            self.notice.emit(no_account(service))
            return False
        if (path := await self.opened_where(service, project_id)) is not None:
            return await self._workspace.open(path)
        self.busy_changed.emit(tr("Fetching the project from {name} …").format(name=profile.name))
        try:
            return await self._guarded(profile, self._open(profile, CloudLink(service, project_id)))
        finally:
            self.busy_changed.emit("")

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

    async def _guarded(self, profile: Profile, work: Coroutine[Any, Any, bool]) -> bool:
        try:
            return await work
        except _EXPECTED as error:
            self._accounts.report(profile, error)
            trouble = trouble_of(error, profile.name, 1, random.random())
            self.notice.emit(trouble.sentence if trouble else str(error))
            return False

    async def _begin(self, profile: Profile) -> bool:
        client = self._accounts.client(profile)
        await self._speak_newer(profile)
        work = self._document.work
        sent = await asyncio.to_thread(Outgoing().sent, work.state, {})
        details = Details(self._workspace.title, work.sidecar.description).fit()
        lineage = Lineage(secrets.token_hex(8))
        order = {
            "title": details.title,
            "description": details.description or None,
            "editorState": await asyncio.to_thread(with_lineage, sent, lineage),
        }
        made = await client.projects.create(order, self._name_of_try(work.state), check=False)
        link = CloudLink(profile.service, made.project_id, SyncPoint(lineage.revision))
        states = SyncedStates(self._database, profile.service, made.project_id)
        await asyncio.to_thread(states.keep, SyncedState(lineage, sent, details.title, details.description))
        self._document.link(link)
        return True

    async def _speak_newer(self, profile: Profile) -> None:
        """Let the document be of the newer dialect, in which everything is compared: a step of its own."""
        state = self._document.work.state
        newer = await asyncio.to_thread(in_sent_form, state)
        if newer is not state and self._document.work.state is state:
            self._document.apply(tr("Convert for {name}").format(name=profile.name), newer)

    def _name_of_try(self, state: EditorState) -> str:
        """Name what is being made, so that a repeated try makes nothing twice."""
        if self._once[0] is not state:
            self._once = (state, str(uuid.uuid4()))
        return self._once[1]

    async def _open(self, profile: Profile, link: CloudLink) -> bool:
        theirs = await IndreamProject(lambda: self._accounts.client(profile), link.project_id).read()
        lineage = theirs.lineage or Lineage(f"first-{secrets.token_hex(8)}")
        details = theirs.details
        synced = SyncedState(lineage, theirs.state, details.title, details.description)
        await asyncio.to_thread(SyncedStates(self._database, link.service, link.project_id).keep, synced)
        link = replace(link, synced=SyncPoint(lineage.revision, lineage.ancestors))
        sidecar = Sidecar(title=details.title, description=details.description)
        return await self._workspace.open_linked(theirs.state, sidecar, link)
