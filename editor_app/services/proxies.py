"""Small copies of videos that this machine cannot play, made in the background and kept in the user's cache.

`sources` are for the preview only: an export, and everything that listens, takes the originals.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import platformdirs
from PySide6.QtCore import QObject, Signal

from editor_app.product import APPLICATION_ID
from editor_app.render.media.errors import MediaError
from editor_app.render.media.source import MediaSource
from editor_app.render.proxy import ProxyCancelled, look, make_proxy, proxy_key, why_proxy
from editor_app.render.with_parent import end_with_parent
from editor_app.services.tasks import Tasks

DEFAULT_LIMIT_BYTES = 10 << 30
_TELL_S = 0.25
_NICE = 10
_log = logging.getLogger(__name__)


class Originals(Protocol):
    """What knows where the media are; also has a signal `changed`."""

    changed: Any

    @property
    def sources(self) -> Mapping[str, MediaSource]:
        """Give the media by asset id."""
        ...


@dataclass(frozen=True, slots=True)
class ProxyProgress:
    """A proxy being made: of which file, how much of it, and how many files wait."""

    label: str
    share: float
    waiting: int


class Proxies(QObject):
    """The sources for the preview: those of `originals`, with proxies in the place of what is too heavy."""

    changed = Signal(object)
    """Mapping[str, MediaSource]: the sources are others now."""
    progress_changed = Signal(object)
    """ProxyProgress, or None when nothing is being made."""

    def __init__(
        self,
        originals: Originals,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        folder: Path | None = None,
        limit_bytes: int = DEFAULT_LIMIT_BYTES,
    ) -> None:
        super().__init__(parent)
        self._originals, self._tasks = originals, tasks
        self._folder, self._limit_bytes = folder or default_proxy_dir(), limit_bytes
        self.progress: ProxyProgress | None = None
        self._found: dict[Path, Path | None] = {}
        self._waiting: dict[Path, str] = {}
        self._in_hand: Path | None = None
        self._workshop = _Workshop()
        self._is_working = self._is_closed = False
        self._sources: Mapping[str, MediaSource] = MappingProxyType({})
        originals.changed.connect(self._follow)
        self._follow()

    @property
    def sources(self) -> Mapping[str, MediaSource]:
        """Give the media by asset id, for the preview."""
        return self._sources

    def close(self) -> None:
        """Stop; what is half made is thrown away."""
        self._is_closed = True
        self._waiting.clear()
        self._workshop.close()

    def _follow(self, _sources: object = None) -> None:
        videos = {
            source.path: source.label
            for source in self._originals.sources.values()
            if source.kind == "video" and source.path is not None
        }
        self._waiting = {path: label for path, label in videos.items() if path not in self._found}
        if self._in_hand is not None:
            self._waiting.pop(self._in_hand, None)
            if self._in_hand not in videos:
                self._workshop.cancel()
        self._show()
        if self._waiting and not self._is_working and not self._is_closed:
            self._is_working = True
            self._tasks.start(self._work(), "proxies")

    def _show(self) -> None:
        sources = {key: self._proxied(source) for key, source in self._originals.sources.items()}
        if sources != self._sources:
            self._sources = MappingProxyType(sources)
            self.changed.emit(self._sources)

    def _proxied(self, source: MediaSource) -> MediaSource:
        proxy = self._found.get(source.path) if source.path is not None else None
        return source if proxy is None or source.kind != "video" else replace(source, path=proxy)

    async def _work(self) -> None:
        """Look at what waits, one after the other, and make what is needed."""
        try:
            while self._waiting and not self._is_closed:
                path = next(iter(self._waiting))
                label = self._waiting.pop(path)
                self._in_hand = path
                with contextlib.suppress(ProxyCancelled):
                    self._found[path] = await self._proxy_of(path, label)
                self._in_hand, self.progress = None, None
                self._show()
        finally:
            self._is_working, self._in_hand, self.progress = False, None, None
            if not self._is_closed:
                self.progress_changed.emit(None)

    async def _proxy_of(self, path: Path, label: str) -> Path | None:
        """Find or make a proxy; None where the file plays as it is, or cannot be read."""
        making = self._workshop.start(path, label, self._folder, self._limit_bytes)
        try:
            while not making.done():
                await asyncio.wait({making}, timeout=_TELL_S)
                if not making.done() and (share := self._workshop.share) > 0:
                    self.progress = ProxyProgress(label, share, len(self._waiting))
                    self.progress_changed.emit(self.progress)
            return making.result()
        except asyncio.CancelledError:
            self._workshop.close()
            raise
        except BrokenProcessPool:
            _log.warning("making a proxy of %s broke its process; the original is used", path)
            self._workshop.close()
            self._workshop = _Workshop()
        except (MediaError, OSError) as error:
            _log.warning("no proxy of %s: %s", path, error)
        return None


class _Workshop:
    """The process that makes proxies, one at a time; started when first needed."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._share: Any = context.RawValue("d", 0.0)
        self._cancelled: Any = context.RawValue("q", 0)
        self._number = 0
        self._executor: ProcessPoolExecutor | None = None

    @property
    def share(self) -> float:
        """Give how much of the proxy in hand is made."""
        return self._share.value

    def start(self, path: Path, label: str, folder: Path, limit_bytes: int) -> asyncio.Future[Path | None]:
        """Find or make a proxy."""
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self._share, self._cancelled),
            )
        self._number += 1
        self._share.value = 0.0
        job = self._executor.submit(_find_or_make, self._number, path, label, folder, limit_bytes)
        return asyncio.wrap_future(job)

    def cancel(self) -> None:
        """Give up the proxy in hand."""
        self._cancelled.value = self._number

    def close(self) -> None:
        """Give up everything."""
        self.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def default_proxy_dir() -> Path:
    """Give the folder for proxies in the user's cache."""
    return platformdirs.user_cache_path(APPLICATION_ID, appauthor=False) / "proxies"


_shared: tuple[Any, Any] | None = None


def _begin(share: Any, cancelled: Any) -> None:
    """Begin the process: what it shares, and that others go first."""
    global _shared
    end_with_parent()
    _shared = share, cancelled
    if hasattr(os, "nice"):
        os.nice(_NICE)


def _find_or_make(number: int, path: Path, label: str, folder: Path, limit_bytes: int) -> Path | None:
    assert _shared is not None
    share, cancelled = _shared
    proxy = folder / f"{proxy_key(path)}.mp4"
    if proxy.exists():
        os.utime(proxy)
        return proxy
    if why_proxy(look(path, label)) is None:
        return None

    def tell(done: float) -> None:
        share.value = done

    make_proxy(path, label, proxy, on_progress=tell, is_cancelled=lambda: cancelled.value >= number)
    make_room(folder, limit_bytes, proxy)
    return proxy


def make_room(folder: Path, limit_bytes: int, kept: Path) -> None:
    """Remove the proxies that were not used for longest, until the rest fits; never `kept`."""
    files: list[tuple[float, int, Path]] = []
    for path in folder.glob("*.mp4"):
        with contextlib.suppress(OSError):
            status = path.stat()
            files.append((status.st_mtime, status.st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= limit_bytes:
            return
        if path != kept:
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size
