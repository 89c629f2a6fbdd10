"""What an export is asked for, what it says while it runs, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from editor_app.render.export.formats import Format as Format
from editor_app.render.export.formats import Kind, has_pictures, has_sound, kind_of

Phase = Literal["rendering", "finishing", "checking"]
Fit = Literal["bars", "fill"]


class ExportError(Exception):
    """An export cannot be made; the text is a sentence for the person who asked.

    ExportError
    ├── BadSettings       the settings contradict each other or the format
    ├── NothingToExport   the timeline or the chosen range is empty
    ├── TooLarge          the picture is beyond the codec or the memory
    ├── CannotWrite       the output cannot be written where it should be
    │   └── DiskFull      there is no room for it
    ├── RenderFailed      workers kept dying
    │   └── BadFile       a finished file is not what it should be
    ├── ExportCancelled   the caller asked to stop
    └── ExportPaused      the caller asked to go on later; what is finished is kept
    """


class BadSettings(ExportError):
    """The settings contradict each other or the format."""


class NothingToExport(ExportError):
    """The timeline or the chosen range is empty."""


class TooLarge(ExportError):
    """The picture is beyond what the codec or the memory can take."""


class CannotWrite(ExportError):
    """The output cannot be written where it should be."""


class PlaceTaken(CannotWrite):
    """Another file lies where the output should be, and is not to be replaced by it."""


class DiskFull(CannotWrite):
    """The disk has no room for the output."""


class RenderFailed(ExportError):
    """Workers kept dying."""


class BadFile(RenderFailed):
    """A finished file is not what it should be."""


class ExportCancelled(ExportError):
    """The caller asked to stop."""


class ExportPaused(ExportError):
    """The caller asked to go on later; what is finished is kept."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What to export: the range is half-open; None takes the document's end, a worker per core, our quality.

    `crf` and `preset` are the encoder's own (x264: both, VP9: crf only, the others: neither). `size` is the
    picture's before `scale`, in px, None for the composition's; where its shape is another, `fit` puts bars
    beside the whole picture or cuts off what hangs over. A still shows the frame at `start_tick`.
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
    size: tuple[int, int] | None = None
    fit: Fit = "bars"


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
    fit: Fit = "bars"

    @property
    def kind(self) -> Kind:
        """Tell what kind of thing the format is."""
        return kind_of(self.format)

    @property
    def has_sound(self) -> bool:
        """Tell whether there is sound to make."""
        return has_sound(self.format)

    @property
    def has_pictures(self) -> bool:
        """Tell whether there are pictures to make."""
        return has_pictures(self.format)

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
    """How far an export is; `fps` is its mean speed, `seconds_left` None until that is known.

    `frames_done` counts those of an earlier run that goes on; the speed does not.
    """

    frames_done: int
    frames_total: int
    fps: float
    seconds_left: float | None
    phase: Phase


@dataclass(slots=True)
class StageTimes:
    """Where a worker's time went, in seconds; `decode` is also the first frame's opening and seeking.

    `check` is the reading back of the finished file.
    """

    decode: float = 0.0
    paint: float = 0.0
    convert: float = 0.0
    encode: float = 0.0
    check: float = 0.0

    def add(self, other: StageTimes) -> None:
        """Add the times of another piece of work."""
        self.decode += other.decode
        self.paint += other.paint
        self.convert += other.convert
        self.encode += other.encode
        self.check += other.check


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written, how, and what the person should know about it; width and height are 0 for sound.

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
