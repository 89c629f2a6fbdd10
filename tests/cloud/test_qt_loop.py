"""The client on the window's own event loop, in a process of its own: an application cannot be taken back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cloud.samples import TASK_ID
from tests.cloud.service import Service, hang, ok, problem, raw, reset

ROOT = Path(__file__).parents[2]
MORE_THAN_CONNECTIONS = 110
"""A client has 100, and what fetches media 8."""
RUN = """
app = QCoreApplication([])
with QEventLoop(app) as loop:
    loop.run_until_complete(main(sys.argv[1], Path(sys.argv[2])))
"""
PROGRAM = f"""
import asyncio, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from qasync import QEventLoop
from editor_app.cloud.indream import AsyncIndreamClient, NetworkError

async def main(url, folder):
    async with AsyncIndreamClient("key", base_url=url, timeout=20) as client:
        print((await client.exports.wait("{TASK_ID}", poll_interval=0.01)).status)
        film = await client.downloads.fetch(url + "/media/film", folder / "film.mp4")
        print(film.read_bytes())
        print((await client.uploads.upload(film, progress=lambda done, size: print(done, size))).type)
        task = asyncio.ensure_future(client.assets.get("slow"))
        await client.assets.get("quick")
        await asyncio.sleep(0.1)
        task.cancel()
        print(type((await asyncio.gather(task, return_exceptions=True))[0]).__name__)
    async with AsyncIndreamClient("key", base_url=url, timeout=0.1, max_retries=0) as client:
        try:
            await client.assets.get("slow")
        except NetworkError as error:
            print(error.error_code)

{RUN}"""
FULL = f"""
import errno, os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from qasync import QEventLoop
from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.cloud.media import MediaFetcher
from editor_app.cloud.renderingvideo import AsyncRenderingVideoClient

def refuse(done, size):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

async def filled(fetch, url, folder):
    refused = 0
    for number in range({MORE_THAN_CONNECTIONS}):
        try:
            await fetch(url + "/media/large", folder / str(number), progress=refuse)
        except OSError:
            refused += 1
    film = await fetch(url + "/media/film", folder / "film.mp4")
    print(refused, film.read_bytes())

async def main(url, folder):
    media = MediaFetcher(timeout=10, max_retries=0)
    await filled(lambda *a, **k: media.fetch(*a, permits=bool, most_bytes=10**9, **k), url, folder / "a")
    await media.aclose()
    for name, client in (("b", AsyncIndreamClient), ("c", AsyncRenderingVideoClient)):
        async with client("key", base_url=url, timeout=10, max_retries=0) as connected:
            await filled(connected.downloads.fetch, url, folder / name)

{RUN}"""


def test_calls_files_and_cancelling_work_on_it(service: Service, tmp_path: Path) -> None:
    service.will(f"GET /v1/exports/{TASK_ID}", reset, problem(503, retry_after="0"))
    service.will("GET /media/film", raw(b"a film", kind="video/mp4"))
    service.will("GET /v1/assets/slow", hang, hang, ok({}))
    assert said(PROGRAM, service, tmp_path) == [
        "COMPLETED",
        "b'a film'",
        "6 6",
        "IMAGE",
        "CancelledError",
        "SDK_TIMEOUT",
    ]


def test_what_cannot_be_written_leaves_no_connection_behind(service: Service, tmp_path: Path) -> None:
    large = raw(bytes(8_000_000), kind="video/mp4")
    service.will("GET /media/large", *[large] * 3 * MORE_THAN_CONNECTIONS)
    service.will("GET /media/film", *[raw(b"a film", kind="video/mp4")] * 3)
    for name in "abc":
        (tmp_path / name).mkdir()
    assert said(FULL, service, tmp_path) == [f"{MORE_THAN_CONNECTIONS} b'a film'"] * 3


def said(program: str, service: Service, folder: Path) -> list[str]:
    """Give what a program writes that ends well and complains of nothing."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, service.url, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout.splitlines()
