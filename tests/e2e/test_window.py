"""The whole window, in a process of its own and without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_visit_from_the_start_page_to_leaving(tmp_path: Path) -> None:
    places = {
        name: str(tmp_path / name.lower())
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    }
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.visits", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
