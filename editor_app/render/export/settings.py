"""What an export is asked for, what it says while it runs, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Format = Literal["mp4", "webm", "mkv"]
Phase = Literal["rendering", "checking"]


class ExportError(Exception):
    """An export cannot be made; the text is a sentence for the person who asked.

    ExportError
    ├── BadSettings       the settings contradict each other or the format
    ├── NothingToExport   the timeline or the chosen range is empty
    ├── TooLarge          the picture is beyond the codec or the memory
    ├── CannotWrite       the output cannot be written where it should be
    │   └── DiskFull      there is no room for it
    ├── RenderFailed      workers kept dying, or the finished file is not what it should be
    └── ExportCancelled   the caller asked to stop
    """


class BadSettings(ExportError):
    """The settings contradict each other or the format."""


class NothingToExport(ExportError):
    """The timeline or the chosen range is empty."""


class TooLarge(ExportError):
    """The picture is beyond what the codec or the memory can take."""


class CannotWrite(ExportError):
    """The output cannot be written where it should be."""


class DiskFull(CannotWrite):
    """The disk has no room for the output."""


class RenderFailed(ExportError):
    """Workers kept dying, or the finished file is not what it should be."""


class ExportCancelled(ExportError):
    """The caller asked to stop."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What to export: the range is half-open; None takes the document's end, a worker per core, our quality.

    `crf` and `preset` are the encoder's own (x264: both, VP9: crf only, FFV1: neither).
    """

    format: Format = "mp4"
    fps: int = 30
    scale: float = 1.0
    start_tick: int = 0
    end_tick: int | None = None
    alpha: bool = False
    workers: int | None = None
    crf: int | None = None
    preset: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What every worker must make: `frames` pictures of `width`×`height` px, the first at `start_tick`."""

    format: Format
    width: int
    height: int
    fps: int
    start_tick: int
    frames: int
    alpha: bool
    crf: int
    preset: str

    @property
    def size(self) -> tuple[int, int]:
        """Give (width, height) in px."""
        return self.width, self.height

    @property
    def samples(self) -> int:
        """Count the 48 kHz samples that last exactly as long as the pictures."""
        return self.frames * 48_000 // self.fps


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is; `fps` is its mean speed, `seconds_left` None until that is known."""

    frames_done: int
    frames_total: int
    fps: float
    seconds_left: float | None
    phase: Phase


@dataclass(slots=True)
class StageTimes:
    """Where a worker's time went, in seconds; `decode` is also the first frame's opening and seeking."""

    decode: float = 0.0
    paint: float = 0.0
    convert: float = 0.0
    encode: float = 0.0

    def add(self, other: StageTimes) -> None:
        """Add the times of another piece of work."""
        self.decode += other.decode
        self.paint += other.paint
        self.convert += other.convert
        self.encode += other.encode


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written, how, and what the person should know about it.

    `unreadable` are those of the warnings that tell of media in whose place something else stands.
    """

    output: Path
    frames: int
    width: int
    height: int
    size_bytes: int
    seconds: float
    workers: int
    warnings: tuple[str, ...] = ()
    stages: StageTimes = field(default_factory=StageTimes)
    unreadable: tuple[str, ...] = ()
