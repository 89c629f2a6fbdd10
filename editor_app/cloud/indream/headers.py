"""Values that travel in headers: nothing in them may end the header, and any name must arrive."""

from __future__ import annotations

import re
from urllib.parse import quote

from editor_app.cloud.indream.errors import refused_argument

LONGEST_NAME = 512
"""The service's limit for `x-file-name`, in characters of the header."""

_READABLE = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")
_LOOKS_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")


def header_value(what: str, value: str) -> str:
    """Give `value` as it may stand in a header; raise ValidationError for what may not."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise refused_argument(what, "must be a text.")
    if not value.isascii() or not value.isprintable() or value != value.strip():
        raise refused_argument(what, "holds characters that cannot be sent.")
    return value


def file_name_value(name: str) -> str:
    """Give a file's name for a header: plain where it can be, else percent-encoded UTF-8.

    What is too long for the service loses the end of its stem, never its suffix. Raise ValidationError
    for a name that is empty or holds control characters.
    """
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise refused_argument("filename", "must be a text.")
    if not name.strip():
        raise refused_argument("filename", "must not be empty.")
    if any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in name):
        raise refused_argument("filename", "holds control characters.")
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(_encoded(suffix)) > LONGEST_NAME // 2:
        stem, dot, suffix = name, "", ""
    while len(value := _encoded(f"{stem}{dot}{suffix}")) > LONGEST_NAME:
        stem = stem[: len(stem) - max(1, (len(value) - LONGEST_NAME) // 12)]
    return value


def _encoded(name: str) -> str:
    is_plain = name.isascii() and name == name.strip() and not _LOOKS_ENCODED.search(name)
    return name if is_plain else quote(name, safe=_READABLE.strip(), errors="replace")
