"""The journal of an open project: an append-only file that outlives a crash.

The file is a row of records: four bytes of length, four of checksum (CRC-32, seeded with the record before,
so that no record is read out of its place), then JSON. The first record is the header, the next are the
steps of the history that the journal starts with, the rest is what happened since. A file that ends in the
middle of a record opens with all records before it.
"""

from __future__ import annotations

import contextlib
import os
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import Any, cast

from editor_app.record import json_bytes
from editor_app.store.entries import (
    read_entry,
    read_json,
    spread_bytes,
    step_from_json,
    step_to_json,
    write_entry,
)
from editor_app.store.history import Applied, Entry, Forgotten, History, Marked, Pulled, Redone, Step, Undone
from editor_app.store.whole_file import whole_file

FORMAT = "editor-app-journal/1"
_HEAD = struct.Struct("<II")


class JournalError(ValueError):
    """A journal cannot be read, or is not this project's; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Header:
    """Whose journal it is, and the content (SHA-256) of the project file that it continues.

    `aside` has the entries of media that the file lacks, and that the history can bring back.
    """

    project_id: str
    path: str
    base_sha256: str
    aside: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Story:
    """What a journal says: the history it starts with and what happened since; `torn_bytes` were lost."""

    header: Header
    history: History
    entries: tuple[Entry, ...]
    torn_bytes: int = 0


@dataclass(frozen=True, slots=True)
class _Reach:
    """How many steps whoever reads the journal can take back, and do again, by what it holds."""

    done: int = 0
    undone: int = 0

    def has_step(self, entry: Entry) -> bool:
        """Tell whether the entry can be told without its step."""
        return (self.done > 0 or not isinstance(entry, Undone)) and (
            self.undone > 0 or not isinstance(entry, Redone)
        )

    def after(self, entry: Entry) -> _Reach:
        """Give the reach after an entry."""
        match entry:
            case Applied():
                return _Reach(self.done + 1, 0)
            case Undone():
                return _Reach(max(0, self.done - 1), self.undone + 1)
            case Redone():
                return _Reach(self.done + 1, max(0, self.undone - 1))
            case Pulled() | Forgotten():  # who knows what is left
                return _Reach()
            case _:
                return self


class Journal:
    """A journal open for writing; for one thread at a time, but `sync` may run beside `write`."""

    def __init__(self, path: Path, end: int, checksum: int, marks: dict[int, int], reach: _Reach) -> None:
        self.path = path
        self._file = path.open("rb+", buffering=0)
        self._file.truncate(end)
        self._swapping = threading.Lock()
        self._end = end
        self._checksum = checksum
        self._marks = marks
        self._reach = reach

    @classmethod
    def create(cls, path: Path, header: Header, history: History) -> Journal:
        """Make the file, whole and on the disk, in the place of any other; raise OSError."""
        return cls._create(path, header, history, ())

    @classmethod
    def _create(cls, path: Path, header: Header, history: History, rest: Sequence[bytes]) -> Journal:
        checksum, end = 0, 0
        reach = _reach_after(history, rest)
        with whole_file(path) as temporary, temporary.open("wb") as file:
            for payload in (_header_bytes(header, history), *map(_step_bytes, history.steps), *rest):
                checksum = zlib.crc32(payload, checksum)
                end += file.write(_HEAD.pack(len(payload), checksum) + payload)
        return cls(path, end, checksum, {}, reach)

    @classmethod
    def resume(cls, path: Path, project_id: str) -> tuple[Journal, Story]:
        """Open the file to go on after its last whole record; raise JournalError, OSError."""
        story, end, checksum = _read(path, project_id)
        return cls(path, end, checksum, {}, _Reach()), story

    def write(self, entries: Sequence[Entry]) -> None:
        """Append entries, safe from a crash of the program but not yet of the system; raise OSError.

        After an error the file is as before, as far as the disk allows, and the call can be repeated.
        """
        data, checksum, reach, marks = bytearray(), self._checksum, self._reach, dict[int, int]()
        for entry in entries:
            payload = write_entry(entry, with_step=not reach.has_step(entry))
            reach = reach.after(entry)
            checksum = zlib.crc32(payload, checksum)
            data += _HEAD.pack(len(payload), checksum) + payload
            if isinstance(entry, Marked):
                marks[entry.number] = self._end + len(data)
        self._file.seek(self._end)
        try:
            _write_all(self._file, data)
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(self._end)
            raise
        self._end += len(data)
        self._checksum, self._reach = checksum, reach
        self._marks |= marks

    def sync(self) -> None:
        """Bring all that was written to the disk; raise OSError."""
        with self._swapping:
            if self._file.closed:  # by a compaction, which has brought everything to the disk
                return
            # A second handle, so that nobody waits for the disk to close the first.
            handle = os.dup(self._file.fileno())
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def compact(self, header: Header, history: History, mark: int, path: Path | None = None) -> Journal:
        """Start anew, here or elsewhere, from the project file written at `mark`; give the new journal.

        What happened since the mark is carried over. Raises OSError, and JournalError where that takes back
        more steps than `history` has; then this journal goes on.
        """
        records = _records(self.path.read_bytes()[: self._end])
        rest = [payload for start, payload, _ in records if start >= self._marks[mark]]
        with self._swapping:
            self._file.close()  # Windows replaces no open file
        try:
            return Journal._create(path or self.path, header, history, rest)
        except (OSError, JournalError):
            self._file = self.path.open("rb+", buffering=0)
            raise

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_journal(path: Path, project_id: str | None = None) -> Story:
    """Read a journal that nobody writes; raise JournalError, OSError. Any project's is read with None."""
    return _read(path, project_id)[0]


def _read(path: Path, project_id: str | None) -> tuple[Story, int, int]:
    data = path.read_bytes()
    records = list(_records(data))
    try:
        head = read_json(records[0][1])
        header = Header(head["project"], head["path"], head["base"], dict(head.get("aside", {})))
        if head["format"] != FORMAT:
            raise JournalError(f"“{path}” is a journal of another version.")
        if len(records) <= head["steps"]:
            raise JournalError(f"“{path}” is a damaged journal: it ends before it starts.")
        steps = tuple(step_from_json(read_json(payload)) for _, payload, _ in records[1 : head["steps"] + 1])
        entries = tuple(read_entry(payload) for _, payload, _ in records[head["steps"] + 1 :])
    except JournalError:
        raise
    except (IndexError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise JournalError(f"“{path}” is no journal, or a damaged one.") from error
    if project_id is not None and header.project_id != project_id:
        raise JournalError(f"“{path}” is the journal of another project ({header.path}).")
    start, payload, checksum = records[-1]
    end = start + _HEAD.size + len(payload)
    history = History(steps, cast("int", head["position"]), cast("int | None", head["clean"]))
    return Story(header, history, entries, len(data) - end), end, checksum


def _records(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Give start, content and checksum of every record up to the first that is not whole."""
    at, checksum = 0, 0
    while at + _HEAD.size <= len(data):
        length, stated = _HEAD.unpack_from(data, at)
        payload = data[at + _HEAD.size : at + _HEAD.size + length]
        checksum = zlib.crc32(payload, checksum)
        if len(payload) < length or checksum != stated:
            return
        yield at, payload, checksum
        at += _HEAD.size + length


def _reach_after(history: History, rest: Iterable[bytes]) -> _Reach:
    reach = _Reach(history.position, len(history.steps) - history.position)
    for payload in rest:
        entry = read_entry(payload)
        if isinstance(entry, Undone | Redone) and entry.step is None and not reach.has_step(entry):
            raise JournalError("More was taken back since than the shortened history has.")
        reach = reach.after(entry)
    return reach


def _write_all(file: RawIOBase, data: bytes | bytearray) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) or 0 :]


def _header_bytes(header: Header, history: History) -> bytes:
    value: dict[str, Any] = {
        "format": FORMAT,
        "project": header.project_id,
        "path": header.path,
        "base": header.base_sha256,
        "steps": len(history.steps),
        "position": history.position,
        "clean": history.clean,
    }
    if header.aside:
        value["aside"] = header.aside
    return json_bytes(value)


def _step_bytes(step: Step) -> bytes:
    return spread_bytes(step_to_json(step))
