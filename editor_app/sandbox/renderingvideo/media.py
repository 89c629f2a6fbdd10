"""Whether the media of a config can be there: uploads of its account, or what the config carries. Pure.

Nothing is ever fetched from elsewhere, so that what is neither would only fail later, and cost credits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from editor_app.problem import PathPart, format_path, quoted
from editor_app.render.media.sniff import sniff
from editor_app.sandbox.renderingvideo.addresses import inline_content, name_in
from editor_app.sandbox.renderingvideo.checking import Fault

if TYPE_CHECKING:
    from editor_app.interchange.renderingvideo import Reading

_ADVICE = "Upload the file to this sandbox, and name it by the address that it gives."
_HEAD_BYTES = 4096
_SVG = "data:image/svg+xml"
_Path = tuple[PathPart, ...]


def addresses_of(config: Mapping[str, Any], reading: Reading) -> tuple[str, ...]:
    """Give the addresses of all media that a config shows, each once, those that only hold a place too."""
    from editor_app.interchange.renderingvideo import vocabulary

    known = reading.addresses or {}
    found = list(known.values())
    kinds = {key: asset["type"] for key, asset in reading.document["assets"].items()}
    if any(key not in known and kind != "caption" for key, kind in kinds.items()):
        every = _strings({"tracks": config.get("tracks"), "assets": config.get("assets")}, ())
        found += [
            text for path, text in every if path[-1] == "src" and text.startswith(vocabulary.PLACEHOLDER)
        ]
    return tuple(dict.fromkeys(found))


def media_faults(
    config: Mapping[str, Any], addresses: Iterable[str], own: Mapping[str, bool] | None
) -> list[Fault]:
    """Give what is wrong with the media of these addresses, each by the first place that names it.

    `own` tells of the account's uploads by name whether they can be read; None where it is nobody's config.
    """
    faults = list[Fault]()
    for address in addresses:
        why = _trouble(address, own)
        if why:
            path = format_path(_place_of(config, address))
            faults.append((path, f"{path.removeprefix('$.')} {why}"))
    return faults


def _trouble(address: str, own: Mapping[str, bool] | None) -> str:
    """Say why a medium cannot be there, as the end of a sentence that its place begins; "" where it can."""
    if address.startswith("data:"):
        return _carried_trouble(address)
    shown = quoted(address)
    if _scheme(address) not in ("http", "https"):
        return f"must be an http or https address, not {shown}. {_ADVICE}"
    if own is None:
        return ""
    name = name_in(address)
    if name is None or name not in own:
        return f"is no upload of this account: {shown}. {_ADVICE}"
    return "" if own[name] else f"names a file that cannot be read: {shown}. Upload a whole one."


def _carried_trouble(address: str) -> str:
    carried = inline_content(address)
    if carried is None:
        return "holds a data address that cannot be read. Write its content as base64."
    content = sniff(carried[0][:_HEAD_BYTES])
    if address.startswith(_SVG) and content != "svg":
        return "holds no SVG: its markup must begin with <svg."
    if not carried[0] or content in ("text", "json"):
        return "holds no picture, film or sound, but a text."
    return ""


def _scheme(address: str) -> str:
    try:
        parts = urlsplit(address)
        return parts.scheme if parts.hostname else ""
    except ValueError:
        return ""


def _place_of(config: Mapping[str, Any], address: str) -> _Path:
    """Give the first place in a config that names an address, or holds the markup that it carries."""
    markup = (inline_content(address) or (b"", ""))[0] if address.startswith(_SVG) else b""
    for part in ("tracks", "assets"):
        for path, text in _strings(config.get(part), (part,)):
            if text == address or (markup and text.encode("utf-8", "replace") == markup):
                return path
    return ("tracks",)


def _strings(value: Any, path: _Path) -> Iterator[tuple[_Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*path, index))
