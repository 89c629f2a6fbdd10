"""What the start page reads from the disk, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from editor_app.store.covers import read_cover
from editor_app.store.folders import Folders
from editor_app.store.recent import read_recent
from editor_app.ui.projects.places import place_text
from editor_app.ui.projects.texts import tr, unfinished_short, unfinished_text, when


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project to go on with: its title, a line about it, where it is, its picture.

    `short_line` stands for the line where that has too little room, if there is one.
    Where one is that never got a name says nothing to its user: it `is_untitled`, and `place` tells so.
    """

    path: Path
    title: str
    line: str
    place: str
    cover: QImage | None
    is_missing: bool = False
    is_unfinished: bool = False
    is_untitled: bool = False
    short_line: str = ""


def known_projects(folders: Folders, now: datetime) -> tuple[KnownProject, ...]:
    """Read what there is: work that a crash left first, then what was opened, the latest first."""
    # It knows documents, which the start page does not wait for.
    from editor_app.store.reopening import unfinished

    recent = recent_projects(folders, now)
    titles = {project.path: project.title for project in recent}
    left = [
        replace(
            _known(
                folders,
                entry.path,
                entry.new_title or titles.get(entry.path, entry.title),
                unfinished_text(entry.steps, entry.waiting),
            ),
            is_unfinished=True,
            short_line=unfinished_short(entry.steps, entry.waiting),
        )
        for entry in unfinished(folders)
    ]
    seen = {project.path for project in left}
    return (*left, *(project for project in recent if project.path not in seen))


def recent_projects(folders: Folders, now: datetime) -> tuple[KnownProject, ...]:
    """Read what was opened, the latest first."""
    found: list[KnownProject] = []
    for entry in read_recent(folders.recent):
        path, is_missing = Path(entry.path), not entry.exists
        parts = (tr("the file is gone") if is_missing else "", when(entry.opened_at, now))
        line = " · ".join(part for part in parts if part)
        known = _known(folders, path, entry.title or path.stem, line)
        found.append(replace(known, is_missing=True, cover=None) if is_missing else known)
    return tuple(found)


def matches(project: KnownProject, words: str) -> bool:
    """Tell whether all words are in its title or in where it is."""
    text = f"{project.title} {'' if project.is_untitled else project.path}".casefold()
    return all(word in text for word in words.casefold().split())


def _known(folders: Folders, path: Path, title: str, line: str) -> KnownProject:
    is_untitled = folders.is_untitled(path)
    place = tr("kept, not yet named") if is_untitled else place_text(path, Path.home())
    return KnownProject(path, title, line, place, read_cover(folders, path), is_untitled=is_untitled)
