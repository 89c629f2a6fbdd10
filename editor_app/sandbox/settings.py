"""What a local server is told when it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from editor_app.sandbox.faults import Faults

DEFAULT_PORT = 8787
_MIB = 1024 * 1024
_GIB = 1024 * _MIB
PLAN_BYTES: Mapping[str, int] = MappingProxyType(
    {"free": 512 * _MIB, "starter": 10 * _GIB, "standard": 20 * _GIB, "pro": 50 * _GIB}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a client may ask for. What the service does not state is our choice (decision 0017)."""

    active_exports: int = 2
    """Exports of one account that wait, run or are paused."""
    renders: int = 1
    """Exports that render at the same time; each uses every core."""
    sync_burst: int = 20
    sync_per_second: float = 5.0
    """Syncs of one project: so many at once, and so many a second from then on."""
    json_bytes: int = 16 * _MIB
    """While one JSON body is read, the other calls wait."""
    video_bytes: int = 800 * _MIB
    audio_bytes: int = 25 * _MIB
    caption_bytes: int = 10 * _MIB
    image_bytes: int = 100 * _MIB
    media_seconds: float = 30 * 60
    idle_seconds: float = 30.0
    """How long a body may make no progress, and how long the header of a request may take."""
    output_seconds: float = 2 * 24 * 3600
    """How long the link to a finished video works."""
    render_attempts: int = 3
    """How often an export is begun again that the end of the server interrupted."""
    webhook_timeout_seconds: float = 10.0
    webhook_delays: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)
    """Seconds before each further attempt to deliver."""
    preview_seconds: float = 7 * 24 * 3600
    """How long a temporary preview of RenderingVideo can be seen."""
    storage_bytes: Mapping[str, int] = field(default_factory=lambda: dict(PLAN_BYTES), hash=False)
    """What the uploads of a RenderingVideo account may take together, by plan."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One server: where its data lie and where it listens; port 0 takes any free one."""

    data_dir: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    limits: Limits = field(default_factory=Limits)
    faults: Faults | None = None
    clock_ahead_seconds: float = 0.0
    """How far RenderingVideo's clock goes ahead, so that nobody has to wait for what takes days."""
