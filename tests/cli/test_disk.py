"""A disk that is full or read-only, for real: a small one of its own for each test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.documents import solid, state


def on_a_disk(options: str, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the program where `folder` is a disk mounted with `options`, seen by that process alone."""
    folder.mkdir(exist_ok=True)
    script = 'mount -t tmpfs -o "$1" tmpfs "$2" && shift 2 && "$@"'
    command = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        script,
        "sh",
        options,
        str(folder),
        sys.executable,
        "-m",
        "editor_app",
    ]
    return subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture(autouse=True)
def _mounting(tmp_path: Path) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("mounting a disk for a test needs Linux and root")


@pytest.mark.parametrize("options", ["size=16k", "ro"])
@pytest.mark.parametrize("command", ["render", "frame", "demo"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(
    command: str, options: str, write: Callable[..., Path], tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    stripes = [
        solid(f"s{n}", color=f"#{n * 7919 % 0xFFFFFF:06x}", start=n / 30, seconds=1 / 30) for n in range(60)
    ]
    path = write("p.json", state(*stripes, compositionWidth=1280, compositionHeight=720))
    arguments = {
        "render": ("render", path, "-o", disk / "out.mkv"),
        "frame": ("frame", path, "--at", "0", "-o", disk / "out.png", "--scale", "4"),
        "demo": ("demo", disk / "demo"),
    }[command]
    ended = on_a_disk(options, disk, *arguments)
    assert ended.returncode == 4, ended.stderr
    assert "Traceback" not in ended.stderr
    assert str(disk) in ended.stderr
    reasons = {
        "ro": ("Read-only file system",),
        "size=16k": ("No space left", "the disk is full", "is free on its disk. Make room"),
    }
    assert any(reason in ended.stderr for reason in reasons[options]), ended.stderr
    lines = [line for line in ended.stderr.splitlines() if not line.startswith("making ")]
    assert len(lines) == 1, ended.stderr
