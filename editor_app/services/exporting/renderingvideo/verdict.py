"""What an error at RenderingVideo comes to: it passes by itself, or only a person can help."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.cloud.renderingvideo import (
    APIError,
    AuthError,
    DownloadError,
    NetworkError,
    NotFoundError,
    RemoteError,
    is_transient,
    may_have_happened,
)
from editor_app.cloud.renderingvideo.errors import NO_OUTPUT, UNEXPECTED
from editor_app.services.account_drafts import AccountError
from editor_app.services.exporting.clouds.cloud_runner import Hold, Stage
from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.jobs.runner import JobTrouble
from editor_app.services.exporting.jobs.words import link_expired, task_gone
from editor_app.services.exporting.renderingvideo import words
from editor_app.services.exporting.renderingvideo.config import NotConverted
from editor_app.services.exporting.renderingvideo.wish import wish_of
from editor_app.state import DocumentError

_MOST_NOT_FOUND, _MOST_EXPIRED, _MOST_DEATHS, _MOST_REMOTE = 3, 3, 2, 3
_EXPIRED = frozenset({401, 403, 404, 410})
Verdict = Hold | JobTrouble | None


@dataclass(slots=True)
class Failures:
    """How often things of one job that may pass have happened in this run of the program."""

    not_found: int = 0
    expired: int = 0
    deaths: int = 0
    remote: int = 0


def verdict(job: ExportJob, error: Exception, stage: Stage, failures: Failures) -> Verdict:
    """Say what to do about an error; None where it is none of the service, the account or the document."""
    match error:
        case AccountError():
            return Hold(str(error), waits_for="account")
        case APIError():
            return _of_answer(job, error, stage, failures)
        case DocumentError():
            return JobTrouble(str(error), "anew")
        case NotConverted():
            failures.deaths += 1
            is_last = failures.deaths >= _MOST_DEATHS
            return JobTrouble(words.not_converted()) if is_last else Hold(words.not_converted(), 0.0)
    return None


def _of_answer(job: ExportJob, error: APIError, stage: Stage, failures: Failures) -> Hold | JobTrouble:
    name = job.target.name
    if isinstance(error, DownloadError) and (error.status in _EXPIRED or error.code == NO_OUTPUT):
        return _of_link(job, error, failures)
    if _is_refusal_behind(error):
        failures.remote += 1
        if failures.remote >= _MOST_REMOTE and stage not in ("poll", "download"):
            return JobTrouble(words.refused(error, name)[0], "retry")
    if is_transient(error) or may_have_happened(error):
        return _hold(error, name, error.retry_after)
    if isinstance(error, NotFoundError):
        return _of_absence(job, error, stage, failures)
    match stage:
        case "download":
            return JobTrouble(words.not_downloaded(error, name))
        case "poll":  # a task that was made is not given up for a key that is refused, or an odd answer
            if isinstance(error, AuthError):
                return Hold(words.refused(error, name)[0], waits_for="account")
            return _hold(error, name)
        case _:
            is_odd = error.code == UNEXPECTED and 200 <= error.status < 300
            return _hold(error, name) if is_odd else JobTrouble(*words.refused(error, name))


def _hold(error: APIError, service: str, retry_after: float | None = None) -> Hold:
    is_line = isinstance(error, NetworkError)
    return Hold(words.held(error, service), retry_after, "line" if is_line else "service")


def _is_refusal_behind(error: APIError) -> bool:
    """Tell whether the service behind this one does not want a call: it may be so for good."""
    return isinstance(error, RemoteError) and 400 <= error.status < 500 and not is_transient(error)


def _of_absence(job: ExportJob, error: APIError, stage: Stage, failures: Failures) -> Hold | JobTrouble:
    """A task that was just made may not be found for a moment."""
    if stage not in ("render", "poll", "download"):
        is_preview = bool(wish_of(job).preview_id)
        sentence, remedy = words.refused(error, job.target.name)
        return (
            JobTrouble(words.preview_gone(job.target.name), "none")
            if is_preview
            else JobTrouble(sentence, remedy)
        )
    failures.not_found += 1
    if failures.not_found < _MOST_NOT_FOUND:
        return _hold(error, job.target.name)
    return JobTrouble(task_gone(job.target.name, can_retry=job.has_snapshot), is_task_spent=True)


def _of_link(job: ExportJob, error: APIError, failures: Failures) -> Hold | JobTrouble:
    failures.expired += 1
    if failures.expired < _MOST_EXPIRED:
        return _hold(error, job.target.name, 0.0)
    return JobTrouble(link_expired(job.target.name, can_retry=job.has_snapshot), is_task_spent=True)
