"""Videos: tasks that are made, rendered, followed and fetched."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from editor_app.cloud.http.downloading import Progress
from editor_app.cloud.http.paths import segment, with_query
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.renderingvideo.bodies import check_page, render_body, task_body
from editor_app.cloud.renderingvideo.downloading import download
from editor_app.cloud.renderingvideo.errors import (
    NO_OUTPUT,
    REFUSED,
    DownloadError,
    NotFoundError,
)
from editor_app.cloud.renderingvideo.models import (
    Pagination,
    RenderStart,
    TaskPage,
    VideoDeletion,
    VideoTask,
    read_time,
)
from editor_app.cloud.renderingvideo.paging import MOST_ROWS, all_rows
from editor_app.cloud.renderingvideo.replies import read_model
from editor_app.cloud.renderingvideo.resources.base import Resource
from editor_app.cloud.renderingvideo.waiting import (
    PATIENT,
    Clock,
    OnChange,
    Patience,
    SystemClock,
    wait_for_end,
)

_VIDEOS = "/api/v1/video"


class AsyncVideos(Resource):
    """Calls under /api/v1/video."""

    async def create(
        self,
        config: Mapping[str, Any],
        *,
        metadata: Mapping[str, Any] | None = None,
        title: str | None = None,
        category: str | None = None,
    ) -> VideoTask:
        """Make a task from a configuration (schema v2), and do not render it; never sent twice.

        Raise ConfigError, OutcomeUnknownError (look with `find_made` before it is sent again), APIError.
        """
        body = await in_thread(task_body, config, metadata, title, category)
        return await self._write("POST", _VIDEOS, VideoTask, body)

    async def create_written(self, body: bytes) -> VideoTask:
        """Do what `create` does with a body that was written before, as `bodies.task_body` writes it."""
        return await self._write("POST", _VIDEOS, VideoTask, body)

    async def list(
        self, page: int = 1, limit: int = 20, *, status: str | None = None, category: str | None = None
    ) -> TaskPage:
        """Give a page of tasks (1 to 100); without a category those made by this API, `all` gives all."""
        check_page(page, limit)
        path = with_query(_VIDEOS, page=page, limit=limit, status=status, category=category)
        return read_model(TaskPage, await self._read(path))

    def iterate(self, *, status: str | None = None, category: str | None = None) -> AsyncIterator[VideoTask]:
        """Give the tasks of all pages, each once, as they are asked for."""

        async def look(page: int) -> tuple[Sequence[VideoTask], Pagination]:
            found = await self.list(page, MOST_ROWS, status=status, category=category)
            return found.tasks, found.pagination

        return all_rows(look, lambda task: task.task_id)

    async def get(self, task_id: str) -> VideoTask:
        """Give a task as it is now; raise NotFoundError, APIError."""
        fields = await self._read(f"{_VIDEOS}/{segment(task_id)}")
        return read_model(VideoTask, fields)

    async def find_made(self, name: str, value: Any, *, since: datetime | None = None) -> VideoTask | None:
        """Find the task whose metadata hold a value, by looking at each: lists do not tell metadata.

        Passed over are tasks that the service says it made before `since`; leave room for clocks that
        differ. This is how a task is found again whose making was answered by nothing; a service that is slow
        may yet make it, so look again after a while before it is made anew. Raise APIError.
        """
        async for row in self.iterate(category="all"):
            made_at = read_time(row.created_at)
            if since is not None and made_at is not None and made_at < since:
                continue
            task = row if row.metadata is not None else await self._still_there(row.task_id)
            if task is not None and task.metadata is not None and task.metadata.get(name) == value:
                return task
        return None

    async def delete(self, task_id: str) -> VideoDeletion:
        """Delete a task and what was rendered of it; raise NotFoundError, APIError."""
        return await self._write("DELETE", f"{_VIDEOS}/{segment(task_id)}", VideoDeletion, taskId=task_id)

    async def render(
        self, task_id: str, *, webhook_url: str | None = None, num_workers: int | None = None
    ) -> RenderStart:
        """Render a task, which costs credits unless there is a video of it already; never sent twice.

        Sent again by a caller it does no harm: while it is rendered the service refuses
        (AlreadyRenderingError), afterwards it gives the same video. Raise NotFoundError, CreditsError,
        RenderTriggerError, OutcomeUnknownError, APIError.
        """
        path = f"{_VIDEOS}/{segment(task_id)}/render"
        return await self._write(
            "POST", path, RenderStart, render_body(webhook_url, num_workers), taskId=task_id
        )

    async def wait(
        self,
        task_id: str,
        patience: Patience = PATIENT,
        *,
        on_change: OnChange | None = None,
        clock: Clock | None = None,
    ) -> VideoTask:
        """Look at a task, with pauses that grow, until it is completed, and give it.

        Trouble on the way is borne for a while. Raise TaskFailedError, APIError, TimeoutError.
        """
        return await wait_for_end(lambda: self.get(task_id), patience, clock or SystemClock(), on_change)

    async def download(
        self, task_id: str, target: str | os.PathLike[str], *, progress: Progress | None = None
    ) -> Path:
        """Fetch the video of a completed task into `target`, and give its path.

        A link that has expired is asked for anew, and what was fetched before is gone on with. `progress`
        is told bytes there and bytes in all (or None). Raise DownloadError, APIError, OSError.
        """
        url = await self._address(task_id)
        identity = f"video {task_id}"
        with self._transport.at_work():
            try:
                return await download(
                    self._transport, url, Path(target), identity=identity, progress=progress
                )
            except DownloadError as error:
                failure = error
            newer = await self._address(task_id) if failure.code == REFUSED else url
            if newer == url:
                raise failure
            return await download(self._transport, newer, Path(target), identity=identity, progress=progress)

    async def _address(self, task_id: str) -> str:
        task = await self.get(task_id)
        if task.video_url is None:
            raise DownloadError(200, NO_OUTPUT, f"The task is {task.status or 'of no status'}: no video.")
        return task.video_url

    async def _still_there(self, task_id: str) -> VideoTask | None:
        try:
            return await self.get(task_id)
        except NotFoundError:
            return None
