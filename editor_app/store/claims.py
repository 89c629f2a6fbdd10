"""Which window of this computer has a project of a service open, also where no file of it is here yet."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

from editor_app.store.local_database import LocalDatabase
from editor_app.store.lock import ProjectInUseError, ProjectLock, is_free, wait_for_lock

_PATIENCE_SECONDS = 2.0
"""How long a window that is just leaving a project is waited for."""


def is_claimed(database: LocalDatabase, service: str, project_id: str) -> bool:
    """Tell whether a window has a project of a service open; raise OSError."""
    path = _lock_file(database, service, project_id)
    return path.exists() and not is_free(path)


class Claim:
    """The right of one window to keep a project of a service in step; it ends with the window's process."""

    def __init__(self, database: LocalDatabase, service: str, project_id: str) -> None:
        self._path = _lock_file(database, service, project_id)
        self._lock: ProjectLock | None = None
        self._is_given_up = False
        self._turn = threading.Lock()

    def take(self) -> bool:
        """Take it; False where another window has it. For use on a thread; raise OSError."""
        try:
            lock = wait_for_lock(self._path, _PATIENCE_SECONDS)
        except ProjectInUseError:
            return False
        with self._turn:
            if not self._is_given_up:
                self._lock = lock
                return True
        lock.release()  # the project was left while it was waited for
        return True

    def release(self) -> None:
        """Let other windows have it, also while it is being taken."""
        with self._turn:
            self._is_given_up = True
            if self._lock is not None:
                self._lock.release()


def _lock_file(database: LocalDatabase, service: str, project_id: str) -> Path:
    name = hashlib.sha256(f"{service}\n{project_id}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return database.path.with_name("in-step") / name
