"""Which exports a service has been paid for, or is paid for whatever happens here. Pure."""

from __future__ import annotations

from dataclasses import replace

from editor_app.render.export.settings import ExportSettings
from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings, OtherSettings, Settings
from editor_app.services.exporting.renderingvideo.wish import OtherWish


def is_paid(job: ExportJob) -> bool:
    """Tell whether a service has made an export's film, or makes it, and would be paid for another."""
    if job.target.is_local or is_link(job.settings):
        return False
    return job.status == "done" or can_be_fetched(job)


def can_be_fetched(job: ExportJob) -> bool:
    """Tell whether the film of an export that came to nothing here is to be had without paying again."""
    return is_left_there(job) or is_fetched_only(job)


def is_left_there(job: ExportJob) -> bool:
    """Tell whether an export was cancelled of which its service has the film all the same, or will have it.

    RenderingVideo cannot be stopped. An export without a key only fetched a film that there was.
    """
    is_begun = bool(job.cloud.task_id) and (bool(job.cloud.render_id) or not job.cloud.key)
    return job.status == "cancelled" and job.target.kind == "renderingvideo" and is_begun


def is_fetched_only(job: ExportJob) -> bool:
    """Tell whether a failed export needs nothing but its film, so that another try costs nothing."""
    return job.status == "failed" and is_begun_there(job) and job.remedy != "none"


def is_begun_there(job: ExportJob) -> bool:
    """Tell whether a service makes the film without any more help, or has made it: it is only fetched."""
    cloud = job.cloud
    return job.has_task and (job.target.kind != "renderingvideo" or bool(cloud.render_id) or not cloud.key)


def is_link(settings: Settings) -> bool:
    """Tell whether an export is a link, and makes no file."""
    return isinstance(settings, OtherSettings) and OtherWish.of(settings).is_preview


def is_same_wish(one: Settings, other: Settings, length: int) -> bool:
    """Tell whether two exports of one document, which lasts so many ticks, are the same film.

    A task's name makes no other film, and a range from the document's start to its end is none.
    """
    return _film_of(one, length) == _film_of(other, length)


def _film_of(settings: Settings, length: int) -> object:
    match settings:
        case IndreamSettings():
            return replace(settings, client_task_id="")
        case OtherSettings():
            wish = OtherWish.of(settings)
            span = wish.range_ticks
            return replace(wish, range_ticks=None) if span and span[0] <= 0 and span[1] >= length else wish
        case ExportSettings():
            end = settings.end_tick
            return replace(settings, end_tick=length if end is None else min(end, length))
