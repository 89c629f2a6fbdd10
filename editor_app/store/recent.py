"""The projects that were opened, the latest first."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from editor_app.store.whole_file import whole_file

MOST = 30


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


def read_recent(file: Path) -> tuple[RecentProject, ...]:
    """Give the list; one that is missing or damaged is empty."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return ()
    entries = cast("list[Any]", value) if isinstance(value, list) else []
    found = (_read(cast("dict[str, Any]", entry)) for entry in entries if isinstance(entry, dict))
    return tuple(entry for entry in found if entry)[:MOST]


def remember(file: Path, project: Path, title: str) -> None:
    """Put a project first; raise OSError."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    _write(file, (RecentProject(str(project), title, now), *_others(file, project)))


def forget(file: Path, project: Path) -> None:
    """Take a project off the list; raise OSError."""
    if any(entry.path == str(project) for entry in read_recent(file)):
        _write(file, _others(file, project))


def _others(file: Path, project: Path) -> tuple[RecentProject, ...]:
    return tuple(entry for entry in read_recent(file) if entry.path != str(project))


def _write(file: Path, entries: tuple[RecentProject, ...]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as temporary:
        temporary.write_text(json.dumps([asdict(entry) for entry in entries[:MOST]], indent=1), "utf-8")


def _read(entry: dict[str, Any]) -> RecentProject | None:
    texts = [entry.get(name) for name in ("path", "title", "opened_at")]
    path, title, opened_at = (text if isinstance(text, str) else "" for text in texts)
    return RecentProject(path, title, opened_at) if path and "\0" not in path else None
