"""A document with real files, its uploads, and a local server that they go to."""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.document import Document
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import Target, Upload, Uploads
from editor_app.services.uploads.arrivals import project_assets
from editor_app.services.uploads.patience import pause_after
from editor_app.state import read
from editor_app.store.history import Work
from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_cache import MediaCache
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import UploadStore
from tests.cloud.service import Behaviour, ok, reset
from tests.cloud.storm import Storm
from tests.documents import document
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.sandbox.samples import payload

SERVICE = "sandbox-for-tests"
UPLOAD = "POST /v1/uploads"


def soon(error: APIError, tries: int, losses: int, chance: float) -> float | None:
    """Try again when it is due, but at once."""
    return None if pause_after(error, tries, losses, chance) is None else 0.01


def never(error: APIError, tries: int, losses: int, chance: float) -> float | None:
    """Try again when it is due, but not while a test runs."""
    return None if pause_after(error, tries, losses, chance) is None else 3600.0


@dataclass
class Door(Storm):
    """Stands before the server: the next uploads fare as told, all else goes through."""

    rate: float = 0.0
    script: deque[str] = field(default_factory=deque[str])
    refusals: deque[Behaviour] = field(default_factory=deque[Behaviour])
    lagging_lists: int = 0
    """So many lists of a project's assets are still empty."""

    def _behaviour(self, route: str) -> Behaviour:
        if self.lagging_lists and route.startswith("GET ") and route.endswith("/assets"):
            self.lagging_lists -= 1
            return ok([], {"nextPageCursor": None})
        if route == UPLOAD and self.refusals:
            return self.refusals.popleft()
        if route == UPLOAD and self.script:
            kind = self.script.popleft()
            return reset if kind == "reset before" else self._handing_on(kind)
        return super()._behaviour(route)


def pictures(folder: Path, count: int, first: int = 0) -> dict[str, Path]:
    """Write different pictures, the later ones larger."""
    folder.mkdir(exist_ok=True)
    made = dict[str, Path]()
    for number in range(first, first + count):
        made[f"p{number}"] = folder / f"picture {number}.png"
        made[f"p{number}"].write_bytes(png(16 + number, 16, f"#{number * 7 % 256:02x}80{number:02x}"))
    return made


def asset_of(key: str, path: Path, **fields: Any) -> dict[str, Any]:
    """Make a picture's asset."""
    size = {"size": path.stat().st_size, "mimeType": "image/png", "width": 16, "height": 16}
    return {"id": key, "type": "image", "filename": path.name, **size, **fields}


def work_of(files: Mapping[str, Path], *, hashed: bool = True, **fields: Any) -> Work:
    """Make a document whose assets are these files."""
    assets = {key: asset_of(key, path, **fields) for key, path in files.items()}
    places = {
        key: MediaPlace(path, sha256_of(path) if hashed else None, path.stat().st_size)
        for key, path in files.items()
    }
    return Work(read(document(assets=assets))[0], media=places)


def sha256_of(path: Path) -> str:
    """Give the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_of(content: bytes) -> str:
    """Give the hash of a content."""
    return hashlib.sha256(content).hexdigest()


def uploads_seen(door: Storm) -> int:
    """Count the bodies that have reached the server."""
    return door.handed_on.count(UPLOAD)


class Scene:
    """Everything a test needs, on a running loop."""

    def __init__(
        self, running: Running, key: str, client: AsyncIndreamClient, project_id: str, database: Path
    ) -> None:
        self.running, self.key, self.client, self.project_id = running, key, client, project_id
        self.tasks = Tasks()
        self.document = Document(Work(read(document())[0]))
        self.database = LocalDatabase(database)
        self.cache = MediaCache(self.database, database.parent / "fetched")
        self.sources = MediaSources(self.document, self.tasks, cache=self.cache)
        self.store = UploadStore(self.database)
        self.said: list[str] = []
        self.asked: list[tuple[str, int, int]] = []
        self.lost: list[Target] = []
        self._news = asyncio.Event()

    def make(self, **options: Any) -> Uploads:
        """Make the uploads."""
        options = {"pause_after": soon, "lag_pauses_s": (0.0, 0.05)} | options
        self.uploads = uploads = Uploads(self.document, self.sources, self.tasks, self.database, **options)
        uploads.notice.connect(self.said.append)
        uploads.permission_wanted.connect(lambda *asked: self.asked.append(asked))
        uploads.target_lost.connect(self.lost.append)
        for signal in (uploads.uploads_changed, uploads.state_changed, uploads.addresses_changed):
            signal.connect(self._news.set)
        for signal in (uploads.upload_changed, uploads.permission_wanted):
            signal.connect(lambda *_news: self._news.set())
        return uploads

    @property
    def target(self) -> Target:
        """Give the project."""
        return Target(SERVICE, "Sandbox", self.project_id, self.client)

    def load(self, work: Work) -> None:
        """Open a document, and let it go to the project."""
        self.document.load(work)
        self.uploads.set_target(self.target)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(60):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def all_done(self, count: int) -> None:
        """Wait until so many uploads are done, and nothing else is on the list."""
        await self.until(lambda: [one.status for one in self.uploads.uploads] == ["done"] * count)

    def upload(self, name: str) -> Upload:
        """Find an upload by the name of its file."""
        return next(one for one in self.uploads.uploads if one.wanted.filename == name)

    async def settled(self) -> None:
        """Wait until all files are known and have been looked at."""
        while {"looking for media", "looking for media to upload"} & set(self.tasks.names()):
            await asyncio.gather(*self.tasks._running)

    async def until_on_server(self, count: int) -> None:
        """Wait until the project has so many assets, which nothing on this side tells."""
        async with asyncio.timeout(30):
            while len(await self.on_server()) != count:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def on_server(self) -> list[str]:
        """Give the hashes of what the project has at the server, by asking the server alone."""
        async with AsyncIndreamClient(self.key, base_url=self.running.url) as client:
            assets = await project_assets(client, self.project_id)
        return sorted(self._content(asset.file_url) for asset in assets)

    def _content(self, url: str) -> str:
        with self.running.client(self.key) as client:
            return hashlib.sha256(client.get(url).content).hexdigest()


def upload_with(it: Scene, content: bytes, name: str) -> None:
    """Upload something to the project, past everything that is under test."""
    headers = {"Content-Type": "image/png", "x-file-name": name, "x-project-id": it.project_id}
    with it.running.client(it.key) as client:
        assert client.post("/v1/uploads", content=content, headers=headers).status_code == 201


@asynccontextmanager
async def scene(
    running: Running,
    folder: Path,
    *,
    url: str = "",
    key: str = "",
    project_id: str = "",
    is_permitted: bool = True,
    client_options: Mapping[str, Any] | None = None,
    **options: Any,
) -> AsyncIterator[Scene]:
    """Set everything up for a new account and project, and take it down."""
    key = key or running.key(f"account of {folder.name}")
    async with AsyncIndreamClient(key, base_url=running.url) as plain:
        project_id = project_id or (await plain.projects.create(payload())).project_id
    more = {"timeout": 20, **(client_options or {})}
    async with AsyncIndreamClient(key, base_url=url or running.url, **more) as client:
        made = Scene(running, key, client, project_id, folder / "services.sqlite3")
        if is_permitted:
            made.store.permit(SERVICE)
        uploads = made.make(**options)
        try:
            yield made
        finally:
            uploads.close()
            await made.tasks.close()


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test on a loop of its own."""
    asyncio.run(work())
