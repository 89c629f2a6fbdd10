"""The calls that an export would make now, for somebody who wants to make them without this program. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from editor_app.assets import Asset
from editor_app.edits.addresses import Address, has_address
from editor_app.interchange.renderingvideo import to_schema
from editor_app.services.exporting.as_code import Request, Sent
from editor_app.services.exporting.indream_request import document_order, order_of
from editor_app.services.exporting.job import ExportJob, IndreamSettings, OtherSettings, Target
from editor_app.services.exporting.other_wish import OtherWish
from editor_app.services.uploads.wanted import UPLOADED_KINDS
from editor_app.state import EditorState
from editor_app.store.accounts import Profile
from editor_app.store.media_files import used_assets


@dataclass(frozen=True, slots=True)
class Outset:
    """What is exported: the document, where its media are at the service, and its project there."""

    state: EditorState
    title: str = ""
    addresses: Mapping[str, Address] = field(default_factory=dict[str, Address])
    project_id: str = ""


def request_of(
    profile: Profile, settings: IndreamSettings | OtherSettings, output: Path, outset: Outset
) -> Request:
    """Give the calls; blocks for a large document."""
    if isinstance(settings, OtherSettings):
        return _renderingvideo(profile, settings, outset)
    return _indream(profile, settings, output, outset)


def _indream(profile: Profile, settings: IndreamSettings, output: Path, outset: Outset) -> Request:
    target = Target("indream", profile.id, profile.service, profile.name)
    job = ExportJob("", target, settings, output)
    is_project = bool(outset.project_id) and settings.canvas is None
    body: dict[str, Any]
    remarks = list[str]()
    if is_project:
        path, body = f"/v1/projects/{outset.project_id}/exports", order_of(job, "")
    else:
        path, body = "/v1/exports", document_order(job, "", outset.state, outset.addresses)
        remarks = _media_without_address(outset)
    body["clientTaskId"] = settings.client_task_id.strip() or uuid.uuid4().hex
    if settings.header_names:
        body["callbackHeaders"] = {
            name: _tr("the value of {name}").format(name=name) for name in settings.header_names
        }
        remarks.append(_tr("The values of the callback's headers are left out: write them in."))
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    return Request("indream", profile.base_url, [Sent(path, body, headers)], remarks)


def _renderingvideo(profile: Profile, settings: OtherSettings, outset: Outset) -> Request:
    wish = OtherWish.of(settings)
    places = {key: there.url for key, there in outset.addresses.items() if there.url}
    config = to_schema(
        outset.state, fps=wish.fps, scale=wish.scale, range_ticks=wish.range_ticks, addresses=places
    ).config
    remarks = _media_without_address(outset)
    if wish.is_preview:
        return Request("renderingvideo", profile.base_url, [Sent("/api/v1/preview", config)], remarks)
    made: dict[str, Any] = {"config": config, "metadata": {"job_id": uuid.uuid4().hex}}
    if outset.title:
        made["title"] = outset.title
    rendered: dict[str, Any] = {"num_workers": wish.workers} if wish.workers else {}
    if wish.webhook_url:
        rendered["webhook_url"] = wish.webhook_url
    calls = [Sent("/api/v1/video", made), Sent("/api/v1/video/{task}/render", rendered)]
    return Request("renderingvideo", profile.base_url, calls, remarks)


def _media_without_address(outset: Outset) -> list[str]:
    """Say which media the service has to get first."""
    names = list[str]()
    for key in used_assets(outset.state):
        asset = outset.state.assets.get(key)
        if isinstance(asset, Asset) and asset.type in UPLOADED_KINDS and key not in outset.addresses:
            names += [] if has_address(asset) else [asset.filename]
    if not names:
        return []
    text = _tr("Upload these first, and write their addresses into the document: {names}")
    return [text.format(names=", ".join(names))]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exporting", text)
