"""Jobs on the disk: read back as they were, taken up from the dead only, and none hides another."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.as_json import DamagedJob, job_from_json, job_to_json
from editor_app.services.exporting.jobs.job import (
    CloudIds,
    ExportJob,
    IndreamSettings,
    LogLine,
    OtherSettings,
    Price,
    ProjectName,
    Result,
)
from editor_app.services.exporting.jobs.snapshot import Snapshot, mark_of_content, write_snapshot
from editor_app.store.export_jobs import MOST_OVER, ExportJobStore, KeptJob
from editor_app.store.local_database import LocalDatabase
from editor_app.store.media_files import find_media
from tests.services.exporting.jobs import OTHER, cloud, local
from tests.services.exporting.mixed import mixed
from tests.services.exporting.scene import scene, small_film

FULL = replace(
    cloud(3, "rendering"),
    settings=IndreamSettings("webm", 60, 1.5, "9:16", "mine", "https://x", ("X-Secret",), (1080, 1920)),
    project=ProjectName("Summer “26”", "/projects/summer.editorproj"),
    cloud=CloudIds("k", "mine", "project", "p", "t", "r", "https://y", False, True, 2),
    price=Price(1.5, 2.0, "0.200000000001"),
    result=Result(10, 20, 30, 40, 1.5, 2.5),
    warnings=("Mind.",),
    log=(LogLine("2026-01-01T00:00:00+00:00", "preparing"),),
    again_at=1.5e9,
    speed=2.5,
)


@pytest.mark.parametrize(
    "job",
    [
        local(),
        replace(local(), settings=ExportSettings("webm", 60, 0.75, 1, 2, alpha=True, crf=20)),
        FULL,
        replace(FULL, target=OTHER, settings=OtherSettings({"workers": [1, 2]})),
    ],
)
def test_a_job_is_read_back_as_it_was(tmp_path: Path, job: ExportJob) -> None:
    store = ExportJobStore(LocalDatabase(tmp_path / "db"), tmp_path / "exports")
    store.keep(KeptJob(job.id, "", True, job_to_json(job)))
    (kept,) = store.over()
    assert job_from_json(kept.content) == job


def test_what_an_older_version_kept_has_the_usual_values_for_what_is_new() -> None:
    value = dict(job_to_json(local()))
    settings = dict(value["settings"])
    del settings["crf"], value["warnings"]
    assert job_from_json({**value, "settings": settings, "of_tomorrow": 1}) == local()


@pytest.mark.parametrize(
    "change", [{"status": "odd"}, {"target": {"kind": "odd"}}, {"output": None}, {"cloud": 5}]
)
def test_what_is_damaged_is_said_to_be(change: dict[str, object]) -> None:
    with pytest.raises(DamagedJob):
        job_from_json({**job_to_json(local()), **change})


def test_jobs_of_the_living_stay_with_them(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "db")
    one, other = (ExportJobStore(database, tmp_path / "exports") for _ in range(2))
    one.keep(KeptJob("a", one.own(), False, {}))
    assert other.take_up() == ()
    one.close()
    assert [kept.id for kept in other.take_up()] == ["a"]
    third = ExportJobStore(database, tmp_path / "exports")
    assert third.take_up() == ()
    other.close()
    assert [kept.id for kept in third.take_up()] == ["a"]
    third.close()
    assert list((tmp_path / "exports" / ".alive").iterdir()) == []


def test_one_job_is_taken_up_alone_once_nobody_works_on_it(tmp_path: Path) -> None:
    database = LocalDatabase(tmp_path / "db")
    one, other = (ExportJobStore(database, tmp_path / "exports") for _ in range(2))
    for name, is_over in (("a", False), ("b", False), ("c", True)):
        one.keep(KeptJob(name, "" if is_over else one.own(), is_over, {}))
    assert other.take_up_one("a") is None
    one.close()
    taken = other.take_up_one("a")
    assert taken is not None
    assert taken.id == "a"
    assert [other.take_up_one(name) for name in ("c", "d")] == [None, None]
    third = ExportJobStore(database, tmp_path / "exports")
    assert third.take_up_one("a") is None
    assert [kept.id for kept in third.take_up()] == ["b"]
    other.close()
    third.close()


def test_what_killed_programs_leave_of_themselves_goes_after_a_day(tmp_path: Path) -> None:
    store = ExportJobStore(LocalDatabase(tmp_path / "db"), tmp_path / "exports")
    mine = store.own()
    alive = tmp_path / "exports" / ".alive"
    for name in ("old", "young"):
        (alive / name).touch()
    long_ago = time.time() - 100_000
    os.utime(alive / "old", (long_ago, long_ago))
    os.utime(alive / mine, (long_ago, long_ago))
    assert store.take_up() == ()
    assert {path.name for path in alive.iterdir()} == {"young", mine}
    store.close()


def test_a_start_leaves_nothing_where_nothing_was_ever_exported(tmp_path: Path) -> None:
    async def whole() -> None:
        async with scene(tmp_path) as made:
            await made.queue.load()

    asyncio.run(whole())
    assert not (tmp_path / "data").exists()


def test_the_oldest_are_forgotten_with_all_they_had(tmp_path: Path) -> None:
    store = ExportJobStore(LocalDatabase(tmp_path / "db"), tmp_path / "exports")
    for number in range(MOST_OVER + 3):
        store.keep(KeptJob(f"{number}", "", True, {}))
    store.keep(KeptJob("open", store.own(), False, {}))
    store.write("1", "document.json", b"{}")
    assert store.forget_oldest() == ("2", "1", "0")
    assert not store.folder("1").exists()
    assert len(store.over()) == MOST_OVER
    store.close()


def test_a_damaged_row_hides_no_other(tmp_path: Path) -> None:
    async def whole() -> None:
        async with scene(tmp_path) as made:
            for name in "abc":
                made.store.keep(KeptJob(name, "", True, job_to_json(replace(local(status="done"), id=name))))
            made.store.keep(KeptJob("d", "", True, {"status": "done"}))
            with closing(sqlite3.connect(made.database.path)) as connection, connection:
                connection.execute("UPDATE export_jobs SET content = '{ half' WHERE id = 'b'")
            await made.queue.load()
            assert {job.id for job in made.queue.jobs} == {"a", "c"}
            assert made.said == []

    asyncio.run(whole())


def test_a_disk_that_takes_nothing_is_told_and_nothing_begins(tmp_path: Path) -> None:
    async def whole() -> None:
        async with scene(tmp_path) as made:
            made.folders.exports.parent.mkdir(exist_ok=True)
            made.folders.exports.write_bytes(b"in the way")
            job = made.exports.start_here(ExportSettings(), made.file())
            (job,) = await made.over(job)
            assert (job.status, job.remedy) == ("failed", "room")
            assert job.sentence.startswith("The export cannot be kept on this computer, so it does not begin")
            made.folders.exports.unlink()
            assert not made.file().exists()

    asyncio.run(whole())


def test_what_a_killed_program_had_not_yet_removed_of_an_export_that_is_over_goes(tmp_path: Path) -> None:
    done, failed = (
        replace(local(1, "done"), has_snapshot=False),
        replace(local(2, "failed"), has_snapshot=True),
    )

    async def work() -> None:
        async with scene(tmp_path) as made:
            for job in (done, failed):
                made.store.keep(KeptJob(job.id, "", True, job_to_json(job)))
                made.store.write(job.id, "request.json", b"{}")
            await made.queue.load()
            await made.settled()
            assert made.folders_of_jobs() == [failed.id]

    asyncio.run(work())


def test_another_document_or_file_has_another_mark(tmp_path: Path) -> None:
    state, places = mixed(tmp_path)
    sources = find_media(state, places).sources
    mark = mark_of_content(Snapshot(state, sources))
    store = ExportJobStore(LocalDatabase(tmp_path / "db"), tmp_path / "exports")
    assert write_snapshot(store, "j", Snapshot(state, sources, places)) == mark
    assert mark_of_content(Snapshot(small_film(), sources)) != mark
    assert mark_of_content(Snapshot(state)) != mark
    places["p"].path.write_bytes(b"another")
    assert mark_of_content(Snapshot(state, sources)) != mark
