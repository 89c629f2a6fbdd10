"""From a config to what can be rendered and what that costs, or to the reason why it cannot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editor_app.render.export.run import checked_target
from editor_app.render.export.settings import ExportError, ExportSettings
from editor_app.sandbox.renderingvideo import billing, checking
from editor_app.sandbox.renderingvideo.billing import Quality
from editor_app.sandbox.renderingvideo.errors import invalid_config
from editor_app.sandbox.renderingvideo.media import addresses_of
from editor_app.state import read

if TYPE_CHECKING:
    from editor_app.interchange.renderingvideo import Reading


@dataclass(frozen=True, slots=True)
class Plan:
    """A config that was checked, as JSON, and what follows from it; `duration` is in seconds."""

    config: bytes
    quality: Quality
    width: int
    height: int
    fps: int
    duration: float
    addresses: tuple[str, ...] = ()
    """Where the media are that it shows."""

    @property
    def cost(self) -> int:
        """Give the credits that a render takes."""
        return billing.cost_of(self.duration, self.quality)


def plan_config(config: Mapping[str, Any]) -> Plan:
    """Plan a config; raise Refused (400 INVALID_CONFIG) that names the field which cannot be drawn."""
    from editor_app.interchange.renderingvideo import to_editor_state

    checking.refuse(checking.faults_of(config))
    reading = to_editor_state(config)
    checking.refuse([(refusal.path, refusal.message) for refusal in reading.refusals])
    _refuse_size(reading)
    duration = billing.duration_of(config)
    if duration <= 0:
        raise invalid_config("$.tracks", "The video would have no length, so there is nothing to render.")
    meta = config["meta"]
    width, height = int(meta["width"]), int(meta["height"])
    quality = billing.quality_of(width, height)
    return Plan(
        as_json(config), quality, width, height, int(meta["fps"]), duration, addresses_of(config, reading)
    )


def _refuse_size(reading: Reading) -> None:
    settings = ExportSettings(checking.FORMAT, reading.fps, reading.scale)
    try:
        checked_target(read(reading.document)[0], settings)
    except ExportError as error:
        raise invalid_config("$.meta", str(error)) from error


def as_json(config: Mapping[str, Any]) -> bytes:
    """Write a config."""
    return json.dumps(config, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
