"""Export tasks: made, taken up by the queue, ended one way or another."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from editor_app.sandbox.cursors import Place
from editor_app.sandbox.errors import ApiError, not_found
from editor_app.sandbox.exports.planning import Plan
from editor_app.sandbox.records.pages import Page, page_of
from editor_app.sandbox.times import now, seconds_from_now

ACTIVE = ("PENDING", "PROCESSING", "PAUSED")
_IS_ACTIVE = "status IN ('PENDING', 'PROCESSING', 'PAUSED')"


@dataclass(frozen=True, slots=True)
class Export:
    """One task, as its row is; `output_file` is the name of the finished video's file."""

    id: str
    account_id: str
    api_key_id: str
    project_id: str | None
    client_task_id: str | None
    status: str
    phase: str | None
    progress: float
    error: str | None
    filename: str | None
    output_file: str | None
    output_expires_at: str | None
    duration_seconds: float
    billed_standard_seconds: int
    charged_credits: str
    callback_url: str | None
    callback_headers: str
    format: str
    fps: int
    scale: float
    ratio: str
    attempts: int
    created_at: str
    started_at: str | None
    completed_at: str | None

    @property
    def is_active(self) -> bool:
        """Tell whether it waits, runs or is paused."""
        return self.status in ACTIVE


_COLUMNS = ", ".join(Export.__slots__)


def insert(
    connection: sqlite3.Connection,
    account_id: str,
    api_key_id: str,
    project_id: str | None,
    body: Mapping[str, Any],
    plan: Plan,
) -> Export:
    """Make a task that waits; its document is frozen as it is now."""
    values = {
        "id": str(uuid.uuid4()),
        "account_id": account_id,
        "api_key_id": api_key_id,
        "project_id": project_id,
        "client_task_id": body.get("clientTaskId"),
        "status": "PENDING",
        "progress": 0.0,
        "filename": body.get("filename"),
        "duration_seconds": plan.duration_seconds,
        "billed_standard_seconds": plan.bill.standard_seconds,
        "charged_credits": plan.bill.credits,
        "callback_url": body.get("callbackUrl"),
        "callback_headers": json.dumps(body.get("callbackHeaders", {})),
        **{name: body[name] for name in ("format", "fps", "scale", "ratio")},
        "attempts": 0,
        "created_at": now(),
    }
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO exports ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    connection.execute(
        "INSERT INTO frozen_documents (export_id, json) VALUES (?, ?)", (values["id"], plan.json)
    )
    return get(connection, values["id"])


def get(connection: sqlite3.Connection, export_id: str) -> Export:
    """Give a task that is known to exist."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM exports WHERE id = ?", (export_id,)).fetchone()
    return Export(*row)


def find(connection: sqlite3.Connection, account_id: str, export_id: str) -> Export:
    """Give a task; raise ApiError (404) where the account has none of this id."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM exports WHERE id = ? AND account_id = ?", (export_id, account_id)
    ).fetchone()
    if row is None:
        raise not_found("export task")
    return Export(*row)


def find_output(connection: sqlite3.Connection, name: str) -> Export | None:
    """Give the task whose finished video has this name."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM exports WHERE output_file = ?", (name,)).fetchone()
    return row and Export(*row)


def find_client_task(
    connection: sqlite3.Connection, account_id: str, client_task_id: str | None
) -> Export | None:
    """Give the first task that the client has called so."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM exports WHERE account_id = ? AND client_task_id = ? ORDER BY created_at",
        (account_id, client_task_id),
    ).fetchone()
    return row and Export(*row)


def count_active(connection: sqlite3.Connection, account_id: str) -> int:
    """Count the tasks of an account that wait, run or are paused."""
    sql = f"SELECT count(*) FROM exports WHERE account_id = ? AND {_IS_ACTIVE}"
    return connection.execute(sql, (account_id,)).fetchone()[0]


def list_page(
    connection: sqlite3.Connection,
    account_id: str,
    size: int,
    after: Place | None,
    api_key_id: str | None = None,
) -> Page[Export]:
    """Give a page of an account's tasks, the newest first; of one key if it is named."""
    sql, values = f"SELECT {_COLUMNS} FROM exports WHERE account_id = ?", [account_id]
    if api_key_id is not None:
        sql, values = f"{sql} AND api_key_id = ?", [account_id, api_key_id]
    return page_of(connection, sql, values, size, after, lambda row: Export(*row))


def cancel(connection: sqlite3.Connection, account_id: str, export_id: str) -> Export:
    """Cancel an active task; raise ApiError (404; 409 for one that is done or has failed)."""
    export = find(connection, account_id, export_id)
    if export.status in ("COMPLETED", "FAILED"):
        raise ApiError(
            409, "TASK_NOT_CANCELABLE", f"The export is {export.status}, so it cannot be cancelled."
        )
    if export.is_active:
        _end(connection, export_id, "CANCELED", None)
    return get(connection, export_id)


def cancel_any(connection: sqlite3.Connection, export_id: str) -> bool:
    """Cancel a task of any account if it is active; tell whether it was."""
    sql = f"SELECT 1 FROM exports WHERE id = ? AND {_IS_ACTIVE}"
    if connection.execute(sql, (export_id,)).fetchone() is None:
        return False
    _end(connection, export_id, "CANCELED", None)
    return True


def take_next(connection: sqlite3.Connection) -> tuple[Export, bool] | None:
    """Begin the task that has waited longest; tell also whether it was never begun before."""
    row = connection.execute(
        "SELECT id FROM exports WHERE status = 'PENDING' ORDER BY created_at, id LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    before = get(connection, row["id"])
    connection.execute(
        "UPDATE exports SET status = 'PROCESSING', phase = 'rendering', progress = 0, "
        "attempts = attempts + 1, started_at = coalesce(started_at, ?) WHERE id = ?",
        (now(), before.id),
    )
    return get(connection, before.id), before.started_at is None


def waiting_since(connection: sqlite3.Connection) -> str | None:
    """Give when the task was made that has waited longest, None where none waits."""
    return connection.execute("SELECT min(created_at) FROM exports WHERE status = 'PENDING'").fetchone()[0]


def frozen_document(connection: sqlite3.Connection, export_id: str) -> bytes:
    """Give the document of a task as JSON."""
    return connection.execute(
        "SELECT json FROM frozen_documents WHERE export_id = ?", (export_id,)
    ).fetchone()["json"]


def still_counts(connection: sqlite3.Connection, export: Export) -> bool:
    """Tell whether this attempt is still the one that is to be rendered."""
    current = get(connection, export.id)
    return current.status == "PROCESSING" and current.attempts == export.attempts


def set_progress(connection: sqlite3.Connection, export: Export, phase: str, progress: float) -> None:
    """Note how far this attempt is, if it still counts."""
    connection.execute(
        "UPDATE exports SET phase = ?, progress = ? WHERE id = ? AND status = 'PROCESSING' AND attempts = ?",
        (phase, progress, export.id, export.attempts),
    )


def complete(
    connection: sqlite3.Connection, export: Export, output_file: str, output_seconds: float
) -> Export | None:
    """End a task well; None where it was cancelled or paused meanwhile, so that its file is not wanted."""
    done = connection.execute(
        "UPDATE exports SET status = 'COMPLETED', phase = NULL, progress = 100, output_file = ?, "
        "output_expires_at = ?, completed_at = ? WHERE id = ? AND status = 'PROCESSING' AND attempts = ?",
        (output_file, seconds_from_now(output_seconds), now(), export.id, export.attempts),
    )
    if not done.rowcount:
        return None
    connection.execute("DELETE FROM frozen_documents WHERE export_id = ?", (export.id,))
    return get(connection, export.id)


def fail(connection: sqlite3.Connection, export: Export, error: str) -> Export | None:
    """End a task badly; None where it was cancelled or paused meanwhile."""
    if not still_counts(connection, export):
        return None
    _end(connection, export.id, "FAILED", error)
    return get(connection, export.id)


def pause(connection: sqlite3.Connection, export_id: str) -> bool:
    """Pause a task that waits or runs; tell whether it did."""
    done = connection.execute(
        "UPDATE exports SET status = 'PAUSED', phase = NULL, progress = 0 "
        "WHERE id = ? AND status IN ('PENDING', 'PROCESSING')",
        (export_id,),
    )
    return done.rowcount > 0


def resume(connection: sqlite3.Connection, export_id: str) -> bool:
    """Let a paused task wait again; tell whether it did."""
    done = connection.execute(
        "UPDATE exports SET status = 'PENDING' WHERE id = ? AND status = 'PAUSED'", (export_id,)
    )
    return done.rowcount > 0


def put_back(connection: sqlite3.Connection, export: Export) -> None:
    """Let a task wait again whose rendering the server itself has ended; that counts as no attempt."""
    connection.execute(
        "UPDATE exports SET status = 'PENDING', phase = NULL, progress = 0, attempts = attempts - 1 "
        "WHERE id = ? AND status = 'PROCESSING' AND attempts = ?",
        (export.id, export.attempts),
    )


def recover(connection: sqlite3.Connection, most_attempts: int) -> list[Export]:
    """After a crash: let interrupted tasks wait again; give those that failed, as it happened too often."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM exports WHERE status = 'PROCESSING'").fetchall()
    failed: list[Export] = []
    for export in (Export(*row) for row in rows):
        if export.attempts < most_attempts:
            connection.execute(
                "UPDATE exports SET status = 'PENDING', phase = NULL, progress = 0 WHERE id = ?", (export.id,)
            )
            continue
        error = f"The sandbox was ended {export.attempts} times while it rendered this. Export again."
        _end(connection, export.id, "FAILED", error)
        failed.append(get(connection, export.id))
    return failed


def kept_outputs(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the names of the finished videos whose links still work."""
    sql = "SELECT output_file FROM exports WHERE output_file IS NOT NULL AND output_expires_at > ?"
    return frozenset(row[0] for row in connection.execute(sql, (now(),)))


def expired_outputs(connection: sqlite3.Connection) -> list[str]:
    """Give the names of the finished videos whose links have expired."""
    sql = "SELECT output_file FROM exports WHERE output_file IS NOT NULL AND output_expires_at <= ?"
    return [row[0] for row in connection.execute(sql, (now(),))]


def _end(connection: sqlite3.Connection, export_id: str, status: str, error: str | None) -> None:
    connection.execute(
        "UPDATE exports SET status = ?, phase = NULL, error = ?, completed_at = ? WHERE id = ?",
        (status, error, now(), export_id),
    )
    connection.execute("DELETE FROM frozen_documents WHERE export_id = ?", (export_id,))
