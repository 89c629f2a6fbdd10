"""Someone new, in a real window on a virtual display, by mouse and keys alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.apart import environment_of
from tests.e2e.conftest import editor_app

NEEDED = ("Xvfb", "xvfb-run", "xdotool", "import")
MISSING = [name for name in NEEDED if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"there is no {', '.join(MISSING)} to try a window with"
)

THREE_MINUTES = 180


def tour(folder: Path, name: str, *media: Path) -> dict[str, Any]:
    """Make a tour with a home of its own, and give what it found."""
    home = folder / "home"
    (home / "Videos").mkdir(parents=True)
    environment = {**environment_of(home), "HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    result = folder / "result.json"
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24"]
    command = [*screen, sys.executable, "-m", "tests.e2e.tours", name, str(result), *map(str, media)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    return json.loads(result.read_text(encoding="utf-8"))


def test_someone_new_exports_the_demo_and_the_command_line_makes_the_same_file(tmp_path: Path) -> None:
    found = tour(tmp_path, "demo")
    assert found["title"] == "Autumn Launch"
    assert found["seconds"] < THREE_MINUTES  # what someone new may need, not how fast a machine is
    project = json.loads(Path(found["project"]).read_text(encoding="utf-8"))
    assert project["editorState"]["items"]["headline"]["text"] == "Autumn Launch"
    again = tmp_path / "again.mp4"
    editor_app("render", found["project"], "-o", again)
    assert again.read_bytes() == Path(found["output"]).read_bytes()


def test_a_film_made_from_nothing_is_what_the_command_line_renders(tmp_path: Path, demo: Path) -> None:
    media = [demo.parent / "media" / name for name in ("sunrise.mp4", "evening.mp4", "music.m4a")]
    found = tour(tmp_path, "nothing", *media)
    assert found["clips"] >= 5
    editor_app("validate", found["project"])
    again = tmp_path / "again.mp4"
    editor_app("render", found["project"], "-o", again)
    assert again.read_bytes() == Path(found["output"]).read_bytes()
