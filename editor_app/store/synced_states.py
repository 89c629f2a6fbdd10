"""The states that were synchronized, as a service had them: the ground on which work is joined."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from editor_app.state import EditorState, parse_json, to_bytes
from editor_app.state.dialects import read_as
from editor_app.state.lineage import Lineage
from editor_app.store.local_database import LocalDatabase

MOST_KEPT = 40
"""States of one project; all but the latest few are far behind whatever anybody still works on."""


@dataclass(frozen=True, slots=True, eq=False)
class SyncedState:
    """One state: the document as it was sent or read, without its lineage, and what stood beside it."""

    lineage: Lineage
    state: EditorState
    title: str
    description: str


def state_to_row(synced: SyncedState) -> tuple[str, str, bytes, str]:
    """Give the columns `revision`, `ancestors`, `content` and `details`."""
    return (
        synced.lineage.revision,
        json.dumps(synced.lineage.ancestors),
        zlib.compress(to_bytes(synced.state), 1),
        json.dumps({"title": synced.title, "description": synced.description}),
    )


def state_from_row(row: Mapping[str, Any]) -> SyncedState:
    """Read those columns of a row."""
    details: Mapping[str, Any] = json.loads(row["details"])
    return SyncedState(
        Lineage(row["revision"], tuple(json.loads(row["ancestors"]))),
        read_as(parse_json(zlib.decompress(row["content"])), "newer"),
        details["title"],
        details["description"],
    )


class SyncedStates:
    """The kept states of one project of one service; for use on threads."""

    def __init__(self, database: LocalDatabase, service: str, project_id: str) -> None:
        self._database = database
        self._place = (service, project_id)

    def keep(self, synced: SyncedState, needed: Collection[str] = ()) -> None:
        """Keep a state, and let the oldest go that are not `needed`; raise LocalDatabaseError."""
        row = (*self._place, *state_to_row(synced), datetime.now(UTC).isoformat())
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO synced_states"
                " (service, project_id, revision, ancestors, content, details, kept_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            connection.execute(
                "DELETE FROM synced_states WHERE service = ? AND project_id = ? AND number NOT IN"
                " (SELECT number FROM synced_states WHERE service = ? AND project_id = ?"
                " ORDER BY number DESC LIMIT ?)"
                f" AND revision NOT IN ({', '.join('?' * len(needed))})",
                (*self._place, *self._place, MOST_KEPT, *needed),
            )

    def find(self, revision: str) -> SyncedState | None:
        """Give a kept state; raise LocalDatabaseError."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT revision, ancestors, content, details FROM synced_states"
                " WHERE service = ? AND project_id = ? AND revision = ?",
                (*self._place, revision),
            ).fetchone()
        return state_from_row(row) if row is not None else None

    def take_over(self, project_id: str) -> None:
        """Keep the states of another project of the service for this one too; raise LocalDatabaseError."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO synced_states"
                " (service, project_id, revision, ancestors, content, details, kept_at)"
                " SELECT service, ?, revision, ancestors, content, details, kept_at FROM synced_states"
                " WHERE service = ? AND project_id = ? ORDER BY number",
                (self._place[1], self._place[0], project_id),
            )

    def lineages(self) -> Mapping[str, Lineage]:
        """Give the lineages of the states that are kept, by revision; raise LocalDatabaseError."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT revision, ancestors FROM synced_states WHERE service = ? AND project_id = ?",
                self._place,
            ).fetchall()
        found = (Lineage(row["revision"], tuple(json.loads(row["ancestors"]))) for row in rows)
        return {lineage.revision: lineage for lineage in found}
