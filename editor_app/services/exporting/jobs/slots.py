"""Who may start next: one here, two an account at Indream, one beginning at a time elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from editor_app.services.exporting.jobs.job import ExportJob

ACTIVE_AT_INDREAM = 2
"""Exports of one account that Indream lets wait, run or be paused at the same time."""


def next_to_start(jobs: Iterable[ExportJob], now: float) -> tuple[ExportJob, ...]:
    """Give the jobs that may start at a time (seconds since 1970), in order."""
    inside = sorted((job for job in jobs if not job.is_over), key=lambda job: job.order)
    chosen = list[ExportJob]()
    for place in dict.fromkeys(_place(job) for job in inside):
        here = [job for job in inside if _place(job) == place]
        chosen.extend(_CHOICE[place[0]](here, now))
    return tuple(sorted(chosen, key=lambda job: job.order))


def next_change_at(jobs: Iterable[ExportJob], now: float) -> float | None:
    """Give when a job that waits for a time may start (seconds since 1970), if there is one."""
    times = [job.again_at for job in jobs if job.status == "waiting" and job.again_at is not None]
    later = [time for time in times if time > now]
    return min(later) if later else None


def _place(job: ExportJob) -> tuple[str, str]:
    return job.target.kind, job.target.service


def _waiting(jobs: Sequence[ExportJob]) -> list[ExportJob]:
    return [job for job in jobs if job.status == "waiting"]


def _local(jobs: Sequence[ExportJob], _now: float) -> list[ExportJob]:
    return [] if any(job.is_running for job in jobs) else _waiting(jobs)[:1]


def _indream(jobs: Sequence[ExportJob], now: float) -> list[ExportJob]:
    """Those whose task the service has go on at once; as long as it has no room, no other one is begun.

    Each that found none asks again in its own time, which may be now.
    """
    known = [job for job in _waiting(jobs) if job.has_task]
    new = [job for job in _waiting(jobs) if not job.has_task]
    if any(job.again_at is not None and job.again_at > now for job in new):
        new = [job for job in new if job.again_at is not None and job.again_at <= now]
    active = sum(job.is_running or (job.has_task and job.status == "waiting") for job in jobs)
    return known + new[: max(0, ACTIVE_AT_INDREAM - active)]


def _one_beginning(jobs: Sequence[ExportJob], now: float) -> list[ExportJob]:
    known = [job for job in _waiting(jobs) if job.has_task]
    due = [job for job in _waiting(jobs) if not job.has_task and (job.again_at or 0.0) <= now]
    is_beginning = any(job.is_running and not job.has_task for job in jobs)
    return known + ([] if is_beginning else due[:1])


_CHOICE = {"local": _local, "indream": _indream, "renderingvideo": _one_beginning}
