"""Where the files of a document's media are: looked up off the window's thread, whenever that may change."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.render.media.source import MediaSource
from editor_app.services.tasks import Tasks
from editor_app.state.patch import Patch
from editor_app.store.media_files import MissingMedium, find_media


class MediaSources(QObject):
    """The sources of all assets that have a file, used or not; without a path where it is missing.

    What is found lags behind the document by a moment; `changed` tells when it has caught up.
    """

    changed = Signal(object)
    """Mapping[str, MediaSource]: the sources by asset key are others now."""

    def __init__(self, document: Document, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._tasks = document, tasks
        self.sources: Mapping[str, MediaSource] = MappingProxyType({})
        self.missing: tuple[MissingMedium, ...] = ()
        self._is_stale = self._is_looking = False
        document.changed.connect(self._follow)
        document.media_changed.connect(self._follow_places)
        document.loaded.connect(self._start_over)
        if document.state.assets:
            self.refresh()

    def refresh(self) -> None:
        """Look for all files again; needs a running loop."""
        self._is_stale = True
        if not self._is_looking:
            self._is_looking = True
            self._tasks.start(self._look(), "looking for media")

    def _follow(self, patch: Patch) -> None:
        if patch.assets:
            self.refresh()

    def _follow_places(self, _places: object) -> None:
        self.refresh()

    def _start_over(self) -> None:
        """Show nothing of the project before, not even for a moment."""
        self._take(MappingProxyType({}), ())
        self.refresh()

    async def _look(self) -> None:
        try:
            while self._is_stale:
                self._is_stale = False
                state, places = self._document.state, self._document.media
                keys = tuple(state.assets)
                found = await asyncio.to_thread(find_media, state, places, asset_keys=keys)
                if not self._is_stale:
                    self._take(MappingProxyType(dict(found.sources)), found.missing)
        finally:
            self._is_looking = False

    def _take(self, sources: Mapping[str, MediaSource], missing: tuple[MissingMedium, ...]) -> None:
        if (sources, missing) == (self.sources, self.missing):
            return
        self.sources, self.missing = sources, missing
        self.changed.emit(sources)
