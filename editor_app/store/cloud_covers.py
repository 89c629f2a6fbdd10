"""Small pictures of projects that a service keeps: one for each, as the project was when it was made."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from editor_app.store.folders import Folders
from editor_app.store.whole_file import whole_file

_MOST = 1000
"""So many pictures are kept, of some 15 kB each."""


def cloud_cover_file(folders: Folders, service: str, project_id: str, updated_at: str) -> Path:
    """Give where the picture of a project in one state is kept."""
    return _folder(folders) / f"{_stem(service, project_id)}-{_digest(updated_at)[:12]}.jpg"


def read_cloud_cover(file: Path) -> bytes | None:
    """Give a picture, None where there is none; an empty one is of a project that has nothing to see."""
    try:
        content = file.read_bytes()
        file.touch()  # the ones that were not seen for longest go first
    except OSError:
        return None
    return content


def write_cloud_cover(file: Path, content: bytes) -> None:
    """Keep a picture in the place of the project's former one; raise OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as temporary:
        temporary.write_bytes(content)
    former = [path for path in file.parent.glob(f"{file.stem.partition('-')[0]}-*.jpg") if path != file]
    kept = sorted(file.parent.glob("*.jpg"), key=_last_seen)
    for path in (*former, *kept[: max(0, len(kept) - _MOST)]):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _folder(folders: Folders) -> Path:
    return folders.data / "covers" / "cloud"


def _stem(service: str, project_id: str) -> str:
    return _digest(f"{service}\n{project_id}")[:32]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _last_seen(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # gone meanwhile
        return 0.0
