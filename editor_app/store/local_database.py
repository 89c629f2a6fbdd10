"""The local database: what this computer knows about services, in one SQLite file beside the journals.

Every call opens a connection of its own, so any thread may call and two windows may share it. A damaged
file is put aside, never overwritten, as conflicts that wait for a choice are kept nowhere else.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_log = logging.getLogger(__name__)
_BUSY_SECONDS = 10.0

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
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(self._open()) as connection:
                yield connection
        except (OSError, sqlite3.Error) as error:
            text = (
                f"What is kept about services cannot be used: {error}. Make room on the disk, then try again."
            )
            raise LocalDatabaseError(text) from error

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _connect(self.path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # busy, full, not to be written: not damaged
                raise
        self.put_aside = self.path.with_stem(f"{self.path.stem}-damaged")
        _log.error("“%s” is damaged and put aside.", self.path)
        self.path.replace(self.put_aside)
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        return _connect(self.path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
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
