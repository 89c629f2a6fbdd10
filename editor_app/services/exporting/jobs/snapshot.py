"""The document as it was when an export was asked for, and where its media were; blocks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from editor_app.render.media.source import MediaSource
from editor_app.state import EditorState, read
from editor_app.state.dialects import to_bytes
from editor_app.state.reading import parse_json
from editor_app.store.export_jobs import ExportJobStore
from editor_app.store.project import MediaPlace

DOCUMENT, MEDIA = "document.json", "media.json"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an export is made of; `places` is where the project says its media are, there or not."""

    state: EditorState
    sources: Mapping[str, MediaSource] = field(default_factory=dict[str, MediaSource])
    places: Mapping[str, MediaPlace] = field(default_factory=dict[str, MediaPlace])

    @property
    def expected(self) -> tuple[Path, ...]:
        """Give the places that a film must not take."""
        return tuple(place.path for place in self.places.values())


def as_now(sources: Mapping[str, MediaSource]) -> Mapping[str, MediaSource]:
    """Give the sources for a film that waits for none of them: what is still being fetched is missing."""
    return {key: replace(one, is_coming=False) if one.is_coming else one for key, one in sources.items()}


def mark_of_content(snapshot: Snapshot) -> str:
    """Name what a film is made of: another document, or another file of a medium, has another mark."""
    return _mark(to_bytes(snapshot.state), snapshot.sources)


def _mark(document: bytes, sources: Mapping[str, MediaSource]) -> str:
    mark = hashlib.blake2b(document, digest_size=16)
    for key, source in sorted(sources.items()):
        mark.update(f"\0{key}\0{source.path}\0{_file_mark(source.path)}".encode("utf-8", "surrogateescape"))
    return mark.hexdigest()


def _file_mark(path: Path | None) -> str:
    try:
        found = path.stat() if path is not None else None
    except OSError:
        found = None
    return f"{found.st_size}-{found.st_mtime_ns}" if found is not None else ""


def write_snapshot(store: ExportJobStore, job_id: str, snapshot: Snapshot) -> str:
    """Keep a snapshot for a job; give its mark. Raise OSError."""
    document = to_bytes(snapshot.state)
    media = {
        "sources": [_plain(asdict(source)) for source in snapshot.sources.values()],
        "places": {key: _plain(asdict(place)) for key, place in snapshot.places.items()},
    }
    store.write(job_id, MEDIA, json.dumps(media, ensure_ascii=False).encode("utf-8", "surrogateescape"))
    store.write(job_id, DOCUMENT, document)
    return _mark(document, snapshot.sources)


def read_document(folder: Path) -> bytes:
    """Give the bytes of the document; raise OSError."""
    return (folder / DOCUMENT).read_bytes()


def read_media(folder: Path) -> tuple[Mapping[str, MediaSource], Mapping[str, MediaPlace]]:
    """Give the media and their places; raise OSError, ValueError."""
    value: Any = json.loads((folder / MEDIA).read_bytes().decode("utf-8", "surrogateescape"))
    sources = (MediaSource(**_with_path(one)) for one in value["sources"])
    places = {key: MediaPlace(**_with_path(one)) for key, one in value["places"].items()}
    return {source.asset_id: source for source in sources}, places


def read_snapshot(folder: Path) -> Snapshot:
    """Give what `write_snapshot` kept; raise OSError, ValueError."""
    sources, places = read_media(folder)
    return Snapshot(read(parse_json(read_document(folder)))[0], sources, places)


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    path = value["path"]
    return {**value, "path": None if path is None else str(path)}


def _with_path(value: Mapping[str, Any]) -> dict[str, Any]:
    path = value["path"]
    return {**value, "path": None if path is None else Path(path)}
