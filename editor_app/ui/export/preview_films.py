"""Which film was made of a preview link already, and what to ask before another one is paid for. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from editor_app.services.exporting.job import ExportJob, OtherSettings
from editor_app.services.exporting.other_wish import OtherWish
from editor_app.services.rendering_previews import ShownPreview
from editor_app.ui.export.job_words import when
from editor_app.ui.export.texts import tr


def film_of(preview: ShownPreview, jobs: Iterable[ExportJob]) -> ExportJob | None:
    """Give the latest export that makes or has made a film of a link; None where all came to nothing."""
    made = [
        job
        for job in jobs
        if isinstance(job.settings, OtherSettings)
        and job.target.service == preview.service
        and OtherWish.of(job.settings).preview_id == preview.temp_id
        and (job.status not in ("failed", "cancelled") or job.has_task)
    ]
    return max(made, key=lambda job: job.created_at, default=None)


def question_of(preview: ShownPreview, film: ExportJob) -> tuple[str, str]:
    """Give title and text of the question before another film of the same link."""
    title = tr("Make another film of “{name}”?").format(name=preview.title or tr("Film"))
    moment = when(film.ended_at or film.created_at)
    if not film.is_over:
        said = tr("A film of this link is being made now.")
    elif moment:
        said = tr("A film of this link was made on {time}.").format(time=moment)
    else:
        said = tr("A film of this link was made already.")
    return title, f"{said} {_price(film)}"


def _price(film: ExportJob) -> str:
    credits = film.price.credits if film.price is not None else ""
    if not credits:
        return tr("Another one is paid for again.")
    if credits == "1":
        return tr("Another one costs 1 credit again.")
    return tr("Another one costs {n} credits again.").format(n=credits)
