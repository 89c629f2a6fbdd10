"""A scene with the whole window, in a process of its own, without a screen, and with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOMES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


def environment_of(home: Path, platform: str = "offscreen") -> dict[str, str]:
    """Give the environment of a program without a screen that keeps everything below `home`."""
    places = {name: str(home / name.lower()) for name in HOMES}
    return {**os.environ, **places, "QT_QPA_PLATFORM": platform}


def command_of(scene: str, *words: object) -> list[str]:
    """Give the command for a module of this folder."""
    return [sys.executable, "-m", f"tests.e2e.{scene}", *map(str, words)]


def play(scene: str, *words: object, home: Path, platform: str = "offscreen") -> list[str]:
    """Run a scene to its end, without a fault; give the lines that it printed."""
    done = subprocess.run(
        command_of(scene, *words),
        env=environment_of(home, platform),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    return done.stdout.splitlines()
