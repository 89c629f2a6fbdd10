"""The picture of twenty files that are at a service, as the test of them sees it at its end.

python -m tests.e2e.cloud_picture FOLDER
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.e2e.apart import environment_of
from tests.e2e.cloud_stage import SIZE, Stage, Window, stage

TITLE = "A day at the bay"
LOOKS = ("dark", "light")
_QUALITY = "90"


def make_files(folder: Path) -> Path:
    """Write the twenty files into a folder of this one, in a process of its own."""
    files = folder / "files"
    command = [sys.executable, "-m", "tests.e2e.cloud_footage", str(files)]
    subprocess.run(command, env=environment_of(folder), check=True)
    return files


def drop_twenty(story: Stage, files: Path) -> tuple[Window, dict[str, Any]]:
    """Begin a project, keep it at the service, drop the files, and wait; give the window and what it says."""
    (window,) = story.windows("one")
    window.do("begin_project")
    begun = window.do("begin_sync")
    dropped = window.do("drop_folder", folder=str(files), count=20)
    allowed = window.do("allow_uploads")
    window.do("name_project", title=TITLE)
    window.do("add_title", text=TITLE)
    done = window.do("wait_uploaded")
    assert done["project_id"] == begun["project_id"]
    return window, {**dropped, **allowed, **done}


def main() -> None:
    """Take the pictures."""
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as kept, stage(Path(kept)) as story:
        window, _ = drop_twenty(story, make_files(Path(kept)))
        for look in LOOKS:
            shot = Path(kept) / f"{look}.png"
            window.do("wear", look=look)
            window.do("shot", path=str(shot))
            picture = target / f"uploads-{look}-{SIZE[0]}.webp"
            subprocess.run(["convert", str(shot), "-quality", _QUALITY, str(picture)], check=True)
        window.close()


if __name__ == "__main__":
    main()
