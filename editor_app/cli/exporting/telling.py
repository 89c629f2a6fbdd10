"""How an export is told on a terminal, to programs, and as an exit code."""

from __future__ import annotations

import argparse
import math
import shlex
import sys
from collections.abc import Sequence
from typing import Any

from editor_app.cli.cloud.progress import Line
from editor_app.cli.exporting.before import is_lost
from editor_app.cli.outcome import Exit, say
from editor_app.cli.progress import BAR_CELLS, clock
from editor_app.problem import printable_line
from editor_app.product import APPLICATION_ID
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.paid import is_begun_there, is_fetched_only, is_link
from editor_app.services.sizes import file_size

SHOWN_ID = 8


def going_on(options: argparse.Namespace) -> str:
    """Give the command that fetches what goes on at a service."""
    return f"{APPLICATION_ID} export --resume{_place(options)}"


def ways_on(job: ExportJob, options: argparse.Namespace) -> list[str]:
    """Say with which command a failed export goes on, and which one is paid again."""
    output = " -o OUT" if job.remedy == "folder" else ""
    command = f"{APPLICATION_ID} export --retry {job.id[:SHOWN_ID]}{output}{_place(options, job)}"
    anew = f"{command} --anew" if job.has_snapshot else "export the project again, with --anew"
    if is_fetched_only(job):
        found = [f"{job.target.name} has it. Fetch it, without paying again: {command}"]
        if job.remedy == "retry":
            found.append(f"If the film there is no good, make another, which is paid again: {anew}")
        return found
    if is_lost(job):
        return [f"Make another film, which is paid again: {anew}"]
    if not job.can_retry or job.remedy in ("anew", "none"):
        return []
    if job.cloud.is_spent:
        return [f"Have it made again, which may be paid again: {command}"]
    return [f"Then go on with it: {command}"]


def _place(options: argparse.Namespace, job: ExportJob | None = None) -> str:
    """Give the options that name a service which no account is set up for."""
    if options.url is None:
        return ""
    to = options.to if options.to != "local" or job is None else job.target.kind
    named = "" if to == "local" else f" --to {to}"
    return f"{named} --url {shlex.quote(options.url)}"


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
        told = f"{name_of(job)}: {job.sentence or status_of(job)}"
        if self._told.get(job.id) != told:
            self._told[job.id] = told
            say(printable_line(told))

    def end(self) -> None:
        """Leave the line to what is printed next."""
        self._line.__exit__()


def progress_of(job: ExportJob) -> str:
    """Write progress as `rendering ██████░░░░  43 %  0:12 left`."""
    full = int(job.share * BAR_CELLS)
    text = f"{status_of(job):<11} {'█' * full}{'░' * (BAR_CELLS - full)} {int(job.share * 100):3d} %"
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
    what = name_of(job) if is_link(job.settings) else job.output
    return printable_line(f"{job.id[:SHOWN_ID]}  {status_of(job):<11}  {place}  {what}{link}{more}")


def name_of(job: ExportJob) -> str:
    """Name an export as people know it: by its file, a link by the project that it shows."""
    if not is_link(job.settings):
        return job.output.name
    return f"preview link of “{job.project.title}”" if job.project.title else "preview link"


def status_of(job: ExportJob) -> str:
    """Give the status as far as this computer knows it: what a service makes is no longer sent."""
    is_before = job.status in ("waiting", "preparing", "uploading")
    return "rendering" if is_before and is_begun_there(job) else job.status


def made_line(job: ExportJob) -> str:
    """Say what there is now."""
    if job.result is None or not job.result.size_bytes:
        return job.cloud.url
    parts = [f"{job.output}: {file_size(job.result.size_bytes)}"]
    if job.result.duration_s and job.result.frames != 1:
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
        "status": status_of(job),
        "target": job.target.kind,
        "account": job.target.name,
        "output": None if is_link(job.settings) else str(job.output),
        "taskId": job.cloud.task_id or None,
        "url": job.cloud.url or None,
        "sentence": job.sentence,
        "remedy": job.remedy,
        "warnings": list(job.warnings),
        "credits": number_of(job.price.credits) if job.price else None,
        "balance": number_of(job.price.balance) if job.price else None,
        "sizeBytes": job.result.size_bytes if job.result else None,
        "durationSeconds": job.result.duration_s if job.result else None,
    }


def number_of(text: str) -> int | float | None:
    """Give what a service writes as a number; None where it says nothing, or no number."""
    try:
        value = float(text)
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


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
