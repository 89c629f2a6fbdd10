"""How long uploading 1 GiB holds the window's loop up, with the Uploads panel open, and how fast it goes.

    python bench/uploads.py [--mib 1024]

Two videos at a time go to a server in a process of its own, on the loop that the window uses; a timer of Qt
and a task of asyncio both watch. The budget: no stall over 50 ms. Exit 1 beyond it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import struct
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication  # noqa: TID251 - it measures a panel
from qasync import QEventLoop  # noqa: TID251 - on the loop of the window
from sandbox import serving, small_document
from validation import key_of

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.document import Document
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import Target, Uploads
from editor_app.services.workspace import Workspace
from editor_app.state import read
from editor_app.store.history import Work
from editor_app.store.local_database import LocalDatabase
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import UploadStore
from editor_app.ui.theme import apply_theme
from editor_app.ui.uploads import UploadsPanel

MIB = 1024 * 1024
FILES, MOST_MS, SERVICE = 4, 50.0, "bench"


class Watch:
    """The longest time for which Qt or asyncio was not answered, and the longest work of this thread."""

    def __init__(self) -> None:
        self.worst_ms = self.own_ms = 0.0
        self._last: dict[str, tuple[float, float]] = {}
        self._timer = QTimer()
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._tick)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Watch within."""
        self.worst_ms = self.own_ms = 0.0
        self._last = dict.fromkeys(("qt", "asyncio"), (time.perf_counter(), time.thread_time()))
        self._timer.start()
        task = asyncio.ensure_future(self._sleep())
        yield
        self._timer.stop()
        task.cancel()

    def _tick(self, who: str = "qt") -> None:
        now, before = (time.perf_counter(), time.thread_time()), self._last[who]
        self.worst_ms = max(self.worst_ms, 1000 * (now[0] - before[0]) - 2)
        self.own_ms = max(self.own_ms, 1000 * (now[1] - before[1]))
        self._last[who] = now

    async def _sleep(self) -> None:
        while True:
            await asyncio.sleep(0.002)
            self._tick("asyncio")


def main() -> None:
    """Measure; exit 1 where it stalls."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mib", type=int, default=1024, help="size of all files (default 1024)")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    apply_theme(app, "dark")
    with tempfile.TemporaryDirectory() as scratch, serving(Path(scratch) / "server") as (url, _pid):
        folder = Path(scratch)
        files = {
            f"v{n}": make_video(folder / f"film {n}.mp4", n, options.mib * MIB // FILES) for n in range(FILES)
        }
        with QEventLoop(app) as loop:
            worst = loop.run_until_complete(measure(folder, url, key_of(folder / "server"), files))
    sys.exit(worst > MOST_MS)


async def measure(folder: Path, url: str, key: str, files: dict[str, Path]) -> float:
    """Upload the files; give the longest stall in ms."""
    tasks, document, watch = Tasks(), Document(Workspace.blank()), Watch()
    sources = MediaSources(document, tasks)
    database = LocalDatabase(folder / "services.sqlite3")
    UploadStore(database).permit(SERVICE)
    uploads = Uploads(document, sources, tasks, database)
    panel = UploadsPanel(uploads)
    panel.resize(560, 480)
    panel.show()
    async with AsyncIndreamClient(key, base_url=url) as client:
        project = await client.projects.create({"editorState": small_document(), "stateSchemaVersion": "v1"})
        done = asyncio.Event()
        uploads.upload_changed.connect(lambda _one: done.set() if is_over(uploads) else None)
        await asyncio.sleep(1)  # the panel is painted for the first time
        async with watch.watching():
            await asyncio.sleep(3)
        print(f"nothing to do: longest stall {watch.worst_ms:.1f} ms, which is the machine's own")
        async with watch.watching():
            begun = time.perf_counter()
            document.load(work_of(files))
            uploads.set_target(Target(SERVICE, "Bench", project.project_id, client))
            await done.wait()
            took = time.perf_counter() - begun
        assert all(upload.status == "done" for upload in uploads.uploads), uploads.uploads[0].error
        uploads.close()
        await tasks.close()
    panel.deleteLater()
    size = sum(path.stat().st_size for path in files.values())
    speed = f"{took:.1f} s, {size / took / 1e6:.0f} MB/s"
    verdict = "" if watch.worst_ms <= MOST_MS else "  TOO MUCH"
    print(f"upload {size / MIB:.0f} MiB in {FILES} files, read for their hashes before: {speed}")
    print(
        f"longest stall {watch.worst_ms:.1f} ms, of work {watch.own_ms:.1f} (budget {MOST_MS:.0f}){verdict}"
    )
    return watch.worst_ms


def is_over(uploads: Uploads) -> bool:
    """Tell whether nothing more happens."""
    return len(uploads.uploads) == FILES and all(upload.is_over for upload in uploads.uploads)


def make_video(path: Path, number: int, size: int) -> Path:
    """Write a second of grey, and behind it room that players pass over, different for each number."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for at in range(30):
            picture = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="rgb24")
            picture.pts, picture.time_base = at, Fraction(1, 30)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    with path.open("ab") as file:
        room = size - file.tell()
        file.write(struct.pack(">I4s", room, b"free"))
        block = bytes([number + 1]) * MIB
        left = room - 8
        while left > 0:
            left -= file.write(block[:left])
    return path


def work_of(files: dict[str, Path]) -> Work:
    """Make a document whose assets are these files, whose contents nobody has read yet."""
    kind = {"type": "video", "mimeType": "video/mp4", "width": 64, "height": 48, "durationInSeconds": 1}
    assets = {
        key: {"id": key, "filename": path.name, "size": path.stat().st_size, "hasAudioTrack": False, **kind}
        for key, path in files.items()
    }
    places = {key: MediaPlace(path, None, path.stat().st_size) for key, path in files.items()}
    return Work(read({**small_document(), "assets": assets})[0], media=places)


if __name__ == "__main__":
    main()
