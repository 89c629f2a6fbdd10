"""The exports that were asked for: a row each in the local database, and a folder for what a job needs.

```
exports/<job id>/document.json  the document as it was when the export was asked for
                /media.json     where its media were then
                /request.json   what a service is sent, without secrets
                /spool/         finished pieces of an export on this computer
exports/.alive/<owner>          held by the program that works on its jobs
              /beginning        held while a program looks whether to begin one
```
Every call waits for the disk and may raise LocalDatabaseError or OSError.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from editor_app.store.local_database import LocalDatabase
from editor_app.store.lock import ProjectLock, is_free, wait_for_lock
from editor_app.store.whole_file import whole_file

MOST_OVER = 200
"""So many jobs that are over are remembered."""
_ALIVE, _BEGINNING = ".alive", "beginning"
_STRANGE_S = 24 * 3600
_UNDER_WAY = "SELECT id, owner, is_over, content FROM export_jobs WHERE NOT is_over ORDER BY number"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptJob:
    """A job as JSON; `owner` is who works on it, empty once it is over."""

    id: str
    owner: str
    is_over: bool
    content: Mapping[str, Any]


class ExportJobStore:
    """The table and the folders; for use on threads."""

    def __init__(self, database: LocalDatabase, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._lock: ProjectLock | None = None
        self.owner = uuid.uuid4().hex
        """What this program is called as long as it lives."""

    @property
    def is_new(self) -> bool:
        """Tell whether nothing was ever kept."""
        return not self._database.path.exists()

    # The rows.

    def keep(self, job: KeptJob) -> None:
        """Keep a job as it is now."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO export_jobs (id, owner, is_over, content) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, is_over = excluded.is_over,"
                " content = excluded.content",
                (job.id, job.owner, job.is_over, json.dumps(job.content, ensure_ascii=False)),
            )

    def over(self) -> tuple[KeptJob, ...]:
        """Give the jobs that are over, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, owner, is_over, content FROM export_jobs WHERE is_over ORDER BY number"
            ).fetchall()
        return _readable(rows)

    def unfinished(self) -> tuple[KeptJob, ...]:
        """Give the jobs that are not over, whoever works on them, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, owner, is_over, content FROM export_jobs WHERE NOT is_over ORDER BY number"
            ).fetchall()
        return _readable(rows)

    def worked_on(self) -> tuple[KeptJob, ...]:
        """Give the jobs that other programs work on, which live."""
        return tuple(
            job for job in self.unfinished() if job.owner != self.owner and self._is_alive(job.owner)
        )

    def beginning(self, seconds: float) -> ProjectLock:
        """Take the lock under which a program looks what there is, and begins what is not there yet.

        Raises ProjectInUseError where another holds it for so long.
        """
        return wait_for_lock(self._folder / _ALIVE / _BEGINNING, seconds)

    def take_up(self) -> tuple[KeptJob, ...]:
        """Make those jobs this program's own whose program lives no more; give them, the oldest first."""
        self._clear_dead()
        if not self._dead_owners():
            return ()
        self._live()
        with self._database.writing() as connection:
            rows = connection.execute(_UNDER_WAY).fetchall()
            dead = self._dead(rows)
            for owner in dead:
                connection.execute(
                    "UPDATE export_jobs SET owner = ? WHERE owner = ? AND NOT is_over", (self.owner, owner)
                )
        return _readable(row for row in rows if row["owner"] in dead)

    def take_up_one(self, job_id: str) -> KeptJob | None:
        """Make one job this program's own, if it is not over and its program lives no more; give it then."""
        self._live()
        with self._database.writing() as connection:
            row = connection.execute(
                "SELECT id, owner, is_over, content FROM export_jobs WHERE id = ? AND NOT is_over", (job_id,)
            ).fetchone()
            if row is None or self._is_alive(row["owner"]):
                return None
            connection.execute("UPDATE export_jobs SET owner = ? WHERE id = ?", (self.owner, job_id))
        return next(iter(_readable([row])), None)

    def own(self) -> str:
        """Give the name under which this program keeps jobs that are not over."""
        self._live()
        return self.owner

    def forget(self, job_id: str) -> None:
        """Forget a job, and remove its folder."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM export_jobs WHERE id = ?", (job_id,))
        self.clear(job_id)

    def forget_oldest(self) -> tuple[str, ...]:
        """Forget the jobs beyond those that are remembered; give their ids."""
        with self._database.writing() as connection:
            rows = connection.execute(
                "SELECT id FROM export_jobs WHERE is_over ORDER BY number DESC LIMIT -1 OFFSET ?",
                (MOST_OVER,),
            ).fetchall()
            for row in rows:
                connection.execute("DELETE FROM export_jobs WHERE id = ?", (row["id"],))
        for row in rows:
            self.clear(row["id"])
        return tuple(row["id"] for row in rows)

    # The folders.

    def folder(self, job_id: str) -> Path:
        """Give the folder of a job, which may not be there."""
        return self._folder / job_id

    def write(self, job_id: str, name: str, content: bytes) -> None:
        """Keep a file of a job: whole, and on the disk when this returns."""
        folder = self.folder(job_id)
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / name) as temporary:
            temporary.write_bytes(content)

    def clear(self, job_id: str) -> None:
        """Remove what was kept for a job; what cannot be removed is tried again at the next start."""
        folder = self.folder(job_id)
        shutil.rmtree(folder, ignore_errors=True)

    def clear_but(self, job_id: str, names: Iterable[str]) -> None:
        """Remove what was kept for a job, but files of these names."""
        folder, kept = self.folder(job_id), frozenset(names)
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name in kept:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def clear_strangers(self) -> None:
        """Remove the folders that have belonged to no job for a day: one that is being kept has none yet."""
        with self._database.reading() as connection:
            known = {row["id"] for row in connection.execute("SELECT id FROM export_jobs")}
        if not self._folder.is_dir():
            return
        oldest = time.time() - _STRANGE_S
        for folder in self._folder.iterdir():
            is_strange = folder.name != _ALIVE and folder.name not in known and folder.is_dir()
            if is_strange and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Let others take up what this program leaves."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            with contextlib.suppress(OSError):
                (self._folder / _ALIVE / self.owner).unlink()

    def _live(self) -> None:
        if self._lock is None:
            self._lock = ProjectLock(self._folder / _ALIVE / self.owner)

    def _dead_owners(self) -> set[str]:
        with self._database.reading() as connection:
            return self._dead(connection.execute(_UNDER_WAY).fetchall())

    def _dead(self, rows: Iterable[Any]) -> set[str]:
        """Give the owners that live no more."""
        return {owner for owner in {row["owner"] for row in rows} if not self._is_alive(owner)}

    def _clear_dead(self) -> None:
        """Remove what killed programs have left of themselves a day ago: a young one may be about to lock."""
        oldest = time.time() - _STRANGE_S
        for path in (self._folder / _ALIVE).glob("*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest and is_free(path):
                    path.unlink()

    def _is_alive(self, owner: str) -> bool:
        path = self._folder / _ALIVE / owner
        return bool(owner) and path.exists() and not is_free(path)


def _readable(rows: Iterable[Any]) -> tuple[KeptJob, ...]:
    """Give the rows that can be read; one that is damaged hides no other."""
    found = list[KeptJob]()
    for row in rows:
        try:
            content: Any = json.loads(row["content"])
        except (ValueError, RecursionError, TypeError):
            content = None
        if isinstance(content, dict):
            found.append(
                KeptJob(row["id"], row["owner"], bool(row["is_over"]), cast("Mapping[str, Any]", content))
            )
        else:
            _log.warning("What is kept of the export %s cannot be read.", row["id"])
    return tuple(found)
