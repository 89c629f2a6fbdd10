"""Media files as pictures by time: open, orient, convert to bt709, hand out QImages."""

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
from editor_app.render.media.probe import AudioStream, MediaInfo, VideoStream, probe
from editor_app.render.media.quiet import silence_decoders
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
    "probe",
]

silence_decoders()
