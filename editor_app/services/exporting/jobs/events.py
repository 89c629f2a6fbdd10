"""What can happen to an export. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from editor_app.services.exporting.jobs.job import Price, Remedy, Result, Route, Status, WaitsFor


@dataclass(frozen=True, slots=True)
class Started:
    """It has a turn."""


@dataclass(frozen=True, slots=True)
class Moved:
    """It is further; the only event that is not kept unless the status is another."""

    status: Status
    share: float = 0.0
    speed: float | None = None
    seconds_left: float | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Wished:
    """A person wants it to stop, which it does once what is in hand allows it; not kept."""

    wish: Literal["pause", "cancel"]


@dataclass(frozen=True, slots=True)
class Named:
    """Under these names it is about to be sent: kept before that happens."""

    key: str
    client_task_id: str
    route: Route
    project_id: str = ""


@dataclass(frozen=True, slots=True)
class TaskMade:
    """The service has a task for it."""

    task_id: str
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class RenderBegun:
    """The service renders its task."""

    render_id: str
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The service has a link to its file."""

    url: str


@dataclass(frozen=True, slots=True)
class Held:
    """It goes on by itself at a time (seconds since 1970), and keeps its turn."""

    sentence: str
    again_at: float
    waits_for: WaitsFor = "service"


@dataclass(frozen=True, slots=True)
class Woken:
    """It goes on sooner than it would have: at this time (seconds since 1970)."""

    again_at: float


@dataclass(frozen=True, slots=True)
class PutBack:
    """The service has no room for it; it waits for another turn."""

    sentence: str
    again_at: float


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What was sent under its names was refused for good: the next try has others."""


@dataclass(frozen=True, slots=True)
class Warned:
    """There is something to know about the file."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Placing:
    """The file with this mark is about to be put in its place: kept before that happens."""

    mark: str


@dataclass(frozen=True, slots=True)
class Relocated:
    """Another file lies where it was to be, so it becomes this one."""

    output: Path
    sentence: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A person lets it replace the file with this mark."""

    mark: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A person has stopped it for now."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A person lets it go on."""


@dataclass(frozen=True, slots=True)
class Finished:
    """Its file is whole, checked and in place."""

    result: Result
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no file; `is_task_spent`: what the service has for it will never give one."""

    sentence: str
    remedy: Remedy = "retry"
    is_task_spent: bool = False


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A person does not want it any more."""


@dataclass(frozen=True, slots=True)
class CancelHeard:
    """The service knows that nobody wants it."""


@dataclass(frozen=True, slots=True)
class Retried:
    """A person wants it tried again, into another file where one is named; see `ExportJob.replaces`.

    `is_anew` lets the service make another film in the place of the one that it has.
    """

    output: Path | None = None
    replaces: str | None = None
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class Recovered:
    """The program has been started again."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """It has another place in the queue."""

    order: int


@dataclass(frozen=True, slots=True)
class SnapshotDropped:
    """The document as it was then is no longer kept."""


Event = (
    Started
    | Moved
    | Wished
    | Named
    | TaskMade
    | RenderBegun
    | Linked
    | Held
    | Woken
    | PutBack
    | Unnamed
    | Warned
    | Placing
    | Relocated
    | Claimed
    | Paused
    | Resumed
    | Finished
    | Failed
    | Cancelled
    | CancelHeard
    | Retried
    | Recovered
    | Ordered
    | SnapshotDropped
)
