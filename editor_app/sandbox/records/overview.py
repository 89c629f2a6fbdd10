"""What the status page shows: sums, the latest projects and the latest tasks of all accounts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from editor_app.sandbox.records.exports import ACTIVE

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as the page shows it."""

    id: str
    title: str
    account: str
    assets: int
    document_bytes: int
    updated_at: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as the page shows it."""

    id: str
    status: str
    phase: str | None
    progress: float
    error: str | None
    filename: str | None
    project: str | None
    account: str
    format: str
    fps: int
    duration_seconds: float
    billed_standard_seconds: int
    output_file: str | None
    output_expires_at: str | None
    created_at: str

    @property
    def is_active(self) -> bool:
        """Tell whether it waits, runs or is paused."""
        return self.status in ACTIVE


@dataclass(frozen=True, slots=True)
class RenderLine:
    """A task of RenderingVideo and its latest render as the page shows them."""

    id: str
    title: str | None
    account: str
    status: str
    progress: float
    error: str | None
    quality: str
    duration_seconds: float
    cost: int | None
    has_video: bool
    created_at: str


@dataclass(frozen=True, slots=True)
class WalletLine:
    """What an account has at RenderingVideo."""

    account: str
    plan: str
    credits: int
    used_bytes: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page."""

    keys: int
    project_count: int
    asset_count: int
    asset_bytes: int
    task_count: int
    active_count: int
    projects: tuple[ProjectLine, ...]
    tasks: tuple[TaskLine, ...]
    renders: tuple[RenderLine, ...] = ()
    render_count: int = 0
    wallets: tuple[WalletLine, ...] = ()


def overview(connection: sqlite3.Connection) -> Overview:
    """Gather what the page shows."""

    def one(sql: str) -> int:
        return connection.execute(sql).fetchone()[0] or 0

    projects = connection.execute(
        "SELECT p.id, p.title, a.name, (SELECT count(*) FROM bindings b WHERE b.project_id = p.id), "
        "length(d.json), p.updated_at FROM projects p JOIN accounts a ON a.id = p.account_id "
        "JOIN documents d ON d.project_id = p.id WHERE p.deleted_at IS NULL "
        "ORDER BY p.updated_at DESC, p.id LIMIT ?",
        (SHOWN,),
    )
    tasks = connection.execute(
        "SELECT e.id, e.status, e.phase, e.progress, e.error, e.filename, p.title, a.name, e.format, e.fps, "
        "e.duration_seconds, e.billed_standard_seconds, e.output_file, e.output_expires_at, e.created_at "
        "FROM exports e JOIN accounts a ON a.id = e.account_id LEFT JOIN projects p ON p.id = e.project_id "
        "ORDER BY e.created_at DESC, e.id LIMIT ?",
        (SHOWN,),
    )
    return Overview(
        keys=one("SELECT count(*) FROM api_keys WHERE revoked_at IS NULL"),
        project_count=one("SELECT count(*) FROM projects WHERE deleted_at IS NULL"),
        asset_count=one("SELECT count(*) FROM assets WHERE deleted_at IS NULL")
        + one("SELECT count(*) FROM rv_files"),
        asset_bytes=one("SELECT sum(size) FROM assets") + one("SELECT sum(size) FROM rv_files"),
        task_count=one("SELECT count(*) FROM exports"),
        active_count=one("SELECT count(*) FROM exports WHERE status IN ('PENDING', 'PROCESSING', 'PAUSED')")
        + one("SELECT count(*) FROM rv_renders WHERE status IN ('waiting', 'rendering')"),
        projects=tuple(ProjectLine(*row) for row in projects),
        tasks=tuple(TaskLine(*row) for row in tasks),
        renders=_renders(connection),
        render_count=one("SELECT count(*) FROM rv_tasks"),
        wallets=_wallets(connection),
    )


def _renders(connection: sqlite3.Connection) -> tuple[RenderLine, ...]:
    rows = connection.execute(
        "SELECT t.id, t.title, a.name, coalesce(r.status, 'created'), coalesce(r.progress, 0), r.error, "
        "t.quality, t.duration, r.cost, r.output_file IS NOT NULL, t.created_at FROM rv_tasks t "
        "JOIN accounts a ON a.id = t.account_id LEFT JOIN rv_renders r ON r.number = "
        "(SELECT max(number) FROM rv_renders WHERE task_id = t.id) ORDER BY t.created_at DESC, t.rowid DESC "
        "LIMIT ?",
        (SHOWN,),
    )
    return tuple(RenderLine(*row) for row in rows)


def _wallets(connection: sqlite3.Connection) -> tuple[WalletLine, ...]:
    rows = connection.execute(
        "SELECT a.name, w.plan, w.credits, (SELECT coalesce(sum(size), 0) FROM rv_files f "
        "WHERE f.account_id = a.id) FROM rv_wallets w JOIN accounts a ON a.id = w.account_id ORDER BY a.name"
    )
    return tuple(WalletLine(*row) for row in rows)
