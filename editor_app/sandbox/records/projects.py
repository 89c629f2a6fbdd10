"""Projects and the documents they keep."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editor_app.sandbox.cursors import Place
from editor_app.sandbox.errors import not_found
from editor_app.sandbox.records.pages import Page, page_of
from editor_app.sandbox.times import now

UNTITLED = "Untitled project"
_COLUMNS = "id, title, description, created_at, updated_at"


@dataclass(frozen=True, slots=True)
class Project:
    """A project without its document."""

    id: str
    title: str
    description: str | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class SavedDocument:
    """The document of a project as it was synced last."""

    state_version: str
    json: bytes


def insert(
    connection: sqlite3.Connection,
    account_id: str,
    title: str | None,
    description: str | None,
    document: SavedDocument,
) -> Project:
    """Make a project."""
    moment = now()
    project = Project(str(uuid.uuid4()), UNTITLED if title is None else title, description, moment, moment)
    connection.execute(
        "INSERT INTO projects (account_id, id, title, description, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (account_id, project.id, project.title, description, moment, moment),
    )
    connection.execute(
        "INSERT INTO documents (project_id, state_version, json) VALUES (?, ?, ?)",
        (project.id, document.state_version, document.json),
    )
    return project


def find(connection: sqlite3.Connection, account_id: str, project_id: str) -> Project:
    """Give a project; raise ApiError (404) where the account has none of this id."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM projects WHERE id = ? AND account_id = ? AND deleted_at IS NULL",
        (project_id, account_id),
    ).fetchone()
    if row is None:
        raise not_found("project")
    return Project(*row)


def find_with_document(
    connection: sqlite3.Connection, account_id: str, project_id: str
) -> tuple[Project, SavedDocument]:
    """Give a project and its document; raise ApiError (404)."""
    project = find(connection, account_id, project_id)
    row = connection.execute(
        "SELECT state_version, json FROM documents WHERE project_id = ?", (project_id,)
    ).fetchone()
    return project, SavedDocument(*row)


def list_page(
    connection: sqlite3.Connection, account_id: str, size: int, after: Place | None
) -> Page[Project]:
    """Give a page of an account's projects, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM projects WHERE account_id = ? AND deleted_at IS NULL"
    return page_of(connection, sql, (account_id,), size, after, lambda row: Project(*row))


def patch(
    connection: sqlite3.Connection, account_id: str, project_id: str, changes: Mapping[str, Any]
) -> Project:
    """Change title and description; raise ApiError (404)."""
    old = find(connection, account_id, project_id)
    title, description = changes.get("title", old.title), changes.get("description", old.description)
    connection.execute(
        "UPDATE projects SET title = ?, description = ?, updated_at = ? WHERE id = ?",
        (title, description, now(), project_id),
    )
    return find(connection, account_id, project_id)


def sync(
    connection: sqlite3.Connection, account_id: str, project_id: str, document: SavedDocument
) -> Project:
    """Replace the document; raise ApiError (404)."""
    find(connection, account_id, project_id)
    connection.execute(
        "UPDATE documents SET state_version = ?, json = ? WHERE project_id = ?",
        (document.state_version, document.json, project_id),
    )
    connection.execute("UPDATE projects SET updated_at = ? WHERE id = ?", (now(), project_id))
    return find(connection, account_id, project_id)


def delete(connection: sqlite3.Connection, account_id: str, project_id: str) -> None:
    """Delete a project and its bindings; its assets and exports stay; raise ApiError (404)."""
    find(connection, account_id, project_id)
    connection.execute("UPDATE projects SET deleted_at = ? WHERE id = ?", (now(), project_id))
    connection.execute("DELETE FROM bindings WHERE project_id = ?", (project_id,))
    connection.execute("DELETE FROM documents WHERE project_id = ?", (project_id,))
