"""What a preset holds of an export's settings, and the presets that suit a composition and a place. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from editor_app.render.export.formats import default_rate
from editor_app.render.export.limits import MAX_SCALE, MIN_SCALE, output_size
from editor_app.render.export.settings import Fit, Format
from editor_app.services.exporting.jobs.job import Kind
from editor_app.ui.export.texts import tr

DRAFT = ("ultrafast", 28)
"""The encoder's own preset and quality for a film to look at once."""
_GIF_PX = 640
_SIDES = (720, 1080, 1440, 2160)
"""Usual lengths of a film's shorter side."""
_SHAPES = ((1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350), (1440, 1080))


@dataclass(frozen=True, slots=True)
class Recipe:
    """Format, frame rate and size: a scale of the composition, or a size in px of another shape."""

    format: Format = "mp4"
    fps: int = 30
    scale: float = 1.0
    size: tuple[int, int] | None = None
    fit: Fit = "bars"
    alpha: bool = False
    is_draft: bool = False

    def pixels(self, composition: tuple[int, int]) -> tuple[int, int]:
        """Give the width and height in px that come out."""
        return output_size(*(self.size or composition), self.scale)


@dataclass(frozen=True, slots=True)
class Preset:
    """A named recipe; `is_own` for one that the person has made."""

    id: str
    name: str
    recipe: Recipe
    is_own: bool = False


def presets_for(kind: Kind, width: int, height: int) -> tuple[Preset, ...]:
    """Give what exports of a composition are usually made for at a place, the most fitting first."""
    offered = _films(width, height, bends=kind == "local")
    offered.append(Preset("draft", tr("Draft"), Recipe(scale=MIN_SCALE, is_draft=kind == "local")))
    if kind == "indream":
        offered.append(Preset("web", tr("Web"), Recipe("webm")))
    if kind == "local":
        offered += _only_here(width, height)
    return tuple(offered)


def _films(width: int, height: int, *, bends: bool) -> list[Preset]:
    """Give the films for places that want a certain shape; `bends` where another shape can be made."""
    places = (
        ("hd", tr("YouTube 1080p"), (1920, 1080)),
        ("hd-ready", tr("YouTube 720p"), (1280, 720)),
        ("shorts", tr("Shorts, Reels, TikTok"), (1080, 1920)),
        ("square", tr("Square"), (1080, 1080)),
    )
    found = list[Preset]()
    for name, title, size in places:
        scale = _scale_to(size, width, height)
        if scale is not None:
            found.append(Preset(name, title, Recipe(scale=scale)))
        elif bends:
            found.append(Preset(name, title, Recipe(size=size)))
    fitting = [preset for preset in found if preset.recipe.size is None]
    whole = [] if fitting else [Preset("full", tr("Full size"), Recipe())]
    return [*whole, *fitting, *(preset for preset in found if preset not in fitting)]


def _only_here(width: int, height: int) -> list[Preset]:
    small = _no_longer_than(_GIF_PX, width, height)
    return [
        Preset("web", tr("Web"), Recipe("webm")),
        Preset("sound", tr("Sound only"), Recipe("m4a")),
        Preset("gif", tr("GIF"), Recipe("gif", default_rate("gif"), size=small)),
        Preset("still", tr("Still"), Recipe("png")),
        Preset("sequence", tr("Image sequence"), Recipe("png-sequence")),
        Preset("transparent", tr("Transparent WebM"), Recipe("webm", alpha=True)),
        Preset("lossless", tr("Lossless"), Recipe("mkv")),
    ]


def scales(width: int, height: int, extra: float = 1.0) -> tuple[float, ...]:
    """Give the scales worth offering: full size, the usual sizes, the smallest; the largest first."""
    found = {1.0, MIN_SCALE, extra}
    usual = (side / min(width, height) for side in _SIDES)
    found |= {scale for scale in usual if MIN_SCALE <= scale <= MAX_SCALE}
    sizes: dict[tuple[int, int], float] = {}
    for scale in sorted(found, key=lambda scale: (scale != extra, scale != 1.0)):
        sizes.setdefault(output_size(width, height, scale), scale)
    return tuple(sorted(sizes.values(), reverse=True))


def shapes(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Give the usual sizes in px that have another shape than a composition."""
    return tuple(size for size in _SHAPES if size[0] * height != size[1] * width)


def matching(offered: Sequence[Preset], recipe: Recipe) -> Preset | None:
    """Give the preset that settings are those of."""
    plain = _plain(recipe)
    return next((preset for preset in offered if _plain(preset.recipe) == plain), None)


def _plain(recipe: Recipe) -> Recipe:
    """Leave out what makes no difference."""
    return recipe if recipe.size is not None else replace(recipe, fit="bars")


def _scale_to(size: tuple[int, int], width: int, height: int) -> float | None:
    """Give the scale that makes a composition that large; None where its shape or size is too different."""
    if size[0] * height != size[1] * width:
        return None
    scale = size[0] / width
    return scale if MIN_SCALE <= scale <= MAX_SCALE else None


def _no_longer_than(side: int, width: int, height: int) -> tuple[int, int] | None:
    """Give a size in px of the same shape; None where the composition is no larger."""
    share = side / max(width, height)
    if share >= 1:
        return None
    return _even(width * share), _even(height * share)


def _even(px: float) -> int:
    return max(2, 2 * round(px / 2))
