"""Which file on this computer is in step with a project of a service, so that no second one is made."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from editor_app.store.cloud_link import CloudLink
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


def linked_files(database: LocalDatabase) -> frozenset[str]:
    """Give all files that are in step with something; raise LocalDatabaseError."""
    with database.reading() as connection:
        rows = connection.execute("SELECT project_file FROM linked_projects").fetchall()
    return frozenset(row["project_file"] for row in rows)
