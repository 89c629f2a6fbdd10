"""Every medium of a document behind one door: pictures by asset and source time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from editor_app.render.media.cache import ImageCache
from editor_app.render.media.errors import MediaError, MediaQuarantined, MediaUnknown
from editor_app.render.media.haste import Haste
from editor_app.render.media.medium import Closable, Medium, Size
from editor_app.render.media.movie import VideoMedium
from editor_app.render.media.opening import open_medium
from editor_app.render.media.planes import Planes
from editor_app.render.media.readers import WarmReaders
from editor_app.render.media.source import MediaSource
from editor_app.render.media.video import VideoReader

DEFAULT_CACHE_BYTES = 96 * 2**20
DEFAULT_OPEN_DECODERS = 8


@dataclass(frozen=True)
class _Shared:
    """What the media of one pool share."""

    cache: ImageCache
    readers: WarmReaders
    warn: Callable[[str], None]

    def reader(self, source: MediaSource, path: Path, source_ticks: int) -> VideoReader:
        """Lend a decoder that stands near `source_ticks`."""
        return self.readers.nearest(
            source.asset_id, source_ticks, path, source.label, self.warn, source.length_s
        )


class MediaPool:
    """The media of a document, opened when first asked for. Not for use from two threads.

    A picture is a pure function of asset, source time and size: caches and warm decoders change its
    price, never its pixels; only `haste` may ask for near ones. `on_open` is told the asset's id before any
    decoder touches it and None afterwards, so that a worker can note which medium killed it. `threads` are
    a decoder's; results do not depend on it.
    """

    def __init__(
        self,
        sources: Mapping[str, MediaSource],
        *,
        on_open: Callable[[str | None], None] | None = None,
        quarantined: frozenset[str] = frozenset(),
        threads: int = 1,
        cache_bytes: int = DEFAULT_CACHE_BYTES,
        open_decoders: int = DEFAULT_OPEN_DECODERS,
        haste: Haste | None = None,
    ) -> None:
        self._sources = sources
        self._on_open = on_open
        self._quarantined = quarantined
        readers = WarmReaders(open_decoders, threads, haste)
        self._shared = _Shared(ImageCache(cache_bytes), readers, self._warn)
        self._media: dict[str, Medium | MediaError] = {}
        self._warnings: dict[str, None] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what was odd but tolerated, each sentence once."""
        return tuple(self._warnings)

    def size(self, asset_id: str) -> Size | None:
        """Give the natural size in px, upright; None where there is no picture to be had."""
        try:
            return self._medium(asset_id).size
        except MediaError:
            return None

    def identity(self, asset_id: str, source_ticks: int) -> Hashable:
        """Name the frame on screen at `source_ticks`: equal names, equal pixels; raise MediaError."""
        medium = self._medium(asset_id)
        with self._noted(asset_id):
            return asset_id, medium.frame_id(source_ticks)

    def picture(self, asset_id: str, source_ticks: int, size_px: Size) -> QImage:
        """Give the frame on screen at `source_ticks`; raise MediaError.

        RGB32 when opaque, else ARGB32_Premultiplied. A source larger than `size_px` in both axes is
        scaled down to exactly that; another comes in its natural size. The pixels are shared: do not
        paint on them.
        """
        medium = self._medium(asset_id)
        with self._noted(asset_id):
            return medium.picture(source_ticks, size_px)

    def is_opaque(self, asset_id: str, source_ticks: int) -> bool | None:
        """Tell whether the frame has no transparency; None where only `picture` tells. May raise."""
        medium = self._medium(asset_id)
        if not isinstance(medium, VideoMedium):
            return None
        with self._noted(asset_id):
            return medium.is_opaque(source_ticks)

    def planes(self, asset_id: str, source_ticks: int, size_px: Size) -> Planes | None:
        """Give the frame as a film of that size can take it over unchanged, if it can; raise MediaError."""
        medium = self._medium(asset_id)
        if not isinstance(medium, VideoMedium):
            return None
        with self._noted(asset_id):
            return medium.planes(source_ticks, size_px)

    def settle(self) -> None:
        """Say that what is asked for next has nothing to do with what was asked for before.

        A decoder holds some 60 MB at 1080p: one that is no longer needed where it stands goes on elsewhere.
        """
        self._shared.readers.settle()

    def replace(
        self, sources: Mapping[str, MediaSource], quarantined: frozenset[str], changed: Iterable[str]
    ) -> None:
        """Have other media from now on; those `changed` are opened anew, the others stay warm."""
        self._sources, self._quarantined = sources, quarantined
        self._shared.cache.clear()
        for asset_id in changed:
            self._shared.readers.forget(asset_id)
            medium = self._media.pop(asset_id, None)
            if isinstance(medium, Closable):
                medium.close()

    def close(self) -> None:
        """Close every decoder and forget every picture."""
        self._shared.readers.close()
        self._shared.cache.clear()
        for medium in self._media.values():
            if isinstance(medium, Closable):
                medium.close()
        self._media.clear()

    def _medium(self, asset_id: str) -> Medium:
        medium = self._media.get(asset_id)
        if medium is None:
            try:
                medium = self._open(asset_id)
            except MediaError as error:
                medium = error
            self._media[asset_id] = medium
        if isinstance(medium, MediaError):
            raise medium
        return medium

    def _open(self, asset_id: str) -> Medium:
        source = self._sources.get(asset_id)
        if source is None:
            raise MediaUnknown(asset_id, "is not among the media")
        if asset_id in self._quarantined:
            raise MediaQuarantined(source.label, "stopped the program twice and is left out")
        with self._noted(asset_id):
            return open_medium(source, self._shared)

    @contextmanager
    def _noted(self, asset_id: str) -> Iterator[None]:
        if self._on_open:
            self._on_open(asset_id)
        try:
            yield
        finally:
            if self._on_open:
                self._on_open(None)

    def _warn(self, sentence: str) -> None:
        self._warnings[sentence] = None
