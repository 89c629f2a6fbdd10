"""What can be done with an export as it stands now: on its row, and in its menu. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.paid import is_left_there
from editor_app.ui.export.job_words import is_preview
from editor_app.ui.export.paid_films import fetch_name
from editor_app.ui.export.texts import tr

ActionId = Literal[
    "pause", "resume", "cancel", "open", "folder", "retry", "elsewhere", "services", "link", "log",
    "earlier", "later", "remove", "menu", "fetch", "browse", "render", "delete", "ask", "now", "try",
]  # fmt: skip
ICONS: dict[ActionId, str] = {
    "pause": "mdi6.pause",
    "resume": "mdi6.play",
    "cancel": "mdi6.close",
    "open": "mdi6.play-circle-outline",
    "folder": "mdi6.folder-open-outline",
    "retry": "mdi6.refresh",
    "elsewhere": "mdi6.folder-edit-outline",
    "services": "mdi6.key-outline",
    "link": "mdi6.link-variant",
    "log": "mdi6.text-box-outline",
    "earlier": "mdi6.arrow-up",
    "later": "mdi6.arrow-down",
    "remove": "mdi6.close",
    "menu": "mdi6.dots-horizontal",
    "fetch": "mdi6.download",
    "browse": "mdi6.open-in-new",
    "render": "mdi6.movie-play-outline",
    "delete": "mdi6.trash-can-outline",
    "ask": "mdi6.close",
    "now": "mdi6.skip-next-outline",
    "try": "mdi6.refresh",
}
_SETTLING_S = 1.0
"""So long after its end an export is not removed: that click was meant for the button that stood there."""


@dataclass(frozen=True, slots=True)
class JobAction:
    """One of them: what it is called, and whether the row has a button for it."""

    id: ActionId
    name: str
    is_on_row: bool = False


def actions_of(
    job: ExportJob, *, can_go_earlier: bool = False, can_go_later: bool = False
) -> tuple[JobAction, ...]:
    """Give them in order, the buttons of the row first."""
    found = [*_of_course(job), *_of_file(job), *_of_failure(job)]
    if job.cloud.url:
        found.append(JobAction("link", tr("Copy link"), is_on_row=is_preview(job)))
    if can_go_earlier:
        found.append(JobAction("earlier", tr("Move up")))
    if can_go_later:
        found.append(JobAction("later", tr("Move down")))
    if job.log:
        found.append(JobAction("log", tr("Show log…")))
    if job.is_over:
        found.append(JobAction("remove", tr("Remove from the list"), is_on_row=True))
    return tuple(found)


def is_just_over(job: ExportJob, now: float) -> bool:
    """Tell whether an export has ended only this moment, before anybody can have read that."""
    try:
        ended = datetime.fromisoformat(job.ended_at).timestamp()
    except ValueError:
        return False
    return job.is_over and 0 <= now - ended < _SETTLING_S


def _of_course(job: ExportJob) -> list[JobAction]:
    if job.is_over:
        return []
    found = list[JobAction]()
    if job.is_holding:
        found.append(JobAction("try", tr("Try now"), is_on_row=True))
    if job.is_holding and job.waits_for == "account" and not job.target.is_workspace:
        found.append(_settings())
    if job.status == "paused":
        found.append(JobAction("resume", tr("Go on"), is_on_row=True))
    elif job.can_pause and not job.wish:
        found.append(JobAction("pause", tr("Pause"), is_on_row=True))
    return found if job.wish == "cancel" else [*found, JobAction("cancel", tr("Cancel"), is_on_row=True)]


def _of_file(job: ExportJob) -> list[JobAction]:
    if job.status != "done":
        return []
    if is_preview(job):
        return [JobAction("browse", tr("Open the link"), is_on_row=True)]
    return [
        JobAction("open", tr("Open"), is_on_row=True),
        JobAction("folder", tr("Show in folder"), is_on_row=True),
    ]


def _of_failure(job: ExportJob) -> list[JobAction]:
    found, again = list[JobAction](), tr("Export again") if job.status == "cancelled" else tr("Try again")
    if is_left_there(job):
        found.append(JobAction("fetch", fetch_name(job), is_on_row=True))
    if job.can_retry and job.remedy == "folder":
        found.append(JobAction("elsewhere", tr("Choose another folder…"), is_on_row=True))
        found.append(JobAction("retry", again))  # the folder may be back
    elif job.can_retry:
        found.append(JobAction("retry", again, is_on_row=True))
        found.append(JobAction("elsewhere", tr("Try again as another file…")))
    if job.status == "failed" and job.remedy == "settings":
        found.append(_settings())
    return found


def _settings() -> JobAction:
    return JobAction("services", tr("Open the account’s settings…"), is_on_row=True)
