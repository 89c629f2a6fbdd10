"""Films that a service makes and has been paid for, also when nobody waits for them any more. Pure."""

from __future__ import annotations

from editor_app.services.exporting.jobs.job import ExportJob
from editor_app.services.exporting.sandboxes import is_sandbox_service
from editor_app.ui.export.prices import credits_text
from editor_app.ui.export.texts import tr


def is_made_anyway(job: ExportJob) -> bool:
    """Tell whether its service makes the film whatever is done here, and is paid for it."""
    return job.target.kind == "renderingvideo" and job.is_made_there and not job.is_over


def paid(job: ExportJob) -> str:
    """Give what was paid for the film; empty where that is not known, or costs nothing."""
    is_price = job.price is not None and bool(job.price.credits) and not is_free(job)
    return credits_text(job.price.credits) if is_price and job.price is not None else ""


def is_free(job: ExportJob) -> bool:
    """Tell whether it is made at a sandbox: what is counted there is no money."""
    return is_sandbox_service(job.target.service)


def cancel_text(job: ExportJob) -> str:
    """Say what is cancelled, where a service makes the film anyway."""
    said = tr("{service} cannot be stopped: it makes the film all the same, and it is paid.")
    if is_free(job):
        said = tr("{service} cannot be stopped: it makes the film all the same.")
    elif price := paid(job):
        said = tr("{service} cannot be stopped: it makes the film all the same, and takes {price} for it.")
        said = said.replace("{price}", price)
    return f"{said.format(service=job.target.name)} {tr('You can fetch it later, from this list.')}"


def left_sentence(job: ExportJob) -> str:
    """Say where the film of a cancelled export is, and what was paid for it."""
    text = tr("{service} keeps the film. You can fetch it.")
    if job.cloud.render_id:
        text = tr("{service} makes the film all the same. You can fetch it.")
    said = text.format(service=job.target.name)
    return tr("{price} paid: {what}").format(price=price, what=said) if (price := paid(job)) else said


def fetch_name(job: ExportJob) -> str:
    """Call what fetches the film of a cancelled export."""
    price = paid(job)
    return tr("Fetch the film (paid: {price})").format(price=price) if price else tr("Fetch the film")
