"""Uploaded assets, and the projects that they are bound to."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from editor_app.sandbox.cursors import Place
from editor_app.sandbox.errors import ApiError, not_found
from editor_app.sandbox.families import Found
from editor_app.sandbox.records import projects
from editor_app.sandbox.records.pages import Page, page_of
from editor_app.sandbox.times import now

_COLUMNS = "id, type, filename, mimetype, size, file_key, width, height, duration"


@dataclass(frozen=True, slots=True)
class Asset:
    """One upload; `file_key` is also the name of its file, `duration` is in seconds."""

    id: str
    type: str
    filename: str
    mimetype: str
    size: int
    file_key: str
    width: float | None
    height: float | None
    duration: float | None


def insert(
    connection: sqlite3.Connection,
    account_id: str,
    filename: str,
    size: int,
    file_key: str,
    found: Found,
    project_id: str | None,
) -> Asset:
    """Record an upload, bound to a project if one is named; raise ApiError (404)."""
    size_px = (found.width, found.height)
    asset = Asset(
        str(uuid.uuid4()), found.type, filename, found.mimetype, size, file_key, *size_px, found.duration
    )
    connection.execute(
        f"INSERT INTO assets ({_COLUMNS}, account_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(asset.id, asset.type, filename, asset.mimetype, size, file_key, *size_px, found.duration),
            *(account_id, now()),
        ),
    )
    if project_id is not None:
        bind(connection, account_id, project_id, asset.id)
    return asset


def find(connection: sqlite3.Connection, account_id: str, asset_id: str) -> Asset:
    """Give an asset; raise ApiError (404) where the account has none of this id."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM assets WHERE id = ? AND account_id = ? AND deleted_at IS NULL",
        (asset_id, account_id),
    ).fetchone()
    if row is None:
        raise not_found("asset")
    return Asset(*row)


def find_file(connection: sqlite3.Connection, file_key: str) -> Asset | None:
    """Give the asset whose file has this name."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM assets WHERE file_key = ? AND deleted_at IS NULL", (file_key,)
    ).fetchone()
    return row and Asset(*row)


def files_of(connection: sqlite3.Connection, account_id: str, file_keys: Iterable[str]) -> frozenset[str]:
    """Give those keys that are files of the account; of deleted assets too, as documents still show them."""
    sql = "SELECT 1 FROM assets WHERE file_key = ? AND account_id = ?"
    return frozenset(key for key in file_keys if connection.execute(sql, (key, account_id)).fetchone())


def all_files(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the names of all files that records know."""
    return frozenset(row[0] for row in connection.execute("SELECT file_key FROM assets"))


def bind(connection: sqlite3.Connection, account_id: str, project_id: str, asset_id: str) -> None:
    """Bind an asset to a project; twice is once; raise ApiError (404)."""
    projects.find(connection, account_id, project_id)
    find(connection, account_id, asset_id)
    connection.execute(
        "INSERT INTO bindings (project_id, asset_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (project_id, asset_id, now()),
    )


def unbind(connection: sqlite3.Connection, account_id: str, project_id: str, asset_id: str) -> None:
    """Take a binding back; raise ApiError (404) where there is none."""
    projects.find(connection, account_id, project_id)
    done = connection.execute(
        "DELETE FROM bindings WHERE project_id = ? AND asset_id = ?", (project_id, asset_id)
    )
    if not done.rowcount:
        raise not_found("asset binding")


def list_bound(
    connection: sqlite3.Connection, account_id: str, project_id: str, size: int, after: Place | None
) -> Page[Asset]:
    """Give a page of a project's assets, the one bound last first; raise ApiError (404)."""
    projects.find(connection, account_id, project_id)
    columns = ", ".join(f"a.{name.strip()}" for name in _COLUMNS.split(","))
    sql = (
        f"SELECT {columns}, b.created_at FROM bindings b JOIN assets a ON a.id = b.asset_id "
        "WHERE b.project_id = ?"
    )
    return page_of(
        connection, sql, (project_id,), size, after, lambda row: Asset(*row[:9]), ("b.created_at", "a.id")
    )


def delete(connection: sqlite3.Connection, account_id: str, asset_id: str) -> None:
    """Delete an asset that no project is bound to and no active export uses; raise ApiError (404, 409).

    Only the record is marked: documents that were saved with it can still be exported.
    """
    asset = find(connection, account_id, asset_id)
    if connection.execute("SELECT 1 FROM bindings WHERE asset_id = ?", (asset_id,)).fetchone():
        raise _referenced("projects are bound to it. Remove it from them first.")
    used = connection.execute(
        "SELECT 1 FROM exports e JOIN frozen_documents d ON d.export_id = e.id WHERE e.account_id = ? "
        "AND e.status IN ('PENDING', 'PROCESSING', 'PAUSED') AND instr(d.json, ?)",
        (account_id, asset.file_key.encode()),
    ).fetchone()
    if used:
        raise _referenced("an export uses it. Wait for its end, or cancel it.")
    connection.execute("UPDATE assets SET deleted_at = ? WHERE id = ?", (now(), asset_id))


def _referenced(why: str) -> ApiError:
    return ApiError(409, "ASSET_REFERENCED", f"The asset cannot be deleted: {why}")
