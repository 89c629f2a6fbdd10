"""Where the files of a document's media are: looked up off the window's thread, whenever that may change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from editor_app.assets import Asset
from editor_app.document import Document
from editor_app.render.media.source import MediaSource
from editor_app.services.tasks import Tasks
from editor_app.state.model import EditorState
from editor_app.state.patch import Patch
from editor_app.store.local_database import LocalDatabaseError
from editor_app.store.media_cache import MediaCache, Sought
from editor_app.store.media_files import FoundMedia, MissingMedium, NotFetched, find_media, with_files
from editor_app.store.project import MediaPlace

_log = logging.getLogger(__name__)
_NOTHING = FoundMedia(MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is known of a medium without a file, and what to do.

    `is_coming` where it is being fetched, `is_awaited` where it has to be uploaded elsewhere first,
    `not_fetched` where it was tried in vain.
    """

    says: str
    is_coming: bool
    is_awaited: bool = False
    not_fetched: NotFetched = ""


class MediaSources(QObject):
    """The sources of all assets that have a file, used or not; without a path where it is missing.

    The project's own places come first, then the cache of what was fetched. What is found lags behind the
    document by a moment; `changed` tells when it has caught up.
    """

    found = Signal()
    """The sources are others: whoever knows more of what is missing sets its remarks, before others hear."""
    changed = Signal(object)
    """Mapping[str, MediaSource]: the sources by asset key, or what is said of them, are others now."""

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        cache: MediaCache | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._tasks, self._cache = document, tasks, cache
        self.sources: Mapping[str, MediaSource] = MappingProxyType({})
        self.missing: tuple[MissingMedium, ...] = ()
        self._found = _NOTHING
        self._remarks: Mapping[str, Remark] = {}
        self._troubles: frozenset[str] = frozenset()
        self._is_stale = self._is_looking = False
        document.changed.connect(self._follow)
        document.media_changed.connect(self._follow_places)
        document.loaded.connect(self._start_over)
        if document.state.assets:
            self.refresh()

    @property
    def is_looking(self) -> bool:
        """Tell whether files are being looked for, so that other ones may be found in a moment."""
        return self._is_looking

    def refresh(self) -> None:
        """Look for all files again; needs a running loop."""
        self._is_stale = True
        if not self._is_looking:
            self._is_looking = True
            self._tasks.start(self._look(), "looking for media")

    def hear_of_trouble(self, sentences: Iterable[str]) -> None:
        """Look again where a renderer says something new of media: a file may have gone since."""
        before, self._troubles = self._troubles, frozenset(sentences)
        if self._troubles - before:
            self.refresh()

    def set_remarks(self, remarks: Mapping[str, Remark]) -> None:
        """Say what is known of media without a file, by asset key; all others have no remark."""
        if remarks != self._remarks:
            self._remarks = dict(remarks)
            self._tell()

    def _follow(self, patch: Patch) -> None:
        if patch.assets:
            self.refresh()

    def _follow_places(self, _places: object) -> None:
        self.refresh()

    def _start_over(self) -> None:
        """Show nothing of the project before, not even for a moment."""
        self._remarks, self._troubles = {}, frozenset()
        self._take(_NOTHING)
        self.refresh()

    async def _look(self) -> None:
        try:
            while self._is_stale:
                self._is_stale = False
                state, places = self._document.state, self._document.media
                keys, before = tuple(state.assets), self._found.sources
                found = await asyncio.to_thread(find_here, state, places, self._cache, keys, before)
                if not self._is_stale:
                    self._take(found)
        finally:
            self._is_looking = False

    def _take(self, found: FoundMedia) -> None:
        self._found = found
        self._tell()

    def _tell(self) -> None:
        sources, missing = dict(self._found.sources), list(self._found.missing)
        for place, medium in enumerate(missing):
            remark = self._remarks.get(medium.asset_id)
            if remark is not None:
                missing[place] = replace(
                    medium,
                    reason=remark.says,
                    is_coming=remark.is_coming,
                    is_awaited=remark.is_awaited,
                    says_step=True,
                    not_fetched=remark.not_fetched,
                )
                source, comes = sources[medium.asset_id], remark.is_coming or remark.is_awaited
                failed = bool(remark.not_fetched)
                sources[medium.asset_id] = replace(source, is_coming=comes, not_fetched=failed)
        if (sources, tuple(missing)) != (self.sources, self.missing):
            self.sources, self.missing = MappingProxyType(sources), tuple(missing)
            told = self.sources
            self.found.emit()
            if self.sources is told:  # else a remark has told of newer ones
                self.changed.emit(told)


def find_here(
    state: EditorState,
    places: Mapping[str, MediaPlace],
    cache: MediaCache | None,
    asset_keys: Iterable[str] | None = None,
    before: Mapping[str, MediaSource] = MappingProxyType({}),
) -> FoundMedia:
    """Find the files of assets, or else of those in use, by their places and in the cache; blocks.

    Where the cache cannot be asked, as on a full disk, what was found in it `before` is still there.
    """
    found = find_media(state, places, asset_keys=asset_keys)
    if cache is None:
        return found
    try:
        cache.note_places(places.values())
        return with_files(found, cache.find(_sought(state, places, found)))
    except LocalDatabaseError as error:
        _log.warning("what was fetched cannot be looked up: %s", error)
        return with_files(found, _still_there(found, before, cache))


def _still_there(found: FoundMedia, before: Mapping[str, MediaSource], cache: MediaCache) -> dict[str, Path]:
    """Give the fetched files of missing media that are where they were."""
    paths: dict[str, Path] = {}
    for key in (medium.asset_id for medium in found.missing):
        known = before.get(key)
        if known is None or known.path is None or known.label != found.sources[key].label:
            continue
        if cache.content_of(known.path) is not None and known.path.is_file():
            paths[key] = known.path
    return paths


def _sought(state: EditorState, places: Mapping[str, MediaPlace], found: FoundMedia) -> dict[str, Sought]:
    sought: dict[str, Sought] = {}
    for medium in found.missing:
        asset, place = state.assets.get(medium.asset_id), places.get(medium.asset_id)
        url = asset.remote_url if isinstance(asset, Asset) else None
        if url or (place and place.sha256):
            sought[medium.asset_id] = Sought(url, place.sha256 if place else None)
    return sought
