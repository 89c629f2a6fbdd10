"""Pictures of projects: kept small, found again, gone when forgotten, never in the way."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from editor_app.services.covers import Covers, is_dark
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


@pytest.mark.parametrize(("colour", "dark"), [("#000000", True), ("#101010", True), ("#303030", False)])
def test_a_picture_that_shows_nothing_is_dark(colour: str, dark: bool) -> None:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert is_dark(image) == dark


def test_a_little_light_is_enough() -> None:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    for x in range(100, 140):
        for y in range(80, 120):
            image.setPixelColor(x, y, QColor("white"))
    assert not is_dark(image)
