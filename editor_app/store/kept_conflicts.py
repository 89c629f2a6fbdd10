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
    """The conflicts of one project file with one project of a service; for use on threads.

    Without a link they are those of a file that is no longer kept in step with anything.
    """

    def __init__(self, database: LocalDatabase, link: CloudLink | None, project_file: Path) -> None:
        self._database = database
        self._place = (*_names(link), str(project_file))

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

    def claim(self) -> None:
        """Let all that waits for the file belong to its link, whatever it was linked with before.

        So does what waits for a file of the same link that is gone, as it was renamed or moved meanwhile.
        Raise LocalDatabaseError.
        """
        mine = self._place
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT service, project_id, project_file FROM kept_conflicts"
                " WHERE project_file = ? OR (service = ? AND project_id = ?)",
                (mine[2], *mine[:2]),
            ).fetchall()
        places = [place for row in rows if (place := tuple(row)) != mine]
        theirs = [place for place in places if place[2] == mine[2] or (mine[0] and _is_gone(place[2]))]
        if not theirs:
            return
        where = "WHERE service = ? AND project_id = ? AND project_file = ?"
        with self._database.writing() as connection:
            for place in theirs:
                connection.execute(
                    "UPDATE OR IGNORE kept_conflicts SET service = ?, project_id = ?, project_file = ? "
                    + where,
                    (*mine, *place),
                )
                connection.execute("DELETE FROM kept_conflicts " + where, place)

    def forget_all(self) -> None:
        """Forget what waits for a file of that name, as there is a new one; raise LocalDatabaseError."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM kept_conflicts WHERE project_file = ?", (self._place[2],))

    def move(self, project_file: Path) -> None:
        """Let them belong to another file, as the project has another name; raise LocalDatabaseError.

        What waited for the file that had that name, and another link, is gone with what it held.
        """
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM kept_conflicts WHERE project_file = ? AND (service, project_id) != (?, ?)",
                (str(project_file), *self._place[:2]),
            )
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


def _names(link: CloudLink | None) -> tuple[str, str]:
    return (link.service, link.project_id) if link is not None else ("", "")


def _is_gone(project_file: str) -> bool:
    return not Path(project_file).exists()
