"""The pieces of an export on the disk: finished at once or not there, and found again by a later run.

spool/<fingerprint>/state.json     what is made
                    scratch.json   where the run at work keeps what belongs beside the output
                    3.mkv 3.json   a segment and what is known of it
                    sound.mkv …    likewise
                    proof-45.png   how a frame was drawn, small
                    .812-4.mkv     being written by process 812; a later run removes it
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from editor_app.render.export.formats import suffix_of
from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import Target
from editor_app.render.export.writing import is_scratch, scratch_folder, writing

_STATE, _SCRATCH, _PLACING = "state.json", "scratch.json", "placing.json"
_MOST_MARKS = 8


@dataclass(frozen=True, slots=True)
class PieceNote:
    """What is known of a finished piece: its bytes, its warnings, where its sound is loudest.

    `loudest` is (first sample, samples, root mean square), None for pictures and for silence.
    """

    size_bytes: int
    warnings: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    loudest: tuple[int, int, float] | None = None


@dataclass(frozen=True, slots=True)
class Spool:
    """The folder of an export's pieces, and the hidden one beside the output; `is_kept` outlives the run."""

    folder: Path
    scratch: Path
    is_kept: bool

    @property
    def state_path(self) -> Path:
        """Give the document's file."""
        return self.folder / _STATE

    def piece_path(self, target: Target, segment: Segment | None) -> Path:
        """Give where a piece lies: a segment's, or the sound's where that is None."""
        if segment is None:
            return self.folder / f"sound{suffix_of(target.format) if target.kind == 'sound' else '.mkv'}"
        return self.folder / f"{segment.index}{'.mkv' if target.kind in ('film', 'gif') else ''}"

    def proof_path(self, frame: int) -> Path:
        """Give where the small picture of a frame lies."""
        return self.folder / f"proof-{frame}.png"

    def part_path(self, path: Path) -> Path:
        """Give where this process writes what will lie at `path`."""
        return path.with_name(f".{os.getpid()}-{path.name}")

    def settle(self, part: Path, path: Path, note: PieceNote) -> None:
        """Let what was written to `part` be the piece at `path`; raise OSError.

        Where the spool is kept, it is on the disk before it has its name. What lies beside it is not waited
        for: if the power goes and a note or name is lost, the piece is made again.
        """
        if self.is_kept:
            for written in sorted(part.iterdir()) if part.is_dir() else [part]:
                _sync(written)
        note_path = _note_path(path)
        temporary = self.part_path(note_path)
        self.write(temporary, json.dumps(asdict(note), ensure_ascii=False).encode())
        temporary.replace(note_path)
        part.replace(path)

    def discard(self, part: Path) -> None:
        """Remove what was begun and will not be finished, so that a full disk has room again."""
        _remove_parts([part])

    def write(self, path: Path, content: bytes) -> None:
        """Write a small file; raise OSError."""
        path.write_bytes(content)

    def whole(self, path: Path) -> PieceNote | None:
        """Give what is known of the piece at `path`, None where it is not there whole."""
        note = self.note_of(path)
        try:
            return note if note is not None and size_of(path) == note.size_bytes else None
        except OSError:
            return None

    def note_of(self, path: Path) -> PieceNote | None:
        """Give what is known of the piece at `path`, whether it is still there or not."""
        try:
            found = json.loads(_note_path(path).read_bytes())
            return PieceNote(
                int(found["size_bytes"]),
                tuple(map(str, found["warnings"])),
                tuple(map(str, found["unreadable"])),
                found["loudest"] and tuple(found["loudest"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def begin_placing(self, output: Path, mark: str) -> None:
        """Note that what comes to lie at `output`, under this mark, is this export's; raise OSError."""
        path = self.folder / _PLACING
        marks = [mark, *self.placed_marks][:_MOST_MARKS]
        self.write(path, json.dumps([str(output), *marks]).encode())
        if self.is_kept:
            _sync(path)

    def has_placed(self, output: Path) -> bool:
        """Tell whether an earlier run was about to put its result at `output`."""
        return self._placing()[0] == str(output)

    @property
    def placed_marks(self) -> list[str]:
        """Give the marks of the files that earlier runs were about to put in their place."""
        return self._placing()[1:]

    def clear(self, *, keeps_place: bool = False) -> None:
        """Remove all pieces, or all but what was noted of the place; what cannot be removed stays."""
        if not keeps_place:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        _remove_parts(path for path in _entries(self.folder) if path.name != _PLACING)

    def _placing(self) -> list[str]:
        """Give the place, then the marks."""
        noted = _read(self.folder / _PLACING)
        return list(map(str, noted)) if isinstance(noted, list) and noted else [""]


def size_of(path: Path) -> int:
    """Count the bytes of a file, or of the files in a folder; raise OSError."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.iterdir())
    return path.stat().st_size


@contextmanager
def passing_spool(output: Path) -> Iterator[Spool]:
    """Give a spool beside `output` that is gone afterwards whatever happens."""
    with scratch_folder(output) as folder:
        yield Spool(folder, folder, is_kept=False)


@contextmanager
def kept_spool(root: Path, fingerprint: str, output: Path) -> Iterator[Spool]:
    """Give the spool of what `fingerprint` says, in the caller's folder `root`, with what is there already.

    What other exports left in `root`, and a killed run beside its output, is removed. Raises CannotWrite.
    """
    folder = root / fingerprint
    with writing(output, root):
        root.mkdir(parents=True, exist_ok=True)
        for other in root.iterdir():
            _remove_scratch_of(other)
            if other != folder and any((other / name).is_file() for name in (_STATE, _SCRATCH, _PLACING)):
                shutil.rmtree(other, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        _remove_parts(folder.glob(".*"))
    with scratch_folder(output) as scratch:
        spool = Spool(folder, scratch, is_kept=True)
        with writing(output, root):
            spool.write(folder / _SCRATCH, json.dumps(str(scratch)).encode())
        yield spool


def _remove_scratch_of(folder: Path) -> None:
    noted = _read(folder / _SCRATCH)
    if isinstance(noted, str) and is_scratch(Path(noted)):
        shutil.rmtree(noted, ignore_errors=True)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _remove_parts(parts: Iterable[Path]) -> None:
    for part in parts:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _note_path(path: Path) -> Path:
    return path.with_name(f"{path.stem}.json")


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
