"""The exports as the open project sees them: what it shows now goes into the queue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.render.export.settings import ExportSettings
from editor_app.render.media.source import MediaSource
from editor_app.services.exporting.as_code.calls import Outset, request_of
from editor_app.services.exporting.as_code.request import Request
from editor_app.services.exporting.clouds.header_secrets import HeaderSecrets
from editor_app.services.exporting.clouds.known_media import known_addresses
from editor_app.services.exporting.jobs.job import (
    LOCAL,
    CloudIds,
    ExportJob,
    IndreamSettings,
    OtherSettings,
    ProjectName,
    Target,
)
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.jobs.snapshot import Snapshot, as_now
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.store.accounts import Profile
from editor_app.store.media_files import MissingMedium, used_assets
from editor_app.store.uploads import UploadStore


class Media(Protocol):
    """Who knows the files of the document's media."""

    @property
    def sources(self) -> Mapping[str, MediaSource]:
        """Give the sources of all assets."""
        ...

    @property
    def missing(self) -> tuple[MissingMedium, ...]:
        """Give the media without a file."""
        ...


class Exports(QObject):
    """Puts the open project into the queue."""

    def __init__(
        self,
        document: Document,
        sources: Media,
        queue: ExportQueue,
        parent: QObject | None = None,
        *,
        secrets: HeaderSecrets | None = None,
        name: Callable[[], ProjectName] = ProjectName,
        uploads: UploadStore | None = None,
    ) -> None:
        """Begin; `name` tells what the open project is called, `secrets` takes what callbacks carry.

        `uploads` knows what services have.
        """
        super().__init__(parent)
        self._uploads, self._fingerprints = uploads, Fingerprints()
        self._document, self._media = document, sources
        self.queue, self._secrets, self._name = queue, secrets or HeaderSecrets(), name

    @property
    def missing(self) -> tuple[MissingMedium, ...]:
        """Give the media that an export of the document would lack now."""
        used = self._used_assets()
        return tuple(medium for medium in self._media.missing if medium.asset_id in used)

    @property
    def media_count(self) -> int:
        """Count the media that an export of the document would use now."""
        known = self._media.sources
        return sum(key in known for key in self._used_assets())

    def snapshot(self) -> Snapshot:
        """Give what an export is made of now: whatever is edited later does not show in it."""
        work = self._document.work
        return Snapshot(work.state, as_now(self._media.sources), dict(work.media))

    def start_here(
        self, settings: ExportSettings, output: Path, snapshot: Snapshot | None = None
    ) -> ExportJob:
        """Export the document as it is now, or was when a snapshot was taken, on this computer."""
        return self.queue.start(Wanted(LOCAL, settings, output, self._name()), snapshot or self.snapshot())

    def start_at(
        self,
        profile: Profile,
        settings: IndreamSettings | OtherSettings,
        output: Path,
        header_values: Mapping[str, str] | None = None,
        snapshot: Snapshot | None = None,
    ) -> ExportJob:
        """Export the document as it is now, or was then, at a service, and fetch its film into a file.

        The values of the callback's headers go to the key chain, or stay in memory.
        """
        link, cloud = self._document.work.cloud, CloudIds()
        if link is not None and link.service == profile.service:
            cloud = CloudIds(route="project", project_id=link.project_id)
        wanted = Wanted(target_of(profile), settings, output, self._name(), cloud)
        job = self.queue.start(wanted, snapshot or self.snapshot())
        if header_values:
            self._secrets.give(job.id, header_values)
        return job

    async def addresses_at(self, service: str) -> Mapping[str, Address]:
        """Give the places of the media at a service that were sent before; raise LocalDatabaseError."""
        return await asyncio.to_thread(self._known, service, self.snapshot())

    async def request(
        self, profile: Profile, settings: IndreamSettings | OtherSettings, output: Path
    ) -> Request:
        """Give the calls that an export would make now; raise LocalDatabaseError, NotConverted."""
        link, snapshot = self._document.work.cloud, self.snapshot()
        project_id = link.project_id if link is not None and link.service == profile.service else ""
        title = self._name().title

        def make() -> Request:
            known = self._known(profile.service, snapshot)
            outset = Outset(snapshot.state, title, known, project_id, snapshot.sources)
            return request_of(profile, settings, output, outset)

        return await asyncio.to_thread(make)

    def _known(self, service: str, snapshot: Snapshot) -> Mapping[str, Address]:
        if self._uploads is None:
            return {}
        return known_addresses(self._uploads, service, snapshot, self._fingerprints)

    def fetch(self, profile: Profile, task_id: str, output: Path, title: str = "") -> ExportJob:
        """Fetch the film of a task that an account has, whoever made it."""
        settings = IndreamSettings() if profile.has_projects else OtherSettings()
        name, cloud = ProjectName(title), CloudIds(task_id=task_id)
        return self.queue.start(Wanted(target_of(profile), settings, output, name, cloud))

    def fetch_left(self, left: ExportJob, output: Path) -> ExportJob:
        """Fetch the film of an export that was cancelled, where its service has made it all the same."""
        cloud = CloudIds(task_id=left.cloud.task_id)
        name, price = left.project, left.price
        wanted = Wanted(left.target, left.settings, output, name, cloud, price=price, content=left.content)
        return self.queue.start(wanted)

    def _used_assets(self) -> frozenset[str]:
        return frozenset(used_assets(self._document.work.state))


def target_of(profile: Profile) -> Target:
    """Give where an account's exports are made."""
    kind = "indream" if profile.has_projects else "renderingvideo"
    return Target(kind, profile.id, profile.service, profile.name)
