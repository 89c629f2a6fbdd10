"""Everything that works for one window, made in order and ended in order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from editor_app.cloud.indream.models import Asset
from editor_app.document import Document
from editor_app.edits.addresses import Address, with_addresses
from editor_app.services.accounts import Accounts
from editor_app.services.cloud_covers import CloudCovers
from editor_app.services.cloud_projects import CloudProjects
from editor_app.services.covers import Covers
from editor_app.services.exporting.clouds.cloud_runner import CloudRunner
from editor_app.services.exporting.clouds.header_secrets import HeaderSecrets
from editor_app.services.exporting.clouds.history import TaskHistory
from editor_app.services.exporting.clouds.sending_media import MediaSender
from editor_app.services.exporting.covers import ExportCovers
from editor_app.services.exporting.exports import Exports
from editor_app.services.exporting.indream.in_step import InStep
from editor_app.services.exporting.indream.runner import IndreamSteps
from editor_app.services.exporting.jobs.job import Kind, ProjectName
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.jobs.runner import Runner
from editor_app.services.exporting.jobs.waking import Waking
from editor_app.services.exporting.local import LocalRunner
from editor_app.services.exporting.renderingvideo.accounts import OtherAccounts
from editor_app.services.exporting.renderingvideo.fidelity import Fidelity
from editor_app.services.exporting.renderingvideo.history import RenderingVideoHistory
from editor_app.services.exporting.renderingvideo.media import OtherMedia
from editor_app.services.exporting.renderingvideo.prerender import Prerenderer
from editor_app.services.exporting.renderingvideo.previews import RenderingVideoRunner
from editor_app.services.exporting.renderingvideo.runner import RenderingVideoSteps
from editor_app.services.exporting.standings import Standings
from editor_app.services.fetching import Fetching, MediaStorage
from editor_app.services.imports import Imports
from editor_app.services.latest import LatestWork
from editor_app.services.local_server import LocalServer
from editor_app.services.media_views import SoundOutlines, Thumbnails
from editor_app.services.playback import Player
from editor_app.services.preview import Preview
from editor_app.services.proxies import Proxies
from editor_app.services.rendering_previews import RenderingPreviews
from editor_app.services.service_assets import ServiceAssets
from editor_app.services.service_validation import Judge, ServiceValidation
from editor_app.services.sources import MediaSources
from editor_app.services.sync.linking import Linking
from editor_app.services.sync.speaker import Speaker
from editor_app.services.sync.status import SyncStatus
from editor_app.services.sync.sync import Sync
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import Target, Uploads
from editor_app.services.validation import Validation
from editor_app.services.workspace import Workspace
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.store.accounts import accounts_file
from editor_app.store.cloud_link import CloudLink
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.folders import Folders
from editor_app.store.importing import kept_folder
from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_cache import MediaCache
from editor_app.store.project import MediaPlace
from editor_app.store.rendering_previews import PreviewStore
from editor_app.store.uploads import UploadStore

_MOST_FLUSH_S = 3.0


class Desk:
    """The document, the session, and the services around them; made on a running loop."""

    def __init__(self, folders: Folders, tasks: Tasks, accounts: Path | None = None) -> None:
        """Make it; `accounts` is the file of accounts, where it is not the user's own."""
        self.folders, self.tasks = folders, tasks
        self.document = Document(Workspace.blank())
        self.session = Session()
        self.workspace = Workspace(self.document, self.session, folders, self.tasks)
        self.database = LocalDatabase(folders.services)
        self.media_cache = MediaCache(self.database, folders.fetched)
        self.sources = MediaSources(self.document, self.tasks, cache=self.media_cache)
        self.fetching = Fetching(
            self.document,
            self.sources,
            self.media_cache,
            self.tasks,
            home=self._home_address,
            places=lambda: self.uploads.addresses,
        )
        self.media_storage = MediaStorage(self.media_cache, self.fetching, self.tasks)
        self.thumbnails, self.outlines = Thumbnails(), SoundOutlines()
        self.proxies = Proxies(self.sources, self.tasks)
        self.preview = Preview(self.document, self.session, self.proxies)
        self.player = Player(self.document, self.session, self.preview, self.sources, self.tasks)
        self.imports = Imports(self.document, self.tasks, self._media_folder)
        self.uploads = Uploads(
            self.document, self.sources, self.tasks, self.database, homes=self._service_addresses
        )
        self.covers = Covers(folders, self.tasks)
        self.local_server = LocalServer(folders.sandbox, tasks)
        self.accounts = Accounts(accounts or accounts_file(), self.local_server, tasks)
        self.renderingvideo = OtherAccounts(self.accounts, self.local_server, tasks)
        self.service_validation = ServiceValidation(self.document, self.tasks)
        self.validation = Validation(self.document, self.sources, self.tasks, service=self.service_validation)
        self.sync = Sync(
            self.document, self.workspace, self.accounts, self.database, tasks, lambda: self.uploads.addresses
        )
        self.linking = Linking(self.document, self.workspace, self.accounts, self.database)
        self.cloud_projects = CloudProjects(self.accounts, tasks)
        self.cloud_covers = CloudCovers(self.accounts, folders, tasks, places_of=self._places_of)
        self.service_assets = ServiceAssets(
            self.accounts,
            self.document,
            tasks,
            addresses=lambda: self.uploads.addresses,
            missing=lambda: self.sources.missing,
            fetch_missing=self.fetching.fetch_missing,
        )
        self.sources.changed.connect(self.service_assets.hear_of_media)
        self.service_assets.deleted.connect(self._pass_deleted_on)
        self.service_assets.unbound.connect(self.uploads.hear_of_unbound)
        self._export_secrets = HeaderSecrets()
        self.export_queue = self._make_queue()
        self.exports = Exports(
            self.document,
            self.sources,
            self.export_queue,
            secrets=self._export_secrets,
            name=self._project_name,
            uploads=UploadStore(self.database),
        )
        self.rendering_previews = RenderingPreviews(
            PreviewStore(self.database), self.renderingvideo, self.export_queue, tasks
        )
        self.tasks.start(self.export_queue.load(), "exports of before")
        self.export_covers = ExportCovers(self.export_queue, folders, tasks)
        self._waking = Waking(self.export_queue, self.accounts, self.renderingvideo)
        self.standings = Standings(self.accounts, self.renderingvideo, self.export_queue, tasks)
        self.fidelity = Fidelity(LatestWork())
        self.export_history = TaskHistory(self.accounts, self.tasks)
        self.other_history = RenderingVideoHistory(self.renderingvideo, self.tasks)
        self.workspace.endings.append(self._flush)
        self.preview.warnings_changed.connect(self.validation.hear_of_media)
        self.preview.warnings_changed.connect(self.sources.hear_of_trouble)
        self.sources.changed.connect(self._pass_sources_on)
        self.imports.coming_changed.connect(self._pass_coming_on)
        self.sync.speaker_changed.connect(self._pass_speaker_on)
        self.sync.status_changed.connect(self._pass_sync_on)
        self.uploads.addresses_changed.connect(self.sync.hear_of_addresses)
        self.uploads.addresses_changed.connect(self.fetching.hear_of_places)
        self.uploads.target_lost.connect(self._look_again)
        self.uploads.key_refused.connect(self._report_key)
        self.accounts.changed.connect(self.service_validation.ask_again)
        self.service_validation.set_asker(self._judge)
        self.workspace.closed.connect(self.player.stop)
        self.workspace.closed.connect(self.fetching.end_project)
        self.accounts.changed.connect(self.fetching.hear_of_home)
        self.document.cloud_changed.connect(self.fetching.hear_of_home)

    async def close(self) -> None:
        """End all work; what was not saved is kept."""
        try:
            await self._end_work()
        finally:
            # Whatever failed: the program cannot end while this process lives, which nothing else would end.
            await self.local_server.close()
            await self.tasks.close()

    async def _end_work(self) -> None:
        self.player.stop()
        await self.player.close()
        self.export_history.close()
        self.other_history.close()
        self.fidelity.close()
        await self.export_queue.close()
        self.imports.close()
        self.service_validation.close()
        self.validation.close()
        self.proxies.close()
        self.preview.close()
        self.thumbnails.close()
        self.outlines.close()
        await self.fetching.close()
        await self.workspace.close()
        self.uploads.close()  # not before: what is sent last names the places of media
        await self.sync.close()
        self.service_assets.close()
        self.cloud_covers.rest()
        await self.cloud_projects.close()
        await self.renderingvideo.close()
        await self.accounts.close()

    def _make_queue(self) -> ExportQueue:
        """Make the queue of exports, with who makes them where."""
        media = MediaSender(UploadStore(self.database), self.uploads.in_flight, self._service_addresses)
        steps = IndreamSteps(
            self.accounts,
            media,
            self._export_secrets,
            InStep(self.sync, self.document),
            knows_task=lambda task_id, job_id: self.export_queue.knows_task(task_id, job_id),
        )
        store = ExportJobStore(self.database, self.folders.exports)
        runners: dict[Kind, Runner] = {
            "local": LocalRunner(),
            "indream": CloudRunner(steps),
            "renderingvideo": RenderingVideoRunner(
                RenderingVideoSteps(
                    self.renderingvideo, OtherMedia(UploadStore(self.database)), Prerenderer()
                ),
                PreviewStore(self.database),
            ),
        }
        return ExportQueue(store, runners, self.tasks)

    def _project_name(self) -> ProjectName:
        return ProjectName(self.workspace.title, str(self.workspace.path or ""))

    def addresses_at(self, service: str) -> Mapping[str, Address]:
        """Give where the open project's media are at a service, as far as is known without asking."""
        link = self.document.work.cloud
        return self.uploads.addresses if link is not None and link.service == service else {}

    def _home_address(self) -> str | None:
        """Give the address of the service that the open project belongs to, if it does and is known."""
        link = self.document.work.cloud
        profile = self.accounts.for_service(link.service) if link is not None else None
        return profile.base_url if profile is not None else None

    def _service_addresses(self) -> Mapping[str, str]:
        """Give the addresses of the services that there are accounts at."""
        return {profile.service: profile.base_url for profile in self.accounts.profiles}

    async def _flush(self) -> None:
        """Let what was done last go to the service, unless that takes long."""
        await self.sync.flush(_MOST_FLUSH_S)

    def _look_again(self, _target: object) -> None:
        """Find out what has become of the project at the service."""
        self.sync.sync_now()

    def _report_key(self, target: Target, error: Exception) -> None:
        """Let it be said once that a service refuses its key, whatever found that out."""
        profile = self.accounts.for_service(target.service)
        if profile is not None:
            self.accounts.report(profile, error)

    def _pass_speaker_on(self, speaker: Speaker | None) -> None:
        """Let media go where the document goes."""
        target = None
        if speaker is not None:
            name, project_id = speaker.profile.name, speaker.link.project_id
            target = Target(speaker.link.service, name, project_id, speaker.client)
        self.uploads.set_target(target)

    def _pass_sync_on(self, status: SyncStatus) -> None:
        """Let exports hear that a service can be reached again."""
        link = self.document.work.cloud
        self._waking.hear_of_sync(link.service if link is not None else "", status.kind)

    def _pass_deleted_on(self, service: str, asset: Asset) -> None:
        """Let nothing go by an address that leads nowhere any more."""
        self.uploads.hear_of_deleted(service, asset.asset_id, Address(asset.file_url, asset.file_key))

    def _judge(self) -> Judge | None:
        """Give whose verdict on the document is asked for: the project's service, or else the account's."""
        link = self.document.work.cloud
        profile = self.accounts.for_service(link.service) if link is not None else self.accounts.default
        if profile is None or not self.workspace.is_open:
            return None
        report = partial(self.accounts.report, profile)
        return Judge(profile.name, self.accounts.client(profile), self._with_addresses, report)

    def _with_addresses(self, state: EditorState) -> EditorState:
        return with_addresses(state, self.uploads.addresses)

    def _places_of(self, service: str, project_id: str) -> Mapping[str, MediaPlace]:
        """Give where media of a service's project are, if it is the one that is open."""
        is_open = CloudLink(service, project_id).is_same_project(self.document.work.cloud)
        return self.document.media if is_open and self.workspace.is_open else {}

    def _media_folder(self) -> Path:
        """Give the folder for pictures that come without a file of their own."""
        return kept_folder(self.workspace.path or self.folders.untitled, self.folders)

    def _pass_coming_on(self) -> None:
        """Let files be seen while they are on their way into the document."""
        self.thumbnails.set_coming({one.key: one.source for one in self.imports.coming if one.source})

    def _pass_sources_on(self, sources: object) -> None:
        self.thumbnails.set_sources(self.sources.sources)
        self.outlines.set_sources(self.sources.sources)
