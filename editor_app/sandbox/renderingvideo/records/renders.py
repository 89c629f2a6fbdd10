"""Renders: each was paid for, waits, runs, and ends completed or failed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editor_app.sandbox.renderingvideo.records.ids import new_id
from editor_app.sandbox.renderingvideo.records.tasks import Task
from editor_app.sandbox.times import now


@dataclass(frozen=True, slots=True)
class Render:
    """One render, as its row is; `status` is waiting, rendering, completed or failed."""

    id: str
    task_id: str
    account_id: str
    status: str
    error: str | None
    cost: int
    webhook_url: str | None
    output_file: str | None
    attempts: int
    created_at: str
    completed_at: str | None


_COLUMNS = ", ".join(Render.__slots__)


def insert(connection: sqlite3.Connection, task: Task, cost: int, webhook_url: str | None) -> Render:
    """Make a render that waits."""
    render_id = f"rt_{new_id()}"
    connection.execute(
        "INSERT INTO rv_renders (id, number, task_id, account_id, status, progress, cost, webhook_url, "
        "attempts, created_at) VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM rv_renders), ?, ?, "
        "'waiting', 0, ?, ?, 0, ?)",
        (render_id, task.id, task.account_id, cost, webhook_url, now()),
    )
    found = get(connection, render_id)
    assert found is not None
    return found


def get(connection: sqlite3.Connection, render_id: str) -> Render | None:
    """Give a render, None where its task was deleted."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM rv_renders WHERE id = ?", (render_id,)).fetchone()
    return row and Render(*row)


def find_output(connection: sqlite3.Connection, name: str) -> Render | None:
    """Give the render whose video has this name."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM rv_renders WHERE output_file = ?", (name,)).fetchone()
    return row and Render(*row)


def waiting_since(connection: sqlite3.Connection) -> str | None:
    """Give when the render was ordered that has waited longest, None where none waits."""
    sql = "SELECT min(created_at) FROM rv_renders WHERE status = 'waiting'"
    return connection.execute(sql).fetchone()[0]


def take_next(connection: sqlite3.Connection) -> Render | None:
    """Begin the render that has waited longest."""
    row = connection.execute(
        "SELECT id FROM rv_renders WHERE status = 'waiting' ORDER BY number LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    connection.execute(
        "UPDATE rv_renders SET status = 'rendering', attempts = attempts + 1 WHERE id = ?", (row["id"],)
    )
    return get(connection, row["id"])


def still_counts(connection: sqlite3.Connection, render: Render) -> bool:
    """Tell whether this attempt is the one that is wanted."""
    current = get(connection, render.id)
    return current is not None and (current.status, current.attempts) == ("rendering", render.attempts)


def set_progress(connection: sqlite3.Connection, render: Render, progress: float) -> None:
    """Note how far this attempt is, for the status page."""
    _change(connection, render, {"progress": progress})


def complete(connection: sqlite3.Connection, render: Render, output_file: str) -> Render | None:
    """End it well; None where its task was deleted."""
    changes = {"status": "completed", "progress": 100.0, "output_file": output_file, "completed_at": now()}
    return get(connection, render.id) if _change(connection, render, changes) else None


def fail(connection: sqlite3.Connection, render: Render, error: str) -> Render | None:
    """End it badly; None where its task was deleted. What it cost stays taken."""
    changes = {"status": "failed", "error": error, "completed_at": now()}
    return get(connection, render.id) if _change(connection, render, changes) else None


def put_back(connection: sqlite3.Connection, render: Render) -> None:
    """Let a render wait again that the server itself has ended; that counts as no attempt."""
    _change(connection, render, {"status": "waiting", "progress": 0.0, "attempts": render.attempts - 1})


def recover(connection: sqlite3.Connection, most_attempts: int) -> list[Render]:
    """After a crash: let interrupted renders wait again; give those that failed, as it happened too often."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM rv_renders WHERE status = 'rendering'").fetchall()
    failed: list[Render] = []
    for render in (Render(*row) for row in rows):
        if render.attempts < most_attempts:
            _change(connection, render, {"status": "waiting", "progress": 0.0})
            continue
        error = f"The sandbox was ended {render.attempts} times while it rendered this. Render again."
        if (done := fail(connection, render, error)) is not None:
            failed.append(done)
    return failed


def outputs(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the names of all finished videos."""
    sql = "SELECT output_file FROM rv_renders WHERE output_file IS NOT NULL"
    return frozenset(row[0] for row in connection.execute(sql))


def _change(connection: sqlite3.Connection, render: Render, changes: Mapping[str, Any]) -> bool:
    """Change this attempt if it is the one that runs; tell whether it was."""
    names = ", ".join(f"{name} = ?" for name in changes)
    done = connection.execute(
        f"UPDATE rv_renders SET {names} WHERE id = ? AND status = 'rendering' AND attempts = ?",
        (*changes.values(), render.id, render.attempts),
    )
    return done.rowcount > 0
