"""The calls that an export would make now, for somebody who wants to make them without this program.

What the service lacks is uploaded by them first; what cannot be had stops them before anything is made.
"""

from __future__ import annotations

import json
import mimetypes
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from editor_app.assets import Asset
from editor_app.edits.addresses import Address, has_address
from editor_app.render.media.source import MediaSource
from editor_app.services.exporting.as_code.request import Request, Sent, Upload, upload_mark
from editor_app.services.exporting.indream.request import document_order, order_of
from editor_app.services.exporting.jobs.job import ExportJob, IndreamSettings, OtherSettings, Target
from editor_app.services.exporting.renderingvideo.config import Converted, ConvertOrder, convert_apart
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.uploads.wanted import UPLOADED_KINDS, sent_name
from editor_app.state import EditorState
from editor_app.state.dialects import to_bytes
from editor_app.store.accounts import Profile
from editor_app.store.media_files import used_assets


@dataclass(frozen=True, slots=True)
class Outset:
    """What is exported: the document, where its media are at the service and here, its project there."""

    state: EditorState
    title: str = ""
    addresses: Mapping[str, Address] = field(default_factory=dict[str, Address])
    project_id: str = ""
    sources: Mapping[str, MediaSource] = field(default_factory=dict[str, MediaSource])


def request_of(
    profile: Profile, settings: IndreamSettings | OtherSettings, output: Path, outset: Outset
) -> Request:
    """Give the calls; blocks, converts in a process of its own. Raise NotConverted."""
    if isinstance(settings, OtherSettings):
        return _renderingvideo(profile, settings, outset)
    return _indream(profile, settings, output, outset)


def _indream(profile: Profile, settings: IndreamSettings, output: Path, outset: Outset) -> Request:
    target = Target("indream", profile.id, profile.service, profile.name)
    job = ExportJob("", target, settings, output)
    is_project = bool(outset.project_id) and settings.canvas is None
    body: dict[str, Any]
    remarks, media = list[str](), _Media(outset)
    if is_project:
        path, body = f"/v1/projects/{outset.project_id}/exports", order_of(job, "")
        remarks.append(_tr("This exports the project as it stands at the service: let it be in step first."))
    else:
        media = _Media(outset, _without_address(outset))
        path, body = "/v1/exports", document_order(job, "", outset.state, media.addresses)
    body["clientTaskId"] = settings.client_task_id.strip() or uuid.uuid4().hex
    if settings.header_names:
        body["callbackHeaders"] = {
            name: _tr("the value of {name}").format(name=name) for name in settings.header_names
        }
        remarks.append(_tr("The values of the callback's headers are left out: write them in."))
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    return Request(
        "indream",
        profile.base_url,
        [Sent(path, body, headers)],
        remarks,
        uploads=media.uploads,
        obstacle=media.obstacle,
    )


def _renderingvideo(profile: Profile, settings: OtherSettings, outset: Outset) -> Request:
    wish, document = OtherWish.of(settings), to_bytes(outset.state)
    plain = convert_apart(ConvertOrder(document, wish))
    media = _Media(outset, plain.plan.uploads)
    converted = plain
    if plain.plan.uploads:
        places = {key: media.addresses[key].url for key in plain.plan.uploads if key in media.addresses}
        converted = convert_apart(ConvertOrder(document, wish, places))
    obstacle = media.obstacle or (_drawn_here(plain) if wish.prerenders else "")
    calls = _calls(wish, json.loads(converted.config), outset.title)
    return Request("renderingvideo", profile.base_url, calls, uploads=media.uploads, obstacle=obstacle)


def _calls(wish: OtherWish, config: dict[str, Any], title: str) -> list[Sent]:
    if wish.is_preview:
        return [Sent("/api/v1/preview", config)]
    made: dict[str, Any] = {"config": config, "metadata": {"job_id": uuid.uuid4().hex}}
    if title:
        made["title"] = title
    rendered: dict[str, Any] = {"num_workers": wish.workers} if wish.workers else {}
    if wish.webhook_url:
        rendered["webhook_url"] = wish.webhook_url
    return [Sent("/api/v1/video", made), Sent("/api/v1/video/{task}/render", rendered)]


class _Media:
    """Places for the media that are needed: those that are known, and marks for those that go up first."""

    def __init__(self, outset: Outset, needed: Iterable[str] = ()) -> None:
        self.addresses, self.uploads = dict(outset.addresses), list[Upload]()
        numbers, missing = dict[Path, int](), list[str]()
        for key in needed:
            asset, source = outset.state.assets.get(key), outset.sources.get(key)
            if key in self.addresses or not isinstance(asset, Asset):
                continue
            if source is None or source.path is None:
                missing.append(asset.filename)
                continue
            if source.path not in numbers:
                self.uploads.append(_upload(asset, source.path))
                numbers[source.path] = len(self.uploads)
            number = numbers[source.path]
            self.addresses[key] = Address(upload_mark(number), upload_mark(number, "key"))
        text = _tr(
            "Nothing is made: these media are neither here nor at the service: {names}. Locate them first."
        )
        self.obstacle = text.format(names=", ".join(missing)) if missing else ""


def _upload(asset: Asset, path: Path) -> Upload:
    name = sent_name(asset.filename, path)
    family, _, kind = asset.mime_type.partition("/")
    is_plain = family in ("image", "video", "audio") and kind and "*" not in kind
    guessed = asset.mime_type if is_plain else mimetypes.guess_type(name)[0]
    return Upload(path.absolute(), name, guessed or "application/octet-stream")


def _without_address(outset: Outset) -> list[str]:
    """Give the media that are sent with the document's service and name no place of their own."""
    assets = ((key, outset.state.assets.get(key)) for key in used_assets(outset.state))
    return [
        key
        for key, asset in assets
        if isinstance(asset, Asset) and asset.type in UPLOADED_KINDS and not has_address(asset)
    ]


def _drawn_here(converted: Converted) -> str:
    """Say why copied code cannot do what an export does that draws something here before."""
    count = len(converted.plan.prerenders)
    if not count:
        return ""
    one = _tr(
        "Nothing is made: 1 part is drawn on this computer before it is sent, which these calls cannot do."
        " Export from the program, or do without drawing beforehand."
    )
    many = _tr(
        "Nothing is made: {n} parts are drawn on this computer before they are sent, which these calls cannot"
        " do. Export from the program, or do without drawing beforehand."
    )
    return one if count == 1 else many.format(n=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exporting", text)
