"""The queue of exports as a command has it: the window's own store and runners, without the window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from editor_app.cli.exporting.accounts import CommandAccounts
from editor_app.cli.outcome import CommandError, Exit, say
from editor_app.services.exporting.clouds.cloud_runner import CloudRunner
from editor_app.services.exporting.clouds.header_secrets import HeaderSecrets
from editor_app.services.exporting.clouds.sending_media import MediaSender
from editor_app.services.exporting.indream.runner import IndreamSteps
from editor_app.services.exporting.jobs.job import Kind
from editor_app.services.exporting.jobs.queue import ExportQueue
from editor_app.services.exporting.jobs.runner import Runner
from editor_app.services.exporting.local import LocalRunner
from editor_app.services.exporting.renderingvideo.accounts import LOCAL_WORKSPACE as OTHER_WORKSPACE
from editor_app.services.exporting.renderingvideo.media import OtherMedia
from editor_app.services.exporting.renderingvideo.prerender import Prerenderer
from editor_app.services.exporting.renderingvideo.previews import RenderingVideoRunner
from editor_app.services.exporting.renderingvideo.runner import RenderingVideoSteps
from editor_app.services.local_server import LocalServer
from editor_app.services.tasks import Tasks
from editor_app.store.accounts import LOCAL_WORKSPACE, Profile
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.folders import Folders
from editor_app.store.local_database import LocalDatabase
from editor_app.store.rendering_previews import PreviewStore
from editor_app.store.uploads import UploadStore


class Bench:
    """What one command works with; made on a running loop."""

    def __init__(self, accounts: CommandAccounts) -> None:
        folders, self.tasks, self.accounts = Folders.of_user(), Tasks(), accounts
        database = LocalDatabase(folders.services)
        uploads, previews = UploadStore(database), PreviewStore(database)
        self.store = ExportJobStore(database, folders.exports)
        self.server = LocalServer(folders.sandbox, self.tasks)
        indream = IndreamSteps(
            accounts,
            MediaSender(uploads, homes=lambda: {one.service: one.base_url for one in accounts.profiles}),
            HeaderSecrets(),
            knows_task=lambda task_id, job_id: self.queue.knows_task(task_id, job_id),
        )
        self.other = RenderingVideoSteps(accounts, OtherMedia(uploads), Prerenderer())
        runners: dict[Kind, Runner] = {
            "local": LocalRunner(),
            "indream": CloudRunner(indream),
            "renderingvideo": RenderingVideoRunner(self.other, previews),
        }
        self.queue = ExportQueue(self.store, runners, self.tasks)
        self.queue.notice.connect(say)

    async def workspace(self) -> Profile:
        """Start the local server for this command; give its account with projects. Raise CommandError."""
        state = await self.server.ready()
        if state.kind != "running":
            raise CommandError(Exit.SERVICE, f"{state.sentence} Or name a server that runs with --url.")
        profile = Profile(LOCAL_WORKSPACE, "sandbox", "Local workspace", state.url, LOCAL_WORKSPACE)
        self.accounts.add(profile, state.key)
        other = Profile(OTHER_WORKSPACE, "renderingvideo", "Local workspace", state.url, OTHER_WORKSPACE)
        self.accounts.add(other, state.renderingvideo_key)
        return profile


@asynccontextmanager
async def bench(accounts: CommandAccounts) -> AsyncIterator[Bench]:
    """Set everything up, and take it down so that what is not over goes on later."""
    made = Bench(accounts)
    try:
        yield made
    finally:
        await made.queue.close()
        await accounts.close()
        await made.server.close()
        await made.tasks.close()
