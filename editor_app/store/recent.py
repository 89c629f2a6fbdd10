"""The projects that were opened, the latest first."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from editor_app.store.folders import Folders
from editor_app.store.whole_file import whole_file

MOST = 30
_turn = threading.Lock()
"""Several threads write: of two changes at once, neither may be lost."""


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project that was opened; `opened_at` is an ISO time in UTC."""

    path: str
    title: str
    opened_at: str

    @property
    def exists(self) -> bool:
        """Tell whether the file is there now."""
        return Path(self.path).is_file()


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken off the list, and the list as it was before."""

    before: tuple[RecentProject, ...]
    taken: tuple[RecentProject, ...]


def read_recent(file: Path) -> tuple[RecentProject, ...]:
    """Give the list; one that is missing or damaged is empty."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return ()
    entries = cast("list[Any]", value) if isinstance(value, list) else []
    found = (_read(cast("dict[str, Any]", entry)) for entry in entries if isinstance(entry, dict))
    return tuple(entry for entry in found if entry)[:MOST]


def name_of(project: Path, folders: Folders) -> str:
    """Give what people call a project: an untitled one's file has a name of its own making."""
    if not folders.is_untitled(project):
        return project.stem
    path = str(project.resolve())
    titles = (entry.title for entry in read_recent(folders.recent) if entry.path == path and entry.title)
    return next(titles, project.stem)


def remember(file: Path, project: Path, title: str) -> None:
    """Put a project first; raise OSError."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with _turn:
        others = (entry for entry in read_recent(file) if entry.path != str(project))
        _write(file, (RecentProject(str(project), title, now), *others))


def forget(file: Path, project: Path) -> None:
    """Take a project off the list; raise OSError."""
    take_off(file, lambda entry: entry.path == str(project))


def take_off(file: Path, is_unwanted: Callable[[RecentProject], bool]) -> Removal:
    """Take projects off the list, and give what `put_back` needs; raise OSError."""
    with _turn:
        before = read_recent(file)
        taken = tuple(entry for entry in before if is_unwanted(entry))
        if taken:
            _write(file, tuple(entry for entry in before if entry not in taken))
    return Removal(before, taken)


def put_back(file: Path, removal: Removal) -> None:
    """Take a removal back; raise OSError."""
    with _turn:
        _write(file, with_put_back(read_recent(file), removal))


def with_put_back(now: Sequence[RecentProject], removal: Removal) -> tuple[RecentProject, ...]:
    """Give a list with what was taken off at its old places; what was opened since stays before it."""
    since = tuple(entry for entry in now if entry not in removal.before)
    newer = {entry.path for entry in since}
    kept = {*now, *removal.taken}
    return (*since, *(entry for entry in removal.before if entry in kept and entry.path not in newer))


def _write(file: Path, entries: tuple[RecentProject, ...]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as temporary:
        temporary.write_text(json.dumps([asdict(entry) for entry in entries[:MOST]], indent=1), "utf-8")


def _read(entry: dict[str, Any]) -> RecentProject | None:
    texts = [entry.get(name) for name in ("path", "title", "opened_at")]
    path, title, opened_at = (text if isinstance(text, str) else "" for text in texts)
    return RecentProject(path, title, opened_at) if path and "\0" not in path else None
