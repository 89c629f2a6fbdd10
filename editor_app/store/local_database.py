"""The local database: what this computer knows about services, in one SQLite file beside the journals.

Every call opens a connection of its own, so any thread may call and two windows may share it. A damaged
file is put aside, never overwritten, and what can be read of it goes over (`salvage`), as conflicts that wait
for a choice are kept nowhere else.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from editor_app.store.salvage import salvage
from editor_app.store.write_ahead import write_ahead

_log = logging.getLogger(__name__)
_BUSY_SECONDS = 10.0
_DAMAGES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

MIGRATIONS = (
    """
    CREATE TABLE synced_states (
        service TEXT NOT NULL, project_id TEXT NOT NULL, revision TEXT NOT NULL,
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        ancestors TEXT NOT NULL, content BLOB NOT NULL, details TEXT NOT NULL, kept_at TEXT NOT NULL,
        UNIQUE (service, project_id, revision)
    );
    CREATE TABLE linked_projects (
        service TEXT NOT NULL, project_id TEXT NOT NULL, project_file TEXT NOT NULL, seen_at TEXT NOT NULL,
        PRIMARY KEY (service, project_id)
    );
    CREATE TABLE kept_conflicts (
        service TEXT NOT NULL, project_id TEXT NOT NULL, project_file TEXT NOT NULL,
        conflict_id TEXT NOT NULL, content BLOB NOT NULL, found_at TEXT NOT NULL,
        PRIMARY KEY (service, project_id, project_file, conflict_id)
    );
    CREATE TABLE uploads (
        service TEXT NOT NULL, sha256 TEXT NOT NULL, asset_id TEXT NOT NULL, url TEXT NOT NULL,
        file_key TEXT NOT NULL, size INTEGER NOT NULL, filename TEXT NOT NULL, uploaded_at TEXT NOT NULL,
        PRIMARY KEY (service, sha256)
    );
    CREATE TABLE upload_attempts (
        service TEXT NOT NULL, project_id TEXT NOT NULL, sha256 TEXT NOT NULL, filename TEXT NOT NULL,
        size INTEGER NOT NULL, begun_at TEXT NOT NULL,
        PRIMARY KEY (service, project_id, sha256)
    );
    CREATE TABLE cancelled_uploads (
        service TEXT NOT NULL, project_id TEXT NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY (service, project_id, sha256)
    );
    CREATE TABLE upload_permissions (service TEXT PRIMARY KEY, given_at TEXT NOT NULL);
    CREATE TABLE fetched_media (
        url TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, fetched_at TEXT NOT NULL
    );
    CREATE TABLE cached_files (
        sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, suffix TEXT NOT NULL, used_at TEXT NOT NULL
    );
    CREATE TABLE known_files (
        path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL
    );
    CREATE INDEX known_contents ON known_files (sha256);
    CREATE INDEX upload_addresses ON uploads (url);
    CREATE TABLE host_permissions (host TEXT PRIMARY KEY, given_at TEXT NOT NULL);
    """,
    """
    CREATE TABLE export_jobs (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        owner TEXT NOT NULL, is_over INTEGER NOT NULL, content TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE rendering_previews (
        service TEXT NOT NULL, temp_id TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
        viewer_url TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
        PRIMARY KEY (service, temp_id)
    );
    """,
    """
    CREATE TABLE preview_films (
        service TEXT NOT NULL, temp_id TEXT NOT NULL, price TEXT NOT NULL, task_id TEXT NOT NULL,
        job_id TEXT NOT NULL, made_at TEXT NOT NULL, credits TEXT NOT NULL,
        PRIMARY KEY (service, temp_id)
    );
    """,
    """
    CREATE TABLE paused_uploads (
        service TEXT NOT NULL, project_id TEXT NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY (service, project_id, sha256)
    );
    CREATE TABLE deleted_uploads (
        service TEXT NOT NULL, url TEXT NOT NULL, file_key TEXT NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY (service, url)
    );
    """,
    """
    CREATE TABLE making_attempts (
        service TEXT NOT NULL, project_file TEXT NOT NULL, name TEXT NOT NULL,
        revision TEXT NOT NULL, ancestors TEXT NOT NULL, content BLOB NOT NULL, details TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        PRIMARY KEY (service, project_file)
    );
    """,
)
"""The steps that lead to the tables; a step that was released never changes."""


class LocalDatabaseError(Exception):
    """The local database cannot be used; the text is a sentence."""


class LocalDatabase:
    """The file, made when it is needed; for use on threads, as every call waits for the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.put_aside: Path | None = None
        """Where a damaged file is now."""

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to look things up with; raise LocalDatabaseError."""
        with self._connection() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose changes are kept whole or not at all; raise LocalDatabaseError."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled it back already
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        file = _identity(self.path)
        try:
            with closing(self._open(file)) as connection:
                yield connection
        except (OSError, sqlite3.Error) as error:
            if _is_damage(error) and self._put_aside(file):
                text = f"What was kept about services is damaged, is now “{self.put_aside}”, and begins anew."
                raise LocalDatabaseError(text) from error
            text = (
                f"What is kept about services cannot be used: {error}. Make room on the disk, then try again."
            )
            raise LocalDatabaseError(text) from error

    def _open(self, file: int) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _connect(self.path)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error) or not self._put_aside(file):
                raise
        return _connect(self.path)

    def _put_aside(self, file: int) -> bool:
        """Put a damaged file aside, unless another window has done so; tell whether a new one can begin."""
        if _identity(self.path) != file:
            return True
        names = (f"{self.path.stem}-damaged{'' if number == 1 else f'-{number}'}" for number in count(1))
        aside = next(path for name in names if not (path := self.path.with_stem(name)).exists())
        _log.error("“%s” is damaged and put aside.", self.path)
        try:
            self.path.replace(aside)
            with suppress(FileNotFoundError):
                self.path.with_name(f"{self.path.name}-wal").replace(f"{aside}-wal")
            self.path.with_name(f"{self.path.name}-shm").unlink(missing_ok=True)
        except FileNotFoundError:  # another window was faster
            return True
        except OSError:
            _log.exception("“%s” stays where it is.", self.path)
            return False
        self.put_aside = aside
        self._salvage(aside)
        return True

    def _salvage(self, aside: Path) -> None:
        """Let what can still be read be here again."""
        try:
            with closing(_connect(self.path)) as connection:
                _log.warning("%d rows of “%s” were still whole.", salvage(aside, connection), aside)
        except (OSError, sqlite3.Error):
            _log.exception("“%s” cannot be read.", aside)


def _is_damage(error: Exception) -> bool:
    """Tell whether a database is damaged, not busy, full, or not to be written."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in _DAMAGES


def _identity(path: Path) -> int:
    """Give what tells a file from another of the same name."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        write_ahead(connection, patience=_BUSY_SECONDS)
        connection.execute("PRAGMA synchronous = FULL")
        if _version(connection) < len(MIGRATIONS):
            _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")  # one process at a time; the version is looked at again inside
    for step in MIGRATIONS[_version(connection) :]:
        for statement in filter(str.strip, step.split(";")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]
