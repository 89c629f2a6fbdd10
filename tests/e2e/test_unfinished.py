"""A window is killed; the next one has everything on its start page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-m", "tests.e2e.unfinished"]
KEPT = ("state", "markers", "undo", "redo", "steps")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give both windows one home, and no screen."""
    names = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    places = {name: str(tmp_path / name.lower()) for name in names}
    return {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}


def work_and_die(environment: dict[str, str], errors: Path) -> dict[str, Any]:
    """Kill a window over its work, and give what it held."""
    with (
        errors.open("w") as stderr,
        subprocess.Popen(
            [*COMMAND, "begin"], env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True
        ) as child,
    ):
        assert child.stdout is not None
        said = child.stdout.readline()
        child.kill()
    assert said, errors.read_text()[-4000:]
    return json.loads(said)


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that nobody has buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_start_page_offers_what_a_killed_window_held(tmp_path: Path, environment: dict[str, str]) -> None:
    held = work_and_die(environment, tmp_path / "errors.txt")
    mine = tmp_path / "mine.editorproj"
    done = subprocess.run(
        [*COMMAND, "go-on", str(mine)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    found, again = map(json.loads, done.stdout.splitlines())
    for seen in (found, again):
        assert {name: seen[name] for name in KEPT} == {name: held[name] for name in KEPT}
    assert held["steps"] == [3, 4]
    assert found["offered"][0] == "Untitled 1"
    assert "not saved" in found["offered"][1]
    assert "Untitled 1" in found["title"]
    assert "3 steps that were not saved are back" in found["said"]
    assert json.loads(mine.read_bytes())["editorState"] == json.loads(held["state"])
    assert held["helpers"]
    if Path("/proc/self/stat").exists():
        until = time.monotonic() + 30
        while alive := [pid for pid in held["helpers"] if is_alive(pid)]:
            assert time.monotonic() < until, f"left running: {alive}"
            time.sleep(0.05)
