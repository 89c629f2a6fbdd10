"""Keep the next seconds of the mix ready for the speaker, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from editor_app.render.audio.cache import AudioCacheError, PcmCache
from editor_app.render.audio.limit import BLOCK_SAMPLES
from editor_app.render.live_sound.course import blocks_ahead
from editor_app.render.live_sound.decoding import Decoder
from editor_app.render.live_sound.live_mix import LiveMixer, Piece
from editor_app.render.live_sound.speaker import Ready, Speaker
from editor_app.render.media.source import MediaSource
from editor_app.state.model import EditorState

Samples = NDArray[np.float32]

_AHEAD = 3
_KEPT_BLOCKS = 16
_IDLE_S = 1.0
_Given = tuple[EditorState | None, Mapping[str, MediaSource], frozenset[str]]

_log = logging.getLogger(__name__)


class Feeder:
    """Mixes ahead of `speaker`; `on_warning` is told sentences, `on_turn` is called about once a second."""

    def __init__(
        self,
        cache: PcmCache,
        note: Callable[[str | None], None],
        on_warning: Callable[[str], None],
        on_turn: Callable[[], None],
    ) -> None:
        self.wake = threading.Event()
        self._cache, self._on_warning, self._on_turn = cache, on_warning, on_turn
        self._decoder = Decoder(cache, self.wake.set, note)
        self._given: _Given = (None, {}, frozenset())
        self._taken: object = None
        self._mixer: LiveMixer | None = None
        self._missing: dict[int, tuple[Piece, ...]] = {}
        self._is_closed = self._is_other = False

    def start(self, speaker: Speaker) -> None:
        """Begin to work."""
        self._speaker = speaker
        self._thread = threading.Thread(target=self._work, name="mix", daemon=True)
        self._thread.start()

    def set_state(self, state: EditorState) -> None:
        """Mix another document from now on."""
        self._given = state, *self._given[1:]
        self.wake.set()

    def set_sources(self, sources: Mapping[str, MediaSource], quarantined: frozenset[str]) -> None:
        """Mix from other media from now on."""
        self._decoder.set_sources(sources, quarantined)
        self._given = self._given[0], sources, quarantined
        self.wake.set()

    def close(self) -> None:
        """Stop working."""
        self._is_closed = True
        self._decoder.close()
        self.wake.set()
        self._thread.join(2)

    def _work(self) -> None:
        while not self._is_closed:
            self.wake.wait(_IDLE_S)
            self.wake.clear()
            try:
                self._on_turn()
                self._take_given()
                self._fill()
            except AudioCacheError as error:
                self._on_warning(str(error))
            except Exception:
                _log.exception("the mix failed")

    def _take_given(self) -> None:
        given = self._given
        state, sources, quarantined = given
        if given is self._taken or state is None:
            return
        if self._mixer is not None:
            self._mixer.close()
        self._mixer = LiveMixer(state, sources, self._cache, self._decoder.has, quarantined)
        self._taken = given
        self._missing = {}
        self._is_other = True

    def _fill(self) -> None:
        """Mix what is not ready of the next seconds, the nearest first; start again where more is known."""
        if self._mixer is None:
            return
        position, course = self._speaker.where()
        wanted = (
            blocks_ahead(course, position, BLOCK_SAMPLES, _AHEAD)
            if course.end > course.first
            else tuple(range(position // BLOCK_SAMPLES, position // BLOCK_SAMPLES + 2))
        )
        self._decoder.want(piece for index in wanted for piece in self._missing.get(index, ()))
        # Of another document the next two at once, or the first might end before the second is there.
        together = 2 if self._is_other else 1
        steps = [wanted[:together], *((index,) for index in wanted[together:])]
        for step in steps:
            if not all(map(self._is_done, step)):
                self._make(step, wanted)
                if self._given is not self._taken or self._speaker.where()[1] is not course:
                    self.wake.set()
                    return
        self._decoder.want(piece for index in wanted for piece in self._missing.get(index, ()))

    def _is_done(self, index: int) -> bool:
        if self._is_other or index not in self._speaker.ready.blocks:
            return False
        return not any(map(self._decoder.has, self._missing.get(index, ())))

    def _make(self, indices: tuple[int, ...], wanted: tuple[int, ...]) -> None:
        assert self._mixer is not None
        made = {index: self._mixer.block(index) for index in indices}
        for warning in self._mixer.warnings:
            self._on_warning(warning)
        old = self._speaker.ready
        kept = {} if self._is_other else dict(old.blocks)
        for index, (samples, missing) in made.items():
            kept[index], self._missing[index] = samples, missing
        for other in [other for other in kept if other not in wanted][: max(len(kept) - _KEPT_BLOCKS, 0)]:
            del kept[other]
        self._missing = {key: value for key, value in self._missing.items() if key in kept}
        partial = frozenset(key for key, pieces in self._missing.items() if pieces)
        self._speaker.ready = Ready(kept, partial)
        self._is_other = False
