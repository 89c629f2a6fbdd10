"""Warm video decoders: a few per medium near the times asked for, a bounded number in all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor_app.render.media.haste import Haste
from editor_app.render.media.video import VideoReader

PER_ASSET = 2
FULL_HD_PIXELS = 1920 * 1080


@dataclass(slots=True)
class _Open:
    asset_id: str
    reader: VideoReader
    is_free: bool = True
    """Nobody is on the way with it: just opened, or settled since."""


class WarmReaders:
    """Open video readers, the one used last at the end; `limit` counts decoders of up to 1080p.

    A larger one counts as often as it is larger: a decoder holds several frames.
    """

    def __init__(self, limit: int, threads: int, haste: Haste | None = None) -> None:
        self._limit, self._threads, self._haste = limit, threads, haste
        self._open: list[_Open] = []

    def nearest(
        self,
        asset_id: str,
        source_ticks: int,
        path: Path,
        label: str,
        warn: Callable[[str], None],
        length_s: float = 0.0,
    ) -> VideoReader:
        """Give the reader with the shortest way to `source_ticks`: a warm one, a new one, or the stalest."""
        mine = [entry for entry in self._open if entry.asset_id == asset_id]
        ahead = [
            (distance, entry)
            for entry in mine
            if (distance := entry.reader.distance(source_ticks)) is not None
        ]
        if ahead:
            return self._use(min(ahead, key=lambda pair: pair[0])[1])
        free = next((entry for entry in mine if entry.is_free), None)
        if free is not None:
            return self._use(free)
        if len(mine) >= PER_ASSET:
            return self._use(mine[0])
        like = mine[0].reader if mine else None
        reader = VideoReader(
            path, label, threads=self._threads, warn=warn, haste=self._haste, like=like, length_s=length_s
        )
        self._open.append(_Open(asset_id, reader))
        while len(self._open) > 1 and self._weight() > self._limit:
            self._open.pop(0).reader.close()
        return reader

    def _weight(self) -> float:
        return sum(max(entry.reader.pixels / FULL_HD_PIXELS, 1) for entry in self._open)

    def _use(self, entry: _Open) -> VideoReader:
        entry.is_free = False
        self._open.remove(entry)
        self._open.append(entry)
        return entry.reader

    def settle(self) -> None:
        """Let every reader seek elsewhere, before another one is opened: what comes now is another place."""
        for entry in self._open:
            entry.is_free = True

    def forget(self, asset_id: str) -> None:
        """Close a medium's readers."""
        for entry in [entry for entry in self._open if entry.asset_id == asset_id]:
            self._open.remove(entry)
            entry.reader.close()

    def close(self) -> None:
        """Close all."""
        while self._open:
            self._open.pop().reader.close()
