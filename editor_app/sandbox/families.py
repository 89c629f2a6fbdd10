"""What may be uploaded: families of files, their limits, and what a content is found to be. Pure."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from editor_app.render.media.probe import MediaInfo
from editor_app.sandbox.errors import ApiError, bad_request, invalid
from editor_app.sandbox.names import trouble_with_filename
from editor_app.sandbox.settings import Limits
from editor_app.timebase import TICKS_PER_SECOND

Family = Literal["image", "video", "audio", "caption"]
CAPTION_SUFFIXES = (".srt", ".ass", ".lrc")

_MIME = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_ANY = ("", "application/octet-stream", "binary/octet-stream", "application/ogg", "application/mp4")
_CAPTION_TYPES = (*_ANY, "application/x-subrip", "application/srt", "application/x-ass", "application/lrc")
_MARKS = {
    ".srt": re.compile(r"\d\d?:\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d\d?:\d\d:\d\d[,.]\d{1,3}"),
    ".ass": re.compile(r"^(\[Script Info\]|Dialogue:)", re.MULTILINE),
    ".lrc": re.compile(r"\[\d{1,3}:\d\d(?:[.:]\d{1,3})?\]"),
}
_MIME_OF_FORMAT = {
    "png": "image/png",
    "apng": "image/apng",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "heic": "image/heic",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "svg": "image/svg+xml",
    "gif": "image/gif",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "avi": "video/x-msvideo",
}


AssetType = Literal["IMAGE", "VIDEO", "AUDIO", "GIF", "CAPTION"]
_TYPES: Mapping[str, AssetType] = {
    "image": "IMAGE",
    "svg": "IMAGE",
    "video": "VIDEO",
    "audio": "AUDIO",
    "gif": "GIF",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What an upload turned out to be; px and seconds, None where there is none."""

    type: AssetType
    mimetype: str
    width: int | None = None
    height: int | None = None
    duration: float | None = None


def read_filename(header: str) -> str:
    """Read a file's name from a header (as ASGI decodes it): percent-encoded or raw UTF-8, or Latin-1."""
    raw = header.encode("latin-1", "replace")
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = header
    with contextlib.suppress(UnicodeDecodeError):
        name = unquote(name, errors="strict")
    name = name.strip()
    if not 1 <= len(name) <= 512:
        raise bad_request("x-file-name must have 1 to 512 characters.")
    if why := trouble_with_filename(name):
        raise bad_request(f"x-file-name {why}.")
    return name


def suffix_of(name: str) -> str:
    """Give the name's ending in lower case if it is an ordinary one, else nothing."""
    _, dot, ending = name.rpartition(".")
    suffix = f"{dot}{ending}".lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def read_mime(header: str) -> str:
    """Give the type of a Content-Type header without its parameters."""
    mime = header.partition(";")[0].strip().lower()
    if mime and not _MIME.fullmatch(mime):
        raise bad_request("Content-Type is no media type.")
    return mime


def declared_family(mime: str, suffix: str) -> Family | None:
    """Tell the family that a client announces; None leaves it to the content. Raise ApiError (422)."""
    if suffix in CAPTION_SUFFIXES and (mime in _CAPTION_TYPES or mime.startswith("text/")):
        return "caption"
    for family in ("image", "video", "audio"):
        if mime.startswith(f"{family}/"):
            return family
    if mime in _ANY:
        return None
    raise invalid(
        f"Files of type {mime} cannot be uploaded; images, videos, sound and captions "
        f"({', '.join(CAPTION_SUFFIXES)}) can.",
        "UPLOAD_TYPE_INVALID",
    )


def most_bytes(family: Family | None, limits: Limits) -> int:
    """Give how large a file of the family may be; of an unknown one, as large as any."""
    sizes: dict[Family, int] = {
        "image": limits.image_bytes,
        "video": limits.video_bytes,
        "audio": limits.audio_bytes,
        "caption": limits.caption_bytes,
    }
    return sizes[family] if family else max(sizes.values())


def check_size(size: int, family: Family | None, limits: Limits) -> None:
    """Raise ApiError (422) for a file that is too large."""
    if size > (most := most_bytes(family, limits)):
        what = f"A file of the family {family}" if family else "A file"
        raise invalid(f"{what} may have {most} bytes; this one has {size}.", "UPLOAD_SIZE_INVALID")


def found_caption(text: str, suffix: str) -> Found:
    """Judge a caption file; raise ApiError (422) where it holds none of what its ending promises."""
    if not _MARKS[suffix].search(text):
        raise wrong_content(f"The file holds no captions in the form of {suffix} files.")
    return Found("CAPTION", "application/x-subrip" if suffix == ".srt" else "text/plain")


def found_media(info: MediaInfo, declared: Family | None, mime: str, limits: Limits) -> Found:
    """Judge what a prober has found; raise ApiError (422) where it is not what may be uploaded."""
    if info.kind == "lottie":
        raise invalid("Lottie animations cannot be uploaded; documents carry them.", "UPLOAD_TYPE_INVALID")
    family: Family = "image" if info.kind in ("image", "svg", "gif") else info.kind
    if declared is not None and (declared == "image") != (family == "image"):
        raise wrong_content(f"The file was announced as {mime}, but its content is of the family {family}.")
    check_size(info.size_bytes, family, limits)
    seconds = info.duration_ticks / TICKS_PER_SECOND
    if family != "image" and seconds > limits.media_seconds:
        raise invalid(
            f"The file lasts {seconds:.1f} s; {limits.media_seconds:g} s is the most.",
            "UPLOAD_DURATION_INVALID",
        )
    kind = _TYPES[info.kind]
    return Found(
        kind,
        _mimetype(info, family, mime),
        info.width or None,
        info.height or None,
        None if kind == "IMAGE" else round(seconds, 6),
    )


def wrong_content(detail: str) -> ApiError:
    """Give the error for a file whose content is bad."""
    return invalid(detail, "UPLOAD_CONTENT_INVALID")


def _mimetype(info: MediaInfo, family: Family, mime: str) -> str:
    if family != "image" and mime.startswith(f"{family}/"):
        return mime
    known = _MIME_OF_FORMAT.get(info.format)
    if known and known.startswith(family):
        return known
    container = "webm" if "webm" in info.format else "mp4"
    return f"{family}/{container}"
