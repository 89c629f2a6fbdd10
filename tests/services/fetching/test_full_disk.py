"""Media come to a disk that is full, for real: what fits comes, and all of it once there is room."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.fetching.full_disk import LARGE, SMALL

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _mounting() -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("mounting a disk for a test needs Linux and root")


@pytest.mark.parametrize("disk_is", ["telling", "silent"])
def test_what_fits_comes_and_all_of_it_once_there_is_room(tmp_path: Path, disk_is: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    script = 'mount -t tmpfs -o size=8m tmpfs "$1" && shift && exec "$@"'
    program = [sys.executable, "-W", "error", "-m", "tests.services.fetching.full_disk"]
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", disk, *program, disk, tmp_path, disk_is],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "GeneratorExit" not in done.stderr
    says = (
        "be kept on this computer: its disk has no room for it. Make room there, or clear what was fetched "
        "in Settings ▸ Storage, then try again."
    )
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "full": [[f"“large{n:02}.png”", says] for n in range(LARGE)],
        "came": [f"small{n}" for n in range(SMALL)],
        "failures": [],
    }
