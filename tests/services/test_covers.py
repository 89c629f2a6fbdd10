"""Pictures of projects: kept small, found again, gone when forgotten, never in the way."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from editor_app.services.covers import Covers
from editor_app.services.tasks import Tasks
from editor_app.store.covers import cover_file
from editor_app.store.folders import Folders


def picture(width: int, height: int, colour: str) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return image


def test_a_picture_is_kept_small_and_found_again(tmp_path: Path) -> None:
    async def work() -> None:
        tasks, project = Tasks(), tmp_path / "film.editorproj"
        covers = Covers(Folders(tmp_path / "data"), tasks)
        assert await covers.load(project) is None
        await covers.save(project, picture(1080, 1920, "#d03010"))
        found = await covers.load(project)
        assert found is not None
        assert found.height() == 270
        assert abs(found.pixelColor(20, 20).red() - 0xD0) < 6
        assert await covers.load(tmp_path / "other.editorproj") is None
        await covers.forget(project)
        assert await covers.load(project) is None
        await tasks.close()

    asyncio.run(work())


def test_a_picture_that_cannot_be_kept_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file where the folder should be")
    folders = Folders(tmp_path / "data")

    async def work() -> None:
        tasks = Tasks()
        await Covers(folders, tasks).save(tmp_path / "film.editorproj", picture(16, 9, "#000000"))
        await tasks.close()

    asyncio.run(work())
    assert not cover_file(folders, tmp_path / "film.editorproj").exists()
