"""The pauses of jobs under way: each ends by itself, or sooner where somebody wants that."""

from __future__ import annotations

import asyncio
import contextlib


class Rests:
    """One pause a job at most; for one event loop."""

    def __init__(self) -> None:
        self._limits: dict[str, asyncio.Timeout] = {}
        self._early: dict[str, float] = {}
        """When pauses end that were made shorter before they began."""

    async def rest(self, job_id: str, seconds: float) -> None:
        """Wait for so long, or for as long as `shorten` says."""
        loop = asyncio.get_running_loop()
        until = min(loop.time() + seconds, self._early.pop(job_id, float("inf")))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(until) as limit:
                self._limits[job_id] = limit
                try:
                    await loop.create_future()
                finally:
                    del self._limits[job_id]

    def shorten(self, job_id: str, seconds: float) -> None:
        """Let a job's pause end in so many seconds at the latest, also one that is just about to begin."""
        until = asyncio.get_running_loop().time() + seconds
        limit = self._limits.get(job_id)
        if limit is None:
            self._early[job_id] = until
        elif not limit.expired() and until < (limit.when() or 0.0):
            limit.reschedule(until)

    def forget(self, job_id: str) -> None:
        """Forget what was wanted for a pause that never came: the job has given its turn back."""
        self._early.pop(job_id, None)
