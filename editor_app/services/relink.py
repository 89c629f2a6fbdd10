"""Finding missing media again: in a folder, or as a file that someone points to."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Event

from PySide6.QtCore import QCoreApplication, QObject, Signal

from editor_app.assets import Asset
from editor_app.document import Document
from editor_app.services.imports import Imports
from editor_app.services.sources import MediaSources
from editor_app.services.tasks import Tasks
from editor_app.store.importing import sha256_of, walk
from editor_app.store.relinking import Matches, Wanted, match


class Relink(QObject):
    """Looks for the media that `sources` misses. What is surely the same file is taken at once."""

    notice = Signal(str)
    """A sentence for the notice area."""
    doubts_changed = Signal()
    """Files wait for a word whether they are to stand for missing ones: `doubts`."""
    busy_changed = Signal(bool)
    """Files are being looked for, or no longer."""

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        sources: MediaSources,
        imports: Imports,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._tasks = document, tasks
        self._sources, self._imports = sources, imports
        self.doubts: Mapping[str, Path] = {}
        """Files that have the right name and another content, by the asset they would stand for."""
        self._stop = Event()
        document.loaded.connect(self._forget)

    def look_in(self, paths: Iterable[Path], asset_ids: Iterable[str] | None = None) -> None:
        """Begin to look for missing media, or for those named, in folders and among files."""
        self._tasks.start(self.look(tuple(paths), None if asset_ids is None else tuple(asset_ids)), "relink")

    async def look(self, paths: tuple[Path, ...], asset_ids: tuple[str, ...] | None = None) -> Matches:
        """Look for missing media and take what is sure; raise nothing."""
        wanted = self._wanted(asset_ids)
        stop = self._stop = Event()
        self.busy_changed.emit(True)
        try:
            found = await asyncio.to_thread(_search, wanted, paths, stop)
        finally:
            self.busy_changed.emit(False)
        if stop.is_set():
            return Matches()
        if not found.sure and len(wanted) == 1 and len(paths) == 1 and paths[0].is_file():
            found = Matches(doubtful={wanted[0].asset_id: paths[0]})  # whoever points to a file means it
        self._document.place_media(found.sure)
        self.doubts = dict(found.doubtful)
        self.doubts_changed.emit()
        self.notice.emit(_summary(found, wanted))
        return found

    def accept_doubts(self) -> None:
        """Let the files with another content stand for the missing ones, in a step that undo takes back."""
        doubts, self.doubts = self.doubts, {}
        self.doubts_changed.emit()
        if doubts:
            self._imports.replace_files(doubts)

    def dismiss_doubts(self) -> None:
        """Leave those media missing."""
        self.doubts = {}
        self.doubts_changed.emit()

    def cancel(self) -> None:
        """Stop looking."""
        self._stop.set()

    def _wanted(self, asset_ids: tuple[str, ...] | None) -> tuple[Wanted, ...]:
        keys = asset_ids if asset_ids is not None else [one.asset_id for one in self._sources.missing]
        wanted: list[Wanted] = []
        for key in keys:
            asset, place = self._document.work.state.assets.get(key), self._document.media.get(key)
            if isinstance(asset, Asset):
                name = place.path.name if place else asset.filename
                size = place.size_bytes if place and place.size_bytes is not None else asset.size
                wanted.append(Wanted(key, name, size, place.sha256 if place else None))
        return tuple(wanted)

    def _forget(self) -> None:
        self.cancel()
        self.dismiss_doubts()


def _search(wanted: tuple[Wanted, ...], paths: tuple[Path, ...], stop: Event) -> Matches:
    digest = functools.lru_cache(maxsize=None)(functools.partial(sha256_of, stop=stop))
    return match(wanted, list(walk(paths, stop)), digest)


def _summary(found: Matches, wanted: tuple[Wanted, ...]) -> str:
    names = {one.asset_id: one.filename for one in wanted}
    parts: list[str] = []
    if found.sure:
        parts.append(
            _tr("Found {found} of {wanted} missing files.").format(found=len(found.sure), wanted=len(wanted))
        )
    elif not found.doubtful and not found.ambiguous:
        parts.append(_tr("None of the missing files is there. Choose another folder."))
    if found.doubtful:
        listed = ", ".join(f"“{names[key]}”" for key in found.doubtful)
        parts.append(_tr("{files}: a file of that name has another content.").format(files=listed))
    if found.ambiguous:
        listed = ", ".join(f"“{names[key]}”" for key in found.ambiguous)
        parts.append(
            _tr(
                "{files}: there are several of that name, and none is surely it. Choose the file itself."
            ).format(files=listed)
        )
    return " ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Relink", text)
