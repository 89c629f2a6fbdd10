"""What is sent for an export at Indream: kept once, so that every retry sends the very same. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editor_app.assets import Asset
from editor_app.edits.addresses import Address, has_address, with_addresses, with_places_of
from editor_app.merge import same_content
from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings
from editor_app.services.sync.indream import in_sent_form
from editor_app.services.sync.outgoing import Outgoing
from editor_app.services.uploads.wanted import UPLOADED_KINDS
from editor_app.state import EditorState
from editor_app.state.dialects import write
from editor_app.store.media_files import used_assets

REQUEST = "request.json"


def client_task_id(job: ExportJob, number: str) -> str:
    """Give the name that tells the service's task from all others: a person's own, or ours."""
    assert isinstance(job.settings, IndreamSettings)
    return job.settings.client_task_id.strip() or f"{job.id}-{number}"


def order_of(job: ExportJob, task_name: str) -> dict[str, Any]:
    """Give what is sent of the settings, without the values of headers."""
    settings = job.settings
    assert isinstance(settings, IndreamSettings)
    body: dict[str, Any] = {
        "fps": settings.fps,
        "ratio": settings.ratio,
        "scale": settings.scale,
        "format": settings.format,
        "clientTaskId": task_name,
        "filename": job.output.name[-255:],
    }
    if settings.callback_url:
        body["callbackUrl"] = settings.callback_url
    return body


def document_order(
    job: ExportJob, task_name: str, state: EditorState, addresses: Mapping[str, Address]
) -> dict[str, Any]:
    """Give what is sent with the document itself; the addresses are those that its service knows."""
    settings = job.settings
    assert isinstance(settings, IndreamSettings)
    body = {**order_of(job, task_name), "editorState": write(with_addresses(state, addresses, replaces=True))}
    if settings.canvas is not None:
        body["compositionWidth"], body["compositionHeight"] = settings.canvas
    return body


def is_what_is_there(state: EditorState, addresses: Mapping[str, Address], theirs: EditorState) -> bool:
    """Tell whether a service's project is this document, and knows where all its media are; blocks."""
    sent = Outgoing().sent(in_sent_form(state), addresses)
    if not same_content(with_places_of(sent, theirs), theirs):
        return False
    shown = (theirs.assets.get(key) for key in used_assets(theirs))
    assets = [one for one in shown if isinstance(one, Asset)]
    return all(one.type not in UPLOADED_KINDS or has_address(one) for one in assets)
