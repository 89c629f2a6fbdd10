"""How long the outline of a long sound takes: an 80-minute WAV, stereo, 16 bits at 48 kHz.

The budget is 5 s. The file (920 MB) is made in a temporary folder, and read once before so that the disk is
not what is measured.

Run: python bench/waveform.py [MINUTES]
"""

from __future__ import annotations

import sys
import tempfile
import time
import wave
from pathlib import Path

import numpy as np

from editor_app.render.audio.peaks import keep_outline, load_outline

RATE = 48_000
BUDGET_SECONDS = 5.0


def main() -> None:
    """Make the file, time its outline, and what a look at the outline takes."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 80.0
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "long.wav"
        make_sound(sound, minutes)
        begin, worked = time.perf_counter(), time.process_time()
        kept = keep_outline(sound, "long.wav", Path(folder) / "outlines")
        wall, cpu = time.perf_counter() - begin, time.process_time() - worked
        print(
            f"outline of {minutes:g} minutes: clock {wall:.2f} s, processor {cpu:.2f} s, "
            f"{wall / BUDGET_SECONDS:.2f} of {BUDGET_SECONDS:g} s, kept in {kept.stat().st_size / 1e6:.1f} MB"
        )
        begin = time.perf_counter()
        outline = load_outline(kept)
        assert outline is not None
        for share in range(100):
            samples = minutes * 60 * RATE
            outline.columns(samples * share / 100, samples / 100 / 1920, 1920)
        print(f"100 looks of 1920 columns at it: {(time.perf_counter() - begin) * 1000:.1f} ms")


def make_sound(target: Path, minutes: float) -> None:
    """Write a sound that swells and fades, a minute at a time."""
    times = np.arange(60 * RATE) / RATE
    tone = np.sin(times * 2 * np.pi * 220) * np.abs(np.sin(times * 0.7)) * 20_000
    samples = np.stack([tone, tone * 0.5], axis=1).astype("<i2").tobytes()
    with wave.open(str(target), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        whole, rest = divmod(minutes, 1)
        for _ in range(int(whole)):
            file.writeframesraw(samples)
        file.writeframesraw(samples[: int(rest * 60) * RATE * 4])


if __name__ == "__main__":
    main()
