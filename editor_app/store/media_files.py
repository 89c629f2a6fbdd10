"""Finding the file of every medium that a document uses; nothing is ever downloaded.

A project's own media map comes first. Then, if a folder is given, it is searched with its sub-folders: by
file name, among equals by size, among those by content. What is still ambiguous is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, cast
from weakref import WeakKeyDictionary

from editor_app.assets import Asset, LottieAsset
from editor_app.render.media.source import MediaKind, MediaSource
from editor_app.state.backgrounds import ImageBackground
from editor_app.state.model import EditorState
from editor_app.store.project import MediaPlace
from editor_app.store.what_is_there import what_is_there

FILE_KINDS = frozenset({"image", "video", "gif", "audio", "lottie"})


NotFetched = Literal["", "no room", "refused"]
"""Why a file did not come, if anybody tried: the disk has no room for it, or anything else."""


@dataclass(frozen=True)
class MissingMedium:
    """A medium without a file: `reason` says why, `message` also what to do next at a command line."""

    asset_id: str
    filename: str
    message: str
    reason: str = ""
    is_coming: bool = False
    """Its file is being fetched."""
    says_step: bool = False
    """The reason says what to do next, too."""
    was_here: bool = False
    """The project knows a place on this computer where its file was."""
    is_awaited: bool = False
    """Whoever added it has not uploaded its file yet."""
    not_fetched: NotFetched = ""


@dataclass(frozen=True)
class FoundMedia:
    """The sources of all used assets (without a path where missing), what is missing, what looks odd."""

    sources: Mapping[str, MediaSource]
    missing: tuple[MissingMedium, ...] = ()
    warnings: tuple[str, ...] = ()


def find_media(
    state: EditorState,
    places: Mapping[str, MediaPlace],
    folder: Path | None = None,
    *,
    asset_keys: Iterable[str] | None = None,
) -> FoundMedia:
    """Find the files of assets; a remote address counts as no file.

    Without `asset_keys`, of those that tracks and background use.
    """
    search = _Search(folder)
    sources: dict[str, MediaSource] = {}
    missing: list[MissingMedium] = []
    warnings: list[str] = []
    for key in used_assets(state) if asset_keys is None else asset_keys:
        asset = state.assets.get(key)
        if not isinstance(asset, Asset) or asset.type not in FILE_KINDS:
            continue
        if lottie_json := _lottie_json(asset):
            sources[key] = source_of(key, asset, None, lottie_json)
            continue
        place = places.get(key) or _twin_place(state, places, asset)
        found = _find(key, asset, place, search)
        sources[key] = source_of(key, asset, found.path)
        if found.path is None:
            message = f"{found.says} {_ADVICE}" if found.is_gone else found.says
            missing.append(MissingMedium(key, asset.filename, message, found.says, was_here=bool(place)))
        elif found.says:
            warnings.append(found.says)
    return FoundMedia(sources, tuple(missing), tuple(warnings))


def with_files(found: FoundMedia, paths: Mapping[str, Path]) -> FoundMedia:
    """Let media that are missing have the files found for them elsewhere, by asset key."""
    sources = dict(found.sources)
    for key, path in paths.items():
        sources[key] = replace(sources[key], path=path)
    missing = tuple(medium for medium in found.missing if medium.asset_id not in paths)
    return replace(found, sources=sources, missing=missing)


def _twin_place(state: EditorState, places: Mapping[str, MediaPlace], asset: Asset) -> MediaPlace | None:
    """Give the place of another asset that names the same file, as a video's detached sound does."""
    for key, place in places.items():
        other = state.assets.get(key)
        if isinstance(other, Asset) and (other.filename, other.size) == (asset.filename, asset.size):
            return place
    return None


_used: WeakKeyDictionary[EditorState, tuple[str, ...]] = WeakKeyDictionary()


def used_assets(state: EditorState) -> tuple[str, ...]:
    """List the keys of the assets that items on tracks, and the background, show; each once.

    Looked for once for each state.
    """
    if state not in _used:
        _used[state] = tuple(_find_used(state))
    return _used[state]


def _find_used(state: EditorState) -> dict[str, None]:
    keys: dict[str, None] = {}
    for track in state.tracks:
        for item_id in track.items:
            item = state.items.get(item_id)
            asset_id = getattr(item, "asset_id", None) if _may_show_asset(type(item)) else None
            if isinstance(asset_id, str):
                keys[asset_id] = None
    background = state.global_background
    if isinstance(background, ImageBackground) and background.image_asset_id:
        keys[background.image_asset_id] = None
    return keys


@lru_cache(maxsize=64)
def _may_show_asset(kind: type) -> bool:
    """Tell whether items of a kind name an asset; asking each of 50,000 that do not takes 0.1 s."""
    return "asset_id" in getattr(kind, "model_fields", {})


@dataclass(frozen=True)
class _Finding:
    path: Path | None
    says: str = ""
    is_gone: bool = False


def source_of(key: str, asset: Asset, path: Path | None, lottie_json: str | None = None) -> MediaSource:
    """Give what the renderer is told about an asset that has a file, or its Lottie JSON text."""
    loops = getattr(asset, "loop_behavior", "loop") == "loop"
    length_s = float(getattr(asset, "duration_in_seconds", 0.0))
    kind = cast("MediaKind", asset.type)
    return MediaSource(key, path, kind, asset.filename, lottie_json, loops, length_s)


def _lottie_json(asset: Asset) -> str | None:
    if isinstance(asset, LottieAsset) and asset.resource_json is not None:
        return json.dumps(asset.resource_json)
    return None


def _find(key: str, asset: Asset, place: MediaPlace | None, search: _Search) -> _Finding:
    if place and _is_file(place.path):
        return _Finding(place.path, _changed(asset, place))
    found = search.look(asset, place)
    if found.path or found.says:
        return found
    if place:
        return _Finding(None, f"“{asset.filename}” is missing: {what_is_there(place.path)}.", True)
    remote = " Its remote copy is not downloaded." if getattr(asset, "remote_url", None) else ""
    return _Finding(None, f"“{asset.filename}” (asset {key}) is missing.{remote}", True)


_ADVICE = "Put it there, or name the folder that holds it with --media."


def _changed(asset: Asset, place: MediaPlace) -> str:
    """Say that the file is not the one the project was saved with, if its size tells."""
    if place.size_bytes is None or place.path.stat().st_size == place.size_bytes:
        return ""
    return f"“{asset.filename}” has changed since the project was saved ({place.path})."


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


@dataclass
class _Search:
    """The files below a folder, by name; read once, when first asked."""

    folder: Path | None
    _hashes: dict[Path, str] = field(default_factory=dict[Path, str])

    def look(self, asset: Asset, place: MediaPlace | None) -> _Finding:
        """Find the asset's file by name, then size, then content; ambiguous is not found, and says so."""
        if self.folder is None:
            return _Finding(None)
        name = (place.path if place else Path(asset.filename.replace("\\", "/"))).name
        found = self._by_name.get(unicodedata.normalize("NFC", name), [])
        size = place.size_bytes if place and place.size_bytes is not None else asset.size
        if len(found) > 1:
            found = [path for path in found if path.stat().st_size == size] or found
        if len(found) > 1 and place and place.sha256:
            found = [path for path in found if self._hash(path) == place.sha256] or found
        if len(found) > 1 and len({self._hash(path) for path in found}) > 1:
            both = " and ".join(f"“{path}”" for path in found)
            return _Finding(None, f"“{name}” is ambiguous: {both} differ. Keep only the right one.")
        return _Finding(found[0] if found else None)

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        names: dict[str, list[Path]] = {}
        for path in _files(self.folder):
            names.setdefault(unicodedata.normalize("NFC", path.name), []).append(path)
        return names

    def _hash(self, path: Path) -> str:
        """Give the SHA-256 of a file; one that cannot be read equals no other."""
        if path not in self._hashes:
            try:
                with path.open("rb") as file:
                    self._hashes[path] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                self._hashes[path] = f"unreadable: {path}"
        return self._hashes[path]


def _files(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            if _is_file(path):
                yield path
