"""Pictures of projects for the start page: kept when a project is left, read off the window's thread."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, qGray

from editor_app.services.tasks import Tasks
from editor_app.store.covers import drop_cover, read_cover, write_cover
from editor_app.store.folders import Folders

_log = logging.getLogger(__name__)

_DARK_LEVEL = 24


def is_dark(image: QImage) -> bool:
    """Tell whether a picture shows next to nothing: black before a fade, or after the end."""
    small = image.scaled(16, 9, mode=Qt.TransformationMode.SmoothTransformation)
    return all(
        qGray(small.pixel(x, y)) < _DARK_LEVEL for x in range(small.width()) for y in range(small.height())
    )


class Covers(QObject):
    """Keeps and reads pictures of projects."""

    def __init__(self, folders: Folders, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders, self._tasks = folders, tasks

    def keep(self, project: Path, image: QImage) -> None:
        """Keep a picture of a project, as soon as there is time."""
        if not image.isNull():
            self._tasks.start(self.save(project, image), f"cover of {project.name}")

    async def save(self, project: Path, image: QImage) -> None:
        """Keep a picture of a project; one that cannot be written is no reason to stop."""
        try:
            await asyncio.to_thread(write_cover, self._folders, project, image)
        except OSError:
            _log.warning("The picture of “%s” was not kept.", project, exc_info=True)

    async def load(self, project: Path) -> QImage | None:
        """Give a project's picture, None where there is none."""
        return await asyncio.to_thread(read_cover, self._folders, project)

    async def forget(self, project: Path) -> None:
        """Forget a project's picture."""
        await asyncio.to_thread(drop_cover, self._folders, project)
