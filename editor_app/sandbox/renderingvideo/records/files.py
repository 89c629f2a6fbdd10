"""Uploaded files, and how much of its plan an account has used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Literal

from editor_app.sandbox.renderingvideo.errors import Refused, not_found
from editor_app.sandbox.renderingvideo.records.ids import new_id

FileType = Literal["image", "video", "audio"]
_COLUMNS = "id, name, type, mime_type, size, file_key, created_at"
_FACTS = "width, height, duration, has_sound"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a look into a file has found: px and seconds."""

    width: float
    height: float
    duration: float
    has_sound: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that lies on disk and has no record yet; `file_key` is its name there."""

    name: str
    type: FileType
    mime_type: str
    size: int
    file_key: str
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file, as its row is."""

    id: str
    name: str
    type: FileType
    mime_type: str
    size: int
    file_key: str
    created_at: str


def used_bytes(connection: sqlite3.Connection, account_id: str) -> int:
    """Give what an account's files take."""
    sql = "SELECT coalesce(sum(size), 0) FROM rv_files WHERE account_id = ?"
    return connection.execute(sql, (account_id,)).fetchone()[0]


def insert_all(
    connection: sqlite3.Connection, account_id: str, arrived: Iterable[Arrived], most_bytes: int, now: str
) -> list[StoredFile]:
    """Record all files of one call, or none: raise Refused (402) where they are more than the plan allows."""
    made: list[StoredFile] = []
    for file in arrived:
        row = StoredFile(
            *(f"asset_{new_id()}", file.name, file.type, file.mime_type, file.size, file.file_key, now)
        )
        connection.execute(
            f"INSERT INTO rv_files ({_COLUMNS}, account_id, {_FACTS}) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*astuple(row), account_id, *(astuple(file.facts) if file.facts else (None,) * 4)),
        )
        made.append(row)
    if used_bytes(connection, account_id) > most_bytes:
        raise storage_exceeded(most_bytes)
    return made


def storage_exceeded(most_bytes: int) -> Refused:
    """Give the error for more than a plan allows."""
    return Refused(
        402,
        "STORAGE_LIMIT_EXCEEDED",
        f"The files would take more than the {most_bytes} bytes of the account's plan. Nothing was stored.",
        {"limit": most_bytes},
    )


def list_page(
    connection: sqlite3.Connection, account_id: str, page: int, limit: int, kind: str | None
) -> tuple[list[StoredFile], int]:
    """Give a page of an account's files, the newest first, and how many there are in all."""
    where, values = "account_id = ?", [account_id]
    if kind is not None:
        where, values = f"{where} AND type = ?", [account_id, kind]
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM rv_files WHERE {where} ORDER BY created_at DESC, rowid DESC "
        "LIMIT ? OFFSET ?",
        (*values, limit, (page - 1) * limit),
    ).fetchall()
    total = connection.execute(f"SELECT count(*) FROM rv_files WHERE {where}", values).fetchone()[0]
    return [StoredFile(*row) for row in rows], total


def delete(connection: sqlite3.Connection, account_id: str, file_id: str) -> str:
    """Delete a record; give the name of its file; raise Refused (404)."""
    row = connection.execute(
        "SELECT file_key FROM rv_files WHERE id = ? AND account_id = ?", (file_id, account_id)
    ).fetchone()
    if row is None:
        raise not_found("File")
    connection.execute("DELETE FROM rv_files WHERE id = ?", (file_id,))
    return row["file_key"]


def find_by_key(connection: sqlite3.Connection, file_key: str) -> StoredFile | None:
    """Give the file of this name."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM rv_files WHERE file_key = ?", (file_key,)).fetchone()
    return row and StoredFile(*row)


def keys_of(connection: sqlite3.Connection, account_id: str, names: Iterable[str]) -> frozenset[str]:
    """Give those names that are files of the account."""
    sql = "SELECT 1 FROM rv_files WHERE file_key = ? AND account_id = ?"
    return frozenset(name for name in names if connection.execute(sql, (name, account_id)).fetchone())


def unreadable_of(connection: sqlite3.Connection, names: Iterable[str]) -> frozenset[str]:
    """Give those names whose files nothing could be found out about when they came."""
    sql = "SELECT 1 FROM rv_files WHERE file_key = ? AND width IS NULL"
    return frozenset(name for name in names if connection.execute(sql, (name,)).fetchone())


def facts_of(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, Facts]:
    """Give what is known of files of these names, of either service."""
    found: dict[str, Facts] = {}
    for name in names:
        row = connection.execute(
            f"SELECT {_FACTS} FROM rv_files WHERE file_key = ? AND width IS NOT NULL UNION ALL "
            "SELECT coalesce(width, 0), coalesce(height, 0), coalesce(duration, 0), type = 'VIDEO' "
            "FROM assets WHERE file_key = ?",
            (name, name),
        ).fetchone()
        if row is not None:
            found[name] = Facts(row[0], row[1], row[2], bool(row[3]))
    return found


def all_files(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the names of all files that records know."""
    return frozenset(row[0] for row in connection.execute("SELECT file_key FROM rv_files"))
