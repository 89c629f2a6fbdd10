"""The sound device, or a silent one that keeps the same time where there is none."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Generator, Iterator

import miniaudio
import numpy as np

from editor_app.product import NAME
from editor_app.render.live_sound.messages import Backend
from editor_app.render.live_sound.speaker import Speaker
from editor_app.timebase import SAMPLE_RATE

_PERIOD_MS = 20
_PERIODS = 3
_RESTS_AFTER_S = 5.0
_STUCK_AFTER_S = 1.0


class Output:
    """Asks `speaker` for samples while anything is to be heard; looks for a device each time it begins to."""

    def __init__(self, speaker: Speaker, backend: Backend) -> None:
        self._speaker = speaker
        self._device: miniaudio.PlaybackDevice | None = None
        self._asked_s = self._busy_s = 0.0
        self._wants_device = backend == "auto"
        self._is_silent = False

    @property
    def lacks_device(self) -> bool:
        """Tell whether it is silent though it should not be."""
        return self._wants_device and self._is_silent

    def start(self) -> None:
        """Let sound out, if it is not."""
        self._busy_s = time.monotonic()
        if self._device is not None:
            return
        device = self._open(silent=False) if self._wants_device else None
        self._is_silent = device is None
        self._device = device or self._open(silent=True)

    def tend(self) -> None:
        """Rest after a while of silence; take the silent device where the other one asks for nothing more."""
        now = time.monotonic()
        if not self._speaker.is_idle:
            self._busy_s = now
        if self._device is None:
            return
        if not self._speaker.is_idle and now - self._asked_s > _STUCK_AFTER_S:
            self.close()
            self._is_silent = True
            self._device = self._open(silent=True)
        elif now - self._busy_s > _RESTS_AFTER_S:
            self.close()

    def close(self) -> None:
        """Stop asking."""
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _open(self, *, silent: bool) -> miniaudio.PlaybackDevice | None:
        backends = [miniaudio.Backend.NULL] if silent else []
        device = None
        try:
            with _quiet():
                device = miniaudio.PlaybackDevice(
                    miniaudio.SampleFormat.FLOAT32,
                    2,
                    SAMPLE_RATE,
                    _PERIOD_MS,
                    callback_periods=_PERIODS,
                    backends=backends,
                    app_name=NAME,
                )
                if not silent and device.backend == "Null":
                    device.close()
                    return None
                # A silent device keeps nothing in store; another has two periods still to play.
                late = 0 if silent else (_PERIODS - 1) * _PERIOD_MS
                self._speaker.latency = late * SAMPLE_RATE // 1000
                self._asked_s = time.monotonic()
                device.start(self._samples())
        except miniaudio.MiniaudioError:
            if silent:
                raise
            return None
        return device

    def _samples(self) -> Generator[bytes, int, None]:
        samples = self._give()
        next(samples)
        return samples

    def _give(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            self._asked_s = time.monotonic()
            samples = self._speaker.render(count)
            count = yield np.ascontiguousarray(np.clip(samples, -1.0, 1.0).T).tobytes()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what system libraries print about missing devices from the terminal."""
    sys.stderr.flush()
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)
