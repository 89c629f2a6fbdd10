"""Ctrl-C and the termination signal: the exit code, and no file left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import COMMAND


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_render_leaves_no_file(number: signal.Signals, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    out.write_bytes(b"the film of yesterday")
    process = subprocess.Popen(
        [*COMMAND, "render", str(demo), "-o", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    with process:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if "frames" in line:
                break
        process.send_signal(number)
        _, rest = process.communicate(timeout=60)
    said += rest
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "interrupted" in said
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        ("film.mp4", b"the film of yesterday")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are POSIX")
def test_ctrl_c_reaches_the_whole_group_and_still_leaves_no_traceback(demo: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "render", str(demo), "-o", str(tmp_path / "film.mp4")],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    with process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if "frames" in line)
        # A terminal sends the signal to every process of the group, the workers included.
        os.killpg(process.pid, signal.SIGINT)
        said += process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
