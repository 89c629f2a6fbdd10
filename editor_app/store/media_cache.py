"""Media that were fetched from services: one file a content, and what of it goes when there is too much.

```
fetched/3f/3f9a…c1.mp4      a whole file, called by the SHA-256 of its content
       /incoming/…          what is on its way
```
Nothing here is anybody's only copy: all of it can be fetched again. Every call waits for the disk.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection, Row

from editor_app.store.cache_folder import (
    INCOMING,
    LOCK_SUFFIX,
    clear_contents,
    clear_halves,
    contents_in,
    drop_forgotten,
    halves_in,
    lacking_bytes,
    reserve_of,
)
from editor_app.store.importing import sha256_of
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.lock import ProjectLock
from editor_app.store.project import MediaPlace

DEFAULT_LIMIT_BYTES = 20 * 10**9
_log = logging.getLogger(__name__)
_TOUCHED_FOR_S = 60.0
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)
_AT_ONCE = 500


class WrongContentError(Exception):
    """A file is not the one that was uploaded."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A medium without a file of its own: where it is said to be, and what it holds, if that is known."""

    url: str | None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What the cache holds."""

    files: int = 0
    size_bytes: int = 0


class MediaCache:
    """The files below a folder, and what the local database knows of them."""

    def __init__(self, database: LocalDatabase, folder: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self.folder, self.limit_bytes = folder, limit_bytes
        self._database = database
        self._touched: dict[str, float] = {}
        self._noted: dict[Path, tuple[str, int, int]] = {}

    def find(self, sought: Mapping[str, Sought]) -> dict[str, Path]:
        """Find files of media by asset key: fetched ones, and any on this computer that holds the same."""
        if not sought:
            return {}
        with self._database.reading() as connection:
            hashes = _hashes_of(connection, [one.url for one in sought.values() if one.url])
            wanted = {key: one.sha256 or hashes.get(one.url or "") for key, one in sought.items()}
            contents = sorted({sha256 for sha256 in wanted.values() if sha256})
            paths = dict(self._cached(connection, contents))
            paths = dict(_known(connection, [one for one in contents if one not in paths])) | paths
        self._touch(paths.keys())
        return {key: paths[sha256] for key, sha256 in wanted.items() if sha256 in paths}

    def note_places(self, places: Iterable[MediaPlace]) -> None:
        """Remember files of the user's own by their contents, so that nothing fetches what is here."""
        news: dict[Path, tuple[str, int, int]] = {}
        for place in places:
            if not place.sha256 or (self._noted.get(place.path) or ("",))[0] == place.sha256:
                continue
            with contextlib.suppress(OSError, ValueError):
                status = place.path.stat()
                if status.st_size == place.size_bytes:
                    news[place.path] = (place.sha256, status.st_size, status.st_mtime_ns)
        if news:
            rows = [(str(path), *facts) for path, facts in news.items()]
            with self._database.writing() as connection:
                connection.executemany("INSERT OR REPLACE INTO known_files VALUES (?, ?, ?, ?)", rows)
            self._noted.update(news)

    def incoming(self, url: str) -> Path:
        """Give the place where what comes from an address is put together; raise OSError."""
        folder = self.folder / INCOMING
        folder.mkdir(parents=True, exist_ok=True)
        return folder / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:32]

    def claim(self, url: str) -> ProjectLock:
        """Take an address, so that no other window writes to the same file; raise ProjectInUseError."""
        target = self.incoming(url)
        return ProjectLock(target.with_name(f"{target.name}{LOCK_SUFFIX}"))

    def keep(self, url: str, fetched: Path, filename: str) -> str:
        """Take a whole file in and give its SHA-256; the same content is kept once.

        Raise WrongContentError where the address is known to give another content, else OSError or
        LocalDatabaseError; then nothing is left of the file.
        """
        new: Path | None = None
        try:
            sha256 = sha256_of(fetched)
            size = fetched.stat().st_size
            with self._database.writing() as connection:
                expected = _uploaded(connection, [url]).get(url)
                if expected not in (None, sha256):
                    raise WrongContentError(url)
                suffix = _suffix(filename)
                row = connection.execute("SELECT suffix FROM cached_files WHERE sha256 = ?", (sha256,))
                if (known := row.fetchone()) is not None:
                    suffix = known["suffix"]
                target = self._path(sha256, suffix)
                target.parent.mkdir(parents=True, exist_ok=True)
                new = None if target.exists() else target
                fetched.replace(target)
                now = _now()
                connection.execute(
                    "INSERT OR REPLACE INTO cached_files VALUES (?, ?, ?, ?)", (sha256, size, suffix, now)
                )
                connection.execute(
                    "INSERT OR REPLACE INTO fetched_media VALUES (?, ?, ?, ?)", (url, sha256, size, now)
                )
        except BaseException:
            if new is not None:  # the database has no room left for it
                new.unlink(missing_ok=True)
            raise
        finally:
            fetched.unlink(missing_ok=True)
        return sha256

    def discard(self, url: str) -> None:
        """Throw away what has come from an address so far."""
        with contextlib.suppress(OSError):
            target = self.incoming(url)
            for path in target.parent.glob(f"{target.name}*"):
                if path.suffix != LOCK_SUFFIX:
                    path.unlink(missing_ok=True)

    def make_room(self, kept: Collection[str] = ()) -> int:
        """Remove what was unused for longest until the rest fits and the disk has its reserve; never `kept`.

        Give how many bytes are free below the limit, less than 0 where what is kept takes more.
        """
        drop_forgotten(self.folder)
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM cached_files ORDER BY used_at, sha256").fetchall()
        paths = {row["sha256"]: self._path(row["sha256"], row["suffix"]) for row in rows}
        sizes = {sha256: size for sha256, path in paths.items() if (size := _size(path)) is not None}
        gone = [sha256 for sha256 in paths if sha256 not in sizes]  # cleared without the database
        total, lacking = sum(sizes.values()), lacking_bytes(self.folder)
        for sha256, size in sizes.items():
            if total <= self.limit_bytes and lacking <= 0:
                break
            if sha256 not in kept and self._remove(paths[sha256]):
                gone.append(sha256)
                total, lacking = total - size, lacking - size
        self._forget(gone)
        return self.limit_bytes - total

    def reserve_bytes(self) -> int:
        """Give how much of the disk is to stay free whatever comes; raise OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return reserve_of(self.folder)

    def clear(self, kept: Collection[str] = ()) -> int:
        """Remove everything but the contents `kept` and what is coming; give how many bytes that were.

        The database is not needed: on a full disk it may be of no use, and this makes the room that it needs.
        Raise OSError where a file could not be removed.
        """
        gone = list[str]()
        try:
            gone, size = clear_contents(self.folder, kept)
            return size + clear_halves(self.folder)
        finally:
            try:
                self._forget(gone)
            except LocalDatabaseError as error:  # what has no file is found nowhere, and forgotten later
                _log.warning("cleared media are still in the database: %s", error)

    def usage(self) -> Usage:
        """Give what lies in the cache, what has come in part too, whatever the database knows."""
        paths = [*contents_in(self.folder), *halves_in(self.folder)]
        sizes = [size for path in paths if (size := _size(path)) is not None]
        return Usage(len(sizes), sum(sizes))

    def content_of(self, path: Path) -> str | None:
        """Give the SHA-256 of a file of the cache, None for any other; looks at the name alone."""
        try:
            path.relative_to(self.folder)
        except ValueError:
            return None
        return path.stem

    def permitted_hosts(self) -> frozenset[str]:
        """Give the hosts from which media may always be fetched."""
        with self._database.reading() as connection:
            return frozenset(row["host"] for row in connection.execute("SELECT host FROM host_permissions"))

    def permit(self, hosts: Iterable[str]) -> None:
        """Let media always be fetched from hosts."""
        rows = [(host, _now()) for host in hosts]
        with self._database.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO host_permissions VALUES (?, ?)", rows)

    def forget_hosts(self) -> None:
        """Ask of every host again."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM host_permissions")

    def _cached(self, connection: Connection, contents: Sequence[str]) -> Iterator[tuple[str, Path]]:
        for row in _rows(connection, "SELECT * FROM cached_files WHERE sha256 IN", contents):
            path = self._path(row["sha256"], row["suffix"])
            if _size(path) == row["size"]:
                yield row["sha256"], path

    def _path(self, sha256: str, suffix: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}{suffix}"

    def _touch(self, contents: Iterable[str]) -> None:
        """Note that files are used, now and then; what is not noted goes a little earlier."""
        now = time.monotonic()
        news = [one for one in contents if self._touched.get(one, -_TOUCHED_FOR_S) + _TOUCHED_FOR_S <= now]
        self._touched.update(dict.fromkeys(news, now))
        rows = [(_now(), sha256) for sha256 in news]
        if rows:
            with contextlib.suppress(LocalDatabaseError), self._database.writing() as connection:
                connection.executemany("UPDATE cached_files SET used_at = ? WHERE sha256 = ?", rows)

    def _forget(self, contents: Sequence[str]) -> None:
        if contents:
            with self._database.writing() as connection:
                rows = [(sha256,) for sha256 in contents]
                connection.executemany("DELETE FROM cached_files WHERE sha256 = ?", rows)

    def _remove(self, path: Path) -> bool:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return False
        return True


def _hashes_of(connection: Connection, urls: Sequence[str]) -> dict[str, str]:
    """Give what addresses are known to lead to: they were fetched from, or uploaded to."""
    fetched = _rows(connection, "SELECT url, sha256 FROM fetched_media WHERE url IN", urls)
    return {row["url"]: row["sha256"] for row in fetched} | _uploaded(connection, urls)


def _uploaded(connection: Connection, urls: Sequence[str]) -> dict[str, str]:
    rows = _rows(connection, "SELECT url, sha256 FROM uploads WHERE url IN", urls)
    return {row["url"]: row["sha256"] for row in rows}


def _known(connection: Connection, contents: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Give the user's own files that still are as they were when their contents were noted."""
    for row in _rows(connection, "SELECT * FROM known_files WHERE sha256 IN", contents):
        with contextlib.suppress(OSError, ValueError):
            status = Path(row["path"]).stat()
            if (status.st_size, status.st_mtime_ns) == (row["size"], row["modified_ns"]):
                yield row["sha256"], Path(row["path"])


def _rows(connection: Connection, query: str, values: Sequence[str]) -> Iterator[Row]:
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        yield from connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _suffix(filename: str) -> str:
    """Give a name's ending in small letters, nothing where it is no plain one."""
    suffix = os.path.splitext(filename)[1].lower()  # noqa: PTH122 (the name may be no path of this system)
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
