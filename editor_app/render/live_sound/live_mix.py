"""The mix as it can be heard now: what is not decoded yet is left out and asked for, never waited for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import PIECE_SAMPLES, PcmCache
from editor_app.render.audio.limit import BLOCK_SAMPLES, limited_blocks
from editor_app.render.audio.mix import Mixer
from editor_app.render.audio.voices import Voice
from editor_app.render.media.source import MediaSource
from editor_app.state.model import EditorState

Samples = NDArray[np.float32]
Piece = tuple[str, float, int]
"""Half a minute of sound: asset, speed, number."""

_KEPT_SECONDS = 8


class LiveMixer(Mixer):
    """A mixer that mixes only the pieces `has_piece` knows as decoded; `missing` are those it left out."""

    def __init__(
        self,
        state: EditorState,
        sources: Mapping[str, MediaSource],
        cache: PcmCache,
        has_piece: Callable[[Piece], bool],
        quarantined: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(state, sources, quarantined=quarantined)
        self._cache = cache
        self._has_piece = has_piece
        self._missing: dict[Piece, None] = {}
        self._seconds: OrderedDict[int, tuple[Samples, tuple[Piece, ...]]] = OrderedDict()

    def block(self, index: int) -> tuple[Samples, tuple[Piece, ...]]:
        """Give a second of what an export would hear, shape (2, n), and the pieces that are missing in it."""
        self._met: dict[Piece, None] = {}
        start = index * BLOCK_SAMPLES
        limited = next(limited_blocks(self, start, start + BLOCK_SAMPLES))
        return limited, tuple(self._met)

    def read(self, start_sample: int, count: int) -> Samples:
        """Give a whole second of the mix; kept, as the limiter asks for each three times."""
        index = start_sample // BLOCK_SAMPLES
        samples, missing = self._seconds.get(index) or (None, ())
        if samples is None or any(map(self._has_piece, missing)):
            self._missing.clear()
            self._blocks.clear()
            samples = super().read(start_sample, count)
            missing = tuple(self._missing)
            self._seconds[index] = samples, missing
            if len(self._seconds) > _KEPT_SECONDS:
                self._seconds.popitem(last=False)
        self._met.update(dict.fromkeys(missing))
        return samples

    def _sounding(self, voice: Voice, first: int, count: int) -> Samples | None:
        missing = [piece for piece in pieces_of(voice, first, count) if not self._has_piece(piece)]
        if missing:
            self._missing.update(dict.fromkeys(missing))
            return None
        return super()._sounding(voice, first, count)


def pieces_of(voice: Voice, first: int, count: int) -> list[Piece]:
    """List the pieces of sound that a voice plays on `count` samples from `first`."""
    start = first + voice.offset
    low, high = max(start, 0) // PIECE_SAMPLES, max(start + count - 1, 0) // PIECE_SAMPLES
    rate = float(voice.item.playback_rate)
    return [(voice.item.asset_id, rate, index) for index in range(low, high + 1)]
