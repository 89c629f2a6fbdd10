"""A few numbers a worker leaves in shared memory, so that its death tells what it was doing."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from multiprocessing.context import BaseContext
from typing import Any

_MEDIUM, _FRAMES, _BEATS = range(3)


class Note:
    """Shared by one worker and its parent; may be handed over only while a process starts."""

    def __init__(self, context: BaseContext, media: Sequence[str]) -> None:
        self._numbers: Any = context.RawArray(ctypes.c_longlong, 3)
        self._media = tuple(media)
        self._index = {asset_id: i + 1 for i, asset_id in enumerate(media)}

    def learn(self, media: Iterable[str]) -> None:
        """Know more media; the worker and its parent must learn the same ones in the same order."""
        new = [asset_id for asset_id in media if asset_id not in self._index]
        self._index |= {asset_id: i + 1 for i, asset_id in enumerate(new, len(self._media))}
        self._media += tuple(new)

    def open(self, asset_id: str | None) -> None:
        """Say which medium a decoder has in hand, None for none."""
        self._numbers[_MEDIUM] = self._index.get(asset_id, 0) if asset_id is not None else 0
        self._numbers[_BEATS] += 1

    def count_frame(self) -> None:
        """Say that one more frame of the present work is done."""
        self._numbers[_FRAMES] += 1
        self._numbers[_BEATS] += 1

    def beat(self) -> None:
        """Say that the worker is alive."""
        self._numbers[_BEATS] += 1

    def begin(self) -> None:
        """Start a new piece of work: no medium in hand, no frame done."""
        self._numbers[_MEDIUM] = self._numbers[_FRAMES] = 0
        self._numbers[_BEATS] += 1

    @property
    def medium(self) -> str | None:
        """Give the medium a decoder has in hand."""
        index = self._numbers[_MEDIUM]
        return self._media[index - 1] if index else None

    @property
    def frames(self) -> int:
        """Count the frames done in the present work."""
        return self._numbers[_FRAMES]

    @property
    def beats(self) -> int:
        """Give a number that grows while the worker gets on."""
        return self._numbers[_BEATS]
