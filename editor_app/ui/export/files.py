"""Where an export goes unless someone says otherwise."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def file_stem(title: str, fallback: str) -> str:
    """Make a file's name of a title: nothing in it that a file system refuses."""
    stem = _FORBIDDEN.sub(" ", title).strip(" .")
    return " ".join(stem.split())[:100].strip() or fallback


def shown_path(path: Path, home: Path) -> str:
    """Write a path so that more of its end can be seen: `~` for the user's own folder."""
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def videos_folder() -> Path:
    """Give the user's folder of videos, or else one that is there."""
    places = QStandardPaths.StandardLocation
    for place in (places.MoviesLocation, places.DocumentsLocation, places.HomeLocation):
        path = Path(QStandardPaths.writableLocation(place) or "/nowhere")
        if path.is_dir():
            return path
    return Path.home()
