"""Media, edits and synchronization at once while every fifth call fails: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.sandbox.faults import Faults
from editor_app.services.uploads.arrivals import project_assets
from editor_app.store.uploads import UploadStore
from tests.cloud.service import Behaviour, problem, reset
from tests.sandbox.running import Running
from tests.services.sync.line import Line, ask_database, away, show
from tests.services.sync.seats import Seat, seat
from tests.services.sync.simulation import opacity_of
from tests.services.sync.test_leaving import exchanging, kill
from tests.services.sync.test_sync import begin, document_at, run
from tests.services.uploads.scene import pictures, sha256_of, soon

pytestmark = pytest.mark.usefixtures("qapp")

Start = Callable[..., Running]
COUNT = 30
HASTY = {"pause_after": soon, "lag_pauses_s": (0.0, 0.05)}
FARES = (reset, "reset after", "truncated", "500 after", problem(429, "LIMITED", retry_after="0"))


def bad(chance: random.Random) -> Callable[[str], Behaviour | str | None]:
    """Let every fifth call fare badly, before it arrives or after."""
    return lambda _route: chance.choice(FARES) if chance.random() < 0.2 else None


@pytest.mark.parametrize("who_fails", ["the service", "the line"])
def test_a_storm_during_uploads_and_synchronization_loses_nothing_and_doubles_nothing(
    start: Start, tmp_path: Path, who_fails: str
) -> None:
    server = start(faults=Faults(rate=0.2) if who_fails == "the service" else None)
    key = server.key()
    files = pictures(tmp_path / "media", COUNT)
    chance = random.Random(7)

    async def job() -> None:
        with Line(upstream=server.url, rate=0) as line:
            async with seat(tmp_path / "a", line.url, key, uploads=HASTY) as a:
                project_id = await begun(a, tmp_path)
                line.rule = bad(chance) if who_fails == "the line" else line.rule
                a.uploads.set_at_once(4)
                a.uploads.permit(a.profile.service)
                given = await edits_while_files_drop(a, files, chance)
                await a.until(lambda: len(a.uploads.addresses) == COUNT)
                await a.in_step()
                await a.until(lambda: all(one.status == "done" for one in a.uploads.uploads))
                await a.in_step()
                line.rule = away
                await asyncio.to_thread(server.stop)
                await check(a, start(), key, project_id, files, given)

    run(job())


async def begun(a: Seat, tmp_path: Path) -> str:
    """Begin, as often as that takes."""
    while a.document.work.cloud is None:
        try:
            return await begin(a, tmp_path)
        except AssertionError:
            continue
    return a.document.work.cloud.project_id


async def edits_while_files_drop(a: Seat, files: dict[str, Path], chance: random.Random) -> dict[str, float]:
    """Drop the files in handfuls, edit between them, and kill what exchanges twice; give the last values."""
    given: dict[str, float] = {}
    names = list(files)
    for number in range(0, COUNT, 3):
        show(a, {name: files[name] for name in names[number : number + 3]})
        for item_id in "abcdef":
            given[item_id] = round(chance.random(), 6)
            a.give(item_id, given[item_id])
            await asyncio.sleep(chance.random() * 0.1)
        if number in (9, 18):
            for pid in exchanging():
                kill(pid)
    return given


async def check(
    a: Seat, server: Running, key: str, project_id: str, files: dict[str, Path], given: dict[str, float]
) -> None:
    """Compare counts and contents on all sides."""
    contents = {name: sha256_of(path) for name, path in files.items()}
    rows = await ask_database(server, "SELECT id FROM assets WHERE deleted_at IS NULL")
    bound = await ask_database(server, "SELECT asset_id FROM bindings")
    assert (len(rows), len(bound)) == (COUNT, COUNT)
    assert await ask_database(server, "SELECT COUNT(*) FROM projects WHERE deleted_at IS NULL") == [(1,)]
    stored = UploadStore(a.database).uploaded(a.profile.service)
    assert {one.asset_id for one in stored.values()} == {row[0] for row in rows}
    assert stored.keys() == set(contents.values())
    assert not any(UploadStore(a.database).attempts(a.profile.service, one) for one in stored)
    there = (await document_at(server, project_id, key))["editorState"]
    assert {name: item["opacity"]["value"] for name, item in there["items"].items() if name in given} == given
    addresses = {name: there["assets"][name]["remoteUrl"] for name in files}
    assert addresses == {name: stored[content].url for name, content in contents.items()}
    found = await contents_at(server, key, project_id)
    assert found == {stored[content].asset_id: content for content in contents.values()}
    assert {item: opacity_of(a.document.work.state, item) for item in given} == given
    assert not a.sync.conflicts


async def contents_at(server: Running, key: str, project_id: str) -> dict[str, str]:
    """Give the hash of what each asset of a project gives."""
    async with AsyncIndreamClient(key, base_url=server.url) as client:
        assets = await project_assets(client, project_id)

    def get() -> dict[str, str]:
        with server.client(key) as client:
            return {
                asset.asset_id: hashlib.sha256(client.get(asset.file_url).content).hexdigest()
                for asset in assets
            }

    return await asyncio.to_thread(get)
