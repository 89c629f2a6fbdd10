"""The pictures of exports: kept for as long as their exports are remembered, read off the window's thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.tasks import Tasks
from editor_app.store.export_covers import drop_export_cover, read_export_cover, write_export_cover
from editor_app.store.folders import Folders

_log = logging.getLogger(__name__)


class HasJobs(Protocol):
    """Who has exports: `jobs.queue.ExportQueue`."""

    jobs_changed: Any

    @property
    def jobs(self) -> tuple[ExportJob, ...]: ...


class ExportCovers(QObject):
    """Knows what the films of the list look like, as far as anybody has ever seen them."""

    known = Signal(str, object)
    """str, QImage: the id of an export, and its picture."""

    def __init__(self, queue: HasJobs, folders: Folders, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue, self._folders, self._tasks = queue, folders, tasks
        self._listed: frozenset[str] = frozenset()
        self._pictures: dict[str, QImage] = {}
        queue.jobs_changed.connect(self._look)
        self._look()

    @property
    def pictures(self) -> Mapping[str, QImage]:
        """Give all that are known, by the ids of their exports."""
        return self._pictures

    def expect(self, job_id: str, promised: asyncio.Future[QImage]) -> None:
        """Keep a picture of an export once it is painted."""
        promised.add_done_callback(partial(self._take, job_id))

    def _look(self) -> None:
        """Read the pictures of those that are new in the list, and forget those of the others."""
        before, self._listed = self._listed, frozenset(job.id for job in self._queue.jobs)
        if new := self._listed - before - self._pictures.keys():
            self._tasks.start(self._read(new), "pictures of exports")
        if gone := before - self._listed:
            for job_id in gone:
                self._pictures.pop(job_id, None)
            self._tasks.start(self._forget(gone), "forgetting pictures of exports")

    def _take(self, job_id: str, promised: asyncio.Future[QImage]) -> None:
        if promised.cancelled() or promised.exception() is not None or promised.result().isNull():
            return  # nobody could paint it
        self._tell(job_id, promised.result())
        self._tasks.start(self._keep(job_id, promised.result()), "picture of an export")

    async def _keep(self, job_id: str, image: QImage) -> None:
        try:
            await asyncio.to_thread(write_export_cover, self._folders, job_id, image)
        except OSError:
            _log.warning("The picture of the export %s was not kept.", job_id, exc_info=True)

    async def _read(self, job_ids: Iterable[str]) -> None:
        read = partial(read_export_cover, self._folders)
        found = await asyncio.to_thread(lambda: {one: read(one) for one in job_ids})
        for job_id, image in found.items():
            if image is not None and job_id not in self._pictures:
                self._tell(job_id, image)

    async def _forget(self, job_ids: Iterable[str]) -> None:
        await asyncio.to_thread(lambda: [drop_export_cover(self._folders, one) for one in job_ids])

    def _tell(self, job_id: str, image: QImage) -> None:
        if job_id in self._listed:
            self._pictures[job_id] = image
            self.known.emit(job_id, image)
