"""Looking into files in another process: one that kills it, or never ends, costs that file only."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from editor_app.render.media.errors import MediaHostile, MediaUnreadable
from editor_app.render.media.probe import MediaInfo, probe
from editor_app.render.picture.gui import ensure_gui
from editor_app.render.processes import end_executor
from editor_app.render.with_parent import end_with_parent

_LONGEST_SECONDS = 30.0


class Probing:
    """Probes one file at a time in a process that is started when first needed."""

    def __init__(self, longest_seconds: float = _LONGEST_SECONDS) -> None:
        self._longest_seconds = longest_seconds
        self._executor: ProcessPoolExecutor | None = None

    async def probe(self, path: Path) -> MediaInfo:
        """Describe a file; raise MediaError. Only one over which two processes die is at fault."""
        for is_last in (False, True):
            try:
                return await self._probe_once(path)
            except BrokenProcessPool:
                self.close()
                if is_last:
                    break
        raise MediaHostile(path.name, "made the program that looked into it break down")

    async def _probe_once(self, path: Path) -> MediaInfo:
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent)
        try:
            future = self._executor.submit(_probe, path)
            return await asyncio.wait_for(asyncio.wrap_future(future), self._longest_seconds)
        except TimeoutError:
            self.close()
            raise MediaHostile(path.name, "takes too long to look into") from None
        except asyncio.CancelledError:
            self.close()
            raise
        except BrokenProcessPool:
            raise
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its content is damaged"
            raise MediaUnreadable(path.name, f"cannot be read ({reason})") from error

    def close(self) -> None:
        """End the process, whatever it does."""
        executor, self._executor = self._executor, None
        if executor is not None:
            end_executor(executor)


def _probe(path: Path) -> MediaInfo:
    ensure_gui()
    return probe(path)
