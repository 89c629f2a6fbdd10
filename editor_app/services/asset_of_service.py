"""A file that a service keeps, as an asset of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

from editor_app.assets import ASSET_TYPES, AnyAsset
from editor_app.assets import Asset as DocumentAsset
from editor_app.cloud.indream.models import Asset
from editor_app.edits.addresses import Address
from editor_app.problem import printable
from editor_app.state import EditorState

_KINDS = {"IMAGE": "image", "VIDEO": "video", "AUDIO": "audio", "GIF": "gif", "CAPTION": "caption"}


class NotUsableError(ValueError):
    """The service tells too little of a file; the text is a sentence."""


def kind_of(asset: Asset) -> str:
    """Give the type of a document's asset that a file of the service is; empty where nobody knows."""
    if asset.mimetype == "image/gif":
        return "gif"
    main = asset.mimetype.partition("/")[0]
    return _KINDS.get(asset.type.upper(), main if main in ("image", "video", "audio") else "")


def as_document_asset(asset: Asset, asset_id: str) -> AnyAsset:
    """Give the record with which a document can show a file of the service; raise NotUsableError.

    What the service does not tell is assumed: a video has sound, a GIF plays again and again.
    """
    kind = kind_of(asset)
    if kind not in ("image", "video", "audio", "gif"):
        text = _tr("“{name}” cannot be shown from the service. Import its file instead.")
        raise NotUsableError(text.format(name=printable(asset.filename)))
    model = ASSET_TYPES[kind]
    fields: dict[str, Any] = {
        "id": asset_id,
        "filename": printable(asset.filename),
        "size": asset.size or 0,
        "mime_type": asset.mimetype,
        "remote_url": asset.file_url,
        "remote_key": asset.file_key,
        "width": _whole(asset.width),
        "height": _whole(asset.height),
        "duration_in_seconds": _whole(asset.duration),
        "has_audio_track": True,
        "loop_behavior": "loop",
    }
    try:
        return model.model_validate(
            {k: v for k, v in fields.items() if k in model.model_fields}, by_name=True
        )
    except ValidationError:
        text = _tr("The service does not tell the size or the length of “{name}”. Import its file instead.")
        raise NotUsableError(text.format(name=printable(asset.filename))) from None


def key_in(state: EditorState, addresses: Mapping[str, Address], asset: Asset) -> str | None:
    """Give under which key a document has a file of the service: the first of several."""
    return next(iter(keys_in(state, addresses, asset)), None)


def keys_in(state: EditorState, addresses: Mapping[str, Address], asset: Asset) -> tuple[str, ...]:
    """Give all keys under which a document has a file of the service: by their own address, or an upload's.

    A detached sound is one of its own with the same file.
    """
    own = [key for key, record in state.assets.items() if _leads_to(record, asset)]
    sent = (key for key, address in addresses.items() if address.file_key == asset.file_key)
    return tuple(dict.fromkeys((*own, *sent)))


def at_service(state: EditorState, key: str, asset: Asset) -> EditorState:
    """Give the state with a file's address at the service in its record; the very same if it has that.

    Someone who wants the service's file is not asked whether it is the one that was here.
    """
    record = state.assets.get(key)
    if not isinstance(record, DocumentAsset) or record.remote_url == asset.file_url:
        return state
    placed = record.replace(remote_url=asset.file_url, remote_key=asset.file_key)
    return state.replace(assets={**state.assets, key: placed})


def _leads_to(record: object, asset: Asset) -> bool:
    if asset.file_key and getattr(record, "remote_key", None) == asset.file_key:
        return True
    return getattr(record, "remote_url", None) == asset.file_url


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _tr(text: str) -> str:
    return QCoreApplication.translate("ServiceAssets", text)
