"""What the window and the sound process tell each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from editor_app.render.live_sound.course import Course
from editor_app.render.media.source import MediaSource
from editor_app.state.model import EditorState

Backend = Literal["auto", "null"]


@dataclass(frozen=True, slots=True)
class Setup:
    """How a sound process begins. `capture` is a file for what the device is handed, for tests."""

    backend: Backend = "auto"
    cache_dir: Path | None = None
    capture: Path | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole document, written only as it travels; nothing of an earlier one stays."""

    state: EditorState


@dataclass(frozen=True, slots=True)
class Patched:
    """A patch's JSON, for the document there is."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """All media, and those that killed the process and are left out."""

    sources: Mapping[str, MediaSource]
    quarantined: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Play:
    """Play from a sample on."""

    epoch: int
    position: int
    course: Course


@dataclass(frozen=True, slots=True)
class Stop:
    """Stand still at a sample; `is_audible` lets a moment of it be heard."""

    epoch: int
    position: int
    is_audible: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Go on, within other bounds."""

    first: int
    end: int
    loops: bool


@dataclass(frozen=True, slots=True)
class Mute:
    """Sound or not."""

    on: bool


Message = Whole | Patched | Sources | Play | Stop | Bounds | Mute


@dataclass(frozen=True, slots=True)
class Ready:
    """The process listens."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the user."""

    text: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A patch did not fit: send the whole document."""


Answer = Ready | Notice | Lost
