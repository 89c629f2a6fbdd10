"""Completes the bare asset records of a document with what an upload has told about the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from editor_app.assets import ASSET_TYPES
from editor_app.cloud.indream.models import Asset
from editor_app.record import RawObject, wire_name


def complete_assets(document: RawObject, uploads: Iterable[Asset]) -> RawObject:
    """Give the document with required fields filled in that its asset records lack and an upload knows.

    A record is known by its `remoteKey` or `remoteUrl`. What it states stays; what nobody knows stays away.
    Without anything to fill in, the very same document is given.
    """
    records = document.get("assets")
    if not isinstance(records, dict):
        return document
    by_key, by_url = dict[str, Asset](), dict[str, Asset]()
    for asset in uploads:
        by_key[asset.file_key] = by_url[asset.file_url] = asset
    filled = {key: _filled(key, record, by_key, by_url) for key, record in cast("RawObject", records).items()}
    if all(filled[key] is record for key, record in cast("RawObject", records).items()):
        return document
    return {**document, "assets": filled}


def _filled(key: str, record: Any, by_key: Mapping[str, Asset], by_url: Mapping[str, Asset]) -> Any:
    if not isinstance(record, dict):
        return record
    stated = cast("RawObject", record)
    asset = _uploaded(stated, by_key, by_url)
    if asset is None:
        return stated
    missing = {
        name: value
        for name in _required(stated.get("type"))
        if name not in stated and (value := _known(asset, key).get(name)) is not None
    }
    return {**stated, **missing} if missing else stated


def _uploaded(stated: RawObject, by_key: Mapping[str, Asset], by_url: Mapping[str, Asset]) -> Asset | None:
    """Find the upload that a record names; None where its key and its address name different ones."""
    remote_key, remote_url = stated.get("remoteKey"), stated.get("remoteUrl")
    found = by_key.get(remote_key) if isinstance(remote_key, str) else None
    if found is None:
        return by_url.get(remote_url) if remote_key is None and isinstance(remote_url, str) else None
    return found if remote_url in (None, found.file_url) else None


def _required(asset_type: Any) -> tuple[str, ...]:
    model = ASSET_TYPES.get(asset_type) if isinstance(asset_type, str) else None
    if model is None:
        return ()
    return tuple(wire_name(model, name) for name, info in model.model_fields.items() if info.is_required())


def _known(asset: Asset, key: str) -> Mapping[str, Any]:
    """Give what an upload tells, under the names of a document."""
    return {
        "id": key,
        "filename": asset.filename,
        "size": asset.size,
        "mimeType": asset.mimetype,
        "width": _number(asset.width),
        "height": _number(asset.height),
        "durationInSeconds": _number(asset.duration),
    }


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
