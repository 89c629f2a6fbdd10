"""Documents that the tests send."""

from __future__ import annotations

from typing import Any

from tests.documents import solid, track


def document(era: str = "newer", *, seconds: float = 0.4, **fields: Any) -> dict[str, Any]:
    """Make a small document: a red square for a moment."""
    state = {
        "compositionWidth": 160,
        "compositionHeight": 90,
        "timebaseTicksPerSecond": 240_000,
        "tracks": [track("t", "a")],
        "assets": {},
        "items": {"a": solid("a", 0, round(seconds * 240_000))},
        "transitions": {},
        **fields,
    }
    return state if era == "seed" else {"stateSchemaVersion": "v1", **state}


def payload(era: str = "newer", **fields: Any) -> dict[str, Any]:
    """Make the body that carries a document."""
    return {"editorState": document(era, **fields)} | ({"stateSchemaVersion": "v1"} if era == "newer" else {})


ERAS = {"1.0.0": "seed", "1.1.0": "newer"}
