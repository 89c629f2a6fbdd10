"""Decode and stretch ahead of the mix, in a thread of its own, into the PCM cache."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from editor_app.render.audio.cache import PIECE_SAMPLES, AudioCacheError, PcmCache, source_key
from editor_app.render.audio.sound import DecodedSound
from editor_app.render.audio.stretched import StretchedSound
from editor_app.render.live_sound.live_mix import Piece
from editor_app.render.media.errors import MediaError
from editor_app.render.media.files import read_head
from editor_app.render.media.source import MediaSource

_OPEN_SOUNDS = 8


class Decoder:
    """Makes the pieces that are wanted, the first wanted first; calls `on_made` after each."""

    def __init__(
        self, cache: PcmCache, on_made: Callable[[], None], note: Callable[[str | None], None]
    ) -> None:
        self._cache, self._on_made, self._note = cache, on_made, note
        self._sources: Mapping[str, MediaSource] = {}
        self._quarantined: frozenset[str] = frozenset()
        self._sounds: OrderedDict[str, DecodedSound] = OrderedDict()
        self._made: set[tuple[MediaSource | None, float, int]] = set()
        self._wanted: tuple[Piece, ...] = ()
        self._wake = threading.Event()
        self._is_closed = False
        self._thread = threading.Thread(target=self._work, name="decode", daemon=True)
        self._thread.start()

    def set_sources(self, sources: Mapping[str, MediaSource], quarantined: frozenset[str]) -> None:
        """Take other media; what was made of those that stay is still there."""
        self._sources, self._quarantined = sources, quarantined
        self._wake.set()

    def has(self, piece: Piece) -> bool:
        """Tell whether a piece can be read at once; one of a medium that is not there can."""
        asset_id, rate, index = piece
        source = self._sources.get(asset_id)
        is_silent = source is None or source.path is None or asset_id in self._quarantined
        return is_silent or (source, rate, index) in self._made

    def want(self, pieces: Iterable[Piece]) -> None:
        """Make these next, instead of those wanted before."""
        self._wanted = tuple(pieces)
        self._wake.set()

    def close(self) -> None:
        """Stop after the piece in hand."""
        self._is_closed = True
        self._wake.set()

    def _work(self) -> None:
        while not self._is_closed:
            self._wake.wait()
            self._wake.clear()
            while not self._is_closed and (piece := self._next()) is not None:
                self._make(piece)
                self._on_made()

    def _next(self) -> Piece | None:
        return next((piece for piece in self._wanted if not self.has(piece)), None)

    def _make(self, piece: Piece) -> None:
        asset_id, rate, index = piece
        source = self._sources.get(asset_id)
        self._note(asset_id)
        try:
            if source is not None and source.path is not None:
                sound = self._sound(source)
                played = sound if rate == 1.0 else StretchedSound(sound, sound.key, rate, self._cache)
                played.read(index * PIECE_SAMPLES, 1)
        except (MediaError, AudioCacheError, OSError):
            # The mixer meets the same, leaves it out, and says why.
            pass
        finally:
            self._note(None)
        self._made.add((source, rate, index))

    def _sound(self, source: MediaSource) -> DecodedSound:
        assert source.path is not None
        key = source_key(source.path)
        if key not in self._sounds:
            read_head(source.path, source.label)
            self._sounds[key] = DecodedSound(source.path, source.label, key, self._cache)
            if len(self._sounds) > _OPEN_SOUNDS:
                self._sounds.popitem(last=False)[1].close()
        self._sounds.move_to_end(key)
        return self._sounds[key]
