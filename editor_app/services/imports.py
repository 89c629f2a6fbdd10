"""Bringing files into the document: looked into, compared by content, and added in one step a drop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Signal

from editor_app.document import Document
from editor_app.edits import EditError, add_assets, random_id
from editor_app.problem import printable
from editor_app.render.media.errors import MediaError
from editor_app.render.media.source import MediaSource
from editor_app.services.drops import Coming, Drop
from editor_app.services.import_report import ImportReport, Refused, left_unsaid, summary
from editor_app.services.new_assets import make_asset, notes_of
from editor_app.services.parcels import files_in, picture_in, svg_in
from editor_app.services.probing import Probing
from editor_app.services.replacing import with_other_file
from editor_app.services.tasks import Tasks
from editor_app.state import EditorState
from editor_app.store.folders import Folders
from editor_app.store.importing import keep, sha256_of, walk
from editor_app.store.project import MediaPlace

Placing = Callable[[EditorState, Sequence[str]], EditorState]
"""An edit that makes clips of assets, by their keys."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How many files of how many are done; the total is 0 while folders are being read."""

    done: int
    total: int


class Imports(QObject):
    """Takes drops one after the other; what it does never holds up the window."""

    notice = Signal(str)
    """A sentence for the notice area."""
    many_refused = Signal(str, object)
    """Such a sentence where it does not name all the files, and tuple[str, ...]: a line about each."""
    progress_changed = Signal(object)
    """ImportProgress, or None when all is done."""
    finished = Signal(object)
    """ImportReport: a drop has been dealt with."""
    looked = Signal(object)
    """Path: a file has been looked into."""
    coming_changed = Signal()
    """More, fewer or better known files are on their way."""
    notes_changed = Signal()
    """More is known about media."""

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        kept_in: Callable[[], Path] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self.tasks = document, tasks
        self.kept_in = kept_in or (lambda: Folders.of_user().data / "media")
        """Gives the folder for pictures that come without a file."""
        self.progress: ImportProgress | None = None
        self._probing = Probing()
        self._turn = asyncio.Lock()
        self._batches: list[Drop] = []
        self._to_hash: dict[str, Path] = {}
        self._stop_hashing = Event()
        self._notes: dict[MediaSource, tuple[str, ...]] = {}
        self._asked: dict[MediaSource, None] = {}
        document.loaded.connect(self._forget)

    @property
    def coming(self) -> tuple[Coming, ...]:
        """Give the files that are on their way, in the order of the drops."""
        alive = (batch for batch in self._batches if not batch.stop.is_set())
        return tuple(one for batch in alive for one in batch.coming.values())

    @property
    def files_under_way(self) -> int:
        """Count the files that are on their way; at least one for each drop, as far as is known yet."""
        in_hand = max(0, self.progress.total - self.progress.done) if self.progress else 0
        drops = sum(not batch.stop.is_set() for batch in self._batches)
        return max(drops, in_hand + drops - 1) if drops else 0

    def add_paths(self, paths: Sequence[Path], place: Placing | None = None) -> None:
        """Begin to bring files and folders in, and with `place` to make clips of them."""
        self.tasks.start(self.bring_in(paths, place), "import")

    def add_mime(self, mime: QMimeData, place: Placing | None = None) -> bool:
        """Begin to bring in what was dropped or pasted; tell whether there is anything to."""
        if paths := files_in(mime):
            self.add_paths(paths, place)
            return True
        for content, name, suffix in (
            (svg_in(mime), "Pasted drawing", ".svg"),
            (picture_in(mime), "Pasted picture", ".png"),
        ):
            if content is not None:
                self.tasks.start(self._keep(content, name, suffix, place), "paste")
                return True
        if mime.hasUrls():
            self.notice.emit(_tr("Only files on this computer can be added. Save it first, then add it."))
        return False

    async def bring_in(self, paths: Sequence[Path], place: Placing | None = None) -> ImportReport:
        """Bring files and folders in, and say in the end what became of them."""
        batch = Drop()
        self._batches.append(batch)
        try:
            self._show(self.progress or ImportProgress(0, 0))
            batch.expect(await asyncio.to_thread(lambda: list(walk(paths, batch.stop))))
            self.coming_changed.emit()
            async with self._turn:
                report = await self._work(batch, place)
        finally:
            self._batches.remove(batch)
            self._show(None)
            self.coming_changed.emit()
        if lines := left_unsaid(report):
            self.many_refused.emit(summary(report), lines)
        else:
            self.notice.emit(summary(report))
        self.finished.emit(report)
        return report

    def replace_files(self, paths: Mapping[str, Path]) -> None:
        """Begin to let assets be other files: what shows them shows the new ones, in one step."""
        self.tasks.start(self.put_in_place(paths), "replace")

    async def put_in_place(self, paths: Mapping[str, Path]) -> bool:
        """Let assets be other files of their kind; tell whether any is."""
        async with self._turn:
            batch = Drop()
            pairs: dict[str, str] = {}
            for asset_id, path in paths.items():
                before = len(batch.of_files)
                await self._look(batch, path)
                if len(batch.of_files) > before:
                    pairs[asset_id] = batch.of_files[-1]
            for one in batch.refused:
                self.notice.emit(f"{one.name} {one.why}.")
            await self._settled()
            state = add_assets(self._document.work.state, assets=batch.assets)
            try:
                for old, new in pairs.items():
                    state = with_other_file(state, old, new)
            except EditError as error:
                self.notice.emit(str(error))
                return False
            self._document.place_media(batch.places)
            self._hash_later(batch.places)
            return self._document.apply(_tr("Replace file"), state)

    def cancel(self) -> None:
        """Stop all drops that are on their way; nothing of them is added."""
        for batch in self._batches:
            batch.stop.set()
        self.coming_changed.emit()

    def close(self) -> None:
        """Stop for good."""
        self._forget()
        self._probing.close()

    def notes(self, source: MediaSource) -> tuple[str, ...]:
        """Give what is odd about a medium; where that is not known yet, it is looked into."""
        known = self._notes.get(source)
        if known is None and source.path is not None and source not in self._asked:
            if not self._asked:
                self.tasks.start(self._look_for_notes(), "media notes")
            self._asked[source] = None
        return known or ()

    async def _look_for_notes(self) -> None:
        while self._asked:
            source = next(iter(self._asked))
            async with self._turn:
                found: tuple[str, ...] = ()
                if source.path is not None:
                    try:
                        found = notes_of(await self._probing.probe(source.path))
                    except MediaError:
                        found = ()  # the thumbnail and the Problems panel show it
            self._notes[source] = found
            self._asked.pop(source, None)
            if found:
                self.notes_changed.emit()

    async def _keep(self, content: bytes, name: str, suffix: str, place: Placing | None) -> None:
        try:
            path = await asyncio.to_thread(keep, content, name, suffix, self.kept_in())
        except OSError as error:
            reason = error.strerror or str(error)
            self.notice.emit(_tr("What was pasted could not be kept: {reason}.").format(reason=reason))
            return
        await self.bring_in([path], place)

    async def _work(self, batch: Drop, place: Placing | None) -> ImportReport:
        assets, media = self._document.work.state.assets, self._document.media
        batch.learn({key: where for key, where in media.items() if key in assets})
        files = tuple(batch.coming)
        for number, path in enumerate(files):
            if batch.stop.is_set():
                break
            self._show(ImportProgress(number, len(files)))
            await self._look(batch, path)
            if batch.coming[path].asset is None:
                del batch.coming[path]  # no medium, or one that is there already
            self.coming_changed.emit()
            self.looked.emit(path)
        await self._settled()
        if batch.stop.is_set():
            return ImportReport(is_stopped=True)
        self._finish(batch, place)
        names = tuple(asset.filename for asset in batch.assets)
        return ImportReport(batch.keys, names, batch.known, tuple(batch.refused))

    async def _look(self, batch: Drop, path: Path) -> None:
        try:
            info = await self._probing.probe(path)
            await self._hash_equals(batch, info.size_bytes)
            digest = None
            if batch.may_be_copy(info.size_bytes):
                digest = await asyncio.to_thread(sha256_of, path, batch.stop)
        except MediaError as error:
            batch.refused.append(Refused(printable(path.name), error.what))
            return
        except OSError as error:
            if not isinstance(error, InterruptedError):
                why = _tr("cannot be read: {reason}").format(reason=error.strerror or str(error))
                batch.refused.append(Refused(printable(path.name), why))
            return
        except Exception as error:  # whatever a file does, it costs that file only
            _log.warning("“%s” was not understood.", path, exc_info=error)
            batch.refused.append(Refused(printable(path.name), _tr("is damaged")))
            return
        place = MediaPlace(path, digest, info.size_bytes)
        known = batch.by_content.get(digest) if digest else None
        if known is None:
            coming = batch.coming.get(path)
            asset = await asyncio.to_thread(make_asset, coming.key if coming else random_id(), info)
            batch.take_new(asset, path, place)
            return
        batch.take_known(known)
        old = self._document.media.get(known)
        if old is not None and not await asyncio.to_thread(old.path.is_file):
            batch.places[known] = place

    async def _hash_equals(self, batch: Drop, size_bytes: int) -> None:
        """Hash the media of a size whose content is not known yet."""
        for key in batch.unhashed.pop(size_bytes, ()):
            place = batch.places.get(key) or self._document.media.get(key)
            if place is None:
                continue
            try:
                digest = await asyncio.to_thread(sha256_of, place.path, batch.stop)
            except OSError:
                continue
            batch.by_content.setdefault(digest, key)
            batch.sizes.add(size_bytes)
            if key in batch.places:
                batch.places[key] = replace(place, sha256=digest)

    def _finish(self, batch: Drop, place: Placing | None) -> None:
        document = self._document
        state = add_assets(document.work.state, assets=batch.assets)
        # What was found already may be gone by now.
        batch.of_files = [key for key in batch.of_files if key in state.assets]
        if place is not None and batch.of_files:
            try:
                state = place(state, tuple(batch.of_files))  # a clip for each file that was dropped
            except EditError as error:
                self.notice.emit(str(error))
        places = {key: where for key, where in batch.places.items() if key in state.assets}
        document.place_media(places)
        self._hash_later(places)
        if len(batch.keys) == 1:
            name = getattr(state.assets[batch.keys[0]], "filename", "")
            document.apply(_tr("Add {name}").format(name=name), state)
        else:
            document.apply(_tr("Add {count} files").format(count=len(batch.keys)), state)

    def _hash_later(self, places: Mapping[str, MediaPlace]) -> None:
        """Begin to note the contents of files that were added without."""
        is_idle = not self._to_hash
        self._to_hash |= {key: place.path for key, place in places.items() if place.sha256 is None}
        if is_idle and self._to_hash:
            self._stop_hashing = Event()
            self.tasks.start(self._hash_all(self._stop_hashing), "contents of media")

    async def _hash_all(self, stop: Event) -> None:
        while self._to_hash and not stop.is_set():
            key, path = next(iter(self._to_hash.items()))
            try:
                digest = await asyncio.to_thread(sha256_of, path, stop)
            except OSError:  # it is gone, which the library shows
                digest = None
            if stop.is_set():
                return
            del self._to_hash[key]
            place = self._document.media.get(key)
            if digest and place is not None and place.path == path and place.sha256 is None:
                self._document.place_media({key: replace(place, sha256=digest)})

    async def _settled(self) -> None:
        """Wait while a gesture is in hand: a step in the middle of it would end it."""
        while self._document.is_previewing:
            ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

            def end(ended: asyncio.Future[None] = ended) -> None:
                if not ended.done():
                    ended.set_result(None)

            self._document.preview_ended.connect(end)
            try:
                await ended
            finally:
                self._document.preview_ended.disconnect(end)

    def _forget(self) -> None:
        """Another project has come: what is on its way was meant for the one before."""
        self.cancel()
        self._stop_hashing.set()
        self._to_hash = {}

    def _show(self, progress: ImportProgress | None) -> None:
        if progress != self.progress:
            self.progress = progress
            self.progress_changed.emit(progress)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Imports", text)
