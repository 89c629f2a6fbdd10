"""An upload and an export that want the same content at a service at once: it goes there once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from editor_app.services.exporting.clouds.sending_media import MediaSender, Place
from editor_app.services.exporting.jobs.snapshot import Snapshot, as_now
from editor_app.services.in_flight import InFlight
from editor_app.state import read
from editor_app.store.history import Work
from tests.cloud.service import Exchange
from tests.documents import document, solid, track
from tests.sandbox.running import Running
from tests.services.uploads.scene import (
    SERVICE,
    UPLOAD,
    Door,
    Scene,
    asset_of,
    pictures,
    scene,
    sha256_of,
    uploads_seen,
    work_of,
)


@dataclass
class ClosedDoor(Door):
    """Takes uploads in, and hands them on once it is opened."""

    opened: threading.Event = field(default_factory=threading.Event)
    waiting: int = 0

    async def _asked(self, exchange: Exchange) -> httpx.Response:
        if exchange.received.method == "POST" and exchange.received.target.startswith(UPLOAD.split()[1]):
            self.waiting += 1
            await asyncio.to_thread(self.opened.wait, 60)
        return await super()._asked(exchange)


def shown(files: dict[str, Path]) -> Work:
    """Make a document whose film shows these files."""
    assets = {key: asset_of(key, path) for key, path in files.items()}
    items = [{**solid(f"item {key}"), "type": "image", "assetId": key} for key in files]
    tracks = [track(f"track {key}", f"item {key}") for key in files]
    return Work(read(document(*items, tracks=tracks, assets=assets))[0], media=work_of(files).media)


async def until(holds: Callable[[], object]) -> None:
    """Wait for what nobody tells."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def export(it: Scene) -> asyncio.Task[object]:
    """Send the media of the open document as an export does."""
    work = it.document.work
    snapshot = Snapshot(work.state, as_now(it.sources.sources), dict(work.media))
    sender = MediaSender(it.store, it.uploads.in_flight)
    return asyncio.create_task(
        sender.send(snapshot, Place(SERVICE, "Sandbox", it.client, it.project_id), lambda *_told: None)
    )


@pytest.mark.parametrize("is_upload_first", [True, False])
def test_an_upload_and_an_export_at_once_make_one_file(
    start: Callable[..., Running], tmp_path: Path, is_upload_first: bool
) -> None:
    server, files = start(), pictures(tmp_path / "media", 1)

    async def work(door: ClosedDoor) -> None:
        async with scene(server, tmp_path, url=door.url) as it:
            it.document.load(shown(files))
            await it.settled()
            if is_upload_first:
                it.uploads.set_target(it.target)
                await until(lambda: door.waiting)
                exported = export(it)
            else:
                exported = export(it)
                await until(lambda: door.waiting)
                it.uploads.set_target(it.target)
            await until(lambda: door.waiting > 1 or list(it.uploads.in_flight._counts.values()) == [2])
            door.opened.set()
            assert list(await exported) == ["p0"]  # type: ignore[call-overload]
            await it.all_done(1)
            assert await it.on_server() == [sha256_of(files["p0"])]
            assert uploads_seen(door) == 1

    with ClosedDoor(upstream=server.url) as door:
        asyncio.run(work(door))


def test_contents_wait_for_themselves_alone_and_are_forgotten() -> None:
    async def work() -> list[str]:
        in_flight, seen = InFlight(), list[str]()

        async def send(service: str, sha256: str, turns: int) -> None:
            async with in_flight.alone(service, sha256):
                seen.append(f"{service}{sha256} begins")
                for _ in range(turns):
                    await asyncio.sleep(0)
                seen.append(f"{service}{sha256} ends")

        await asyncio.gather(send("a", "1", 9), send("a", "1", 0), send("a", "2", 3), send("b", "1", 5))
        assert not in_flight._locks
        return seen

    assert asyncio.run(work()) == [
        "a1 begins",
        "a2 begins",
        "b1 begins",
        "a2 ends",
        "b1 ends",
        "a1 ends",
        "a1 begins",
        "a1 ends",
    ]
