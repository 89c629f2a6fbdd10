"""What files hold, by their SHA-256: read once as long as they stay the same. For use on threads."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from editor_app.store.importing import sha256_of
from editor_app.store.project import MediaPlace

_log = logging.getLogger(__name__)
_AT_ONE_GO_S = 0.5
UNREADABLE = ""
"""Stands for the content of a file that cannot be read."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file as it was seen; without `sha256` its content is not known yet."""

    size: int
    modified_ns: int
    sha256: str | None = None


class Fingerprints:
    """The files that were looked at in this run of the program."""

    def __init__(self) -> None:
        self._known: dict[Path, Fingerprint] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def close(self) -> None:
        """Let what is being read be left."""
        self._stop.set()

    def look(self, files: Mapping[Path, MediaPlace | None]) -> Mapping[Path, Fingerprint]:
        """Give the files that are there; what a project says of a content is believed where the size fits."""
        found = dict[Path, Fingerprint]()
        for path, place in files.items():
            seen = _seen(path)
            if seen is None:
                continue
            known = self._known.get(path)
            if known is None and place and place.sha256 and place.size_bytes == seen.size:
                known = replace(seen, sha256=place.sha256)
            if known is None or (known.size, known.modified_ns) != (seen.size, seen.modified_ns):
                known = seen
            found[path] = known
        with self._lock:
            self._known.update(found)
        return found

    def forget_unreadable(self) -> None:
        """Read anew, when asked to, what could not be read."""
        with self._lock:
            readable = {path: file for path, file in self._known.items() if file.sha256 != UNREADABLE}
            self._known = readable

    def is_still(self, path: Path, sha256: str) -> bool:
        """Tell whether a file is as it was when its content was found to be this; raise OSError if gone."""
        seen, known = path.stat(), self._known.get(path)
        return known == Fingerprint(seen.st_size, seen.st_mtime_ns, sha256)

    def read(self, path: Path) -> Fingerprint | None:
        """Read a file anew; None where it cannot be read, or changes meanwhile."""
        before = _seen(path)
        if before is None:
            return None
        try:
            sha256 = sha256_of(path, self._stop)
        except OSError:
            _log.warning("“%s” cannot be read to be uploaded.", path, exc_info=not self._stop.is_set())
            sha256 = UNREADABLE
        if before != _seen(path):
            return None
        known = replace(before, sha256=sha256)
        with self._lock:
            self._known[path] = known
        return known if sha256 else None

    def read_some(self, paths: Iterable[Path]) -> None:
        """Read files for about half a second, at least one."""
        end = time.monotonic() + _AT_ONE_GO_S
        for path in paths:
            self.read(path)
            if time.monotonic() > end or self._stop.is_set():
                break


def _seen(path: Path) -> Fingerprint | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Fingerprint(found.st_size, found.st_mtime_ns)
