"""A scene whose whole data folder lies on a small disk: media come, the rest is filled by others, and Clear.

    python -m tests.services.fetching.low_disk DISK FOLDER

DISK is mounted with 8 MB; the server's data are in FOLDER. Prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from editor_app.sandbox.settings import Settings
from editor_app.services.fetching import MediaStorage
from editor_app.store.cache_folder import contents_in
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.fetching.scene import Scene

FILES, FILE_BYTES = 16, 900_000
"""Together more than the disk."""


def upload(server: Running) -> dict[str, str]:
    """Let a service have pictures; give their addresses."""
    urls: dict[str, str] = {}
    with server.client() as client:
        for number in range(FILES):
            headers = {"content-type": "image/png", "x-file-name": f"{number}.png"}
            content = png(8 + number, 8) + bytes(FILE_BYTES)
            answer = client.post("/v1/uploads", content=content, headers=headers)
            urls[f"p{number}"] = answer.json()["data"]["fileUrl"]
    return urls


def fill(disk: Path) -> None:
    """Leave nothing free."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


async def play(server: Running, disk: Path) -> dict[str, Any]:
    """Fetch until nothing more comes, fill the disk, and clear with the project open and closed."""
    urls, told = await asyncio.to_thread(upload, server), dict[str, Any]()
    async with Scene(disk, home=server.url) as scene:
        scene.open(urls)
        await scene.until(lambda: scene.summary.failures and scene.summary.fetched == scene.summary.files)
        usage = shutil.disk_usage(disk)
        told["leaves"] = usage.free >= usage.total // 4  # the database has taken a little of the reserve
        came = sum(scene.path(key) is not None for key in urls)
        told["came"] = came > 0
        await asyncio.to_thread(fill, disk)
        storage = MediaStorage(scene.cache, scene.fetching, scene.tasks)
        told["open"] = await settled(storage, storage.clear)
        scene.fetching.end_project()
        told["closed"] = await settled(storage, storage.clear)
        told["gone"] = not [*contents_in(scene.cache.folder)]
        scene.cache.permit(["example.com"])  # there is room for the database again
        told["hosts"] = (await settled(storage, storage.measure))["hosts"]
    return told


async def settled(storage: MediaStorage, work: Any) -> dict[str, Any]:
    """Do something, wait until it is done, and give what is shown then."""
    done = asyncio.Event()

    def hear() -> None:
        if not storage.is_busy:
            done.set()

    work()
    storage.changed.connect(hear)
    await done.wait()
    storage.changed.disconnect(hear)
    usage = storage.usage
    return {"files": usage.files if usage else None, "says": storage.trouble, "hosts": list(storage.hosts)}


def main() -> None:
    """Play it against a server of its own."""
    disk, folder = map(Path, sys.argv[1:3])
    server = Running(Settings(folder / "server", port=0))
    try:
        print(json.dumps(asyncio.run(play(server, disk))))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
