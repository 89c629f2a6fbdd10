"""Is what a service has of a project what is exported? Read in a process of its own where that is large."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from editor_app.cloud.indream import AsyncIndreamClient
from editor_app.edits.addresses import Address
from editor_app.render.processes import deaf_to_interrupts
from editor_app.render.with_parent import end_with_parent
from editor_app.services.exporting.indream.request import is_what_is_there
from editor_app.services.exporting.jobs.snapshot import DOCUMENT, Snapshot, read_snapshot
from editor_app.services.sync.indream import IndreamProject

_LARGE_BYTES = 512 * 1024
"""Parsing more than this holds the window up for too long."""


@dataclass(frozen=True, slots=True)
class There:
    """A project at a service, and how it is asked for."""

    base_url: str
    project_id: str
    key: str = field(repr=False)


async def has_it(
    client: AsyncIndreamClient,
    there: There,
    folder: Path,
    snapshot: Snapshot,
    addresses: Mapping[str, Address],
) -> bool:
    """Tell whether a service's project is what a job's folder has; raise APIError, DocumentError, OSError."""
    size = (await asyncio.to_thread((folder / DOCUMENT).stat)).st_size
    if size <= _LARGE_BYTES:
        theirs = await IndreamProject(lambda: client, there.project_id).read()
        return await asyncio.to_thread(is_what_is_there, snapshot.state, addresses, theirs.state)
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent)
    try:
        with deaf_to_interrupts():
            future = executor.submit(_look, there, folder, dict(addresses))
        return await asyncio.wrap_future(future)
    finally:
        await asyncio.to_thread(executor.shutdown)


def _look(there: There, folder: Path, addresses: Mapping[str, Address]) -> bool:
    """Do it in the other process."""

    async def read() -> bool:
        async with AsyncIndreamClient(there.key, base_url=there.base_url) as client:
            theirs = await IndreamProject(lambda: client, there.project_id).read()
        return is_what_is_there(read_snapshot(folder).state, addresses, theirs.state)

    return asyncio.run(read())
