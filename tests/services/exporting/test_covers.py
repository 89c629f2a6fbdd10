"""Pictures of exports outlive the program, as long as their exports are remembered."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QImage

from editor_app.services.exporting.covers import ExportCovers
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.tasks import Tasks
from editor_app.store.export_covers import export_cover_file
from editor_app.store.folders import Folders
from tests.services.exporting.jobs import local


class Queue(QObject):
    """Holds the jobs that a test puts into it."""

    jobs_changed = Signal()

    def __init__(self, *jobs: ExportJob) -> None:
        super().__init__()
        self.jobs = jobs

    def put(self, *jobs: ExportJob) -> None:
        """Let these be the jobs."""
        self.jobs = jobs
        self.jobs_changed.emit()


def picture(colour: str = "#c02010") -> QImage:
    image = QImage(216, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return image


async def settled(tasks: Tasks) -> None:
    async with asyncio.timeout(60.0):
        while tasks.names():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def promised(image: QImage) -> asyncio.Future[QImage]:
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(future.set_result, image)
    return future


def test_a_picture_is_there_after_a_restart_until_its_export_is_removed(tmp_path: Path) -> None:
    folders, jobs = Folders(tmp_path), (local(1), local(2))

    async def first() -> None:
        tasks = Tasks()
        covers = ExportCovers(Queue(*jobs), folders, tasks)
        told = list[str]()
        covers.known.connect(lambda job_id, _image: told.append(job_id))
        covers.expect("l1", promised(picture()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await settled(tasks)
        assert told == ["l1"]

    async def second() -> None:
        tasks, queue = Tasks(), Queue()
        covers = ExportCovers(queue, folders, tasks)
        queue.put(*jobs)
        await settled(tasks)
        assert list(covers.pictures) == ["l1"]
        assert covers.pictures["l1"].size() == QSize(144, 80)
        assert covers.pictures["l1"].pixelColor(70, 40).red() > 150
        queue.put(jobs[1])
        await settled(tasks)
        assert (dict(covers.pictures), export_cover_file(folders, "l1").exists()) == ({}, False)

    asyncio.run(first())
    asyncio.run(second())


@pytest.mark.parametrize("how", ["cancelled", "failed", "empty"])
def test_what_nobody_could_paint_is_not_kept(tmp_path: Path, how: str) -> None:
    async def whole() -> None:
        tasks = Tasks()
        covers = ExportCovers(Queue(local(1)), Folders(tmp_path), tasks)
        future: asyncio.Future[QImage] = asyncio.get_running_loop().create_future()
        covers.expect("l1", future)
        if how == "cancelled":
            future.cancel()
        elif how == "failed":
            future.set_exception(RuntimeError("no"))
        else:
            future.set_result(QImage())
        await asyncio.wait([future], timeout=60.0)
        await asyncio.sleep(0)
        await settled(tasks)
        assert covers.pictures == {}
        assert not export_cover_file(Folders(tmp_path), "l1").exists()

    asyncio.run(whole())


def test_a_disk_that_takes_no_picture_is_no_reason_to_stop(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "covers").write_bytes(b"in the way")

    async def whole() -> None:
        tasks = Tasks()
        covers = ExportCovers(Queue(local(1)), Folders(tmp_path), tasks)
        covers.expect("l1", promised(picture()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await settled(tasks)
        assert list(covers.pictures) == ["l1"]

    asyncio.run(whole())
    assert "The picture of the export l1 was not kept." in caplog.text
