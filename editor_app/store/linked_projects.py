"""Which file on this computer is in step with a project of a service, so that no second one is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from editor_app.state.reading import DocumentError, parse_json
from editor_app.store.cloud_link import CloudLink, read_link
from editor_app.store.local_database import LocalDatabase


def note_file(database: LocalDatabase, link: CloudLink, project_file: Path) -> None:
    """Remember the file, and that it is in step with nothing else any more; raise LocalDatabaseError."""
    row = (link.service, link.project_id, str(project_file), datetime.now(UTC).isoformat())
    with database.writing() as connection:
        connection.execute("DELETE FROM linked_projects WHERE project_file = ?", (str(project_file),))
        connection.execute("INSERT OR REPLACE INTO linked_projects VALUES (?, ?, ?, ?)", row)


def forget_file(database: LocalDatabase, link: CloudLink) -> None:
    """Forget the file of a project; raise LocalDatabaseError."""
    with database.writing() as connection:
        connection.execute(
            "DELETE FROM linked_projects WHERE service = ? AND project_id = ?",
            (link.service, link.project_id),
        )


def file_of(database: LocalDatabase, service: str, project_id: str) -> Path | None:
    """Give the file that was in step with a project last; raise LocalDatabaseError."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT project_file FROM linked_projects WHERE service = ? AND project_id = ?",
            (service, project_id),
        ).fetchone()
    return Path(row["project_file"]) if row else None


def other_file_of(database: LocalDatabase, link: CloudLink, project_file: Path) -> Path | None:
    """Give another file here that is in step with the project of `link`; raise LocalDatabaseError.

    One that is gone, or has lost its link, is none: it was renamed, or goes on alone.
    """
    found = file_of(database, link.service, link.project_id)
    if found is None or found == project_file or _is_same(found, project_file):
        return None
    return found if link.is_same_project(_link_in(found)) else None


def linked_files(database: LocalDatabase) -> frozenset[str]:
    """Give all files that are in step with something; raise LocalDatabaseError."""
    with database.reading() as connection:
        rows = connection.execute("SELECT project_file FROM linked_projects").fetchall()
    return frozenset(row["project_file"] for row in rows)


def _is_same(one: Path, other: Path) -> bool:
    """Tell whether two names lead to one file: some disks do not tell capital letters from small ones."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _link_in(project_file: Path) -> CloudLink | None:
    try:
        value = parse_json(project_file.read_bytes())
    except (OSError, DocumentError):
        return None
    return read_link(cast("Mapping[str, Any]", value)) if isinstance(value, dict) else None
