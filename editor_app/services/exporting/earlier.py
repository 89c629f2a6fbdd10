"""What earlier exports tell of one that is about to begin. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from statistics import median
from typing import Literal

from editor_app.merge import same_content
from editor_app.render.export.estimate import START_S
from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.clouds.history import Task
from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.job import (
    ExportJob,
    IndreamSettings,
    Settings,
    Target,
)
from editor_app.services.exporting.paid import is_paid, is_same_wish
from editor_app.state import EditorState
from editor_app.state.queries import project_length
from editor_app.store.accounts import Profile

Callback = Literal["fine", "unproven", "refused"]
"""Whether the service will take a callback: it wants a webhook secret, and tells nobody if there is one."""

_LEAST_S, _LEAST_FRAMES = 5.0, 60
"""What takes less tells more about starting than about rendering."""
_LATEST = 5
_LIKE_SIZE = 4.0
"""Up to how many times as many pixels a frame may have: a small one is to be begun and ended all the same."""


def speed_of(jobs: Iterable[ExportJob], settings: ExportSettings, size: tuple[int, int]) -> float | None:
    """Give how many pixels a second this computer has rendered lately, of films alike; None without any.

    `jobs` come latest first. Of the latest few the middle one counts: any one may have had the computer for
    itself, or have been taken up again half done.
    """
    speeds = (speed for job in jobs if (speed := _speed(job, settings, size)) is not None)
    latest = list(islice(speeds, _LATEST))
    return median(latest) if latest else None


def _speed(job: ExportJob, settings: ExportSettings, size: tuple[int, int]) -> float | None:
    made = job.result
    if job.status != "done" or made is None or not isinstance(job.settings, ExportSettings):
        return None
    if made.seconds < _LEAST_S or made.frames < _LEAST_FRAMES:
        return None
    pixels, wanted = made.width * made.height, size[0] * size[1]
    is_alike = _encoding(job.settings) == _encoding(settings)
    if not is_alike or not wanted / _LIKE_SIZE <= pixels <= wanted * _LIKE_SIZE:
        return None
    return pixels * made.frames / (made.seconds - START_S)


def _encoding(settings: ExportSettings) -> tuple[object, ...]:
    return settings.format, settings.alpha, settings.crf, settings.preset


def used_name(settings: Settings, profile: Profile, jobs: Iterable[ExportJob], tasks: Iterable[Task]) -> str:
    """Give the task's name if the account has used it: its service would give the older film again.

    `tasks` are those that the account is known to have; exports that came to no task used up no name.
    """
    name = settings.client_task_id.strip() if isinstance(settings, IndreamSettings) else ""
    if not name:
        return ""
    if any(task.client_task_id == name for task in tasks):
        return name
    mine = (job for job in _of_account(profile, jobs) if job.cloud.task_id or not job.is_over)
    return name if any(name == _name_of(job) for job in mine) else ""


def callback_of(settings: Settings, profile: Profile, jobs: Iterable[ExportJob]) -> Callback:
    """Tell how a callback will fare, after the latest export of the account that had one."""
    if not isinstance(settings, IndreamSettings) or not settings.callback_url:
        return "fine"
    for job in sorted(_of_account(profile, jobs), key=lambda job: job.created_at, reverse=True):
        if not isinstance(job.settings, IndreamSettings) or not job.settings.callback_url:
            continue
        if job.cloud.task_id:
            return "fine"
        if job.status == "failed" and job.sentence == words.no_secret(job.target.name):
            return "refused"
    return "unproven"


def same_film(
    state: EditorState,
    target: Target,
    settings: Settings,
    jobs: Iterable[ExportJob],
    states: Mapping[str, EditorState],
    mark: str = "",
) -> ExportJob | None:
    """Give the export that makes the same film at the same place, or was paid for it there.

    `states` are the documents of jobs by their ids; those of an earlier run are known by their `content`
    alone, which is compared with the `mark` of the document and its media, once that is known.
    """

    def is_same(job: ExportJob) -> bool:
        made_of = states.get(job.id)
        return bool(mark) and job.content == mark if made_of is None else same_content(made_of, state)

    found = [job for job in alike(state, target, settings, jobs) if is_same(job)]
    return min(found, key=lambda job: job.is_over, default=None)


def alike(
    state: EditorState, target: Target, settings: Settings, jobs: Iterable[ExportJob]
) -> tuple[ExportJob, ...]:
    """Give the exports that make such a film at the same place, or were paid for one, whatever it shows.

    Of those made here, and of links, only what is unfinished counts, as they cost nothing.
    """
    length = project_length(state)
    return tuple(
        job
        for job in jobs
        if (not job.is_over or is_paid(job))
        and _place(job.target) == _place(target)
        and is_same_wish(job.settings, settings, length)
    )


def _place(target: Target) -> tuple[str, str]:
    return target.service, target.account


def _of_account(profile: Profile, jobs: Iterable[ExportJob]) -> Iterator[ExportJob]:
    for job in jobs:
        if (job.target.service, job.target.account) == (profile.service, profile.id):
            yield job


def _name_of(job: ExportJob) -> str:
    own = job.settings.client_task_id.strip() if isinstance(job.settings, IndreamSettings) else ""
    return own or job.cloud.client_task_id
