"""Media files as pictures by time: open, orient, convert to bt709, hand out QImages.

Names are imported when they are first asked for: a program that only names a source loads no decoder.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor_app.render.media.errors import (
        MediaEmpty,
        MediaError,
        MediaHostile,
        MediaMissing,
        MediaQuarantined,
        MediaTooLarge,
        MediaUnreadable,
        MediaWrongKind,
    )
    from editor_app.render.media.pool import MediaPool
    from editor_app.render.media.probe import AudioStream, MediaInfo, VideoStream
    from editor_app.render.media.source import MediaKind, MediaSource

__all__ = [
    "AudioStream",
    "MediaEmpty",
    "MediaError",
    "MediaHostile",
    "MediaInfo",
    "MediaKind",
    "MediaMissing",
    "MediaPool",
    "MediaQuarantined",
    "MediaSource",
    "MediaTooLarge",
    "MediaUnreadable",
    "MediaWrongKind",
    "VideoStream",
]

_HOMES = {
    "AudioStream": "probe",
    "MediaInfo": "probe",
    "MediaKind": "source",
    "MediaPool": "pool",
    "MediaSource": "source",
    "VideoStream": "probe",
}


def __getattr__(name: str) -> object:
    """Import what is asked for; all else that is public is an error."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_HOMES.get(name, 'errors')}")
    return getattr(module, name)
