"""Projects that were being made at a service when no answer came: what may be there is not made twice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from editor_app.store.local_database import LocalDatabase
from editor_app.store.synced_states import SyncedState, state_from_row, state_to_row


def keep_attempt(
    database: LocalDatabase, service: str, project_file: Path, name: str, sent: SyncedState
) -> None:
    """Keep what is about to be sent, and under which name, until it is known; raise LocalDatabaseError."""
    row = (service, str(project_file), name, *state_to_row(sent), datetime.now(UTC).isoformat())
    with database.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO making_attempts"
            " (service, project_file, name, revision, ancestors, content, details, begun_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def find_attempt(database: LocalDatabase, service: str, project_file: Path) -> tuple[str, SyncedState] | None:
    """Give the name and the content of what may have been made; raise LocalDatabaseError."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT name, revision, ancestors, content, details FROM making_attempts"
            " WHERE service = ? AND project_file = ?",
            (service, str(project_file)),
        ).fetchone()
    return (row["name"], state_from_row(row)) if row is not None else None


def attempted_revision(database: LocalDatabase, service: str, project_file: Path) -> str | None:
    """Give the revision of what may have been made, without its document; raise LocalDatabaseError."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT revision FROM making_attempts WHERE service = ? AND project_file = ?",
            (service, str(project_file)),
        ).fetchone()
    return row["revision"] if row is not None else None


def forget_attempt(database: LocalDatabase, service: str, project_file: Path) -> None:
    """Forget what is known to be there, or not to be; raise LocalDatabaseError."""
    with database.writing() as connection:
        connection.execute(
            "DELETE FROM making_attempts WHERE service = ? AND project_file = ?",
            (service, str(project_file)),
        )


def forget_attempts(database: LocalDatabase, project_file: Path) -> None:
    """Forget all about an earlier file of that name; raise LocalDatabaseError."""
    with database.writing() as connection:
        connection.execute("DELETE FROM making_attempts WHERE project_file = ?", (str(project_file),))


def move_attempts(database: LocalDatabase, project_file: Path, new: Path) -> None:
    """Let them belong to the project under its other name; raise LocalDatabaseError."""
    with database.writing() as connection:
        connection.execute("DELETE FROM making_attempts WHERE project_file = ?", (str(new),))
        connection.execute(
            "UPDATE making_attempts SET project_file = ? WHERE project_file = ?",
            (str(new), str(project_file)),
        )
