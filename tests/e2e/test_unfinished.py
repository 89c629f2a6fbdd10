"""A window is killed; the next one has everything on its start page."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.e2e.apart import command_of, environment_of, play

KEPT = ("state", "markers", "undo", "redo", "steps")


def work_and_die(home: Path, errors: Path) -> dict[str, Any]:
    """Kill a window over its work, and give what it held."""
    with (
        errors.open("w") as stderr,
        subprocess.Popen(
            command_of("unfinished", "begin"),
            env=environment_of(home),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
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


def test_the_start_page_offers_what_a_killed_window_held(tmp_path: Path) -> None:
    held = work_and_die(tmp_path, tmp_path / "errors.txt")
    mine = tmp_path / "mine.editorproj"
    found, again = map(json.loads, play("unfinished", "go-on", mine, home=tmp_path))
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
