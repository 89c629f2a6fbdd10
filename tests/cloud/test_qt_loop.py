"""The client on the window's own event loop, in a process of its own: an application cannot be taken back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cloud.samples import TASK_ID
from tests.cloud.service import Service, hang, ok, problem, raw, reset

ROOT = Path(__file__).parents[2]
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

app = QCoreApplication([])
with QEventLoop(app) as loop:
    loop.run_until_complete(main(sys.argv[1], Path(sys.argv[2])))
"""


def test_calls_files_and_cancelling_work_on_it(service: Service, tmp_path: Path) -> None:
    service.will(f"GET /v1/exports/{TASK_ID}", reset, problem(503, retry_after="0"))
    service.will("GET /media/film", raw(b"a film", kind="video/mp4"))
    service.will("GET /v1/assets/slow", hang, hang, ok({}))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, service.url, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.splitlines() == [
        "COMPLETED",
        "b'a film'",
        "6 6",
        "IMAGE",
        "CancelledError",
        "SDK_TIMEOUT",
    ]
