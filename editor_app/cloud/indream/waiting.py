"""Waits for the end of an export, through trouble that passes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from editor_app.cloud.http.retrying import check_seconds
from editor_app.cloud.indream import policy
from editor_app.cloud.indream.errors import TASK_FAILED, APIError, ProblemDetails
from editor_app.cloud.indream.models import ExportTask

FAILED_LOOKS = 10
"""So many looks may fail one after the other, each with its repetitions, before waiting gives up."""

Look = Callable[[], Awaitable[ExportTask]]
OnChange = Callable[[ExportTask], None]


async def wait_for_end(
    look: Look,
    *,
    timeout: float,  # noqa: ASYNC109 (the name is the service's own client's)
    interval: float,
    on_change: OnChange | None = None,
) -> ExportTask:
    """Look every `interval` seconds until the task is COMPLETED, and give it.

    Raise APIError (TASK_TERMINAL_FAILURE) where it FAILED or was CANCELED, TimeoutError after `timeout`
    seconds, ValueError for times that are none. Any other status goes on, also one that nobody knows.
    """
    check_seconds(timeout=timeout, poll_interval=interval)
    seen = list[ExportTask]()
    try:
        async with asyncio.timeout(timeout):
            return await _watch(look, interval, seen, on_change)
    except TimeoutError:
        last = f"it was {seen[-1].status} at {seen[-1].progress:g} %" if seen else "it was never seen"
    raise TimeoutError(f"The export has not ended within {timeout:g} seconds; {last}.")


async def _watch(
    look: Look, interval: float, seen: list[ExportTask], on_change: OnChange | None
) -> ExportTask:
    failures = 0
    while True:
        try:
            task = await look()
        except APIError as error:
            failures += 1
            if failures >= FAILED_LOOKS or not policy.is_transient(error):
                raise
        else:
            failures = 0
            seen[:] = [task]
            if on_change is not None:
                on_change(task)
            if task.status == "COMPLETED":
                return task
            if task.status in ("FAILED", "CANCELED"):
                raise _ended(task)
        await asyncio.sleep(interval)


def _ended(task: ExportTask) -> APIError:
    detail = task.error or f"The export has ended as {task.status}."
    return APIError(ProblemDetails(TASK_FAILED, "The export failed", 422, detail, TASK_FAILED))
