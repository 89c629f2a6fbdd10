"""How an export is told on a terminal, to programs, and as an exit code."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from typing import Any

from editor_app.cli.cloud.progress import Line
from editor_app.cli.outcome import Exit, say
from editor_app.cli.progress import BAR_CELLS, clock
from editor_app.problem import printable_line
from editor_app.product import APPLICATION_ID
from editor_app.services.exporting.job import ExportJob
from editor_app.services.sizes import file_size


def going_on(options: argparse.Namespace) -> str:
    """Give the command that fetches what goes on at a service."""
    place = "" if options.url is None else f" --to {options.to} --url {shlex.quote(options.url)}"
    return f"{APPLICATION_ID} export --resume{place}"


class JobLines:
    """Shows how jobs fare on stderr: a line that renews itself on a terminal, a line a phase elsewhere."""

    def __init__(self) -> None:
        self._line, self._is_live = Line(), bool(sys.stderr and sys.stderr.isatty())
        self._told: dict[str, str] = {}

    def show(self, job: ExportJob) -> None:
        """Show a job as it is now."""
        if job.is_over:
            return
        if self._is_live:
            self._line.write(progress_of(job))
            return
        told = f"{job.output.name}: {job.sentence or job.status}"
        if self._told.get(job.id) != told:
            self._told[job.id] = told
            say(printable_line(told))

    def end(self) -> None:
        """Leave the line to what is printed next."""
        self._line.__exit__()


def progress_of(job: ExportJob) -> str:
    """Write progress as `rendering ██████░░░░  43 %  0:12 left`."""
    full = int(job.share * BAR_CELLS)
    text = f"{job.status:<11} {'█' * full}{'░' * (BAR_CELLS - full)} {int(job.share * 100):3d} %"
    if job.speed and job.status in ("uploading", "downloading"):
        text += f"  {file_size(round(job.speed))}/s"
    if job.seconds_left is not None:
        text += f"  {clock(job.seconds_left)} left"
    return f"{text}  {job.sentence}" if job.sentence else text


def line_of_job(job: ExportJob) -> str:
    """Write a job as one line."""
    place = job.target.name or ("this computer" if job.target.is_local else job.target.service)
    more = f"  {job.sentence}" if job.sentence else ""
    link = f"  {job.cloud.url}" if job.cloud.url and job.status == "done" and not job.target.is_local else ""
    return printable_line(f"{job.id[:8]}  {job.status:<11}  {place}  {job.output}{link}{more}")


def made_line(job: ExportJob) -> str:
    """Say what there is now."""
    if job.result is None or not job.result.size_bytes:
        return job.cloud.url
    parts = [f"{job.output}: {file_size(job.result.size_bytes)}"]
    if job.result.duration_s:
        parts.append(f"{job.result.duration_s:g} s of film")
    if job.price is not None and job.price.credits:
        left = f", {job.price.balance} left" if job.price.balance else ""
        parts.append(f"{job.price.credits} credits{left}")
    parts.append(f"in {job.result.seconds:.1f} s")
    return ", ".join(parts)


def as_json(job: ExportJob) -> dict[str, Any]:
    """Give a job for programs."""
    return {
        "id": job.id,
        "status": job.status,
        "target": job.target.kind,
        "account": job.target.name,
        "output": str(job.output),
        "taskId": job.cloud.task_id or None,
        "url": job.cloud.url or None,
        "sentence": job.sentence,
        "remedy": job.remedy,
        "warnings": list(job.warnings),
        "credits": job.price.credits if job.price else None,
        "balance": (job.price.balance or None) if job.price else None,
        "sizeBytes": job.result.size_bytes if job.result else None,
        "durationSeconds": job.result.duration_s if job.result else None,
    }


def exit_of(jobs: Sequence[ExportJob]) -> Exit:
    """Give the exit code: that of the first that has failed."""
    for job in jobs:
        match job.status:
            case "failed" if job.target.is_local or job.remedy in ("folder", "room"):
                return Exit.OUTPUT
            case "failed":
                return Exit.SERVICE
            case "cancelled":
                return Exit.INTERRUPTED
            case _:
                pass
    return Exit.DONE
