"""SIGKILL of the server while it syncs, takes uploads and exports: nothing that it acknowledged is lost."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.media import SRT, png
from tests.sandbox.running import ROOT, data_of
from tests.sandbox.samples import payload
from tests.sandbox.test_commands import PROGRAM, client_of, run
from tests.sandbox.test_exports import SETTINGS, frames_of

LAST = ("COMPLETED", "FAILED", "CANCELED")
SPANS = {"sync": 0.05, "upload": 0.6, "export": 1.0}
"""Seconds after such work began within which the server is killed."""
MOMENTS = (0, 50, 97, 99)
"""How far an export is, per cent, when that time begins to run: rendering, checked, finished."""
PATIENCE = 120.0


@dataclass
class Ledger:
    """What was asked for, and what of it was acknowledged."""

    dice: random.Random
    widths: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Of each project: the width that was acknowledged last, and the one that was sent last."""
    project_of: dict[str, str | None] = field(default_factory=dict)
    """By Idempotency-Key."""
    uploads: dict[str, bytes] = field(default_factory=dict)
    """By assetId."""
    task_of: dict[str, str | None] = field(default_factory=dict)
    """By clientTaskId."""
    outputs: dict[str, bytes] = field(default_factory=dict)
    """Finished videos by taskId."""
    failed: set[str] = field(default_factory=set)
    moment: float = 0


def make_project(client: httpx.Client, ledger: Ledger, key: str) -> str:
    """Make a project, or ask for it again."""
    ledger.project_of.setdefault(key, None)
    body, headers = payload(compositionWidth=50), {"Idempotency-Key": key}
    made = data_of(client.post("/v1/projects", json=body, headers=headers), 201)["projectId"]
    assert ledger.project_of[key] in (None, made)
    ledger.project_of[key] = made
    ledger.widths.setdefault(made, (50, 50))
    return made


def sync(client: httpx.Client, ledger: Ledger, begin: Callable[[], None]) -> None:
    """Sync a project; now and then make one more."""
    begin()
    if ledger.dice.random() < 0.2:
        make_project(client, ledger, f"key {len(ledger.project_of)}")
    project = ledger.dice.choice([*ledger.widths])
    acknowledged, sent = ledger.widths[project]
    ledger.widths[project] = (acknowledged, sent + 1)
    answer = client.post(f"/v1/projects/{project}/sync", json=payload(compositionWidth=sent + 1))
    if answer.status_code != 429:
        data_of(answer)
        ledger.widths[project] = (sent + 1, sent + 1)
    time.sleep(0.02)


def upload(client: httpx.Client, ledger: Ledger, begin: Callable[[], None]) -> None:
    """Upload a picture or captions, bound to a project, in parts."""
    if ledger.dice.random() < 0.3:
        name, mime, content = "a.png", "image/png", png(ledger.dice.randint(1, 400), 200)
    else:
        name, mime = "b.srt", "application/x-subrip"
        content = SRT + b"x" * ledger.dice.randint(1, 4_000_000)

    def parts() -> Iterator[bytes]:
        for start in range(0, len(content), 64 * 1024):
            yield content[start : start + 64 * 1024]

    project = ledger.dice.choice([*ledger.widths])
    headers = {"x-file-name": name, "Content-Type": mime, "x-project-id": project}
    begin()
    answer = client.post(
        "/v1/uploads", content=parts(), headers={**headers, "Content-Length": str(len(content))}
    )
    ledger.uploads[data_of(answer, 201)["assetId"]] = content


def export(client: httpx.Client, ledger: Ledger, begin: Callable[[], None]) -> None:
    """Export a video and wait for it."""
    name = f"task {len(ledger.task_of)}"
    ledger.task_of[name] = None
    answer = client.post("/v1/exports", json={**payload(seconds=0.5), **SETTINGS, "clientTaskId": name})
    if answer.status_code == 422:  # enough are active
        del ledger.task_of[name]
        time.sleep(0.1)
    else:
        ledger.task_of[name] = data_of(answer, 201)["taskId"]
    has_begun = False
    while True:
        tasks = all_of(client, "/v1/exports")
        for task in tasks:
            note_task(client, ledger, task)
        under_way = [task for task in tasks if task["status"] == "PROCESSING" or task["clientTaskId"] == name]
        if not has_begun and any(task["progress"] >= ledger.moment for task in under_way):
            has_begun = True
            begin()
        if all(task["status"] in LAST for task in tasks):
            return
        time.sleep(0.05)


WORK = {"sync": sync, "upload": upload, "export": export}


def note_task(client: httpx.Client, ledger: Ledger, task: Any) -> None:
    """Note how a task ended; a finished video is whole, and stays what it was."""
    task_id = task["taskId"]
    if task["status"] == "FAILED":
        assert "times while it rendered" in task["error"]
        assert task["outputUrl"] is None
        ledger.failed.add(task_id)
    elif task["status"] == "COMPLETED" and task_id not in ledger.outputs:
        ledger.outputs[task_id] = client.get(task["outputUrl"]).raise_for_status().content


def all_of(client: httpx.Client, path: str) -> list[Any]:
    """Give all pages of a list."""
    found: list[Any] = []
    query: dict[str, Any] = {"pageSize": 50}
    while True:
        answer = client.get(path, params=query)
        found += data_of(answer)
        query["pageCursor"] = answer.json()["meta"]["nextPageCursor"]
        if query["pageCursor"] is None:
            return found


MARK = "EDITOR_APP_KILLED_ROUND"


def wait_for_end(mark: str) -> None:
    """Wait until no process is left that a killed server had started, where the system shows them."""
    wanted = f"{MARK}={mark}\0".encode()

    def is_left(process: Path) -> bool:
        with contextlib.suppress(OSError):
            return wanted in (process / "environ").read_bytes()
        return False

    for _ in range(600):
        if not any(is_left(process) for process in Path("/proc").glob("[0-9]*")):
            return
        time.sleep(0.1)
    raise AssertionError("A process has outlived its server.")


@contextmanager
def serving(data: Path, mark: str = "") -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a server; give where it listens, and its process."""
    process = subprocess.Popen(
        [*PROGRAM, "--port", "0", "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, MARK: mark},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.wait(PATIENCE)
        assert process.stdout
        process.stdout.close()


def kill_during(kind: str, url: str, key: str, process: subprocess.Popen[str], ledger: Ledger) -> None:
    """Work in three threads; kill the server at a random moment after work of the kind began."""
    left = ledger.dice.randint(1, 4 if kind != "export" else 1)
    span = ledger.dice.uniform(0, SPANS[kind])
    ledger.moment = ledger.dice.choice(MOMENTS)
    is_time = threading.Event()

    def begin() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            is_time.set()

    def work(name: str) -> None:
        with client_of(url, key) as client:
            try:
                while True:
                    WORK[name](client, ledger, begin if name == kind else lambda: None)
            except httpx.TransportError:
                if process.poll() is None and not is_time.is_set():
                    raise

    with ThreadPoolExecutor(len(WORK)) as threads:
        works = [threads.submit(work, name) for name in WORK]
        try:
            has_begun = is_time.wait(PATIENCE)
            time.sleep(span)
        finally:
            process.kill()
            process.wait(PATIENCE)
    for done in works:
        done.result()
    assert has_begun


def strays(data: Path) -> set[Path]:
    """Look into the database as the kill left it; give the files that it does not know."""
    copy = data.with_name("copy")
    copy.mkdir()
    for path in data.glob("sandbox.sqlite3*"):
        shutil.copy(path, copy)
    with closing(sqlite3.connect(copy / "sandbox.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        media = {data / "media" / row[0] for row in database.execute("SELECT file_key FROM assets")}
        sql = "SELECT output_file FROM exports WHERE output_file IS NOT NULL"
        outputs = {data / "outputs" / row[0] for row in database.execute(sql)}
    shutil.rmtree(copy)
    there = {path for name in ("incoming", "media", "outputs") for path in (data / name).iterdir()}
    assert media | outputs <= there
    return there - media - outputs


def check(client: httpx.Client, ledger: Ledger) -> None:
    """Hold a server that was started again to all that the one before had acknowledged."""
    for key in [*ledger.project_of]:
        make_project(client, ledger, key)
    projects = {entry["projectId"] for entry in all_of(client, "/v1/projects")}
    assert projects == set(ledger.project_of.values())
    assets: dict[str, Any] = {}
    for project, (acknowledged, sent) in ledger.widths.items():
        width = data_of(client.get(f"/v1/projects/{project}"))["editorState"]["compositionWidth"]
        assert acknowledged <= width <= sent
        ledger.widths[project] = (width, max(width, acknowledged))
        assets |= {entry["assetId"]: entry for entry in all_of(client, f"/v1/projects/{project}/assets")}
    assert set(ledger.uploads) <= set(assets)
    for asset_id, asset in assets.items():
        content = client.get(asset["fileUrl"]).raise_for_status().content
        assert len(content) == asset["size"]
        assert content == ledger.uploads.setdefault(asset_id, content)
    tasks = all_of(client, "/v1/exports")
    names = [task["clientTaskId"] for task in tasks]
    assert len(names) == len(set(names))
    ids = {task["clientTaskId"]: task["taskId"] for task in tasks}
    for name, task_id in ledger.task_of.items():
        assert task_id in (None, ids.get(name))
    assert set(ids) <= set(ledger.task_of)
    ledger.task_of = dict(ids)
    for task in tasks:
        if task["taskId"] in ledger.outputs:
            served = client.get(task["outputUrl"]).raise_for_status().content
            assert served == ledger.outputs[task["taskId"]]
        if task["taskId"] in ledger.failed:
            assert task["status"] == "FAILED"
        note_task(client, ledger, task)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("kills", [6, pytest.param(100, marks=pytest.mark.soak)])
def test_a_killed_server_loses_nothing_and_leaves_nothing_half_done(tmp_path: Path, kills: int) -> None:
    seed = int(os.environ.get("KILLS_SEED") or random.randrange(10**6))
    print(f"KILLS_SEED={seed}")
    data = tmp_path / "data"
    key = run("key", "create", "--data", data).stdout.strip()
    ledger = Ledger(random.Random(seed))
    left_over: set[Path] = set()
    for number in range(kills):
        kind = [*WORK][number % len(WORK)]
        print(f"kill {number} during {kind}")
        with serving(data, f"{tmp_path} {number}") as (url, process):
            assert [path for path in left_over if path.exists()] == []
            with client_of(url, key) as client:
                make_project(client, ledger, "the first")
                check(client, ledger)
            wait_for_end(f"{tmp_path} {number - 1}")
            kill_during(kind, url, key, process, ledger)
        left_over = strays(data)
    wait_for_end(f"{tmp_path} {kills - 1}")
    with serving(data) as (url, _), client_of(url, key) as client:
        assert [path for path in left_over if path.exists()] == []
        check(client, ledger)
        export(client, ledger, lambda: None)
        check(client, ledger)
    assert strays(data) == set()
    assert ledger.failed | set(ledger.outputs) == set(ledger.task_of.values())
    for number, content in enumerate(ledger.outputs.values()):
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(content)
        assert len(frames_of(path)) == 15
    print(
        f"{len(ledger.widths)} projects, {len(ledger.uploads)} uploads, "
        f"{len(ledger.outputs)} videos, {len(ledger.failed)} failed"
    )
