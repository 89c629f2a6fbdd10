"""A queue that exports at RenderingVideo, with everything around it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from editor_app.services.account_drafts import Draft
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.renderingvideo.accounts import OtherAccounts
from editor_app.services.exporting.renderingvideo.media import OtherMedia
from editor_app.services.exporting.renderingvideo.prerender import Prerenderer
from editor_app.services.exporting.renderingvideo.previews import RenderingVideoRunner
from editor_app.services.exporting.renderingvideo.runner import RenderingVideoSteps
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.local_server import LocalServer
from editor_app.services.rendering_previews import RenderingPreviews
from editor_app.store.accounts import Profile
from editor_app.store.rendering_previews import PreviewStore
from editor_app.store.uploads import UploadStore
from tests.sandbox.running import Running
from tests.services.exporting.scene import QUICK, Scene
from tests.services.exporting.test_indream import Door, Start
from tests.services.sync.line import Line, ask_database

SETTLED_S = 0.1


class OtherScene(Scene):
    """One program's exports, those at RenderingVideo too."""

    def __init__(self, folder: Path, *args: Any, url: str, key: str, **options: Any) -> None:
        super().__init__(folder, *args, **options)
        server = LocalServer(self.folders.sandbox, self.tasks)
        self.others = OtherAccounts(self.accounts, server, self.tasks, environment="")
        known = [profile for profile in self.accounts.profiles if profile.kind == "renderingvideo"]
        draft = Draft("renderingvideo", "RV", url, key, known[0].id if known else "")
        self.other: Profile = self.accounts.save(draft)
        steps = RenderingVideoSteps(
            self.others,
            OtherMedia(UploadStore(self.database)),
            Prerenderer(folder / "sound"),
            settled_s=SETTLED_S,
        )
        kept = PreviewStore(self.database)
        pace = options.get("pace", QUICK)
        self.queue._runners["renderingvideo"] = RenderingVideoRunner(steps, kept, pace)
        self.previews = RenderingPreviews(kept, self.others, self.queue, self.tasks)

    def begin(self, name: str = "film.mp4", **wish: Any) -> ExportJob:
        """Ask for an export at RenderingVideo."""
        return self.exports.start_at(self.other, OtherWish(**wish).settings(), self.file(name))


@asynccontextmanager
async def other_scene(folder: Path, *args: Any, **options: Any) -> AsyncIterator[OtherScene]:
    """Set everything up, and take it down as the program does."""
    made = OtherScene(folder, *args, **options)
    try:
        await made.accounts.ready()
        yield made
    finally:
        await made.queue.close()
        await made.others.close()
        await made.accounts.close()
        await made.tasks.close()


Work = Callable[[OtherScene, Line, Running], Awaitable[None]]


def run(start: Start, folder: Path, work: Work, *args: Any, wallet: Any = None, **limits: Any) -> None:
    """Let a test work with a queue, the line to a server, and the server itself."""
    server = start(**limits)

    async def whole(line: Line) -> None:
        key = server.rv_key("one", **(wallet or {"credits": 100}))
        async with other_scene(folder, *args, url=line.url, key=key) as made:
            await made.settled()
            await work(made, line, server)

    with Door(upstream=server.url, rate=0.0) as line:
        asyncio.run(whole(line))


async def tasks_of(server: Running) -> list[str]:
    """Give for each task of the server how often it was rendered, and how the last time ended."""
    rows = await ask_database(
        server,
        "SELECT (SELECT group_concat(status) FROM rv_renders WHERE task_id = rv_tasks.id)"
        " FROM rv_tasks ORDER BY created_at, id",
    )
    return [str(status or "created") for (status,) in rows]
