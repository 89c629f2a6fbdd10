"""Conflicts that wait for a choice: what was given up in joining is here until somebody has looked at it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from editor_app.store.cloud_link import CloudLink
from editor_app.store.local_database import LocalDatabase

Json = Mapping[str, Any]


class KeptConflicts:
    """The conflicts of one project file with one project of a service; for use on threads."""

    def __init__(self, database: LocalDatabase, link: CloudLink, project_file: Path) -> None:
        self._database = database
        self._place = (link.service, link.project_id, str(project_file))

    def keep(self, conflicts: Iterable[tuple[str, Json]]) -> None:
        """Keep conflicts, in the place of what was kept under the same ids; raise LocalDatabaseError."""
        moment = datetime.now(UTC).isoformat()
        rows = [(*self._place, name, json.dumps(content), moment) for name, content in conflicts]
        with self._database.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO kept_conflicts VALUES (?, ?, ?, ?, ?, ?)", rows)

    def all(self) -> tuple[tuple[str, Json], ...]:
        """Give what waits, the oldest first; raise LocalDatabaseError."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT conflict_id, content FROM kept_conflicts WHERE service = ? AND project_id = ?"
                " AND project_file = ? ORDER BY found_at, rowid",
                self._place,
            ).fetchall()
        return tuple((row["conflict_id"], json.loads(row["content"])) for row in rows)

    def drop(self, names: Iterable[str]) -> None:
        """Forget what was chosen; raise LocalDatabaseError."""
        rows = [(*self._place, name) for name in names]
        with self._database.writing() as connection:
            connection.executemany(
                "DELETE FROM kept_conflicts WHERE service = ? AND project_id = ? AND project_file = ?"
                " AND conflict_id = ?",
                rows,
            )

    def move(self, project_file: Path) -> None:
        """Let them belong to another file, as the project has another name; raise LocalDatabaseError."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE OR REPLACE kept_conflicts SET project_file = ? WHERE service = ? AND project_id = ?"
                " AND project_file = ?",
                (str(project_file), *self._place),
            )
        self._place = (*self._place[:2], str(project_file))

    def pass_on(self, link: CloudLink) -> None:
        """Let them belong to another project of a service; raise LocalDatabaseError."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE OR REPLACE kept_conflicts SET service = ?, project_id = ?"
                " WHERE service = ? AND project_id = ? AND project_file = ?",
                (link.service, link.project_id, *self._place),
            )
        self._place = (link.service, link.project_id, self._place[2])
