"""What exports are usually made for, as settings; sizes are scales of the composition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editor_app.render.export.limits import MAX_SCALE, MIN_SCALE, output_size
from editor_app.render.export.settings import Format
from editor_app.ui.export.texts import tr

SMALLEST_SCALE = MIN_SCALE
_HEIGHTS = (720, 1080, 1440, 2160)
"""Usual lengths of a video's shorter side."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A named choice of settings; `x264` is the encoder's own preset and quality, None for ours."""

    id: str
    name: str
    format: Format
    scale: float
    is_transparent: bool = False
    x264: tuple[str, int] | None = None


def presets(width: int, height: int) -> tuple[Preset, ...]:
    """Give the presets that suit a composition, the usual one first."""
    name, scale = _main(width, height)
    return (
        Preset("main", name, "mp4", scale),
        Preset("draft", tr("Draft"), "mp4", SMALLEST_SCALE, x264=("ultrafast", 28)),
        Preset("transparent", tr("Transparent WebM"), "webm", 1.0, is_transparent=True),
        Preset("lossless", tr("Lossless"), "mkv", 1.0),
    )


def scales(width: int, height: int, extra: float = 1.0) -> tuple[float, ...]:
    """Give the scales worth offering: full size, the usual sizes, the smallest; the largest first."""
    found = {1.0, SMALLEST_SCALE, extra}
    found |= {scale for side in _HEIGHTS if (scale := _scale_for(side, width, height))}
    sizes: dict[tuple[int, int], float] = {}
    for scale in sorted(found, key=lambda scale: (scale != extra, scale != 1.0)):
        sizes.setdefault(output_size(width, height, scale), scale)
    return tuple(sorted(sizes.values(), reverse=True))


def matching(
    offered: Sequence[Preset], form: Format, scale: float, *, is_transparent: bool, is_draft: bool
) -> str | None:
    """Give the id of the preset that settings are those of."""
    wanted = (form, scale, is_transparent, is_draft)
    for preset in offered:
        if (preset.format, preset.scale, preset.is_transparent, preset.x264 is not None) == wanted:
            return preset.id
    return None


def _scale_for(side: int, width: int, height: int) -> float | None:
    """Give the scale that makes the shorter side that long, if it may be so."""
    scale = side / min(width, height)
    return scale if MIN_SCALE <= scale <= MAX_SCALE else None


def _main(width: int, height: int) -> tuple[str, float]:
    """Give the usual choice's name and scale: 1080 px where the shape is that of a place that wants them."""
    hd = _scale_for(1080, width, height)
    if hd is not None and width * 9 == height * 16:
        return tr("YouTube 1080p"), hd
    if hd is not None and width * 16 == height * 9:
        return tr("Shorts, Reels"), hd
    if hd is not None and width == height:
        return tr("Square 1080p"), hd
    return tr("Full size"), 1.0
