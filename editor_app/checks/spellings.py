"""Places in a document, however a service spells them."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

from editor_app.problem import PathPart

_LISTS = frozenset(
    ("tracks", "keyframes", "captions", "nodes", "rows", "points", "series", "slices", "deletedAssets")
)
_MAPS = frozenset(("items", "assets", "transitions"))
_ROOTS = (("body", "editorState"), ("data", "editorState"), ("editorState",))
_PART = re.compile(
    r"""\.?\[\ *(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\ *\]|\.?\[(?P<bare>[^\[\]"'\s]+)\]"""
    r"""|(?P<dot>\.?)(?P<key>[^.\[\]"'/\\\s]+)""",
    re.DOTALL,
)


def read_place(text: str) -> tuple[PathPart, ...] | None:
    """Read a place in any spelling that is common; None for anything else.

    Common are `$.items.a.opacity`, the same without `$`, keys in brackets with either kind of quotes or with
    none, indexes in brackets or after dots, and JSON pointers (`/items/a`, `#/items/a`); all of them
    may begin with `editorState`.
    """
    text = text.strip()
    parts = _pointed(text) if text.startswith(("/", "#")) else _dotted(text)
    if parts is None:
        return None
    for root in _ROOTS:
        if tuple(parts[: len(root)]) == root:
            parts = parts[len(root) :]
            break
    return _with_kinds(parts)


def _pointed(text: str) -> list[str] | None:
    """Read a JSON pointer (RFC 6901), or one as a URI's fragment."""
    if text.startswith("#"):
        text = unquote(text[1:])
        if text and not text.startswith("/"):
            return None
    parts = text.split("/")[1:]
    return [] if parts == [""] else [part.replace("~1", "/").replace("~0", "~") for part in parts]


def _dotted(text: str) -> list[str] | None:
    """Read keys that dots and brackets part."""
    place = 1 if text.startswith("$") else 0
    parts: list[str] = []
    while place < len(text):
        match = _PART.match(text, place)
        if match is None or (match["key"] and bool(match["dot"]) != (place > 0)):
            return None
        part = _unquoted(match["quoted"]) if match["quoted"] else match["bare"] or match["key"]
        if part is None:
            return None
        parts.append(part)
        place = match.end()
    return parts


def _unquoted(quoted: str) -> str | None:
    if quoted.startswith("'"):
        quoted = '"' + quoted[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
    try:
        return json.loads(quoted, strict=False)
    except ValueError:
        return None


def _with_kinds(parts: list[str]) -> tuple[PathPart, ...]:
    """Make indexes of the digits that stand in lists; keys of records stay texts."""
    made: list[PathPart] = []
    for number, part in enumerate(parts):
        is_index = part.isascii() and part.isdigit() and _is_list(parts[:number])
        made.append(int(part) if is_index else part)
    return tuple(made)


def _is_list(above: list[str]) -> bool:
    if not above or (len(above) == 1 and above[0] in _MAPS):
        return False
    is_track_list = len(above) == 3 and above[0] == "tracks" and above[2] == "items"
    return is_track_list or above[-1] in _LISTS
