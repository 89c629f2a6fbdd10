"""What is told of addresses on their way. Pure."""

from __future__ import annotations

from editor_app.services.fetching import words
from editor_app.services.fetching.job import Job
from editor_app.services.fetching.states import Question
from editor_app.services.sources import Remark


def question(jobs: list[Job]) -> Question | None:
    """Give what is to be asked about addresses that wait for a word."""
    if not jobs:
        return None
    hosts = tuple(sorted({job.host for job in jobs}))
    return Question(hosts, len(jobs), sum(job.order.size_bytes for job in jobs))


def remark(job: Job) -> Remark:
    """Give what is known of the media of an address."""
    return Remark(_says(job), job.is_coming, not_fetched=job.not_fetched)


def _says(job: Job) -> str:
    name, host = job.order.filename, job.host
    match job.kind:
        case "asking":
            return words.asking(name, host)
        case "declined":
            return words.declined(name, host)
        case "failed":
            return job.says
        case _:
            return words.coming(name, host)
