"""Which type a file is sent as: the service goes by it, and takes images, video and sound alone."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePath

from editor_app.cloud.renderingvideo.errors import FileTypeError, refused_argument

_TYPE = re.compile(r"(image|video|audio)/[A-Za-z0-9][A-Za-z0-9.+_-]*")
# What Python and its platforms know differently, or not at all.
_KNOWN = {
    ".aac": "audio/aac",
    ".avi": "video/x-msvideo",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".flac": "audio/flac",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
}


def type_of(name: str, stated: str | None = None) -> str:
    """Give the type of a file by what is stated, else by its name; raise FileTypeError for any other kind."""
    suffix = PurePath(name).suffix.lower()
    found = (stated or _KNOWN.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0] or "").strip()
    if _TYPE.fullmatch(found):
        return found.lower()
    told = f"is {found}" if found and found.isprintable() else "is of a type that nobody knows"
    raise refused_argument(f"“{name}”", f"{told}: the service takes images, video and sound.", FileTypeError)
