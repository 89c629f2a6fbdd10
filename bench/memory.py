"""Render ten seconds and ten minutes of the three-layer scene: does memory stay flat?

    python bench/memory.py [--long SECONDS] [--media DIR]

The long render takes minutes on two cores. Needs /proc (Linux).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import measure
from peers import ours
from scene_media import make_media, repeat

SHORT_SECONDS = 10
ALLOWED_GROWTH = 1.10
ALLOWED_MB = 600


def main() -> None:
    """Measure and print; exit 1 where memory grows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--long", type=int, default=600, help="seconds of the long render (default 600)")
    parser.add_argument("--media", type=Path, help="keep the generated media and results here")
    options = parser.parse_args()
    if not Path("/proc/self/status").exists():
        sys.exit("Memory is read from /proc, which this system has not.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.media or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        sys.exit(compare(folder, options.long))


def compare(folder: Path, seconds: int) -> int:
    """Render both lengths and print the peaks; give 0 where they are alike and small."""
    background, clip = make_media(folder, SHORT_SECONDS)
    times = seconds // SHORT_SECONDS
    short = _peaks(background, clip, folder, SHORT_SECONDS)
    long = _peaks(repeat(background, times), repeat(clip, times), folder, times * SHORT_SECONDS)
    growth = max(long) / max(short)
    flat = growth <= ALLOWED_GROWTH
    small = max(long) < ALLOWED_MB
    print(f"largest process: {growth:.2f} × after {times} times the length; {_told(flat)}")
    print(f"largest process: {max(long):.0f} MB; below {ALLOWED_MB} {_told(small)}")
    return int(not (flat and small))


def _peaks(background: Path, clip: Path, folder: Path, seconds: int) -> list[float]:
    command = ours.command(background, clip, folder / "memory.mp4", seconds, "veryfast", 23)
    run = measure.run(command)
    peaks = sorted(run.peaks.values(), reverse=True)
    print(f"{seconds:4} s in {run.wall:.0f} s: peaks of {', '.join(f'{peak:.0f}' for peak in peaks)} MB")
    return peaks


def _told(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    main()
