"""One export, from the moment it was asked for: a value that is kept, shown, and replaced. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from editor_app.render.export.settings import ExportSettings
from editor_app.store.accounts import LOCAL_WORKSPACE

Status = Literal[
    "waiting",  # for its turn, or (with `again_at`) until a service has room
    "preparing",
    "uploading",
    "rendering",
    "downloading",
    "checking",
    "paused",
    "done",
    "failed",
    "cancelled",
]
RUNNING: tuple[Status, ...] = ("preparing", "uploading", "rendering", "downloading", "checking")
"""The statuses of a job that has a turn, in the order in which they come."""
OVER: frozenset[Status] = frozenset({"done", "failed", "cancelled"})
Kind = Literal["local", "indream", "renderingvideo"]
"""The language that is spoken there: a sandbox is `indream` or `renderingvideo`."""
Remedy = Literal[
    "retry",  # the same again
    "anew",  # the document or the settings have to be others first
    "settings",  # the account's key or rights
    "credits",  # the account has to be topped up
    "storage",  # files have to be deleted at the service
    "folder",  # another place for the file
    "room",  # make room on the disk
    "none",
]
Route = Literal["", "project", "document"]
WaitsFor = Literal[
    "",
    "line",  # its service does not answer
    "account",  # an account, its key, or the local workspace
    "service",  # what a service has to do itself: it asked for a pause, or has trouble of its own
    "room",  # other exports of the account have to end first
]


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export is made; `account` is the id of a profile, `service` what it is remembered by."""

    kind: Kind = "local"
    account: str = ""
    service: str = ""
    name: str = ""

    @property
    def is_local(self) -> bool:
        """Tell whether it is this computer."""
        return self.kind == "local"

    @property
    def is_workspace(self) -> bool:
        """Tell whether it is the local workspace, which ends with the program."""
        return self.service.startswith(LOCAL_WORKSPACE)


LOCAL = Target()
"""This computer."""


@dataclass(frozen=True, slots=True)
class IndreamSettings:
    """What an export at Indream is asked for; None and empty leave it to the service.

    `header_names` are those of the callback: their values are secrets, and stand in no file of ours.
    """

    format: Literal["mp4", "webm"] = "mp4"
    fps: int = 30
    scale: float = 1.0
    ratio: str = "custom"
    client_task_id: str = ""
    callback_url: str = ""
    header_names: tuple[str, ...] = ()
    canvas: tuple[int, int] | None = None
    """Other width and height in px than the document's."""


@dataclass(frozen=True, slots=True)
class OtherSettings:
    """What another service is asked for, as JSON that its runner understands."""

    values: Mapping[str, Any] = field(default_factory=dict[str, Any])


Settings = ExportSettings | IndreamSettings | OtherSettings


@dataclass(frozen=True, slots=True)
class ProjectName:
    """The project that is exported: its title, and an id: its file here, or the service's own id of it."""

    title: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class CloudIds:
    """What a service and this computer know a job by.

    `key` is stored before anything is sent under it, and sent again until an answer is there. `is_spent`
    tells that the task came to nothing, so that another try needs another one. `is_cancel_owed` tells that
    the service does not know yet that nobody wants it.
    """

    key: str = ""
    client_task_id: str = ""
    route: Route = ""
    project_id: str = ""
    task_id: str = ""
    render_id: str = ""
    url: str = ""
    is_spent: bool = False
    is_cancel_owed: bool = False
    put_back: int = 0
    """How often the service had no room for it."""


NO_NAME, UNKNOWN = ProjectName(), CloudIds()


@dataclass(frozen=True, slots=True)
class Price:
    """What a service says that it costs: real and billed seconds, credits as the service writes them.

    `balance` is what is left after it, as the service writes it; empty where it does not say.
    """

    duration_s: float = 0.0
    billed_s: float = 0.0
    credits: str = ""
    balance: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The finished file; `seconds` is how long making it took."""

    size_bytes: int
    width: int = 0
    height: int = 0
    frames: int = 0
    duration_s: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class LogLine:
    """What happened, and when (ISO-8601, UTC)."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One export as it is now.

    `share` goes from 0 to 1 within its status, `speed` is in frames (rendering) or bytes a second (uploading,
    downloading). `sentence` says what happened or what is waited for, `remedy` what a person can do about a
    failure. `again_at` (seconds since 1970) is when it goes on by itself, `waits_for` what it needs for that.
    """

    id: str
    target: Target
    settings: Settings
    output: Path
    replaces: str | None = None
    """The mark of the file that lay at `output` when it was asked for: only that one may be replaced.
    Empty where there was none; None where nobody noted it."""
    placed: tuple[str, ...] = ()
    """The marks of the films that were about to be put there."""
    project: ProjectName = NO_NAME
    order: int = 0
    status: Status = "waiting"
    share: float = 0.0
    speed: float | None = None
    seconds_left: float | None = None
    sentence: str = ""
    remedy: Remedy = "none"
    again_at: float | None = None
    waits_for: WaitsFor = ""
    warnings: tuple[str, ...] = ()
    wish: Literal["", "pause", "cancel"] = ""
    """What a person wants of it while it runs, until it has heard that."""
    cloud: CloudIds = UNKNOWN
    price: Price | None = None
    result: Result | None = None
    content: str = ""
    """The mark of the document and media that it is made of (`snapshot.mark_of_content`), where known."""
    has_snapshot: bool = True
    """Whether the document as it was then is still kept, so that it can be tried again as it was."""
    created_at: str = ""
    ended_at: str = ""
    log: tuple[LogLine, ...] = ()

    @property
    def may_replace(self) -> tuple[str, ...] | None:
        """Give the marks of the files at `output` that it may replace; None for any."""
        return None if self.replaces is None else (self.replaces, *self.placed)

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more happens by itself."""
        return self.status in OVER

    @property
    def is_running(self) -> bool:
        """Tell whether it has a turn now."""
        return self.status in RUNNING

    @property
    def is_holding(self) -> bool:
        """Tell whether it waits for a service or a line to come back; `sentence` says for what."""
        return self.again_at is not None and not self.is_over

    @property
    def can_pause(self) -> bool:
        """Tell whether it can be paused: only what is made here."""
        return self.target.is_local and not self.is_over and self.status != "paused"

    @property
    def can_retry(self) -> bool:
        """Tell whether it can be tried again as it was, without the document."""
        if self.status == "cancelled":
            return self.has_snapshot
        return self.status == "failed" and (self.has_snapshot or self.has_task)

    @property
    def has_task(self) -> bool:
        """Tell whether a service has a task for it that may still give its file."""
        return bool(self.cloud.task_id) and not self.cloud.is_spent

    @property
    def is_made_there(self) -> bool:
        """Tell whether a service has been told to make its film, so that it does so, or has.

        At Indream every task is rendered; elsewhere only one that was told to. What is only fetched may be
        anything.
        """
        is_begun = self.target.kind == "indream" or bool(self.cloud.render_id)
        return self.has_task and bool(self.cloud.key) and is_begun
