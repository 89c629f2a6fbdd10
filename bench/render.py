"""Render the three-layer scene beside ffmpeg and melt in one run: ratios, processor time, memory, likeness.

    python bench/render.py [--pairs 3] [--seconds 10] [--media DIR]

Every peer renders the same generated media with the same x264 preset and quality, in turn (A B C A B C …),
so that a busy machine troubles all alike. Wall clock includes each program's start.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import av
import measure
import numpy as np
import scene
from numpy.typing import NDArray
from peers import melt, ours
from peers.ffmpeg import Ffmpeg
from scene_media import make_media

PRESET, CRF = "veryfast", 23
# ffmpeg444 blends with whole chroma, as ours does; the target is the faster one.
TARGETS = {"ffmpeg": 1.0, "ffmpeg444": 1.0, "melt": 1.9}


class Peer(Protocol):
    """A module that renders the scene."""

    @property
    def NAME(self) -> str:
        """Give the name."""
        ...

    def version(self) -> str | None:
        """Give the version, None where the program is absent."""
        ...

    def command(
        self, background: Path, clip: Path, output: Path, seconds: int, preset: str, crf: int
    ) -> list[str]:
        """Give the command that renders the scene."""
        ...


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--seconds", type=int, default=10, help="length of the scene (default 10)")
    parser.add_argument("--media", type=Path, help="keep the generated media and results here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.media or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        compare(folder, options.pairs, options.seconds)


def compare(folder: Path, pairs: int, seconds: int) -> None:
    """Render with every peer `pairs` times in turn, then print the table."""
    background, clip = make_media(folder, seconds)
    everyone: list[Peer] = [ours, Ffmpeg("ffmpeg", "420"), Ffmpeg("ffmpeg444", "444"), melt]
    present = [peer for peer in everyone if peer.version() is not None]
    for peer in everyone:
        print(f"{peer.NAME:10} {peer.version() or 'absent, skipped (melt also needs xvfb-run)'}")
    print(f"Python {platform.python_version()}, PyAV {av.__version__}, {os.cpu_count()} cores, {_load()}")
    print(f"{seconds * scene.FPS} frames 1920 × 1080 at {scene.FPS} fps, x264 {PRESET} crf {CRF}")
    for path in (background, clip):
        print(f"  source {path.name}: {_kilobits(path, seconds)} kbit/s")
    runs: dict[str, list[measure.Run]] = {peer.NAME: [] for peer in present}
    outputs = {peer.NAME: folder / f"{peer.NAME}.mp4" for peer in present}
    for _ in range(pairs):
        for peer in present:
            command = peer.command(background, clip, outputs[peer.NAME], seconds, PRESET, CRF)
            runs[peer.NAME].append(measure.run(command))
    _print_table(runs, outputs, seconds)
    _print_stages(runs["ours"])
    _print_likeness(outputs, seconds)
    sys.exit(_verdict(runs))


def _print_table(runs: dict[str, list[measure.Run]], outputs: dict[str, Path], seconds: int) -> None:
    print(f"\n{'':10} {'wall s':>22} {'fps':>6} {'CPU s':>6} {'peak MB a process':>18} {'kbit/s':>7}")
    for name, results in runs.items():
        wall = statistics.median(result.wall for result in results)
        walls = " ".join(f"{result.wall:.2f}" for result in results)
        cpu = statistics.median(result.cpu for result in results)
        peak = max(result.peak for result in results)
        rate = _kilobits(outputs[name], seconds)
        print(f"{name:10} {walls:>22} {seconds * scene.FPS / wall:6.1f} {cpu:6.1f} {peak:18.0f} {rate:7}")


def _print_stages(results: list[measure.Run]) -> None:
    report = json.loads(results[-1].output)
    frames, stages = report["frames"], report["stages"]
    told = ", ".join(f"{name} {1000 * seconds / frames:.1f}" for name, seconds in stages.items())
    print(f"\nours, last run, ms a frame in a worker: {told} ({report['workers']} workers)")


def _print_likeness(outputs: dict[str, Path], seconds: int) -> None:
    """Compare some frames with ours; others blend in other colour models and set titles otherwise."""
    wanted = [seconds * scene.FPS * part // 8 for part in range(1, 8)]
    reference = list(_luma(outputs["ours"], wanted))
    for name, path in outputs.items():
        if name != "ours":
            likeness = [_psnr(a, b) for a, b in zip(reference, _luma(path, wanted), strict=True)]
            print(f"luma of {name} against ours: PSNR {min(likeness):.1f}–{max(likeness):.1f} dB")


def _verdict(runs: dict[str, list[measure.Run]]) -> int:
    """Print the ratios; give 0 where all targets are met."""
    missed = 0
    print()
    for name, target in TARGETS.items():
        if name not in runs:
            print(f"{name}: absent, no ratio")
            continue
        pairs = [theirs.wall / own.wall for own, theirs in zip(runs["ours"], runs[name], strict=True)]
        work = statistics.median(
            theirs.cpu / own.cpu for own, theirs in zip(runs["ours"], runs[name], strict=True)
        )
        ratio = statistics.median(pairs)
        missed += ratio < target
        told = " ".join(f"{pair:.2f}" for pair in pairs)
        verdict = "met" if ratio >= target else "MISSED"
        print(
            f"ours is {ratio:.2f} × as fast as {name} ({told}; CPU {work:.2f} ×); target {target}: {verdict}"
        )
    peak = max(result.peak for result in runs["ours"])
    print(f"ours peaks at {peak:.0f} MB a process; target 600: {'met' if peak < 600 else 'MISSED'}")
    return int(missed > 0 or peak >= 600)


def _luma(path: Path, wanted: list[int]) -> Iterator[NDArray[np.uint8]]:
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number in wanted:
                yield np.asarray(frame.to_ndarray()[: frame.height], np.uint8)


def _psnr(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    error = float(np.mean((a.astype(float) - b.astype(float)) ** 2))
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)


def _kilobits(path: Path, seconds: int) -> int:
    return round(path.stat().st_size * 8 / seconds / 1000)


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f} at the start"


if __name__ == "__main__":
    main()
