"""Former contents of project files: kept at each save, listed, and opened again as copies."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from editor_app.store.project import Project, read_project

MOST = 10
"""So many are kept of each project."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What the file `project` held, saved at a local time, kept in the file `path`."""

    project: Path
    path: Path
    saved_at: datetime


def back_up(path: Path, folder: Path) -> None:
    """Keep what `path` holds in `folder`, and no more than MOST; raise OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    # With its time: that is when this content was saved.
    shutil.copy2(path, folder / f"{stamp}{path.suffix}")
    for old in sorted(folder.iterdir())[:-MOST]:
        old.unlink()


def backups_of(project: Path, folder: Path) -> tuple[Backup, ...]:
    """List what `folder` keeps of a project file, the latest first; nothing where it cannot be read."""
    found: list[Backup] = []
    with contextlib.suppress(OSError):
        for path in sorted(folder.iterdir(), reverse=True):
            saved = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
            found.append(Backup(project, path, saved))
    return tuple(found)


def load_backup(backup: Backup) -> Project:
    """Read a backup as if it lay in the place of its project; raise ProjectError, OSError."""
    return read_project(backup.project, backup.path.read_bytes())
