"""An export as it is asked for, and the job that it becomes. Pure but for the name of the job."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from editor_app.services.exporting.jobs.job import (
    NO_NAME,
    UNKNOWN,
    CloudIds,
    ExportJob,
    Price,
    ProjectName,
    Settings,
    Target,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export that is asked for; with `cloud`, the file of a task that a service has already.

    `replaces` is the mark of the file at `output` that it may replace: empty for none, None for whatever lies
    there when the queue hears of it. `price` is what was paid for that task, `content` the mark of what it
    was made of (`snapshot.mark_of_content`).
    """

    target: Target
    settings: Settings
    output: Path
    project: ProjectName = NO_NAME
    cloud: CloudIds = UNKNOWN
    replaces: str | None = None
    price: Price | None = None
    content: str = ""


def new_job(wanted: Wanted, order: int, created_at: str, *, has_snapshot: bool) -> ExportJob:
    """Give the job, which waits in its place of the queue."""
    return ExportJob(
        uuid.uuid4().hex,
        wanted.target,
        wanted.settings,
        wanted.output,
        wanted.replaces,
        project=wanted.project,
        order=order,
        cloud=wanted.cloud,
        content=wanted.content,
        price=wanted.price,
        has_snapshot=has_snapshot,
        created_at=created_at,
    )
