"""What RenderingVideo's later clients ask for: the words of the schema, and the tiers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from editor_app.sandbox.renderingvideo.billing import QUALITIES

_STAND_INS = ("subtitle",)
"""The clip types that are taken, and of which a render shows only where they are."""
_UNDRAWN_ANIMATIONS = ("filter",)
_KEYFRAME_PROPERTIES = ("opacity",)
"""The only one that any published example shows."""


def capabilities(base_url: str) -> dict[str, Any]:
    """Give the reply's payload: of the published lists, as the service's own are not known, what is drawn.

    What it leaves out is refused with its path, or taken and drawn as something else.
    """
    from editor_app.interchange.renderingvideo import vocabulary

    return {
        "apiVersion": "v1",
        "schema": {
            "version": vocabulary.VERSION,
            "clipTypes": _but(vocabulary.REQUIRED, (*vocabulary.UNDRAWN, *_STAND_INS)),
            "animationTypes": _but(vocabulary.ANIMATIONS, _UNDRAWN_ANIMATIONS),
            "easingFunctions": list(vocabulary.EASINGS),
            "transitionTypes": [name for name in vocabulary.TRANSITIONS if name in vocabulary.SEAMS],
            "keyframeProperties": list(_KEYFRAME_PROPERTIES),
        },
        "render": {
            "qualitySelection": "automatic",
            "qualities": [
                {
                    "quality": tier.name,
                    "label": tier.label,
                    "shortEdge": tier.short_edge,
                    "creditMultiplier": float(tier.multiplier),
                }
                for tier in QUALITIES
            ],
        },
        "features": {
            "webhooks": True,
            "webhookSignature": False,
            "previews": "7d",
            "uploads": "image/*, video/*, audio/*",
            "idempotency": False,
        },
        "docs": {"sandbox": f"{base_url}/"},
    }


def _but(names: Iterable[str], left_out: Collection[str]) -> list[str]:
    return [name for name in names if name not in left_out]
