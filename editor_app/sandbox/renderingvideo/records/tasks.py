"""Permanent tasks: a config that can be rendered. How it stands is told by its latest render."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from editor_app.sandbox.renderingvideo.errors import not_found
from editor_app.sandbox.renderingvideo.planning import Plan
from editor_app.sandbox.renderingvideo.records.ids import new_id

Status = Literal["created", "rendering", "completed", "failed"]
STATUSES = ("created", "rendering", "completed", "failed")
DEFAULT_CATEGORY = "api"
ALL_CATEGORIES = "all"

_COLUMNS = """t.id, t.account_id, t.video_task_id, t.title, t.category, t.metadata, t.quality, t.width,
t.height, t.fps, t.duration, t.created_at, coalesce(r.shown, 'created') AS status, r.id, r.cost,
r.output_file, r.completed_at, r.error"""
_FROM = """rv_tasks t LEFT JOIN (
    SELECT *, CASE status WHEN 'waiting' THEN 'rendering' ELSE status END AS shown FROM rv_renders
) r ON r.number = (SELECT max(number) FROM rv_renders WHERE task_id = t.id)"""


@dataclass(frozen=True, slots=True)
class Task:
    """A task and its latest render, whose fields are None before there is one; `metadata` is JSON."""

    id: str
    account_id: str
    video_task_id: str
    title: str | None
    category: str
    metadata: str | None
    quality: str
    width: int
    height: int
    fps: int
    duration: float
    created_at: str
    status: Status
    render_id: str | None
    cost: int | None
    output_file: str | None
    completed_at: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class About:
    """What clients say of a task beside its config."""

    title: str | None = None
    category: str = DEFAULT_CATEGORY
    metadata: Mapping[str, Any] | None = None


def insert(connection: sqlite3.Connection, account_id: str, plan: Plan, about: About, now: str) -> Task:
    """Make a task that is not rendered yet."""
    values = {
        "id": new_id(),
        "account_id": account_id,
        "video_task_id": f"vt_{new_id()}",
        "title": about.title,
        "category": about.category,
        "metadata": None if about.metadata is None else json.dumps(about.metadata),
        "config": plan.config,
        "quality": plan.quality.name,
        "width": plan.width,
        "height": plan.height,
        "fps": plan.fps,
        "duration": plan.duration,
        "created_at": now,
    }
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO rv_tasks ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    return find(connection, account_id, values["id"])


def find(connection: sqlite3.Connection, account_id: str, task_id: str) -> Task:
    """Give an account's task; raise Refused (404)."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE t.id = ? AND t.account_id = ?", (task_id, account_id)
    ).fetchone()
    if row is None:
        raise not_found("Task")
    return Task(*row)


def find_public(connection: sqlite3.Connection, task_id: str) -> Task:
    """Give a task to whoever has its address; raise Refused (404)."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE t.id = ?", (task_id,)).fetchone()
    if row is None:
        raise not_found("Task")
    return Task(*row)


def config_of(connection: sqlite3.Connection, task_id: str) -> bytes:
    """Give the config as JSON; raise Refused (404)."""
    row = connection.execute("SELECT config FROM rv_tasks WHERE id = ?", (task_id,)).fetchone()
    if row is None:
        raise not_found("Task")
    return row["config"]


def list_page(
    connection: sqlite3.Connection,
    account_id: str,
    page: int,
    limit: int,
    status: str | None,
    category: str,
) -> tuple[list[Task], int]:
    """Give a page of an account's tasks, the newest first, and how many there are in all."""
    where, values = "t.account_id = ?", [account_id]
    if category != ALL_CATEGORIES:
        where, values = f"{where} AND t.category = ?", [*values, category]
    if status is not None:
        where, values = f"{where} AND coalesce(r.shown, 'created') = ?", [*values, status]
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE {where} ORDER BY t.created_at DESC, t.rowid DESC "
        "LIMIT ? OFFSET ?",
        (*values, limit, (page - 1) * limit),
    ).fetchall()
    total = connection.execute(f"SELECT count(*) FROM {_FROM} WHERE {where}", values).fetchone()[0]
    return [Task(*row) for row in rows], total


def delete(connection: sqlite3.Connection, account_id: str, task_id: str) -> tuple[Task, list[str]]:
    """Delete a task and its renders; give it, and the names of its videos; raise Refused (404)."""
    task = find(connection, account_id, task_id)
    rows = connection.execute(
        "SELECT output_file FROM rv_renders WHERE task_id = ? AND output_file IS NOT NULL", (task_id,)
    ).fetchall()
    connection.execute("DELETE FROM rv_tasks WHERE id = ?", (task_id,))
    return task, [row[0] for row in rows]
