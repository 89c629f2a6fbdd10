"""What the exports of this computer tell of another one: no film is paid for twice unasked. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from editor_app.services.exporting.jobs.job import ExportJob, Target
from editor_app.services.exporting.jobs.wanted import Wanted
from editor_app.services.exporting.jobs.words import tells_of_loss
from editor_app.services.exporting.paid import (
    is_begun_there,
    is_fetched_only,
    is_left_there,
    is_link,
    is_same_wish,
)

Way = Literal[
    "go on",  # it is unfinished, and becomes this very file
    "try again",  # it has failed, and needs nothing but its film
    "fetch",  # its service makes the film for another file, or has made it
    "wait",  # it is unfinished, becomes another file, and no service has begun it yet
    "lost",  # its film was made and can be had no more
]


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier export of the same film, and what to do about it."""

    way: Way
    job: ExportJob


def found_before(jobs: Iterable[ExportJob], wanted: Wanted, length: int) -> Before | None:
    """Give the export of the same document, media and settings at the same place; the latest come first.

    `length` is how many ticks the document lasts. Films made here, and links, cost nothing: of these only
    what is unfinished counts.
    """
    alike = [job for job in jobs if _is_alike(job, wanted, length)]
    for job in alike:
        if not job.is_over and job.output == wanted.output:
            return Before("go on", job)
    if wanted.target.is_local or is_link(wanted.settings):
        return None
    gone = {job.cloud.task_id for job in alike if _is_spent(job)}
    there = [job for job in alike if job.cloud.task_id not in gone]
    found = [Before(way, job) for job in there if (way := _way_of(job))]
    if found:
        return min(found, key=_distance_of)
    lost = next((job for job in alike if is_lost(job)), None)
    return Before("lost", lost) if lost is not None else None


def _distance_of(before: Before) -> int:
    """Tell how far an earlier export is from its film: whole ones come before those under way."""
    if before.way == "wait":
        return 2
    return 0 if before.job.is_over else 1


def _way_of(job: ExportJob) -> Way | None:
    if is_fetched_only(job):
        return "try again"
    if not job.is_over:
        return "fetch" if is_begun_there(job) else "wait"
    is_there = job.status == "done" and job.has_task
    return "fetch" if is_there or is_left_there(job) else None


def is_lost(job: ExportJob) -> bool:
    """Tell whether the film of an export was made, and can be had no more: another one is paid again."""
    return _is_spent(job) and tells_of_loss(job.sentence, job.target.name)


def _is_spent(job: ExportJob) -> bool:
    return job.status == "failed" and job.cloud.is_spent


def is_same_account(one: Target, other: Target) -> bool:
    """Tell whether two exports are one account's, as far as is known: a key need not have been noted."""
    if (one.kind, one.service) != (other.kind, other.service):
        return False
    shorter, longer = sorted((one.account, other.account), key=len)
    return one.account == other.account or longer.startswith(f"{shorter} ")


def _is_alike(job: ExportJob, wanted: Wanted, length: int) -> bool:
    is_same_film = bool(job.content) and job.content == wanted.content
    is_same_place = is_same_account(job.target, wanted.target)
    return is_same_film and is_same_place and is_same_wish(job.settings, wanted.settings, length)
