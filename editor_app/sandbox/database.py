"""The SQLite database: opened, brought up to date, and kept off the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from editor_app.sandbox.migrations import MIGRATIONS
from editor_app.sandbox.private import make_private_file, make_private_folder
from editor_app.store.write_ahead import write_ahead

P = ParamSpec("P")
T = TypeVar("T")

DATABASE_NAME = "sandbox.sqlite3"
"""What a server's database is called in its folder."""
_BUSY_SECONDS = 10.0


class DatabaseError(Exception):
    """The database cannot be used; the text is a sentence that names it."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database, make or update its tables; raise DatabaseError."""
    try:
        make_private_folder(path.parent)
        # SQLite makes its other files as open as this one.
        make_private_file(path)
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"The database “{path}” cannot be opened: {error}.") from error
    try:
        connection.row_factory = sqlite3.Row
        write_ahead(connection, patience=_BUSY_SECONDS)
        # An answer promises that the change survives the machine's end, too.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
    except (DatabaseError, sqlite3.Error) as error:
        connection.close()
        if isinstance(error, DatabaseError):
            raise
        raise DatabaseError(f"“{path}” is not the database of a sandbox: {error}.") from error
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    with transaction(connection):  # one process at a time; the version is looked at again inside
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise DatabaseError(f"“{path}” was made by a newer version of this program. Use that one.")
        for step in MIGRATIONS[version:]:
            for statement in filter(str.strip, step.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything or nothing; the only writer meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


class Database:
    """One writer and one reader, each a connection with a thread of its own."""

    def __init__(self, path: Path) -> None:
        """Open the database; raise DatabaseError."""
        self._writer = connect(path)
        self._reader = connect(path)
        self._reader.execute("PRAGMA query_only = ON")
        self._write_thread = ThreadPoolExecutor(1, "sandbox-write")
        self._read_thread = ThreadPoolExecutor(1, "sandbox-read")

    async def read(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call `work(connection, …)` to look something up."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._read_thread, lambda: work(self._reader, *args, **kwargs))

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call `work(connection, …)` in one transaction, which is on disk when this returns."""

        def run() -> T:
            with transaction(self._writer):
                return work(self._writer, *args, **kwargs)

        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._write_thread, run)

    def close(self) -> None:
        """Wait for what is under way, then close."""
        for thread, connection in (
            (self._write_thread, self._writer),
            (self._read_thread, self._reader),
        ):
            thread.shutdown(wait=True)
            connection.close()
