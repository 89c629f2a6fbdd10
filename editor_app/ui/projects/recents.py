"""The list of recent projects as the window knows it: read off its thread, watched, changed, and told of."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from editor_app.services.tasks import Tasks
from editor_app.store.folders import Folders
from editor_app.store.recent import RecentProject, Removal, put_back, read_recent, take_off
from editor_app.ui.projects.texts import cleared_text, removed_text, tr


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A project on the list; one `is_untitled` that its user never gave a name."""

    path: Path
    title: str
    is_missing: bool
    is_untitled: bool


class Recents(QObject):
    """Knows what is on the list once `watch` was called, whoever changes it: this window, another, a save."""

    changed = Signal(object)
    """tuple[ListedProject, ...]: what is on the list now, and what it was at first."""
    taken_off = Signal(str, object)
    """A sentence about projects that are off the list now, and what to call to have them back."""
    notice = Signal(str)

    def __init__(self, folders: Folders, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders, self._tasks = folders, tasks
        self._listed: tuple[ListedProject, ...] | None = None
        self._is_reading = self._is_stale = False
        self._watcher: QFileSystemWatcher | None = None

    def watch(self) -> None:
        """Read the list, and again whenever it changes."""
        self._tasks.start(self._watch(), "watch recent projects")

    def refresh(self) -> None:
        """Read the list again."""
        if self._is_reading:  # what is being read may be the list before
            self._is_stale = True
        else:
            self._tasks.start(self._read(), "list recent projects")
            self._is_reading = True

    def remove(self, path: Path) -> None:
        """Take a project off the list; its file stays."""
        self._take_off(lambda entry: entry.path == str(path))

    def clear(self) -> None:
        """Take all off the list but those that never got a name: nothing else leads to them."""
        self._take_off(partial(_can_be_cleared, self._folders))

    async def _watch(self) -> None:
        folder = self._folders.data
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            self.notice.emit(_unwritable(error))
        else:
            # The folder, as the file is another one after each change.
            self._watcher = QFileSystemWatcher([str(folder)], self)
            self._watcher.directoryChanged.connect(self._take_change)
        self.refresh()

    def _take_change(self, _folder: str) -> None:
        with contextlib.suppress(RuntimeError):  # what is kept at the very end changes the folder too
            self.refresh()

    async def _read(self) -> None:
        try:
            while True:
                self._is_stale = False
                listed = await asyncio.to_thread(list_recent, self._folders)
                if not self._is_stale:
                    break
        finally:
            self._is_reading = False
        if listed != self._listed:
            self._listed = listed
            self.changed.emit(listed)

    def _take_off(self, is_unwanted: Callable[[RecentProject], bool]) -> None:
        self._tasks.start(
            self._change(partial(take_off, self._folders.recent, is_unwanted)), "shorten recent"
        )

    def _put_back(self, removal: Removal) -> None:
        self._tasks.start(self._change(partial(put_back, self._folders.recent, removal)), "restore recent")

    async def _change(self, change: Callable[[], Removal | None]) -> None:
        try:
            removal = await asyncio.to_thread(change)
        except OSError as error:
            self.notice.emit(_unwritable(error))
            return
        self.refresh()
        if removal is not None and removal.taken:
            titles = [entry.title or Path(entry.path).stem for entry in removal.taken]
            sentence = removed_text(titles[0]) if len(titles) == 1 else cleared_text(len(titles))
            self.taken_off.emit(sentence, partial(self._put_back, removal))


def list_recent(folders: Folders) -> tuple[ListedProject, ...]:
    """Read what is on the list, the latest first."""
    return tuple(
        ListedProject(
            path := Path(entry.path), entry.title or path.stem, not entry.exists, folders.is_untitled(path)
        )
        for entry in read_recent(folders.recent)
    )


def _can_be_cleared(folders: Folders, entry: RecentProject) -> bool:
    return not (entry.exists and folders.is_untitled(Path(entry.path)))


def _unwritable(error: OSError) -> str:
    return tr("The list cannot be written: {why}.").format(why=error.strerror or error)
