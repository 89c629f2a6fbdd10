"""What one conversion works with and collects: the settings, the losses, the pools of assets, the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from editor_app.assets import BrokenAsset
from editor_app.interchange.renderingvideo.report import Grade, Loss, Plan, Prerender
from editor_app.interchange.renderingvideo.spelling import tidy
from editor_app.interchange.renderingvideo.vocabulary import PLACEHOLDER
from editor_app.items.context import Measure
from editor_app.state.model import EditorState
from editor_app.timebase import frame_at, frame_count, tick_of_frame

Json = dict[str, Any]
_HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0")


@dataclass(slots=True)
class Desk:
    """One conversion; `start` and `end` are the ticks of the project that it covers, `k` the scale."""

    state: EditorState
    fps: int
    k: float
    start: int
    end: int
    addresses: Mapping[str, str]
    prerendered: Mapping[str, str]
    measure: Measure
    losses: dict[tuple[str, str, str], Loss] = field(default_factory=dict[tuple[str, str, str], Loss])
    pools: dict[str, dict[str, Json]] = field(default_factory=dict[str, dict[str, Json]])
    uploads: dict[str, None] = field(default_factory=dict[str, None])
    prerenders: dict[str, Prerender] = field(default_factory=dict[str, Prerender])

    @property
    def width(self) -> float:
        """Give the composition's width in px."""
        return float(self.state.composition_width)

    @property
    def height(self) -> float:
        """Give the composition's height in px."""
        return float(self.state.composition_height)

    def px(self, value: float) -> int | float:
        """Give px of the composition as px of the config."""
        return tidy(value * self.k)

    def on_frames(self, span: tuple[int, int]) -> tuple[int, int]:
        """Give the least span that holds another and begins and ends on frames of the film."""
        first, last = frame_at(span[0] - self.start, self.fps), frame_count(span[1] - self.start, self.fps)
        return self.start + tick_of_frame(first, self.fps), self.start + tick_of_frame(last, self.fps)

    def lose(
        self, item_id: str, track_id: str | None, what: str, why: str, grade: Grade = "approximate"
    ) -> None:
        """Put an entry into the report, each once."""
        self.losses.setdefault((item_id, what, why), Loss(item_id, track_id, what, why, grade))

    def source(self, asset_id: str, pool: str) -> Json:
        """Put an asset's file into a pool and give the reference; without an address it is to be uploaded."""
        asset = self.state.assets.get(asset_id)
        remote = None if asset is None or isinstance(asset, BrokenAsset) else asset.remote_url
        address = self.addresses.get(asset_id) or (remote if is_public(remote) else None)
        if address is None:
            self.uploads[asset_id] = None
            address = PLACEHOLDER + quote(asset_id, safe="")
        return self.refer(asset_id, pool, address)

    def refer(self, wanted: str, pool: str, address: str) -> Json:
        """Put an address into a pool under an id that no other pool has, and give the reference to it."""
        entries = self.pools.setdefault(pool, {})
        name = wanted
        while any(name in others for key, others in self.pools.items() if key != pool):
            name = f"{name}-{pool.removesuffix('s')}"
        entries[name] = {"id": name, "src": address}
        return {"$ref": name}

    def plan(self) -> Plan:
        """Give what the config still needs."""
        return Plan(tuple(self.uploads), tuple(self.prerenders.values()))


def is_public(address: str | None) -> bool:
    """Tell whether an address may be fetched from elsewhere."""
    try:
        parts = urlsplit(address or "")
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.hostname not in _HERE
    except ValueError:
        return False
