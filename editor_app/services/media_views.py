"""Thumbnails and outlines of sound for the window: made in other processes, kept on disk and in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from editor_app.product import APPLICATION_ID
from editor_app.render.audio.peaks import Outline, keep_outline, load_outline
from editor_app.render.media.source import MediaSource
from editor_app.render.thumbnail import make_thumbnail
from editor_app.services.latest import Job, LatestWork

_MOST_BYTES = 64 * 2**20
_TOGETHER_MS = 30
"""Pictures that come within this time cost one repaint."""

Key = tuple[str, MediaSource, int, int]


def default_views_dir() -> Path:
    """Give the folder for thumbnails and outlines in the user's cache."""
    return platformdirs.user_cache_path(APPLICATION_ID, appauthor=False) / "views"


class _Round:
    """What one viewer asks for: in the round that goes on, and in the one before it."""

    def __init__(self) -> None:
        self._now: set[Hashable] = set()
        self._before: set[Hashable] = set()

    def add(self, key: Hashable) -> None:
        """Note that something was asked for."""
        self._now.add(key)

    def turn(self) -> None:
        """Begin another round."""
        self._before, self._now = self._now, set()

    @property
    def wanted(self) -> set[Hashable]:
        """Give what the viewer still waits for, as far as it has said."""
        return self._before | self._now


class _Views(QObject):
    """What both kinds share: sources, each viewer's rounds of asking, telling once for many."""

    def __init__(self, work: LatestWork, folder: Path, parent: QObject | None) -> None:
        super().__init__(parent)
        self._work, self._folder = work, folder
        self._sources: Mapping[str, MediaSource] = {}
        self._rounds: list[_Round] = []
        self._failed: set[Hashable] = set()
        self._listeners: list[Callable[[], None]] = []
        self._teller = QTimer(self)
        self._teller.setSingleShot(True)
        self._teller.setInterval(_TOGETHER_MS)
        self._teller.timeout.connect(self._tell)
        work.done.connect(self._take)
        work.failed.connect(self._take_failure)

    def set_sources(self, sources: Mapping[str, MediaSource]) -> None:
        """Say where the media are; what failed is tried again."""
        self._sources = sources
        self._failed.clear()
        self._teller.start()

    def on_ready(self, tell: Callable[[], None]) -> None:
        """Call `tell` whenever more has come."""
        self._listeners.append(tell)

    def close(self) -> None:
        """Stop making them, and tell nobody any more."""
        self._teller.stop()
        self._work.close()

    def _new_round(self) -> _Round:
        made = _Round()
        self._rounds.append(made)
        return made

    def _turn(self, one: _Round) -> None:
        """Let go of what a viewer did not ask for in its last round and no other viewer waits for."""
        one.turn()
        self._work.keep_only(set[Hashable]().union(*(other.wanted for other in self._rounds)))

    def _want(self, job: Job, asked_in: _Round) -> None:
        asked_in.add(job.key)
        if job.key not in self._failed:
            self._work.want(job)

    def _take(self, key: Hashable, result: object) -> None:
        if self._keep(key, result):
            self._teller.start()

    def _take_failure(self, key: Hashable, _error: object) -> None:
        self._failed.add(key)

    def _keep(self, key: Hashable, result: object) -> bool:
        raise NotImplementedError

    def _tell(self) -> None:
        for tell in self._listeners:
            tell()


class Thumbnails(_Views):
    """Small pictures of media, for all who show some; the least used go when there are too many."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        self.work = LatestWork()
        super().__init__(self.work, folder or default_views_dir(), parent)
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()
        self._coming: Mapping[str, MediaSource] = {}
        self._bytes = 0

    def set_coming(self, sources: Mapping[str, MediaSource]) -> None:
        """Say where media are that the document does not have yet."""
        self._coming = sources
        self._teller.start()

    def viewer(self) -> ThumbnailViewer:
        """Give one more viewer its own way to ask."""
        return ThumbnailViewer(self)

    def _thumbnail(self, asset_id: str, source_ticks: int, height_px: int, asked_in: _Round) -> QImage | None:
        source = self._sources.get(asset_id) or self._coming.get(asset_id)
        if source is None or (source.path is None and source.lottie_json is None):
            return None
        key = ("thumbnail", source, source_ticks, height_px)
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
            return image
        job = Job(key, source, make_thumbnail, (source, source_ticks, height_px, self._folder))
        self._want(job, asked_in)
        return None

    def _keep(self, key: Hashable, result: object) -> bool:
        image = QImage.fromData(result) if isinstance(result, bytes) else QImage()
        if image.isNull():
            self._failed.add(key)
            return False
        opaque, clear = QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied
        image = image.convertToFormat(clear if image.hasAlphaChannel() else opaque)
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _MOST_BYTES:
            self._bytes -= self._images.popitem(last=False)[1].sizeInBytes()
        return True


class ThumbnailViewer:
    """One who shows thumbnails: its rounds let go of what it asked for, never of what others wait for."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        self._thumbnails = thumbnails
        self._round = thumbnails._new_round()

    def thumbnail(self, asset_id: str, source_ticks: int, height_px: int) -> QImage | None:
        """Give the picture if it is there, else None and let it be made."""
        return self._thumbnails._thumbnail(asset_id, source_ticks, height_px, self._round)

    def begin_round(self) -> None:
        """Let go of what the last round did not ask for; what this one asks for is kept."""
        self._thumbnails._turn(self._round)

    def on_ready(self, tell: Callable[[], None]) -> None:
        """Call `tell` whenever more has come."""
        self._thumbnails.on_ready(tell)


class SoundOutlines(_Views):
    """Outlines of sounds, mapped from their files; one viewer shows them."""

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        self.work = LatestWork()
        super().__init__(self.work, folder or default_views_dir(), parent)
        self._outlines: dict[Hashable, Outline] = {}
        self._round = self._new_round()

    def begin_round(self) -> None:
        """Let go of what the last round did not ask for; what this one asks for is kept."""
        self._turn(self._round)

    def peaks(self, asset_id: str) -> Outline | None:
        """Give the outline if it is there, else None and let it be made."""
        source = self._sources.get(asset_id)
        if source is None or source.path is None:
            return None
        key = ("outline", source)
        outline = self._outlines.get(key)
        if outline is None:
            job = Job(key, source, keep_outline, (source.path, source.label, self._folder))
            self._want(job, self._round)
        return outline

    def _keep(self, key: Hashable, result: object) -> bool:
        outline = load_outline(result) if isinstance(result, Path) else None
        if outline is None:
            self._failed.add(key)
            return False
        self._outlines[key] = outline
        return True
