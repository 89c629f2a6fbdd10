"""Jobs that tests look at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import CloudIds, ExportJob, IndreamSettings, Status, Target

INDREAM = Target("indream", "a", "https://a.example", "A")
OTHER = Target("renderingvideo", "r", "renderingvideo https://r.example", "R")


def local(number: int = 1, status: Status = "waiting", **fields: Any) -> ExportJob:
    """Give a job of this computer, the `number`th in the queue."""
    job = ExportJob(f"l{number}", Target(), ExportSettings(), Path(f"/films/{number}.mp4"), order=number)
    return replace(job, status=status, **fields)


def cloud(number: int = 1, status: Status = "waiting", *, task: str = "", **fields: Any) -> ExportJob:
    """Give a job at Indream; with a task, the service has it."""
    ids = CloudIds(key="k" if task else "", task_id=task)
    job = ExportJob(f"c{number}", INDREAM, IndreamSettings(), Path(f"/films/{number}.mp4"), order=number)
    return replace(job, **{"status": status, "cloud": ids, **fields})
