"""The tracks as rows: names, heights, and where each row lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from editor_app.state import BrokenTrack
from editor_app.store.sidecar import Sidecar
from editor_app.ui.theme import CLIP_KINDS
from editor_app.ui.timeline.lanes import KIND_NUMBERS, Lane, Lanes

GAP_PX = 2
LOWEST_PX, HIGHEST_PX = 28, 240
_HEIGHTS = {"video": 64, "image": 64, "gif": 64, "lottie": 48, "audio": 56, "effect": 32, "filter": 32}
_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A track as it shows; `top_px` counts from the first row, scrolling aside."""

    index: int
    track_id: str
    name: str
    kind: str | None
    top_px: int
    height_px: int
    hidden: bool
    muted: bool
    locked: bool
    is_sound: bool
    is_broken: bool

    @property
    def bottom_px(self) -> int:
        """Give the first px below."""
        return self.top_px + self.height_px


def rows_of(lanes: Lanes, sidecar: Sidecar, heights_px: Mapping[str, int]) -> tuple[Row, ...]:
    """Give the rows from the top: V3, V2, V1, and below them A1, A2, unless they have names."""
    kinds = [_main_kind(lane) for lane in lanes]
    names = _numbered([kind == "audio" for kind in kinds])
    rows: list[Row] = []
    top = GAP_PX
    for index, (lane, kind) in enumerate(zip(lanes, kinds, strict=True)):
        track = lane.track
        height = heights_px.get(track.id) or _HEIGHTS.get(kind or "", _HEIGHT)
        height = min(max(height, LOWEST_PX), HIGHEST_PX)
        rows.append(
            Row(
                index,
                track.id,
                sidecar.track_names.get(track.id) or names[index],
                kind,
                top,
                height,
                track.hidden,
                track.muted,
                track.id in sidecar.locked_tracks,
                kind == "audio",
                isinstance(track, BrokenTrack),
            )
        )
        top += height + GAP_PX
    return tuple(rows)


def content_px(rows: Sequence[Row]) -> int:
    """Give the height of all rows, with room below to drop a clip on a new track."""
    return (rows[-1].bottom_px if rows else 0) + 48


def row_at(rows: Sequence[Row], y_px: float) -> Row | None:
    """Give the row at a height that counts from the first row; gaps belong to the row above them."""
    return next((row for row in rows if row.top_px - 1 <= y_px < row.bottom_px + GAP_PX - 1), None)


def _main_kind(lane: Lane) -> str | None:
    if not len(lane):
        return None
    counts = np.bincount(lane.kinds)
    # Sound is what the whole track must be of: one picture among it makes it a picture track.
    if counts[np.arange(len(counts)) != KIND_NUMBERS["audio"]].any() and len(counts) > KIND_NUMBERS["audio"]:
        counts[KIND_NUMBERS["audio"]] = 0
    number = int(counts.argmax())
    return CLIP_KINDS[number] if number < len(CLIP_KINDS) else None


def _numbered(is_sound: Sequence[bool]) -> list[str]:
    names: list[str] = []
    pictures, sounds = is_sound.count(False), 0
    for sound in is_sound:
        if sound:
            sounds += 1
            names.append(f"A{sounds}")
        else:
            names.append(f"V{pictures}")
            pictures -= 1
    return names
