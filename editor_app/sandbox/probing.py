"""Looking into uploaded files in another process: one that kills it, or never ends, costs that file only."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from editor_app.render.media.errors import MediaError
from editor_app.render.media.probe import MediaInfo, probe
from editor_app.render.media.sniff import Content, sniff
from editor_app.render.picture.gui import ensure_gui
from editor_app.render.processes import deaf_to_interrupts, end_executor
from editor_app.render.with_parent import end_with_parent
from editor_app.sandbox.wholeness import check_whole

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST_SECONDS = 60.0
_HEAD_BYTES = 4096


class UnfitFile(Exception):
    """A file cannot be used; the text is a sentence without the file's name."""


class Prober:
    """Probes one file at a time, in a process that starts when it is first needed."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._executor: ProcessPoolExecutor | None = None

    async def probe(self, path: Path) -> MediaInfo:
        """Describe a file; raise UnfitFile. Only one over which two processes die is at fault."""
        return await self.call(_probe, path)

    async def call(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function of a module in that process, where Qt is at hand; raise UnfitFile, as `probe`."""
        async with self._turn:
            for _ in range(2):
                try:
                    return await self._call_once(partial(work, *args, **kwargs))
                except BrokenProcessPool:
                    self.close()
        raise UnfitFile("The file makes the program that looks into it break down.")

    async def _call_once(self, work: Callable[[], T]) -> T:
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent)
        try:
            with deaf_to_interrupts():
                future = self._executor.submit(work)
            return await asyncio.wait_for(asyncio.wrap_future(future), _LONGEST_SECONDS)
        except TimeoutError:
            self.close()
            raise UnfitFile("The file takes too long to look into.") from None
        except asyncio.CancelledError:
            self.close()
            raise
        except MediaError as error:
            raise UnfitFile(f"The file {error.what}.") from error
        except BrokenProcessPool:
            raise
        except (OSError, ValueError) as error:
            raise UnfitFile("The content of the file is damaged.") from error

    def close(self) -> None:
        """End the process, whatever it does."""
        executor, self._executor = self._executor, None
        if executor is not None:
            end_executor(executor)


def content_of(path: Path) -> Content:
    """Tell what a file's first bytes begin."""
    with path.open("rb") as file:
        return sniff(file.read(_HEAD_BYTES))


def text_of(path: Path) -> str:
    """Read a text of a common encoding; raise UnfitFile."""
    data = path.read_bytes()
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnfitFile("The file is no text.")


def _probe(path: Path) -> MediaInfo:
    ensure_gui()
    info = probe(path)
    check_whole(path)
    return info
