"""Media come to a disk that is full, for real: what fits comes, and all of it once there is room."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.services.fetching.full_disk import LARGE, SMALL

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _mounting() -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("mounting a disk for a test needs Linux and root")


def played(folder: Path, script: str, *more: str) -> Any:
    """Run a script of this folder on a disk of 8 MB; give what it tells."""
    disk = folder / "disk"
    disk.mkdir()
    mounting = 'mount -t tmpfs -o size=8m tmpfs "$1" && shift && exec "$@"'
    program = [sys.executable, "-W", "error", "-m", f"tests.services.fetching.{script}"]
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mounting, "sh", disk, *program, disk, folder, *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "GeneratorExit" not in done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("disk_is", ["telling", "silent"])
def test_what_fits_comes_and_all_of_it_once_there_is_room(tmp_path: Path, disk_is: str) -> None:
    told = played(tmp_path, "full_disk", disk_is)
    says = (
        "be kept on this computer: its disk has no room for it. Make room there, or clear what was fetched "
        "in Settings ▸ Storage, then try again."
    )
    assert told == {
        "full": [[f"“large{n:02}.png”", says] for n in range(LARGE)],
        "came": [f"small{n}" for n in range(SMALL)],
        "failures": [],
    }


def test_fetched_media_leave_room_and_can_be_cleared_where_the_database_cannot_be_read(
    tmp_path: Path,
) -> None:
    nothing = {"files": 0, "says": "", "hosts": []}
    says = "The open project uses all of it. Close the project, then clear."
    told = played(tmp_path, "low_disk")
    assert told.pop("open") == {"files": 4, "says": says, "hosts": []}
    assert told == {"leaves": True, "came": True, "closed": nothing, "gone": True, "hosts": ["example.com"]}
