"""The mix of a document, by position, before the limiter."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor_app.items import AudioItem
from editor_app.render.audio.cache import PcmCache, source_key
from editor_app.render.audio.gain import clip_gain
from editor_app.render.audio.sound import DecodedSound, Sound
from editor_app.render.audio.stretched import StretchedSound
from editor_app.render.audio.voices import Voice, voices
from editor_app.render.media.errors import MediaError, MediaQuarantined, MediaUnknown
from editor_app.render.media.files import read_head, without_file
from editor_app.render.media.source import MediaSource
from editor_app.state.model import EditorState
from editor_app.timebase import SAMPLE_RATE, TICKS_PER_SAMPLE

Samples = NDArray[np.float32]
MISSING = "is not there"

# The mix is always made in the same blocks, so that equal positions give equal bits however they are read.
_BLOCK_SAMPLES = SAMPLE_RATE // 2
_KEPT_BLOCKS = 4
_OPEN_SOUNDS = 8


class Mixer:
    """Mixes the sound of `state` from `sources` by asset id; 48 kHz stereo, full scale 1, not limited.

    Decoded and stretched sound is kept in `cache_dir` (default: the user's cache). A medium that is missing,
    broken or `quarantined` is silent, and `warnings` says so. `on_open(asset_id)` and `on_open(None)` are
    called around whatever may enter a decoder. For one thread at a time.
    """

    def __init__(
        self,
        state: EditorState,
        sources: Mapping[str, MediaSource],
        *,
        cache_dir: Path | None = None,
        on_open: Callable[[str | None], None] | None = None,
        quarantined: frozenset[str] = frozenset(),
    ) -> None:
        self._sources = sources
        self._quarantined = quarantined
        self._on_open = on_open or _no_one
        self._cache = PcmCache(cache_dir)
        self._voices = voices(state)
        self._firsts = np.array([voice.first for voice in self._voices], np.int64)
        self._ends = np.array([voice.end for voice in self._voices], np.int64)
        self._blocks: OrderedDict[int, Samples] = OrderedDict()
        self._sounds: dict[str, DecodedSound | None] = {}
        self._recent: OrderedDict[str, DecodedSound] = OrderedDict()
        self._warnings: dict[str, None] = {}
        self._unreadable: dict[str, None] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what went wrong so far, a sentence each."""
        found = dict(self._warnings)
        for sound in self._sounds.values():
            found.update(dict.fromkeys(sound.warnings if sound else ()))
        if self._cache.warning:
            found[self._cache.warning] = None
        return tuple(found)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Give those of the warnings that tell of media that cannot be opened at all."""
        return tuple(self._unreadable)

    @property
    def end_sample(self) -> int:
        """Give the first sample after which nothing sounds any more."""
        return int(self._ends.max(initial=0))

    def read(self, start_sample: int, count: int) -> Samples:
        """Give `count` samples from `start_sample`, shape (2, count); the same whatever was read before.

        Raises AudioCacheError where decoded sound can be stored nowhere.
        """
        samples = np.zeros((2, max(count, 0)), np.float32)
        position, end = max(start_sample, 0), start_sample + count
        while position < end:
            index, offset = divmod(position, _BLOCK_SAMPLES)
            part = self._block(index)[:, offset : offset + end - position]
            samples[:, position - start_sample : position - start_sample + part.shape[1]] = part
            position += part.shape[1]
        return samples

    def close(self) -> None:
        """Close the open media."""
        for sound in self._recent.values():
            sound.close()
        self._recent.clear()
        self._blocks.clear()

    def _block(self, index: int) -> Samples:
        if index not in self._blocks:
            self._blocks[index] = self._mix(index * _BLOCK_SAMPLES)
            if len(self._blocks) > _KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(index)
        return self._blocks[index]

    def _mix(self, start: int) -> Samples:
        end = start + _BLOCK_SAMPLES
        total = np.zeros((2, _BLOCK_SAMPLES), np.float32)
        for number in np.flatnonzero((self._firsts < end) & (self._ends > start)):
            voice = self._voices[number]
            first, last = max(voice.first, start), min(voice.end, end)
            samples = self._sounding(voice, first, last - first)
            if samples is not None:
                ticks = np.arange(first, last, dtype=np.float64) * TICKS_PER_SAMPLE
                gain = np.asarray(clip_gain(voice.item, voice.windows, ticks)).astype(np.float32)
                total[:, first - start : last - start] += samples * gain
        return total

    def _sounding(self, voice: Voice, first: int, count: int) -> Samples | None:
        """Read a voice's medium; None where it has no sound."""
        asset_id = voice.item.asset_id
        self._on_open(asset_id)
        try:
            sound = self._sound(asset_id)
            if sound is None:
                return None
            samples = self._at_rate(sound, voice).read(first + voice.offset, count)
            if sound.is_empty and isinstance(voice.item, AudioItem):
                self._warnings[f"“{self._label(asset_id)}” has no sound in it: it stays silent."] = None
        except MediaError as error:
            if not isinstance(error, MediaUnknown):
                self._warnings[str(error)] = self._unreadable[str(error)] = None
            self._sounds[asset_id] = None
            return None
        finally:
            self._on_open(None)
        return samples

    def _at_rate(self, sound: DecodedSound, voice: Voice) -> Sound:
        rate = float(voice.item.playback_rate)
        return sound if rate == 1.0 else StretchedSound(sound, sound.key, rate, self._cache)

    def _sound(self, asset_id: str) -> DecodedSound | None:
        if asset_id not in self._sounds:
            self._sounds[asset_id] = self._open(asset_id)
        sound = self._sounds[asset_id]
        if sound is not None:
            self._recent[asset_id] = sound
            self._recent.move_to_end(asset_id)
            if len(self._recent) > _OPEN_SOUNDS:
                self._recent.popitem(last=False)[1].close()
        return sound

    def _open(self, asset_id: str) -> DecodedSound:
        source = self._sources.get(asset_id)
        if source is None:
            raise MediaUnknown(asset_id, MISSING)
        label = source.label
        if source.path is None:
            raise without_file(source, MISSING)
        if asset_id in self._quarantined:
            raise MediaQuarantined(label, "stopped the program twice and is left out")
        read_head(source.path, label)
        return DecodedSound(source.path, label, source_key(source.path), self._cache)

    def _label(self, asset_id: str) -> str:
        source = self._sources.get(asset_id)
        return source.label if source else asset_id


def _no_one(asset_id: str | None) -> None:
    """Tell nobody."""
