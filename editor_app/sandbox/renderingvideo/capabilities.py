"""What RenderingVideo's later clients ask for: the words of the schema, and the tiers."""

from __future__ import annotations

from typing import Any

from editor_app.sandbox.renderingvideo.billing import QUALITIES

_KEYFRAME_PROPERTIES = ("opacity",)
"""The only one that any published example shows."""


def capabilities(base_url: str) -> dict[str, Any]:
    """Give the reply's payload; its values are the published lists, as the service's own are not known."""
    from editor_app.interchange.renderingvideo import vocabulary

    return {
        "apiVersion": "v1",
        "schema": {
            "version": vocabulary.VERSION,
            "clipTypes": list(vocabulary.REQUIRED),
            "animationTypes": list(vocabulary.ANIMATIONS),
            "easingFunctions": list(vocabulary.EASINGS),
            "transitionTypes": list(vocabulary.TRANSITIONS),
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
