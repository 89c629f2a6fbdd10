"""Write-ahead logging, turned on for an SQLite database that several programs may begin at once."""

from __future__ import annotations

import sqlite3
import time

_AGAIN_SECONDS = 0.005


def write_ahead(connection: sqlite3.Connection, *, patience: float) -> None:
    """Let a database write to a log first; wait `patience` seconds for others, then raise sqlite3.Error.

    Of two that begin a new file together SQLite refuses one at once, whatever its timeout, as each holds
    what the other waits for (sqlite.org/c3ref/busy_handler.html).
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_AGAIN_SECONDS)
        else:
            return
