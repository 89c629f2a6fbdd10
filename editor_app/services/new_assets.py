"""Files that were looked into, as assets of a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from editor_app.assets import ASSET_TYPES, AnyAsset
from editor_app.problem import printable
from editor_app.render.media.probe import InfoKind, MediaInfo
from editor_app.timebase import TICKS_PER_SECOND

_LARGEST_EMBEDDED = 1 << 20
"""A Lottie file of up to so many bytes travels inside the document, as services want it."""
_MIME = {
    ".png": "image/png",
    ".apng": "image/apng",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".heic": "image/heic",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".svg": "image/svg+xml",
    ".gif": "image/gif",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".avi": "video/x-msvideo",
    ".mpg": "video/mpeg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".json": "application/json",
}
_USUAL: dict[InfoKind, str] = {
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "image": "image/png",
    "svg": "image/svg+xml",
    "gif": "image/gif",
    "lottie": "application/json",
}


def make_asset(asset_id: str, info: MediaInfo) -> AnyAsset:
    """Make the asset for a file."""
    kind = "image" if info.kind == "svg" else info.kind
    model = ASSET_TYPES[kind]
    fields: dict[str, Any] = {
        "id": asset_id,
        "filename": printable(info.path.name),
        "size": info.size_bytes,
        "mime_type": mime_type(info.kind, info.path),
        "remote_url": None,
        "remote_key": None,
        "width": info.width,
        "height": info.height,
        "duration_in_seconds": info.duration_ticks / TICKS_PER_SECOND,
        "has_audio_track": info.audio is not None,
        "loop_behavior": "loop",
        "resource_type": "lottie",
        "resource_json": _content(info),
    }
    return model.model_validate({k: v for k, v in fields.items() if k in model.model_fields}, by_name=True)


def mime_type(kind: InfoKind, path: Path) -> str:
    """Give a file's media type: by its suffix, unless what it holds is of another kind."""
    usual = _USUAL[kind]
    named = _MIME.get(path.suffix.lower(), usual)
    return named if named.partition("/")[0] == usual.partition("/")[0] else usual


def likely_kind(path: Path) -> str | None:
    """Guess by a file's name of which type its asset will be; None where the name does not tell."""
    named = _MIME.get(path.suffix.lower())
    special = {"image/gif": "gif", "application/json": "lottie"}
    return special.get(named, named.partition("/")[0]) if named else None


def notes_of(info: MediaInfo) -> tuple[str, ...]:
    """Give what is odd about a medium, in sentences."""
    turned = info.video.rotation if info.video else 0
    note = (f"It was filmed turned by {turned}°, and is shown upright.",) if turned else ()
    return (*info.warnings, *note)


def _content(info: MediaInfo) -> dict[str, Any] | None:
    if info.kind != "lottie" or info.size_bytes > _LARGEST_EMBEDDED:
        return None
    return json.loads(info.path.read_text(encoding="utf-8-sig"))
