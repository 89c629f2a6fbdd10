"""Where the shell gives a command a bad place to stand in, or an output that takes nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.documents import solid, state

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="an output that is always full is Linux's")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_result_that_cannot_be_printed_is_told(more: tuple[str, ...], write: Callable[..., Path]) -> None:
    path = write("p.json", state(solid(seconds=0.2)))
    with FULL.open("w") as full:
        command = [sys.executable, "-m", "editor_app", "validate", str(path), *more]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 4
    assert ended.stderr == "editor-app: The result cannot be printed: No space left on device.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can delete the folder one is in there")
def test_a_folder_that_was_deleted_is_no_place_for_a_command(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = (
        'rmdir "$PWD" && exec "$0" -c "from editor_app.cli.main import run; exit(run([\'info\', \'a.mp4\']))"'
    )
    ended = subprocess.run(
        ["sh", "-c", script, sys.executable], cwd=gone, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2, ended.stderr
    assert "current folder is not there" in ended.stderr
