"""What the Export panel needs of others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtGui import QImage

from editor_app.edits.addresses import Address
from editor_app.services.exporting.clouds.history import TaskHistory
from editor_app.services.exporting.covers import ExportCovers
from editor_app.services.exporting.exports import Exports
from editor_app.services.exporting.renderingvideo.fidelity import Findings
from editor_app.services.exporting.renderingvideo.history import RenderingVideoHistory
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.exporting.standings import Standing
from editor_app.services.rendering_previews import RenderingPreviews
from editor_app.services.tasks import Tasks
from editor_app.state import EditorState
from editor_app.store.accounts import Profile


class Frames(Protocol):
    """Who paints a picture of the video: `services.preview.Preview`."""

    def request_frame(self, tick: int, size: tuple[int, int]) -> asyncio.Future[QImage]: ...


class Keeps(Protocol):
    """What keeps choices: `store.settings.Settings`."""

    def text(self, name: str, default: str = "") -> str: ...
    def put(self, name: str, value: str) -> bool: ...


class Stands(Protocol):
    """Who knows how accounts stand: `services.exporting.standings.Standings`."""

    changed: Any

    def with_key(self) -> tuple[Profile, ...]: ...
    def of(self, profile: Profile) -> Standing: ...
    def refresh(self, wanted: Profile | None = None) -> None: ...


class Compares(Protocol):
    """Who knows what will look different: `services.exporting.fidelity.Fidelity`."""

    changed: Any
    found: Findings | None

    def ask(self, state: EditorState, wish: OtherWish) -> None: ...


class KeptNowhere:
    """Keeps choices as long as it lives."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def text(self, name: str, default: str = "") -> str:
        """Give a text."""
        return self._values.get(name, default)

    def put(self, name: str, value: str) -> bool:
        """Choose a text."""
        self._values[name] = value
        return True


@dataclass(slots=True)
class Ports:
    """All of them; without `standings` only this computer is offered."""

    exports: Exports
    tasks: Tasks
    standings: Stands | None = None
    fidelity: Compares | None = None
    history: TaskHistory | None = None
    others: RenderingVideoHistory | None = None
    previews: RenderingPreviews | None = None
    settings: Keeps = field(default_factory=KeptNowhere)
    frames: Frames | None = None
    covers: ExportCovers | None = None
    addresses: Callable[[str], Mapping[str, Address]] = lambda _service: {}
    """Where media are at a service, as far as is known."""
