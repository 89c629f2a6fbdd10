"""The open project and its file: saving, saving under another name, closing."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document, Snapshot
from editor_app.services.recovery import PATIENCE_SECONDS, RETRY_SECONDS, JournalWriter
from editor_app.services.tasks import Tasks
from editor_app.store.cloud_link import read_link
from editor_app.store.folders import Folders
from editor_app.store.history import Marked, Saving
from editor_app.store.journal import Header, Journal, JournalError
from editor_app.store.left_file import unlink_left_file
from editor_app.store.lock import ProjectLock
from editor_app.store.project import Project, project_bytes
from editor_app.store.reasons import reason
from editor_app.store.recent import forget, remember
from editor_app.store.reopening import Opened
from editor_app.store.saving import SaveError, with_work, write_content
from editor_app.store.whole_file import whole_file

Json = Mapping[str, Any]
_log = logging.getLogger(__name__)


class OpenProject(QObject):
    """What stands behind a document on the disk: project file, lock, journal.

    Made from what `store.reopening` opened, on the running loop; the document must have been loaded with its
    work and history. From then on every change is kept.
    """

    path_changed = Signal(object)
    """Path: the project has another name, or is new on the disk."""

    def __init__(
        self,
        opened: Opened,
        document: Document,
        folders: Folders,
        tasks: Tasks,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._folders = document, folders
        self._project, self._lock = opened.project, opened.lock
        self._base, self._file_sha256 = opened.base, opened.file_sha256
        self._opened = opened
        self._numbers = count(1)
        self._saving = asyncio.Lock()
        self.journal = JournalWriter(
            self._make_journal,
            tasks,
            patience_seconds=patience_seconds,
            retry_seconds=retry_seconds,
            parent=self,
        )
        document.committed.connect(self.journal.write)

    @property
    def path(self) -> Path:
        """Give the project file, which an untitled project has from its first edit on."""
        return self._project.path

    @property
    def title(self) -> str:
        """Give the project's title, or else the file's name."""
        return self._document.sidecar.title or self.path.stem

    @property
    def is_untitled(self) -> bool:
        """Tell whether the project has no name of the user's yet, so that Save must ask for one."""
        return self._folders.is_untitled(self.path)

    @property
    def has_file(self) -> bool:
        """Tell whether the project has a file, or will have one once what was done is kept."""
        return self._file_sha256 is not None or self.journal.has_entries

    async def save(self, view: Json | None = None) -> None:
        """Write the project to its file; raise SaveError. Nothing is written where nothing changed."""
        async with self._saving:
            if not self._document.is_clean or self._file_sha256 is None:
                await self._save(self.path, self._lock, self._file_sha256, view)

    async def save_as(self, path: Path, view: Json | None = None) -> None:
        """Write the project to another file, which takes its place; raise SaveError, ProjectInUseError.

        What the other file held is replaced and kept among the backups. An untitled project is gone then; a
        file that has a name stays as it was saved, but what it was kept in step with goes on with the other.
        """
        path = await asyncio.to_thread(path.resolve)
        if path == self.path:
            await self.save(view)
            return
        async with self._saving:
            lock = await asyncio.to_thread(ProjectLock, self._folders.recovery(path).lock)
            old, old_sha256, old_lock = self._project, self._file_sha256, self._lock
            was_untitled = self.is_untitled
            try:
                await self._save(path, lock, None, view)
            except BaseException:
                lock.release()
                raise
            if not was_untitled:
                await asyncio.to_thread(self._unlink, old, old_sha256)
            await asyncio.to_thread(self._leave, old.path, old_lock, was_untitled)
        self.path_changed.emit(path)

    async def close(self, *, keep: bool = True, view: Json | None = None) -> None:
        """Stop keeping the project; with `keep`, changes that are not in the file are there next time.

        An untitled project is written to its own file then. Without `keep` they are gone for good. Raise
        SaveError where that file could not be written: it is closed then too, and its journal has all.
        """
        try:
            if keep and self.is_untitled and not self._document.is_clean:
                await self.save(view)
        finally:  # whatever came of it: nobody else can let go of the project
            await self._let_go(keep)

    async def _let_go(self, keep: bool) -> None:
        self._document.committed.disconnect(self.journal.write)
        is_whole = read_link(self._project.root) == self._document.work.cloud
        try:
            if keep and self._document.is_clean and self.journal.has_entries and is_whole:
                await self._tidy()
            await self.journal.close()
        finally:
            await asyncio.to_thread(self._end, keep)

    async def _save(self, path: Path, lock: ProjectLock, known_sha256: str | None, view: Json | None) -> None:
        snapshot, number = self._document.snapshot(), next(self._numbers)
        self.journal.write(Marked(number))
        project = await asyncio.to_thread(with_work, self._project, snapshot.work, path, view)
        content = await asyncio.to_thread(project_bytes, project)
        sha256 = hashlib.sha256(content).hexdigest()
        self.journal.write(Saving(number, sha256))
        await self.journal.settled()
        backups = self._folders.backups(path)
        await asyncio.to_thread(write_content, path, content, known_sha256=known_sha256, backups=backups)
        is_new_place = path != self.path
        try:
            await self._start_anew(project, content, sha256, snapshot, number)
        except (OSError, JournalError) as error:
            if is_new_place:
                why = reason(error) if isinstance(error, OSError) else str(error)
                raise SaveError(
                    f"“{path}” was written, but later changes cannot be kept: {why.rstrip('.')}."
                ) from error
            _log.exception("The journal goes on as it was.")
        self._project = replace(project, loaded=None)
        self._lock, self._file_sha256 = lock, sha256
        self._document.mark_saved(snapshot)
        await asyncio.to_thread(self._note_recent)

    async def _start_anew(
        self, project: Project, content: bytes, sha256: str, snapshot: Snapshot, number: int
    ) -> None:
        """Let the journal go on from the file as it has been written."""
        path, folder = project.path, self._folders.recovery(project.path)
        history = replace(snapshot.history, clean=snapshot.history.position)

        def change(journal: Journal) -> Journal:
            folder.keep_base(content, sha256)
            new = journal.compact(
                Header(folder.project_id, str(path), sha256, project.aside), history, number, folder.journal
            )
            folder.drop_other_bases(sha256)
            return new

        await self.journal.swap(change)
        self._base = content

    async def _tidy(self) -> None:
        """Leave a journal that has the history and nothing to bring back."""
        sha256 = hashlib.sha256(self._base).hexdigest()
        if sha256 != self._file_sha256:
            return
        number = next(self._numbers)
        self.journal.write(Marked(number))
        try:
            await self._start_anew(self._project, self._base, sha256, self._document.snapshot(), number)
        except (OSError, JournalError):
            _log.exception("The journal stays as it is.")

    def _make_journal(self) -> Journal:
        """On the journal's thread, with the first entry: start the journal, or go on with it."""
        folder, path = self._folders.recovery(self.path), self.path
        if self._opened.has_journal:
            return Journal.resume(folder.journal, folder.project_id)[0]
        if self.is_untitled and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as temporary:
                temporary.write_bytes(self._base)
        self._note_recent()
        sha256 = hashlib.sha256(self._base).hexdigest()
        folder.keep_base(self._base, sha256)
        return Journal.create(
            folder.journal,
            Header(folder.project_id, str(path), sha256, self._project.aside),
            self._opened.history,
        )

    def _note_recent(self) -> None:
        with contextlib.suppress(OSError):  # a list that is not kept is no reason to stop
            remember(self._folders.recent, self.path, self.title)

    def _unlink(self, left: Project, known_sha256: str | None) -> None:
        """Take the link out of the file that was left; where that fails, opening it finds out."""
        link, backups = self._document.work.cloud, self._folders.backups(left.path)
        try:
            unlink_left_file(left, link, known_sha256=known_sha256, backups=backups)
        except SaveError:
            _log.exception("“%s” still names the project that goes on elsewhere.", left.path)

    def _leave(self, path: Path, lock: ProjectLock, was_untitled: bool) -> None:
        """Let go of the name that the project had before."""
        try:
            self._folders.recovery(path).clear()
            if was_untitled:
                self._discard_untitled(path)
        except OSError:
            _log.exception("“%s” was not let go of.", path)
        lock.release()

    def _end(self, keep: bool) -> None:
        try:
            if not keep:
                self._folders.recovery(self.path).clear()
                if self.is_untitled and self._file_sha256 is None:
                    self._discard_untitled(self.path)
        except OSError:
            _log.exception("What was kept for “%s” is still there.", self.path)
        self._lock.release()

    def _discard_untitled(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        forget(self._folders.recent, path)
