"""What can still be read of a damaged local database goes over into the one that begins anew.

Only what is kept nowhere else, and what can be seen to be whole: addresses, permissions and hashes of files
are found out, or asked for, again.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table by its columns; `read` raises for a row that is not whole."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[sqlite3.Row], object]


def _json_of(*columns: str) -> Callable[[sqlite3.Row], object]:
    return lambda row: [json.loads(row[column]) for column in columns]


def _read_state(row: sqlite3.Row) -> object:
    return (
        json.loads(zlib.decompress(row["content"])),
        json.loads(row["ancestors"]),
        json.loads(row["details"]),
    )


_TABLES = (
    _Table(
        "kept_conflicts",
        ("service", "project_id", "project_file", "conflict_id", "content", "found_at"),
        _json_of("content"),
    ),
    _Table(
        "synced_states",
        ("service", "project_id", "revision", "ancestors", "content", "details", "kept_at"),
        _read_state,
    ),
    _Table(
        "making_attempts",
        ("service", "project_file", "name", "revision", "ancestors", "content", "details", "begun_at"),
        _read_state,
    ),
    _Table("linked_projects", ("service", "project_id", "project_file", "seen_at"), tuple),
    _Table("export_jobs", ("id", "owner", "is_over", "content"), _json_of("content")),
    _Table(
        "rendering_previews",
        ("service", "temp_id", "title", "url", "viewer_url", "created_at", "expires_at"),
        lambda row: datetime.fromisoformat(row["expires_at"]),
    ),
    _Table(
        "preview_films",
        ("service", "temp_id", "price", "task_id", "job_id", "made_at", "credits"),
        tuple,
    ),
)


def salvage(damaged: Path, fresh: sqlite3.Connection) -> int:
    """Bring over what can be read of a damaged file, which stays as it is; give how many rows that were.

    What `fresh` has already counts. Never raises for what is damaged; raises OSError, sqlite3.Error for
    `fresh` itself.
    """
    with tempfile.TemporaryDirectory(prefix="editor-app-salvage-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        shutil.copyfile(damaged, copy)
        with suppress(FileNotFoundError):  # what was written last may be nowhere else
            shutil.copyfile(f"{damaged}-wal", f"{copy}-wal")
        found = {table: _rows(copy, table) for table in _TABLES}
    count = 0
    fresh.execute("BEGIN IMMEDIATE")
    for table, rows in found.items():
        places = ", ".join("?" * len(table.columns))
        text = f"INSERT OR IGNORE INTO {table.name} ({', '.join(table.columns)}) VALUES ({places})"
        count += sum(fresh.execute(text, row).rowcount for row in rows)
    fresh.execute("COMMIT")
    return count


def _rows(file: Path, table: _Table) -> list[tuple[Any, ...]]:
    """Give the rows of a table in their order: those before the damage, and those behind it."""
    found = dict[int, tuple[Any, ...]]()
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
            connection.row_factory = sqlite3.Row
            for number, row in _whole(connection, table, order):
                found[number] = row
    return [found[number] for number in sorted(found)]


def _whole(
    connection: sqlite3.Connection, table: _Table, order: str
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    columns = ", ".join(table.columns)
    for row in connection.execute(
        f"SELECT rowid AS place, {columns} FROM {table.name} ORDER BY rowid {order}"
    ):
        try:
            table.read(row)
        except (TypeError, ValueError, zlib.error):
            _log.warning("A row of %s is damaged.", table.name)
            continue
        yield row["place"], tuple(row)[1:]
