"""A scene on the window's own event loop: media come to a disk that is too small, and then to a larger one.

    python -m tests.services.fetching.full_disk DISK FOLDER [silent]

DISK is mounted with 8 MB; FOLDER is for everything else. A silent disk does not tell beforehand how much is
free: the first byte too much does. Prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from qasync import QEventLoop

from editor_app.cloud.http import parts
from editor_app.sandbox.settings import Settings
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.fetching.scene import Scene

LARGE, LARGE_BYTES = 12, 9_000_000
"""More than there are connections, each larger than the disk."""
SMALL = 3


def contents() -> dict[str, bytes]:
    """Give pictures by their keys, the large ones first; each one is another."""
    sizes = {f"large{n:02}": LARGE_BYTES for n in range(LARGE)} | {f"small{n}": 0 for n in range(SMALL)}
    pictures = {key: png(8 + n, 8) for n, key in enumerate(sizes)}
    return {key: picture + bytes(sizes[key]) for key, picture in pictures.items()}


def upload(server: Running) -> dict[str, str]:
    """Let a service have them; give their addresses."""
    urls: dict[str, str] = {}
    with server.client() as client:
        for key, content in contents().items():
            headers = {"content-type": "image/png", "x-file-name": f"{key}.png"}
            answer = client.post("/v1/uploads", content=content, headers=headers)
            urls[key] = answer.json()["data"]["fileUrl"]
    return urls


async def play(server: Running, disk: Path, folder: Path) -> dict[str, Any]:
    """Fetch until nothing more comes, make room, and fetch again."""
    urls, told = await asyncio.to_thread(upload, server), dict[str, Any]()
    async with Scene(folder, home=server.url, media=disk) as scene:
        scene.open(urls)
        small = [key for key in urls if key.startswith("small")]
        await scene.until(lambda: len(scene.summary.failures) == LARGE and all(map(scene.path, small)))
        told["full"] = [sentence.partition(" cannot ")[::2] for sentence in scene.summary.failures]
        told["came"] = [key for key in urls if scene.path(key)]
        mount = await asyncio.create_subprocess_exec("mount", "-o", "remount,size=300m", str(disk))
        assert await mount.wait() == 0
        scene.fetching.fetch_missing()
        await scene.there(*urls)
        told["failures"] = scene.summary.failures
    return told


def main() -> None:
    """Play it against a server of its own, on Qt's loop."""
    disk, folder = map(Path, sys.argv[1:3])
    if sys.argv[3:] == ["silent"]:
        parts.Part._free_bytes = lambda self: None  # pyright: ignore[reportPrivateUsage]
    server = Running(Settings(folder / "server", port=0))
    app = QCoreApplication([])
    try:
        with QEventLoop(app) as loop:
            print(json.dumps(loop.run_until_complete(play(server, disk, folder))))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
