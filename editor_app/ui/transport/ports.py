"""What the transport needs of others."""

from __future__ import annotations

from typing import Any, Literal, Protocol

Quality = Literal["auto", "full", "half", "quarter"]


class Plays(Protocol):
    """What plays: `services.playback.Player`."""

    speed_changed: Any
    stats_changed: Any
    levels_changed: Any
    muted_changed: Any

    @property
    def speed(self) -> float: ...
    @property
    def muted(self) -> bool: ...
    def toggle(self) -> None: ...
    def stop(self) -> None: ...
    def shuttle_forward(self) -> None: ...
    def shuttle_back(self) -> None: ...
    def shuttle_stop(self) -> None: ...
    def step(self, frames: int) -> None: ...
    def set_muted(self, on: bool) -> None: ...


class Previews(Protocol):
    """What has a quality: `services.preview.Preview`."""

    quality_changed: Any

    @property
    def quality(self) -> Quality: ...
    @property
    def effective_quality(self) -> str: ...
    def set_quality(self, quality: Quality) -> None: ...
