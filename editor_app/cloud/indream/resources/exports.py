"""Exports: make a film in the cloud, follow it, stop it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from editor_app.cloud.http.downloading import Progress
from editor_app.cloud.http.paths import segment, with_query
from editor_app.cloud.http.threads import in_thread
from editor_app.cloud.indream import policy
from editor_app.cloud.indream.downloading import download
from editor_app.cloud.indream.errors import APIError, ProblemDetails
from editor_app.cloud.indream.models import (
    Asset,
    ExportCreateResponse,
    ExportTask,
    ExportTaskListResponse,
)
from editor_app.cloud.indream.payloads import state_body
from editor_app.cloud.indream.replies import read_model, read_page
from editor_app.cloud.indream.resources.base import Resource
from editor_app.cloud.indream.transport import Call, Transport
from editor_app.cloud.indream.waiting import wait_for_end

NO_OUTPUT = "SDK_NO_OUTPUT"


class AsyncExports(Resource):
    """Calls under /v1/exports."""

    def __init__(self, transport: Transport, uploads: dict[str, Asset], poll_interval: float) -> None:
        super().__init__(transport, uploads)
        self._poll_interval = poll_interval

    async def create(
        self, payload: Mapping[str, Any], idempotency_key: str | None = None, *, check: bool = True
    ) -> ExportCreateResponse:
        """Make a task from a document: `editorState`, `ratio`, `scale`, `fps`, `format`.

        The document is checked against its schema first, unless `check` is off. Sent again after trouble
        only with an idempotency key or a `clientTaskId`. Raise ValidationError, APIError.
        """
        body = await in_thread(state_body, payload, tuple(self._uploads.values()), check=check)
        repeatable = policy.is_deduplicated(idempotency_key, payload, is_export=True)
        data = await self._create("/v1/exports", body, idempotency_key, is_repeatable=repeatable)
        return read_model(ExportCreateResponse, data)

    async def get(self, task_id: str) -> ExportTask:
        """Give a task as it is now."""
        return read_model(ExportTask, await self._read(f"/v1/exports/{segment(task_id)}"))

    async def list(
        self,
        page_size: int | None = None,
        page_cursor: str | None = None,
        created_by_api_key_id: str | None = None,
    ) -> ExportTaskListResponse:
        """Give a page of tasks (1 to 50, 20 where nothing is said)."""
        path = with_query(
            "/v1/exports",
            pageSize=page_size,
            pageCursor=page_cursor,
            createdByApiKeyId=created_by_api_key_id,
        )
        return read_page(
            ExportTaskListResponse, await self._transport.request(Call("GET", path, is_repeatable=True))
        )

    async def cancel(self, task_id: str) -> ExportTask:
        """Stop a task; raise APIError (TASK_NOT_CANCELABLE) where it has ended otherwise."""
        return read_model(ExportTask, await self._write("DELETE", f"/v1/exports/{segment(task_id)}"))

    async def wait(
        self,
        task_id: str,
        timeout: float = 600,  # noqa: ASYNC109 (the name is the service's own client's)
        poll_interval: float | None = None,
        *,
        on_change: Callable[[ExportTask], None] | None = None,
    ) -> ExportTask:
        """Look at a task every `poll_interval` seconds until it is COMPLETED, and give it.

        `on_change` is told what each look has seen. Trouble on the way is borne for a while. Raise APIError
        (TASK_TERMINAL_FAILURE) where the task FAILED or was CANCELED, TimeoutError after `timeout` seconds.
        """
        interval = self._poll_interval if poll_interval is None else poll_interval
        return await wait_for_end(
            lambda: self.get(task_id), timeout=timeout, interval=interval, on_change=on_change
        )

    async def download(
        self, task_id: str, target: str | os.PathLike[str], *, progress: Progress | None = None
    ) -> Path:
        """Fetch the film of a COMPLETED task into `target`, and give its path.

        A link that has expired is asked for anew, and what was fetched before is gone on with. `progress`
        is told bytes there and bytes in all (or None). Raise APIError, OSError.
        """
        task = await self.get(task_id)
        if task.output_url is None:
            raise APIError(
                ProblemDetails(NO_OUTPUT, "No film", 409, f"The export is {task.status}: no film.", NO_OUTPUT)
            )
        identity = f"export {task_id}"
        with self._transport.at_work():
            return await download(
                self._transport, task.output_url, Path(target), identity=identity, progress=progress
            )
