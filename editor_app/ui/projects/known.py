"""What the start page reads from the disk, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from editor_app.store.covers import read_cover
from editor_app.store.folders import Folders
from editor_app.store.recent import read_recent
from editor_app.ui.projects.texts import place_text, tr, unfinished_text, when


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project to go on with: its title, a line about it, where it is, its picture.

    `place` is empty for one that never got a name: what its file is called says nothing to its user.
    """

    path: Path
    title: str
    line: str
    place: str
    cover: QImage | None
    is_missing: bool = False
    is_unfinished: bool = False


def known_projects(folders: Folders, now: datetime) -> tuple[KnownProject, ...]:
    """Read what there is: work that a crash left first, then what was opened, the latest first."""
    # It knows documents, which the start page does not wait for.
    from editor_app.store.reopening import unfinished

    recent = recent_projects(folders, now)
    titles = {project.path: project.title for project in recent}
    left = [
        KnownProject(
            entry.path,
            titles.get(entry.path, entry.title),
            unfinished_text(entry.changes),
            _place(folders, entry.path),
            read_cover(folders, entry.path),
            is_unfinished=True,
        )
        for entry in unfinished(folders)
    ]
    seen = {project.path for project in left}
    return (*left, *(project for project in recent if project.path not in seen))


def recent_projects(folders: Folders, now: datetime) -> tuple[KnownProject, ...]:
    """Read what was opened, the latest first."""
    found: list[KnownProject] = []
    for entry in read_recent(folders.recent):
        path = Path(entry.path)
        is_missing = not entry.exists
        parts = [tr("the file is gone")] if is_missing else []
        if folders.is_untitled(path) and not is_missing:
            parts.append(tr("kept, not yet named"))
        parts.append(when(entry.opened_at, now))
        line = " · ".join(part for part in parts if part)
        place, cover = _place(folders, path), read_cover(folders, path)
        found.append(KnownProject(path, entry.title or path.stem, line, place, cover, is_missing))
    return tuple(found)


def matches(project: KnownProject, words: str) -> bool:
    """Tell whether all words are in its title or in where it is."""
    text = f"{project.title} {project.path if project.place else ''}".casefold()
    return all(word in text for word in words.casefold().split())


def _place(folders: Folders, path: Path) -> str:
    return "" if folders.is_untitled(path) else place_text(path, Path.home())
