"""What a conversion gives back beside its result: what differs, what is refused, what is still to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from editor_app.drawing import Box

Grade = Literal["approximate", "missing", "prerender"]
"""How near the result is: roughly the same, not there, or exact because our renderer drew it beforehand."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that does not come over as it is; `item_id` is empty for the document itself.

    From a config, `item_id` is the item that was made and `track_id` its track.
    """

    item_id: str
    track_id: str | None
    what: str
    why: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Prerender:
    """A film or still that our renderer can make for what the schema has no words for.

    It shows `item_ids` alone on [start_tick, end_tick) of the project, cut out to `box` (composition px).
    With `content` it is the inside of one item's box only, neither turned nor moved nor faded.
    """

    key: str
    item_ids: tuple[str, ...]
    kind: Literal["webm", "png"]
    start_tick: int
    end_tick: int
    box: Box
    content: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done before the config can be sent: asset ids to upload, films and stills to make."""

    uploads: tuple[str, ...] = ()
    prerenders: tuple[Prerender, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversion:
    """A config in schema v2, what differs in it, and what it still needs."""

    config: dict[str, Any]
    report: tuple[Loss, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class Refusal:
    """A thing in a config that is wrong or cannot be drawn here; `path` as `$.tracks[0].clips[2].type`."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What a medium is, for a reader that knows only its address; sizes in px, length in seconds."""

    width: float
    height: float
    duration_seconds: float = 0.0
    has_sound: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """An editorState (newer dialect, as JSON) read from a config, what differs, and what was refused.

    Rendered at `scale` and `fps` it has the config's size and rate. `addresses` tells by asset id where
    each medium is.
    """

    document: dict[str, Any]
    report: tuple[Loss, ...]
    refusals: tuple[Refusal, ...]
    scale: float = 1.0
    fps: int = 30
    addresses: Mapping[str, str] | None = None
