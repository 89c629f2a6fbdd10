"""One drop on its way into the document: its files as far as they are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from editor_app.assets import AnyAsset
from editor_app.edits import random_id
from editor_app.problem import printable
from editor_app.render.media.source import MediaSource
from editor_app.services.import_report import Refused
from editor_app.services.new_assets import likely_kind
from editor_app.store.media_files import source_of
from editor_app.store.project import MediaPlace

HASHED_AT_ONCE = 8 << 20
"""A file of more bytes is hashed after it was added, if no other has its size: it is nothing's copy."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A file on its way: `key` is that of its asset to be, which is there once it was looked into."""

    key: str
    name: str
    kind: str | None
    """The asset's type as the name tells it, or as it is."""
    asset: AnyAsset | None = None
    path: Path | None = None

    @property
    def source(self) -> MediaSource | None:
        """Give what pictures of it are made from, once it was looked into."""
        if self.asset is None or self.path is None or self.asset.type in ("caption", "lottie"):
            return None
        return source_of(self.key, self.asset, self.path)


@dataclass(slots=True)
class Drop:
    """A drop's files and findings; `by_content` finds assets, old and new, by the SHA-256 of their files."""

    stop: Event = field(default_factory=Event)
    coming: dict[Path, Coming] = field(default_factory=dict[Path, Coming])
    by_content: dict[str, str] = field(default_factory=dict[str, str])
    unhashed: dict[int, list[str]] = field(default_factory=dict[int, list[str]])
    sizes: set[int | None] = field(default_factory=set[int | None])
    of_files: list[str] = field(default_factory=list[str])
    """The asset of each file that can be used, in the files' order: files of one content have the same."""
    assets: list[AnyAsset] = field(default_factory=list[AnyAsset])
    places: dict[str, MediaPlace] = field(default_factory=dict[str, MediaPlace])
    known: int = 0
    refused: list[Refused] = field(default_factory=list[Refused])

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the assets for the files, each once."""
        return tuple(dict.fromkeys(self.of_files))

    def expect(self, files: Iterable[Path]) -> None:
        """Note which files are to come."""
        for path in files:
            self.coming[path] = Coming(random_id(), printable(path.name), likely_kind(path), path=path)

    def learn(self, media: Mapping[str, MediaPlace]) -> None:
        """Note the contents of media that are there, as far as they are known."""
        for key, place in media.items():
            if place.sha256:
                self.by_content.setdefault(place.sha256, key)
                self.sizes.add(place.size_bytes)
            elif place.size_bytes is not None:
                self.unhashed.setdefault(place.size_bytes, []).append(key)

    def may_be_copy(self, size_bytes: int) -> bool:
        """Tell whether a file's content has to be compared before it is added."""
        is_met = size_bytes in self.sizes or size_bytes in self.unhashed
        return size_bytes <= HASHED_AT_ONCE or is_met or None in self.sizes

    def take_new(self, asset: AnyAsset, path: Path, place: MediaPlace) -> None:
        """Note an asset that is to be added."""
        self.assets.append(asset)
        self.of_files.append(asset.id)
        self.places[asset.id] = place
        if place.sha256:
            self.by_content[place.sha256] = asset.id
            self.sizes.add(place.size_bytes)
        elif place.size_bytes is not None:
            self.unhashed.setdefault(place.size_bytes, []).append(asset.id)
        if path in self.coming:
            self.coming[path] = replace(self.coming[path], kind=asset.type, asset=asset)

    def take_known(self, key: str) -> None:
        """Note that a file's content is that of an asset which is there."""
        self.known += 1
        self.of_files.append(key)
