"""Prove on an X display that a bundle's window opens on a project and shows a frame of it.

python packaging/check_window.py PROGRAM PROJECT STILL

STILL is a picture of the frame that the window shall show.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import cast

from PySide6.QtGui import QGuiApplication, QImage

PATIENCE_SECONDS = 90
# The canvas fills about an eighth of the screen, and thumbnails of the same colours a thirtieth.
LEAST_SHARE = 0.08
SAMPLE = (384, 216)


def colours(image: QImage) -> Counter[tuple[int, int, int]]:
    """Count the colours of a picture, coarsely, without the dark ones that the window itself has."""
    small = image.convertToFormat(QImage.Format.Format_RGB888).scaled(*SAMPLE)
    found: Counter[tuple[int, int, int]] = Counter()
    for y in range(small.height()):
        row = cast("memoryview", small.constScanLine(y)).tobytes()[: 3 * small.width()]
        found.update((row[x] >> 4, row[x + 1] >> 4, row[x + 2] >> 4) for x in range(0, len(row), 3))
    return Counter({colour: times for colour, times in found.items() if max(colour) > 4})


def share(screen: QImage, still: QImage) -> float:
    """Give how much of the screen has colours of the still."""
    wanted, seen = colours(still), colours(screen)
    return sum(seen[colour] for colour in wanted) / (SAMPLE[0] * SAMPLE[1])


def watch(program: Path, project: Path, still: QImage, home: str) -> None:
    """Open the window and wait for the frame; raise AssertionError where it does not come."""
    names = ("DISPLAY", "XAUTHORITY")
    display = {name: os.environ[name] for name in names if name in os.environ}
    bare = {"PATH": "/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb", **display}
    began, most = time.monotonic(), 0.0
    with subprocess.Popen([program, project], cwd=home, env=bare) as window:
        try:
            while most < LEAST_SHARE:
                assert window.poll() is None, f"the window has ended with {window.returncode}"
                waited = time.monotonic() - began
                assert waited < PATIENCE_SECONDS, f"only {most:.1%} of the screen shows the frame"
                time.sleep(0.25)
                most = max(most, share(QGuiApplication.primaryScreen().grabWindow(0).toImage(), still))
        finally:
            window.terminate()
    print(f"  the frame is seen after {time.monotonic() - began:.1f} s, on {most:.0%} of the screen")


def main(program: Path, project: Path, still: Path) -> None:
    """Watch the window with a home of its own; an empty screen must not pass."""
    application = QGuiApplication(["check-window"])
    picture = QImage(str(still))
    empty = share(QGuiApplication.primaryScreen().grabWindow(0).toImage(), picture)
    assert empty < LEAST_SHARE, "the screen shows those colours already"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        watch(program, project, picture, home)
    del application


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    main(*(Path(text).resolve() for text in sys.argv[1:]))
