"""How an export stands, in words and as one share of the whole. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from editor_app.render.export.formats import kind_of
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import ExportJob, OtherSettings, Status
from editor_app.services.exporting.paid import is_left_there
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.sizes import file_size
from editor_app.ui.export.paid_films import left_sentence, paid
from editor_app.ui.export.texts import counted, duration, tr

_HERE: Mapping[Status, tuple[float, float]] = {"rendering": (0.0, 0.97), "checking": (0.97, 1.0)}
_THERE: Mapping[Status, tuple[float, float]] = {
    "preparing": (0.0, 0.02),
    "uploading": (0.02, 0.1),
    "rendering": (0.1, 0.85),
    "downloading": (0.85, 0.97),
    "checking": (0.97, 1.0),
}


def share_of(job: ExportJob) -> float:
    """Give how much of the whole is done, 0 to 1: no bar goes back from one phase to the next."""
    if job.status == "done":
        return 1.0
    start, end = (_HERE if job.target.is_local else _THERE).get(job.status, (0.0, 0.0))
    if job.status == "paused" and job.target.is_local:
        start, end = _HERE["rendering"]
    if job.status == "waiting" and job.has_task:
        start, end = 0.1, 0.1
    return start + (end - start) * min(1.0, max(0.0, job.share))


def place_of(job: ExportJob) -> str:
    """Say where it is made; an address that somebody has called an account goes without its scheme."""
    name = job.target.name
    return (
        tr("This computer") if job.target.is_local else name.removeprefix("https://").removeprefix("http://")
    )


def job_line(job: ExportJob, ahead: int = 0) -> str:
    """Say how an export stands: “rendering 43 % · 12 s left · 61 fps · This computer”.

    What matters most stands first: where room is short, the end is cut.
    """
    return " · ".join([*_parts(job, ahead), place_of(job)])


def waits_there(job: ExportJob) -> bool:
    """Tell whether a service has the task of an export and has not begun with it, or has paused it."""
    is_told = job.status == "rendering" and bool(job.sentence) and not job.is_holding
    return is_told and not job.target.is_local


def _parts(job: ExportJob, ahead: int) -> list[str]:
    match job.status:
        case "waiting":
            return [_waiting(job, ahead)]
        case "paused":
            percent = f"{int(share_of(job) * 100)} %"
            return [tr("paused at {share}").format(share=percent) if job.share else tr("paused")]
        case "done":
            return _done(job)
        case "failed":
            return [tr("failed")]
        case "cancelled":
            return [tr("cancelled")]
        case _:
            return _running(job)


def _waiting(job: ExportJob, ahead: int) -> str:
    if job.is_holding and not job.has_task:
        return tr("waits for a free place at the service")
    if job.has_task:
        return tr("rendering") if job.is_made_there else tr("waits at the service")
    if ahead <= 0:
        return tr("waits for its turn")
    return counted(ahead, tr("waits for the one before"), tr("waits, {n} before"))


def _running(job: ExportJob) -> list[str]:
    names = {
        "preparing": tr("preparing"),
        "uploading": tr("uploading media"),
        "rendering": tr("rendering"),
        "downloading": tr("downloading"),
        "checking": tr("checking the file"),
    }
    percent = f" {int(job.share * 100)} %" if job.share and job.status != "checking" else ""
    parts = [f"{names[job.status]}{percent}"]
    if waits_there(job):
        parts = [tr("paused at the service") if job.share else tr("waits at the service")]
    if job.wish:
        return [*parts, tr("will pause in a moment") if job.wish == "pause" else tr("is being cancelled")]
    if job.is_holding:
        return [*parts, tr("on hold")]
    if job.seconds_left is not None and job.status != "checking":
        parts.append(tr("{time} left").format(time=duration(job.seconds_left)))
    if job.speed and job.status == "rendering":
        parts.append(tr("{n} fps").format(n=f"{job.speed:.0f}"))
    elif job.speed and job.status in ("uploading", "downloading"):
        parts.append(tr("{size}/s").format(size=file_size(round(job.speed))))
    return parts


def _done(job: ExportJob) -> list[str]:
    made = job.result
    if is_preview(job):
        return [tr("preview link, for seven days")]
    parts = [tr("checked")]  # and brought home: only then it is done
    if job.warnings:
        parts.append(counted(len(job.warnings), tr("1 warning"), tr("{n} warnings")))
    if made is not None:
        parts.append(file_size(made.size_bytes))
    if price := paid(job):
        parts.append(price)
    if made is not None and made.width and made.height:
        parts.append(f"{made.width} × {made.height}")
    return parts


def is_preview(job: ExportJob) -> bool:
    """Tell whether it makes a link that shows the film, and no file."""
    return isinstance(job.settings, OtherSettings) and OtherWish.of(job.settings).is_preview


def sentence_of(job: ExportJob, now: float = 0.0) -> str:
    """Say what happened, or what is waited for, where the line does not say it all.

    Where it goes on by itself, `now` (seconds since 1970) tells in how long; 0 leaves that out.
    """
    if job.is_holding:
        return " ".join(part for part in (job.sentence, _goes_on(job, now)) if part)
    if job.status == "failed" or waits_there(job):
        return job.sentence
    if is_left_there(job):
        return left_sentence(job)
    return job.sentence if job.status == "waiting" and job.sentence else ""


def _goes_on(job: ExportJob, now: float) -> str:
    if not now or job.again_at is None:
        return ""
    left = math.ceil(job.again_at - now)
    if left <= 0:
        return tr("It is tried again now.")
    return tr("It is tried again in {time}.").format(time=duration(left))


def hint_of(job: ExportJob) -> str:
    """Say what a pointer that rests on an export asks for: its file, where and when it was made, warnings."""
    lines = [str(job.output), place_of(job)]
    if moment := when(job.ended_at or job.created_at):
        lines.append(moment)
    if job.project.title:
        lines.append(tr("Project: {title}").format(title=job.project.title))
    return "\n".join([*lines, *job.warnings])


def when(moment: str) -> str:
    """Write a moment (ISO-8601) as the time here; nothing for what is none."""
    try:
        here = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return ""
    return f"{here:%Y-%m-%d %H:%M}"


def log_of(job: ExportJob) -> str:
    """Give what happened to an export, a line each."""
    return "\n".join(f"{when(line.at)}  {line.text}" for line in job.log)


def icon_of(job: ExportJob) -> str:
    """Name the sign for what it makes."""
    form = job.settings.format if isinstance(job.settings, ExportSettings) else "mp4"
    signs = {
        "sound": "mdi6.music-note-outline",
        "still": "mdi6.image-outline",
        "sequence": "mdi6.image-multiple-outline",
        "gif": "mdi6.file-gif-box",
    }
    return signs.get(kind_of(form), "mdi6.movie-open-outline")


def spoken(job: ExportJob, ahead: int = 0) -> str:
    """Say all of it, for whoever does not see it."""
    parts = [name_of(job), job_line(job, ahead), sentence_of(job)]
    return ". ".join(part for part in parts if part)


def status_line(jobs: Sequence[ExportJob]) -> str:
    """Say in short what is under way: “Exports · film 43 % · 12 s left”; empty where nothing is."""
    active = [job for job in jobs if not job.is_over]
    running = [job for job in active if job.is_running]
    if not running:
        return _resting(active)
    going = [job for job in running if not job.is_holding]
    job = told_of(jobs) or running[0]
    percent = f"{job.output.stem} {int(share_of(job) * 100)} %"
    on_hold = tr("{name} on hold").format(name=job.output.stem)
    parts = [tr("Exports"), percent if going else on_hold]
    if going and job.seconds_left is not None and len(running) == 1:
        parts.append(tr("{time} left").format(time=duration(job.seconds_left)))
    if len(running) > 1:
        parts.append(tr("{n} more").format(n=len(running) - 1))
    if waiting := len(active) - len(running):
        parts.append(tr("{n} waiting").format(n=waiting))
    return " · ".join(parts)


def told_of(jobs: Sequence[ExportJob]) -> ExportJob | None:
    """Give the export that the line is about: one that goes on, or is on hold, or waits; or the latest."""
    active = [job for job in jobs if not job.is_over]
    running = [job for job in active if job.is_running]
    going = [job for job in running if not job.is_holding]
    if found := going or running or active:
        return found[0]
    return max(jobs, key=lambda job: job.ended_at, default=None)


def _resting(active: Sequence[ExportJob]) -> str:
    paused = sum(job.status == "paused" for job in active)
    waiting = len(active) - paused
    parts = [tr("Exports")] if active else []
    parts += [tr("{n} waiting").format(n=waiting)] if waiting else []
    parts += [tr("{n} paused").format(n=paused)] if paused else []
    return " · ".join(parts)


def name_of(job: ExportJob) -> str:
    """Give what an export is called: its file, or what a link shows."""
    return job.project.title or job.output.stem if is_preview(job) else job.output.name


def outcome(job: ExportJob) -> str:
    """Say in short what has become of an export that is over."""
    if job.status == "done" and is_preview(job):
        return tr("The preview link of “{name}” is ready").format(name=name_of(job))
    said = {"done": tr("{name} is ready"), "failed": tr("{name} failed"), "cancelled": tr("{name} cancelled")}
    return said[job.status].format(name=job.output.name) if job.status in said else ""
