"""The eight named looks as the schema's filters, as near as these come; and blur in px."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Recipe = tuple[tuple[str, float], ...]

BLUR_PX = 24.0
"""The sigma of a blur of intensity 1."""

NEUTRAL: Mapping[str, float] = MappingProxyType(
    {
        "blur": 0.0,
        "brightness": 1.0,
        "contrast": 1.0,
        "saturate": 1.0,
        "hue": 0.0,
        "grayscale": 0.0,
        "sepia": 0.0,
        "invert": 0.0,
    }
)
"""The value of each filter that changes nothing."""

RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        "verdant-glow": (("saturate", 1.2), ("hue", 18.0), ("brightness", 1.05)),
        "cyberpunk-neon": (("contrast", 1.2), ("saturate", 1.5), ("hue", -18.0)),
        "vaporwave-blue": (("saturate", 1.15), ("hue", 24.0), ("contrast", 0.95)),
        "sunset-orange": (("sepia", 0.35), ("saturate", 1.35), ("brightness", 1.02)),
        "lemon-cyan": (("saturate", 1.2), ("hue", 10.0), ("brightness", 1.08)),
        "absolute-red": (("sepia", 0.4), ("hue", -25.0), ("saturate", 1.6)),
        "sakura-pink": (("sepia", 0.2), ("hue", -22.0), ("brightness", 1.08)),
        "twilight-dusk": (("brightness", 0.88), ("saturate", 0.9), ("hue", -12.0)),
    }
)


def mixed(recipe: Recipe, share: float) -> Recipe:
    """Give a recipe of which only a share 0..1 is applied."""
    return tuple((name, round(NEUTRAL[name] + (value - NEUTRAL[name]) * share, 6)) for name, value in recipe)


def share_of(name: str, values: Mapping[str, float]) -> float | None:
    """Give which share of a look these filter values are; None where they are not that look."""
    recipe = RECIPES[name]
    if set(values) != {kind for kind, _ in recipe}:
        return None
    shares = [(values[kind] - NEUTRAL[kind]) / (value - NEUTRAL[kind]) for kind, value in recipe]
    middle = sum(shares) / len(shares)
    return middle if all(abs(share - middle) < 1e-3 for share in shares) and 0 < middle <= 1.001 else None
