"""Write-ahead logging is turned on however many begin a database at once."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest

from editor_app.store.write_ahead import write_ahead


def begin(path: Path, together: Barrier, number: int) -> None:
    together.wait()
    with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
        write_ahead(connection, patience=10)
        connection.execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER)")
        connection.execute("INSERT INTO numbers VALUES (?)", (number,))


def test_all_of_many_begin(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads:
        for begun in range(150):  # SQLite refuses one of three in about every sixteenth file
            path = tmp_path / f"{begun}.sqlite3"
            list(threads.map(partial(begin, path, Barrier(3)), range(3)))
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
                assert connection.execute("SELECT count(*) FROM numbers").fetchone() == (3,)


def test_patience_ends(tmp_path: Path) -> None:
    path = tmp_path / "busy.sqlite3"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as one,
        closing(sqlite3.connect(path, timeout=0)) as two,
    ):
        one.execute("CREATE TABLE numbers (number INTEGER)")
        one.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            write_ahead(two, patience=0.05)
