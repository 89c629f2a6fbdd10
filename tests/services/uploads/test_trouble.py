"""Uploads on a bad line, with files that change, and services that refuse: nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.cloud.indream import APIError, AsyncIndreamClient
from editor_app.cloud.indream.errors import ProblemDetails, error_of
from editor_app.sandbox.settings import Limits, Settings
from editor_app.services.desk import Desk
from editor_app.services.tasks import Tasks
from editor_app.services.uploads import Remaining, Status, Target, Upload, totals_of
from editor_app.services.uploads.patience import pause_after
from editor_app.store.accounts import KeptAccounts, Profile, write_accounts
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from tests.cloud.service import problem
from tests.cloud.storm import Storm
from tests.sandbox.media import wav
from tests.sandbox.running import ROOT, Running
from tests.services.uploads.scene import (
    SERVICE,
    Door,
    hash_of,
    never,
    pictures,
    run,
    scene,
    sha256_of,
    uploads_seen,
    work_of,
)


def test_a_fault_storm_loses_nothing_and_duplicates_nothing(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 30)

    async def work() -> None:
        with Storm(upstream=server.url, rate=0.2) as storm:
            options = {"timeout": 1.0}
            async with scene(server, tmp_path, url=storm.url, client_options=options) as it:
                it.uploads.set_at_once(4)
                it.load(work_of(files))
                await it.all_done(30)
                contents = sorted(map(sha256_of, files.values()))
                assert await it.on_server() == contents
                assert sorted(it.store.uploaded(SERVICE)) == contents
                assert it.uploads.addresses.keys() == files.keys()
                assert not any(it.store.attempts(SERVICE, content) for content in contents)
                assert sum(count for kind, count in storm.fared.items() if kind != "well") >= 5

    run(work)


def test_a_busy_service_is_waited_for_as_it_asks(server: Running, tmp_path: Path) -> None:
    async def work() -> None:
        with Door(upstream=server.url) as door:
            async with scene(server, tmp_path, url=door.url, pause_after=pause_after) as it:
                door.refusals.append(problem(429, "LIMITED", retry_after="7"))
                held: list[float] = []

                def look(upload: Upload) -> None:
                    if upload.status == "holding" and upload.again_at_s:
                        held.append(upload.again_at_s - time.monotonic())
                        assert upload.error == "Sandbox asks to wait"

                it.uploads.upload_changed.connect(look)
                it.load(work_of(pictures(tmp_path / "media", 1)))
                await it.until(lambda: held)
                assert 6 < held[0] < 9
                it.uploads.retry(it.uploads.uploads[0])
                await it.all_done(1)

    run(work)


@pytest.mark.parametrize(
    ("status", "words", "is_for_all"),
    [
        (403, "does not let this account upload: Quota is used up.", True),
        (402, "no room left for “picture 0.png”: Quota is used up. Delete files there", False),
        (413, "“picture 0.png” is too large for Sandbox: Quota is used up. Replace it", False),
        (422, "Sandbox does not take “picture 0.png”: Quota is used up. Replace it", False),
    ],
)
def test_a_refusal_is_told_once_and_waits_for_a_person(
    server: Running, tmp_path: Path, status: int, words: str, is_for_all: bool
) -> None:
    files = pictures(tmp_path / "media", 3)

    async def work() -> None:
        with Door(upstream=server.url) as door:
            async with scene(server, tmp_path, url=door.url) as it:
                it.uploads.set_at_once(1)
                door.refusals.append(problem(status, "QUOTA", "Quota is used up"))
                it.load(work_of(files))
                await it.until(lambda: it.said)
                assert words in it.said[0]
                if is_for_all:
                    assert words in it.uploads.trouble
                    assert [one.status for one in it.uploads.uploads] == ["waiting"] * 3
                    assert uploads_seen(door) == 0
                else:
                    await it.until(lambda: [u.status for u in it.uploads.uploads].count("done") == 2)
                    assert it.upload("picture 0.png").status == "failed"
                it.uploads.retry_all()
                await it.all_done(3)
                assert len(it.said) == 1

    run(work)


def test_a_refused_key_is_left_to_be_said_by_whoever_keeps_the_keys(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 3)

    async def work() -> None:
        with Door(upstream=server.url) as door:
            async with scene(server, tmp_path, url=door.url) as it:
                told: list[tuple[Target, APIError]] = []
                it.uploads.key_refused.connect(lambda *news: told.append(news))
                it.uploads.set_at_once(1)
                door.refusals.append(problem(401, "OPEN_API_KEY_INVALID", "No such key."))
                it.load(work_of(files))
                await it.until(lambda: it.uploads.trouble)
                assert it.uploads.trouble.startswith("Sandbox does not accept the key. Enter it anew")
                assert [(target, error.status) for target, error in told] == [(it.target, 401)]
                assert it.said == []
                it.uploads.retry_all()
                await it.all_done(3)

    run(work)


def test_the_keeper_of_keys_hears_of_it(tmp_path: Path) -> None:
    file, studio = tmp_path / "accounts.json", "https://studio.example"
    write_accounts(file, KeptAccounts((Profile("p", "indream", "Studio", studio, studio),)))

    async def work() -> None:
        desk, told = Desk(Folders(tmp_path), Tasks(), file), list[Profile]()
        desk.accounts.key_refused.connect(told.append)
        async with AsyncIndreamClient("sk_test", base_url="http://127.0.0.1:9") as client:
            error = error_of(ProblemDetails("T", "Title", 401, "No such key.", "C"))
            for _ in range(2):
                desk.uploads.key_refused.emit(Target(studio, "Studio", "project", client), error)
        assert [profile.id for profile in told] == ["p"]
        await desk.close()

    run(work)


def test_a_project_that_was_deleted_elsewhere_is_told(server: Running, tmp_path: Path) -> None:
    async def work() -> None:
        async with scene(server, tmp_path) as it:
            await it.client.projects.delete(it.project_id)
            it.load(work_of(pictures(tmp_path / "media", 3)))
            await it.until(lambda: it.lost)
            assert it.lost == [it.target]
            assert "Sandbox no longer has this project" in it.uploads.trouble

    run(work)


def test_without_a_line_it_waits_and_goes_on_by_itself(server: Running, tmp_path: Path) -> None:
    async def work() -> None:
        with Door(upstream=server.url) as door:
            url = door.url
        async with scene(server, tmp_path, url=url, pause_after=never) as it:
            it.load(work_of(pictures(tmp_path / "media", 2)))
            await it.until(lambda: [one.status for one in it.uploads.uploads] == ["holding"] * 2)
            assert it.uploads.uploads[0].error == "Sandbox does not answer"
            assert it.said == []

    run(work)


def test_a_file_that_changes_while_it_is_sent_goes_up_as_it_is_then(server: Running, tmp_path: Path) -> None:
    path = tmp_path / "noise.wav"
    path.write_bytes(wav(200, 44_100))
    fresh = wav(1.5)

    async def work() -> None:
        async with scene(server, tmp_path) as it:

            def change(upload: Upload) -> None:
                if upload.status == "sending" and path.stat().st_size != len(fresh):
                    path.write_bytes(fresh)

            it.uploads.upload_changed.connect(change)
            it.load(_sound(path))
            await it.all_done(1)
            assert await it.on_server() == [hash_of(fresh)]
            assert it.said == [
                "“noise.wav” changed while it was uploaded. It is uploaded again as it is now."
            ]
            assert it.document.media["s"].sha256 == hash_of(fresh)

    run(work)


def test_what_was_sent_of_a_changed_file_is_deleted(server: Running, tmp_path: Path) -> None:
    path = tmp_path / "noise.wav"
    before, after = wav(200, 44_100), bytearray(wav(200, 44_100))
    after[-1000:] = b"\1" * 1000
    path.write_bytes(before)

    async def work() -> None:
        async with scene(server, tmp_path) as it:

            def change(upload: Upload) -> None:
                if 0 < upload.sent < upload.wanted.size and path.read_bytes() == before:
                    with path.open("r+b") as file:
                        file.seek(len(before) - 1000)
                        file.write(after[-1000:])

            it.uploads.upload_changed.connect(change)
            it.load(_sound(path))
            await it.all_done(1)
            assert await it.on_server() == [hash_of(bytes(after))]
            assert it.uploads.addresses.keys() == {"s"}

    run(work)


def test_a_file_that_vanishes_is_told_and_goes_up_when_it_is_back(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)
    content = files["p0"].read_bytes()

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.pause_all()
            it.load(work_of(files))
            await it.until(lambda: it.uploads.uploads)
            files["p0"].unlink()
            it.uploads.resume_all()
            await it.until(lambda: it.said)
            assert it.said[0].startswith("“picture 0.png” is no longer in ")
            assert "then retry." in it.said[0]
            await it.until(lambda: [one.status for one in it.uploads.uploads] == ["failed"])
            files["p0"].write_bytes(content)
            it.uploads.retry(it.uploads.uploads[0])
            await it.all_done(1)
            assert len(await it.on_server()) == 1

    run(work)


def test_a_file_that_goes_while_it_is_sent_is_whole_at_the_service_all_the_same(
    server: Running, tmp_path: Path
) -> None:
    path = tmp_path / "noise.wav"
    path.write_bytes(content := wav(200, 44_100))

    async def work() -> None:
        async with scene(server, tmp_path) as it:

            def remove(upload: Upload) -> None:
                if 0 < upload.sent < upload.wanted.size and path.exists():
                    path.unlink()
                    it.uploads.refresh()

            it.uploads.upload_changed.connect(remove)
            it.load(_sound(path))
            await it.all_done(1)
            assert not path.exists()
            assert await it.on_server() == [hash_of(content)]
            assert it.uploads.remaining == Remaining()

    run(work)


@pytest.mark.parametrize("status", ["checking", "waiting", "holding", "paused", "failed"])
def test_a_file_that_goes_before_it_is_sent_stays_on_the_list(
    server: Running, tmp_path: Path, status: Status
) -> None:
    files = pictures(tmp_path / "media", 2)
    content = files["p0"].read_bytes()

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.pause_all()
            it.load(work_of(files))
            await it.until(lambda: len(it.uploads.uploads) == 2)
            first = it.upload("picture 0.png")

            def remove(upload: Upload) -> None:
                if upload is first and upload.status == "checking":
                    files["p0"].unlink(missing_ok=True)
                    it.uploads.refresh()

            if status == "checking":
                it.uploads.upload_changed.connect(remove)
                it.uploads.resume_all()
            else:
                it.uploads._queue.put(first, status)
                files["p0"].unlink()
                it.uploads.refresh()
            await it.until(lambda: first.is_gone)
            it.uploads.resume_all()
            other = it.upload("picture 1.png")
            await it.until(lambda: other.status == "done")
            await it.settled()
            it.uploads.refresh()
            await it.settled()
            assert it.uploads.uploads.count(first) == 1
            assert first.error.startswith("“picture 0.png” is no longer in ")
            assert it.said == [first.error]
            assert it.uploads.remaining == Remaining(1, "gone")
            if status == "checking":
                it.uploads.upload_changed.disconnect(remove)
            files["p0"].write_bytes(content)
            it.uploads.retry(first)
            await it.all_done(2)

    run(work)


def test_what_was_cancelled_and_is_gone_stays_counted_and_cancelled(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 2)
    content = files["p0"].read_bytes()

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.pause_all()
            it.load(work_of(files))
            await it.until(lambda: len(it.uploads.uploads) == 2)
            first = it.upload("picture 0.png")
            it.uploads.cancel(first)
            files["p0"].unlink()
            it.uploads.refresh()
            it.uploads.resume_all()
            await it.until(lambda: len(it.uploads.addresses) == 1)
            await it.settled()
            assert first in it.uploads.uploads
            assert it.uploads.remaining == Remaining(1, "gone")
            assert it.said == []
            # In another window it is on no list, and not there all the same.
            mine, again = it.uploads, it.make()
            again.set_target(it.target)
            await it.until(lambda: again.addresses)
            assert (again.uploads, again.remaining) == ((), Remaining(1, "gone"))
            again.close()
            it.uploads = mine
            files["p0"].write_bytes(content)
            it.uploads.refresh()
            await it.until(lambda: [one.is_gone for one in it.uploads.uploads] == [False, False])
            back = it.upload("picture 0.png")
            assert (back.status, it.uploads.remaining) == ("cancelled", Remaining(1, "stuck"))
            it.uploads.retry(back)
            await it.all_done(2)
            assert it.uploads.remaining == Remaining()

    run(work)


def test_what_is_paused_and_comes_back_is_paused_still(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 1)
    content = files["p0"].read_bytes()

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.uploads.pause_all()
            it.load(work_of(files))
            await it.until(lambda: it.uploads.uploads)
            (one,) = it.uploads.uploads
            it.uploads.pause(one)
            await it.until(lambda: it.store.paused(SERVICE, it.project_id))
            files["p0"].unlink()
            it.uploads.refresh()
            await it.until(lambda: one.is_gone)
            files["p0"].write_bytes(content)
            it.sources.refresh()
            await it.settled()
            it.uploads.refresh()
            await it.until(lambda: [one.is_gone for one in it.uploads.uploads] == [False])
            assert it.upload("picture 0.png").status == "paused"
            it.uploads.resume_all()
            await it.all_done(1)

    run(work)


def test_what_is_replaced_while_it_is_sent_leaves_nothing_of_the_old_one(
    server: Running, tmp_path: Path
) -> None:
    """A file put in its place is not read by the one that is under way."""
    path, fresh = tmp_path / "noise.wav", tmp_path / "fresh"
    path.write_bytes(wav(200, 44_100))
    fresh.write_bytes(after := wav(150, 44_100))

    async def work() -> None:
        async with scene(server, tmp_path) as it:

            def replace_it(upload: Upload) -> None:
                if 0 < upload.sent < upload.wanted.size and fresh.exists():
                    fresh.replace(path)
                    it.uploads.refresh()

            it.uploads.upload_changed.connect(replace_it)
            it.load(_sound(path))
            await it.until(lambda: hash_of(after) in it.store.uploaded(SERVICE))
            await it.all_done(1)
            assert await it.on_server() == [hash_of(after)]
            assert it.said == [
                "“noise.wav” changed while it was uploaded. It is uploaded again as it is now."
            ]

    run(work)


def test_what_is_beyond_the_limits_is_not_sent(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(wav(1.0))
    limits = replace(Limits(), audio_bytes=10**9)
    running = Running(Settings(tmp_path / "server", port=0, limits=limits))

    async def work() -> None:
        async with scene(running, tmp_path) as it:
            it.load(_sound(path, seconds=1801))
            await it.until(lambda: it.said)
            assert it.said == [
                "“long.wav” lasts 31 minutes, and may last 30. Cut it into parts and replace it."
            ]
            assert it.uploads.uploads[0].status == "failed"
            assert await it.on_server() == []

    try:
        run(work)
    finally:
        running.stop()


def test_limits_are_told_before_anybody_is_asked_and_count_for_nothing(
    server: Running, tmp_path: Path
) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(wav(1.0))
    small = pictures(tmp_path / "media", 1)
    size = small["p0"].stat().st_size

    async def work() -> None:
        async with scene(server, tmp_path, is_permitted=False) as it:
            long, picture = _sound(path, seconds=1801), work_of(small)
            both = long.state.replace(assets={**long.state.assets, **picture.state.assets})
            it.load(replace(long, state=both, media={**long.media, **picture.media}))
            await it.until(lambda: it.asked)
            assert it.asked == [("Sandbox", 1, size)]
            (sentence,) = it.said
            assert sentence.startswith("“long.wav” lasts 31 minutes")
            totals = totals_of(it.uploads.uploads)
            assert (totals.count, totals.failed, totals.size, totals.sent) == (2, 1, size, 0)
            it.uploads.retry(it.upload("long.wav"))
            assert it.upload("long.wav").status == "failed"
            assert it.said == [sentence, sentence]
            it.uploads.cancel(it.upload("long.wav"))
            it.uploads.permit(SERVICE)
            await it.until(lambda: it.upload("picture 0.png").status == "done")
            assert len(await it.on_server()) == 1

    run(work)


def test_what_is_found_to_be_shorter_is_sent(server: Running, tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(wav(1.0))

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            it.load(_sound(path, seconds=1801))
            await it.until(lambda: it.said)
            it.document.apply("Length", _sound(path, seconds=1).state)
            await it.all_done(1)
            assert await it.on_server() == [sha256_of(path)]

    run(work)


def test_cancelling_in_the_middle_leaves_nothing_behind(server: Running, tmp_path: Path) -> None:
    path = tmp_path / "noise.wav"
    path.write_bytes(wav(200, 44_100))

    async def work() -> None:
        async with scene(server, tmp_path) as it:
            begun = asyncio.Event()

            def stop(upload: Upload) -> None:
                if upload.status == "sending" and not begun.is_set():
                    begun.set()
                    it.uploads.cancel(upload)

            it.uploads.upload_changed.connect(stop)
            it.load(_sound(path))
            await begun.wait()
            await it.until(lambda: it.uploads.uploads[0].status == "cancelled")
            it.uploads.retry(it.uploads.uploads[0])
            await it.all_done(1)
            assert await it.on_server() == [sha256_of(path)]

    run(work)


def test_a_killed_program_goes_on_next_time(server: Running, tmp_path: Path) -> None:
    files = pictures(tmp_path / "media", 12)

    async def work() -> None:
        with Door(upstream=server.url) as door:
            async with scene(server, tmp_path, url=door.url) as it:
                order = {
                    **{"url": door.url, "key": it.key, "project_id": it.project_id},
                    **{"database": str(it.database.path), "files": {k: str(v) for k, v in files.items()}},
                }
                for at_least in (1, 4, 8):
                    await _run_and_kill(order, door, at_least)
                it.load(work_of(files))
                await it.until(lambda: len(it.uploads.addresses) == 12)
                await it.until(lambda: all(one.status == "done" for one in it.uploads.uploads))
                assert await it.on_server() == sorted(map(sha256_of, files.values()))

    run(work)


async def _run_and_kill(order: dict[str, object], door: Door, at_least: int) -> None:
    """Let another process upload, and kill it once so many bodies have reached the server."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.services.uploads.child", json.dumps(order)),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        await _until(lambda: uploads_seen(door) >= at_least)
    finally:
        child.kill()
        await child.wait()


async def _until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that a thread brings about."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


def _sound(path: Path, seconds: float = 1.0) -> Work:
    return work_of({"s": path}, type="audio", mimeType="audio/wav", durationInSeconds=seconds)
