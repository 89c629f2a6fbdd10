"""What the window and the preview's process tell each other.

Nothing here imports a decoder or Qt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from editor_app.record import RawObject
from editor_app.state.model import EditorState

if TYPE_CHECKING:
    from editor_app.render.media.source import MediaSource

Size = tuple[int, int]
Kind = Literal["show", "play", "still"]
"""A frame to look at, of which only the newest counts; one of many in a row; one that somebody waits for."""


@dataclass(frozen=True, slots=True)
class Load:
    """Take this document; it travels as its JSON."""

    state: EditorState


@dataclass(frozen=True, slots=True)
class Change:
    """Apply this patch, written as JSON, to the document."""

    patch: RawObject


@dataclass(frozen=True, slots=True)
class Media:
    """Have these media; quarantined ones are not opened."""

    sources: Mapping[str, MediaSource]
    quarantined: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hide:
    """Leave these items out of the picture."""

    item_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Render:
    """Paint a frame into the shared memory called `slot`.

    `seconds` of decoding are allowed before a near frame will do; None means the exact one. After a frame of
    kind "play" come others, `step_ticks` apart.
    """

    number: int
    kind: Kind
    tick: int
    size: Size
    slot: str
    seconds: float | None = None
    step_ticks: int = 0


@dataclass(frozen=True, slots=True)
class Painted:
    """The frame is in its slot; `costs_s` is how long each new frame since the last answer took to make."""

    number: int
    is_exact: bool
    costs_s: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """The frame was not made, as a newer one is wanted."""

    number: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The frame could not be made; the reason is for the log."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A change did not fit: send the document anew."""


@dataclass(frozen=True, slots=True)
class Warned:
    """All that is wrong with media, as far as it was seen."""

    sentences: tuple[str, ...]


Update = Load | Change | Media | Hide
Order = Update | Render
Answer = Painted | Skipped | Failed | Lost | Warned
