"""How quick the local server is, and how much memory a large upload costs it.

    python bench/sandbox.py [--mib 1024]

The budgets: validating 1,000 items under 100 ms, a page of 50 out of 10,000 projects under 20 ms, 100
clients that sync at once without an error, an upload of 1 GiB with flat memory. Exit 1 beyond them.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
from documents import many_items

from editor_app.sandbox.accounts import create_key
from editor_app.sandbox.database import connect, transaction
from editor_app.sandbox.records import projects
from editor_app.sandbox.records.projects import SavedDocument
from editor_app.sandbox.server import Server
from editor_app.sandbox.service import DATABASE_NAME
from editor_app.sandbox.settings import Limits, Settings

MIB = 1024 * 1024
ITEMS, PROJECTS, CLIENTS, SYNCS = 1_000, 10_000, 100, 10
VALIDATE_MS, LIST_MS, UPLOAD_MIB = 100.0, 20.0, 64.0


def main() -> None:
    """Measure everything against one server in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mib", type=int, default=1024, help="size of the upload (default 1024)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (url, pid):
        key = fill(Path(folder))
        with httpx.Client(base_url=url, headers={"x-api-key": key}, timeout=600, trust_env=False) as client:
            met = [validate(client), list_projects(client), storm(client), upload(client, pid, options.mib)]
    sys.exit(not all(met))


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """Run a server; give where it listens, and its process."""
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe()
    process = context.Process(target=serve, args=(folder, its))
    process.start()
    try:
        yield mine.recv(), process.pid or 0
    finally:
        process.terminate()
        process.join()


def serve(folder: Path, line: Connection) -> None:
    """Serve with limits that the measures do not reach."""
    limits = replace(Limits(), audio_bytes=8192 * MIB, sync_burst=SYNCS)
    Server(Settings(folder, port=0, limits=limits)).run(line.send)


def fill(folder: Path) -> str:
    """Make a key and very many projects; give the key."""
    connection = connect(folder / DATABASE_NAME)
    with transaction(connection):
        key = create_key(connection, "bench")
        account = connection.execute("SELECT id FROM accounts").fetchone()[0]
        saved = SavedDocument("v1", json.dumps(small_document()).encode())
        for number in range(PROJECTS):
            projects.insert(connection, account, f"Project {number}", None, saved)
    connection.close()
    return key


def small_document() -> dict[str, Any]:
    """Make a document without clips."""
    return {
        **{"stateSchemaVersion": "v1", "compositionWidth": 1920, "compositionHeight": 1080},
        **{"timebaseTicksPerSecond": 240_000, "assets": {}, "items": {}, "transitions": {}},
        "tracks": [{"id": "t", "items": [], "hidden": False, "muted": False}],
    }


def median_ms(call: Callable[[], object], times: int = 15) -> float:
    """Give the median time of a call that was made once before."""
    call()
    taken: list[float] = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def tell(what: str, found: float, allowed: float, unit: str) -> bool:
    """Print a result; tell whether it is within its budget."""
    is_met = found <= allowed
    print(f"{what}: {found:.1f} {unit} (budget {allowed:g}){'' if is_met else '  TOO MUCH'}")
    return is_met


def validate(client: httpx.Client) -> bool:
    """Validate a document of 1,000 items."""
    state = many_items("newer", ITEMS)
    body = json.dumps({"editorState": state}).encode()
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/editor/validate", content=body, headers=headers).raise_for_status()
    assert answer.json()["data"]["valid"], answer.text[:500]
    taken = median_ms(lambda: client.post("/v1/editor/validate", content=body, headers=headers))
    return tell(f"validate {ITEMS} items ({len(body) / 1e3:.0f} kB)", taken, VALIDATE_MS, "ms")


def list_projects(client: httpx.Client) -> bool:
    """List 50 of very many projects."""
    taken = median_ms(lambda: client.get("/v1/projects?pageSize=50").raise_for_status())
    return tell(f"list 50 of {PROJECTS} projects", taken, LIST_MS, "ms")


def storm(client: httpx.Client) -> bool:
    """Let very many clients sync, each its own project."""
    first = client.get("/v1/projects?pageSize=50").json()
    cursor = first["meta"]["nextPageCursor"]
    second = client.get("/v1/projects", params={"pageSize": 50, "pageCursor": cursor}).json()
    ids = [entry["projectId"] for page in (first, second) for entry in page["data"]]
    body = {"editorState": small_document()}

    async def sync(project: str) -> list[int]:
        async with httpx.AsyncClient(
            base_url=client.base_url, headers=client.headers, timeout=600, trust_env=False
        ) as one:
            return [
                (await one.post(f"/v1/projects/{project}/sync", json=body)).status_code for _ in range(SYNCS)
            ]

    async def all_of_them() -> list[list[int]]:
        return await asyncio.gather(*map(sync, ids))

    begin = time.perf_counter()
    statuses = [status for found in asyncio.run(all_of_them()) for status in found]
    seconds = time.perf_counter() - begin
    wrong = len(statuses) - statuses.count(200)
    print(f"{len(ids)} clients sync at once: {len(statuses) / seconds:.0f} syncs a second")
    return tell("of these refused", wrong, 0, "syncs")


def upload(client: httpx.Client, pid: int, mib: int) -> bool:
    """Upload silence."""
    size = mib * MIB
    rate, frame = 192_000, 8
    head = b"RIFF" + (size - 8).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    head += (1).to_bytes(2, "little") + (2).to_bytes(2, "little") + rate.to_bytes(4, "little")
    head += (rate * frame).to_bytes(4, "little") + frame.to_bytes(2, "little") + (32).to_bytes(2, "little")
    head += b"data" + (size - 44).to_bytes(4, "little")

    def parts() -> Iterator[bytes]:
        yield head
        left, silence = size - len(head), bytes(MIB)
        while left:
            yield silence[:left]
            left -= min(left, MIB)

    headers = {"Content-Length": str(size), "Content-Type": "audio/wav", "x-file-name": "silence.wav"}
    before = peak_mib(pid)
    begin = time.perf_counter()
    answer = client.post("/v1/uploads", content=parts(), headers=headers)
    seconds = time.perf_counter() - begin
    assert answer.status_code == 201, answer.text
    print(f"upload of {mib} MiB: {mib / seconds:.0f} MiB a second")
    return tell("which took memory of the server", peak_mib(pid) - before, UPLOAD_MIB, "MiB")


def peak_mib(pid: int) -> float:
    """Give the most memory that a process has had; 0 where the system does not say."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
