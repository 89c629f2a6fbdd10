"""Looks at files and at what is kept, off the loop, until nothing has happened meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from editor_app.document import Document
from editor_app.render.media.source import MediaSource
from editor_app.services.tasks import Tasks
from editor_app.services.uploads.fingerprints import Fingerprints
from editor_app.services.uploads.gathering import Gathered, gather
from editor_app.services.uploads.target import Target
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.uploads import UploadStore


class Media(Protocol):
    """Who knows the files of the document's media; also has a signal `changed`."""

    changed: Any

    @property
    def sources(self) -> Mapping[str, MediaSource]:
        """Give the sources of all assets."""
        ...

    def refresh(self) -> None:
        """Look for all files again."""
        ...


class Ears(Protocol):
    """Who wants to know what was found."""

    @property
    def target(self) -> Target | None: ...
    def take(self, found: Gathered) -> None: ...
    def stop_all(self, error: Exception) -> None: ...


class Looking:
    """One look at a time; what happens during one makes it worth nothing, and another one follows."""

    def __init__(
        self,
        document: Document,
        media: Media,
        tasks: Tasks,
        store: UploadStore,
        fingerprints: Fingerprints,
        *,
        ears: Ears,
        ended: Callable[[], None],
        homes: Callable[[], Mapping[str, str]],
    ) -> None:
        self._document, self._media, self._tasks = document, media, tasks
        self._store, self._fingerprints = store, fingerprints
        self._ears, self._ended, self._homes = ears, ended, homes
        self._is_stale = False
        self.is_going = False
        """Whether files are being looked at, so that more may be wanted in a moment."""

    def again(self) -> None:
        """Look at everything again; needs a running loop."""
        self._is_stale = True
        if not self.is_going:
            self.is_going = True
            self._tasks.start(self._look(), "looking for media to upload")

    async def _look(self) -> None:
        try:
            while self._is_stale and (target := self._ears.target) is not None:
                self._is_stale = False
                await self._look_once(target)
        except LocalDatabaseError as error:
            self._ears.stop_all(error)
        finally:
            self.is_going = False
            self._ended()

    async def _look_once(self, target: Target) -> None:
        work, sources = self._document.work, self._media.sources
        kept, homes = (self._store, self._fingerprints), self._homes()
        found = await asyncio.to_thread(gather, *kept, target, work, sources, homes)
        if self._is_stale or target is not self._ears.target:  # something has happened meanwhile
            return
        self._ears.take(found)
        if found.survey.unread:
            await asyncio.to_thread(self._fingerprints.read_some, found.survey.unread)
            self._is_stale = True
