"""The Export panel's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from editor_app.render.export.settings import Progress
from editor_app.services.exporting.exports import ShownJob
from editor_app.services.sizes import file_size
from editor_app.timebase import TICKS_PER_SECOND


def tr(text: str) -> str:
    """Translate a text of the panel."""
    return QCoreApplication.translate("Export", text)


def job_line(job: ShownJob, ahead: int = 0) -> str:
    """Say how an export stands: “43 % · 61 fps · 12 s left”."""
    if job.status == "waiting":
        return tr("waiting for the one before") if ahead <= 1 else tr("waiting, {n} before").format(n=ahead)
    if job.status == "running":
        return progress_line(job.progress)
    if job.status == "done" and job.report is not None:
        report = job.report
        parts = [tr("done"), file_size(report.size_bytes), f"{report.width} × {report.height}"]
        if report.warnings:
            parts.append(counted(len(report.warnings), tr("1 warning"), tr("{n} warnings")))
        return " · ".join(parts)
    return tr("cancelled, no file was left") if job.status == "cancelled" else tr("failed, there is no file")


def job_hint(job: ShownJob) -> str:
    """Say more of an export than its line does: frames while it runs, warnings after."""
    if job.status == "running" and job.progress is not None:
        done, total = job.progress.frames_done, job.progress.frames_total
        return tr("{done} of {total} frames").format(done=done, total=total)
    return "\n".join(job.warnings)


def progress_line(progress: Progress | None) -> str:
    """Say how far a running export is."""
    if progress is None:
        return tr("starting …")
    if progress.phase == "checking":
        return tr("checking the file")
    if not progress.frames_done:
        return tr("starting …")
    percent = progress.frames_done * 100 // max(1, progress.frames_total)
    parts = [f"{percent} %", tr("{n} fps").format(n=f"{progress.fps:.0f}")]
    if progress.seconds_left is not None:
        parts.append(tr("{time} left").format(time=duration(progress.seconds_left)))
    return " · ".join(parts)


def status_line(jobs: Sequence[ShownJob]) -> str:
    """Say in short what is under way: “Exports · film 43 % · 12 s left”; empty where nothing is."""
    running = [job for job in jobs if job.status == "running"]
    waiting = sum(job.status == "waiting" for job in jobs)
    if not running:
        return ""
    job = running[0]
    parts = [tr("Exports"), f"{job.output.stem} {int(job.share * 100)} %"]
    if job.progress and job.progress.seconds_left is not None and job.progress.phase == "rendering":
        parts.append(tr("{time} left").format(time=duration(job.progress.seconds_left)))
    if waiting:
        parts.append(tr("{n} waiting").format(n=waiting))
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """Write a duration for people: “12 s”, “3:07 min”, “1:02 h”."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{n} s").format(n=whole)
    if whole < 3600:
        return tr("{n} min").format(n=f"{whole // 60}:{whole % 60:02}")
    return tr("{n} h").format(n=f"{whole // 3600}:{whole // 60 % 60:02}")


def clock(ticks: int) -> str:
    """Write a length as 0:12.4."""
    tenths = round(ticks * 10 / TICKS_PER_SECOND)
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"


def counted(n: int, one: str, many: str) -> str:
    """Say how many there are."""
    return one if n == 1 else many.format(n=n)
