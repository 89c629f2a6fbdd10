"""The real program, started as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "editor_app"]


def editor_app(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and assert its exit code."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the demo project, made once by the real command."""
    folder = tmp_path_factory.mktemp("demo") / "here"
    editor_app("demo", folder)
    return folder / "demo.editorproj"


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave neither a display nor a platform choice in the environment: the program needs none."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        if name in os.environ:
            monkeypatch.delenv(name)
