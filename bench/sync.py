"""Export flashes and beeps for ten minutes at 0.5×, 1× and 2×: do they stay together to the end?

    python bench/sync.py [--seconds 600] [--media DIR]

A small clip flashes and beeps every ten seconds. It is played at each speed, exported as mp4, and read
back: when does each flash show, and when is its beep heard? Exit 1 where they are a frame apart or more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import scene
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from editor_app.render.export.run import export_video
from editor_app.render.export.settings import ExportSettings
from editor_app.render.media.source import MediaSource
from editor_app.state.dialects import read

WIDTH, HEIGHT = 320, 180
RATE = 48_000
SPEEDS = (0.5, 1.0, 2.0)
FIRST_S, EVERY_S, LASTS_S = 5, 10, Fraction(1, 5)
ALLOWED_S = 1 / scene.FPS


def main() -> None:
    """Measure at every speed; exit 1 where sound and picture part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=600, help="length of each export (default 600)")
    parser.add_argument("--media", type=Path, help="keep the generated clip and the results here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.media or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        clip = make_clip(folder, int(options.seconds * max(SPEEDS)))
        met = [measure(folder, clip, speed, options.seconds) for speed in SPEEDS]
        sys.exit(not all(met))


def make_clip(folder: Path, seconds: int) -> Path:
    """Write the clip of flashes and beeps, H.264 and AAC, unless it is there."""
    path = folder / f"flashes-{seconds}.mp4"
    if path.exists():
        return path
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w", format="mp4") as container:
        picture = container.add_stream("libx264", rate=scene.FPS, options={"preset": "veryfast"})
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound = container.add_stream("aac", rate=RATE, layout="mono")
        dark, bright = _flat(60), _flat(230)
        for second in range(seconds):
            for number in range(second * scene.FPS, (second + 1) * scene.FPS):
                frame = bright if _is_on(Fraction(number, scene.FPS)) else dark
                frame.pts, frame.time_base = number, Fraction(1, scene.FPS)
                container.mux(picture.encode(frame))
            block = AudioFrame.from_ndarray(_beep(second), format="fltp", layout="mono")
            block.sample_rate, block.pts, block.time_base = RATE, second * RATE, Fraction(1, RATE)
            container.mux(sound.encode(block))
        container.mux(picture.encode(None))
        container.mux(sound.encode(None))
    return part.rename(path)


def measure(folder: Path, clip: Path, speed: float, seconds: int) -> bool:
    """Export at one speed, print how far flashes and beeps are apart; tell whether within a frame."""
    state, problems = read(_document(speed, seconds))
    assert not problems, problems
    output = folder / f"sync-{speed:g}.mp4"
    source = MediaSource("clip", clip, "video", clip.name)
    begin = time.monotonic()
    export_video(state, {"clip": source}, ExportSettings(), output)
    flashes, beeps = flash_times(output), beep_times(output)
    wanted = np.arange(FIRST_S, seconds * speed - 1, EVERY_S) / speed
    if len(flashes) != len(wanted) or len(beeps) != len(wanted):
        print(f"{speed:g}×: {len(flashes)} flashes and {len(beeps)} beeps instead of {len(wanted)}: MISSED")
        return False
    apart = 1000 * (beeps - flashes)
    late = 1000 * (flashes - wanted)
    places = {"start": 0, "middle": len(apart) // 2, "end": len(apart) - 1}
    told = ", ".join(f"{name} {apart[at]:+.1f}" for name, at in places.items())
    met = bool(np.abs(apart).max() <= 1000 * ALLOWED_S and np.abs(late).max() <= 1000 * ALLOWED_S)
    print(
        f"{speed:g}×, {seconds} s in {time.monotonic() - begin:.0f} s: beep after flash in ms: {told}; "
        f"worst of {len(apart)} {np.abs(apart).max():.1f}; flash after its time {late.min():+.1f}"
        f" to {late.max():+.1f}; a frame is {1000 * ALLOWED_S:.1f}: {'met' if met else 'MISSED'}",
        flush=True,
    )
    return met


def flash_times(path: Path) -> NDArray[np.float64]:
    """Give when each flash begins, in seconds, by the frames' own time stamps."""
    times: list[float] = []
    was_bright = False
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            luma = np.frombuffer(memoryview(frame.planes[0]), np.uint8)  # pyright: ignore
            is_bright = bool(luma[:: 8 * 41].mean() > 150)
            if is_bright and not was_bright and frame.time is not None:
                times.append(frame.time)
            was_bright = is_bright
    return np.array(times)


def beep_times(path: Path) -> NDArray[np.float64]:
    """Give when each beep begins, in seconds, by the packets' own time stamps."""
    times: list[float] = []
    quiet_since = -1.0
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            loud = np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.1)
            if not len(loud) or frame.time is None:
                continue
            begin = frame.time + float(loud[0]) / RATE
            if begin - quiet_since > 1 or not times:
                times.append(begin)
            quiet_since = frame.time + float(loud[-1]) / RATE
    return np.array(times)


def _document(speed: float, seconds: int) -> dict[str, Any]:
    document = scene.document(seconds)
    clip = document["items"]["back"]
    for side, length in (("width", WIDTH), ("height", HEIGHT)):
        clip[side] = {"value": length, "keyframes": []}
    clip |= {"assetId": "clip", "playbackRate": speed}
    asset = document["assets"]["clip"] | {
        "durationInSeconds": seconds * speed,
        "hasAudioTrack": True,
        "width": WIDTH,
        "height": HEIGHT,
    }
    return document | {
        "compositionWidth": WIDTH,
        "compositionHeight": HEIGHT,
        "tracks": [{"id": "t", "items": ["back"], "hidden": False, "muted": False}],
        "items": {"back": clip},
        "assets": {"clip": asset},
    }


def _flat(level: int) -> VideoFrame:
    return VideoFrame.from_ndarray(np.full((HEIGHT, WIDTH, 3), level, np.uint8), format="rgb24").reformat(
        format="yuv420p"
    )


def _is_on(second: Fraction) -> bool:
    return (second - FIRST_S) % EVERY_S < LASTS_S


def _beep(second: int) -> NDArray[np.float32]:
    samples = np.zeros((1, RATE), np.float32)
    if _is_on(Fraction(second)):
        count = int(LASTS_S * RATE)
        samples[0, :count] = 0.5 * np.sin(np.arange(count) * (2 * np.pi * 1000 / RATE))
    return samples


if __name__ == "__main__":
    main()
