"""Files that are to become media: walking folders, hashing, keeping what came from the clipboard."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

from editor_app.store.folders import Folders
from editor_app.store.whole_file import whole_file

_BLOCK = 1 << 20
_NOISE = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What systems leave in folders, and nobody means to import."""


def walk(paths: Iterable[Path], stop: Event) -> Iterator[Path]:
    """Give the files named and those below the folders named, each once; hidden ones only where named."""
    seen: set[str] = set()
    for path in paths:
        for found in _below(path, stop) if _is_folder(path) else (path,):
            if stop.is_set():
                return
            key = os.path.normcase(found.absolute())
            if key not in seen:
                seen.add(key)
                yield found


def _below(folder: Path, stop: Event) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        if stop.is_set():
            return
        folders[:] = sorted(name for name in folders if not _is_noise(name))
        for name in sorted(names):
            if not _is_noise(name):
                yield Path(parent, name)


def _is_noise(name: str) -> bool:
    return name.startswith(".") or name.lower() in _NOISE


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def sha256_of(path: Path, stop: Event | None = None) -> str:
    """Give the SHA-256 of a file in hex; raise OSError, also where `stop` is set meanwhile."""
    digest = hashlib.sha256()
    buffer = bytearray(_BLOCK)
    view = memoryview(buffer)
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(buffer):
            if stop is not None and stop.is_set():
                raise InterruptedError("stopped")
            digest.update(view[:count])
    return digest.hexdigest()


def kept_folder(project: Path | None, folders: Folders) -> Path:
    """Give the folder for media that have no file of their own: beside the project, if it has a name."""
    if project is None or folders.is_untitled(project):
        return folders.data / "media"
    return project.parent / f"{project.stem} media"


def keep(content: bytes, name: str, suffix: str, folder: Path) -> Path:
    """Write content to a file called by its kind and its content, unless it is there; raise OSError."""
    path = folder / f"{name} {hashlib.sha256(content).hexdigest()[:8]}{suffix}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as temporary:
            temporary.write_bytes(content)
    return path
