"""The media that a config names: by reference or address, each once, as assets of the editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from editor_app.interchange.renderingvideo.check import pools_of, reference
from editor_app.interchange.renderingvideo.reading.notes import Notes
from editor_app.interchange.renderingvideo.report import MediaFacts
from editor_app.interchange.renderingvideo.vocabulary import PLACEHOLDER

Json = dict[str, Any]
_MIME = {
    "image": {"jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp", "svg": "svg+xml", "avif": "avif"},
    "video": {"webm": "webm", "mov": "quicktime", "ogv": "ogg", "ogg": "ogg"},
    "audio": {"wav": "wav", "ogg": "ogg", "m4a": "mp4", "aac": "aac", "flac": "flac"},
}
_USUAL = {"image": "image/png", "video": "video/mp4", "audio": "audio/mpeg"}
_USUAL_NAME = {"image": "image.png", "video": "video.mp4", "audio": "audio.mp3", "caption": "captions.srt"}


@dataclass(slots=True)
class Shelf:
    """The assets found so far; `facts` is what is known of media by their addresses."""

    root: Mapping[str, Any]
    facts: Mapping[str, MediaFacts]
    frame: tuple[float, float]
    assets: dict[str, Json] = field(default_factory=dict[str, Json])
    addresses: dict[str, str] = field(default_factory=dict[str, str])
    _entries: dict[str, Mapping[str, Any]] | None = None
    _ids: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])

    def entry(self, name: str) -> Mapping[str, Any]:
        """Give the asset entry of that id; an empty one where there is none."""
        if self._entries is None:
            found = [(e.get("id"), e) for _, _, e in pools_of(self.root)]
            self._entries = {name: e for name, e in reversed(found) if isinstance(name, str)}
        return self._entries.get(name, {})

    def resolved(self, value: object, key: str) -> tuple[str | None, Any]:
        """Give the id, if there is one, and the resource that a field or its reference holds."""
        name = reference(value)
        if name is None:
            return None, value
        found = self.entry(name)
        return name, found.get(key, found.get("src"))

    def medium(self, kind: str, value: object, seconds: float = 0.0) -> tuple[str, MediaFacts | None] | None:
        """Give asset id and facts of a medium of which `seconds` are used; None where it has no address."""
        name, address = self.resolved(value, "src")
        if not isinstance(address, str) or not address:
            return None
        asset_id = self._ids.get((kind, address)) or self._new_id(kind, name, address)
        self._ids[kind, address] = asset_id
        facts = self.facts.get(address)
        asset = self.assets.get(asset_id) or self._asset(kind, asset_id, address, facts)
        if facts is None and kind != "image":
            asset["durationInSeconds"] = max(asset["durationInSeconds"], round(seconds, 6))
        self.assets[asset_id] = asset
        if not address.startswith(PLACEHOLDER):
            self.addresses[asset_id] = address
        return asset_id, facts

    def add_captions(self, asset_id: str, entries: list[Json]) -> str:
        """Add a caption asset of timed words; gives its id."""
        name = self._free(asset_id)
        self.assets[name] = {
            "id": name,
            "type": "caption",
            "filename": _USUAL_NAME["caption"],
            "size": 0,
            "mimeType": "application/x-subrip",
            "captions": entries,
            "timingGranularity": "word",
        }
        return name

    def _new_id(self, kind: str, name: str | None, address: str) -> str:
        if address.startswith(PLACEHOLDER):
            return self._free(unquote(address.removeprefix(PLACEHOLDER)) or kind)
        return self._free(name or f"{kind}-{len(self.assets) + 1}")

    def _free(self, wanted: str) -> str:
        name, count = wanted, 2
        while name in self.assets:
            name, count = f"{wanted}-{count}", count + 1
        return name

    def _asset(self, kind: str, asset_id: str, address: str, facts: MediaFacts | None) -> Json:
        width, height = (facts.width, facts.height) if facts else self.frame
        file_name = _file_name(address, kind) or _USUAL_NAME[kind]
        suffix = file_name.rpartition(".")[2].lower()
        subtype = _MIME[kind].get(suffix)
        asset: Json = {
            "id": asset_id,
            "type": kind,
            "filename": file_name,
            "size": 0,
            "mimeType": f"{kind}/{subtype}" if subtype else _USUAL[kind],
            "remoteUrl": None if address.startswith((PLACEHOLDER, "data:")) else address,
        }
        if kind != "audio":
            asset |= {"width": max(1, width), "height": max(1, height)}
        if kind != "image":
            asset["durationInSeconds"] = facts.duration_seconds if facts else 0
        if kind == "video":
            asset["hasAudioTrack"] = facts.has_sound if facts else True
        return asset


def note_placeholders(shelf: Shelf, notes: Notes) -> None:
    """Report the media that stand in a config without an address, for somebody to find them."""
    for asset_id, asset in shelf.assets.items():
        if asset_id not in shelf.addresses and asset["type"] != "caption":
            why = f"“{asset['filename']}” [{asset_id}] has no address. Locate the file in the project."
            notes.lose("", "media", why, "missing")


def _file_name(address: str, kind: str) -> str:
    if address.startswith("data:"):
        return ""
    if address.startswith(PLACEHOLDER):
        name = unquote(address.removeprefix(PLACEHOLDER)).replace("/", "-")[:200]
        return f"{name}.{_USUAL_NAME[kind].rpartition('.')[2]}" if name and "." not in name else name
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return unquote(path.rpartition("/")[2])[:200]
