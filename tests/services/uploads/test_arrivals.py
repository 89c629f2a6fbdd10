"""What has arrived though no answer came: it is found and adopted, and nothing is sent twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from editor_app.store.uploads import Attempt
from tests.sandbox.media import png
from tests.sandbox.running import Running
from tests.services.uploads.scene import (
    SERVICE,
    Door,
    hash_of,
    pictures,
    run,
    scene,
    sha256_of,
    upload_with,
    uploads_seen,
    work_of,
)


@pytest.mark.parametrize("kind", ["reset after", "500 after", "truncated"])
def test_what_arrived_without_an_answer_is_adopted(server: Running, tmp_path: Path, kind: str) -> None:
    files = pictures(tmp_path / "media", 2)

    async def work() -> None:
        with Door(upstream=server.url) as door:
            door.script.extend((kind, kind))
            async with scene(server, tmp_path, url=door.url) as it:
                it.load(work_of(files))
                await it.all_done(2)
                assert await it.on_server() == sorted(map(sha256_of, files.values()))
            assert uploads_seen(door) == 2

    run(work)


def test_a_list_that_lags_is_asked_for_again(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)

    async def work() -> None:
        with Door(upstream=server.url) as door:
            door.script.append("reset after")
            door.lagging_lists = 2
            async with scene(server, tmp_path, url=door.url, lag_pauses_s=(0.0, 0.0, 0.0)) as it:
                it.load(work_of(files))
                await it.all_done(1)
                assert await it.on_server() == [sha256_of(files["p0"])]
            assert (door.lagging_lists, uploads_seen(door)) == (0, 1)

    run(work)


def test_an_asset_of_the_same_name_and_size_is_not_adopted(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)
    content = files["p0"].read_bytes()
    other = bytearray(png(16, 16, "#123456").ljust(len(content), b"\0"))[: len(content)]

    async def work() -> None:
        with Door(upstream=server.url) as door:
            door.script.append("reset before")
            async with scene(server, tmp_path, url=door.url) as it:
                await asyncio.to_thread(upload_with, it, bytes(other), files["p0"].name)
                it.load(work_of(files))
                await it.all_done(1)
                assert await it.on_server() == sorted([sha256_of(files["p0"]), hash_of(bytes(other))])

    run(work)


def test_an_attempt_of_the_run_before_is_looked_for_before_anything_is_sent(
    server: Running, tmp_path: Path
) -> None:
    files = pictures(tmp_path / "media", 2)
    arrived, lost = files.values()

    async def work() -> None:
        with Door(upstream=server.url) as door:
            async with scene(server, tmp_path, url=door.url) as it:
                for path in files.values():
                    size = path.stat().st_size
                    it.store.begin(Attempt(SERVICE, it.project_id, sha256_of(path), path.name, size))
                await asyncio.to_thread(upload_with, it, arrived.read_bytes(), arrived.name)
                it.load(work_of(files))
                await it.all_done(2)
                assert await it.on_server() == sorted(map(sha256_of, files.values()))
                assert it.store.attempts(SERVICE, sha256_of(lost)) == ()
            assert uploads_seen(door) == 1

    run(work)


def test_an_attempt_at_another_project_is_adopted_and_bound(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)
    (path,) = files.values()

    async def work() -> None:
        async with scene(server, tmp_path) as first:
            await asyncio.to_thread(upload_with, first, path.read_bytes(), path.name)
            attempt = Attempt(SERVICE, first.project_id, sha256_of(path), path.name, path.stat().st_size)
            key, (asset,) = first.key, (await first.client.projects.list_assets(first.project_id)).items
        async with scene(server, tmp_path, key=key) as it:
            it.store.begin(attempt)
            it.load(work_of(files))
            await it.all_done(1)
            assert it.uploads.addresses["p0"].url == asset.file_url
            await it.until_on_server(1)

    run(work)
