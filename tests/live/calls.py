"""The calls that are compared: a name, what is sent, and what is read of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.live.shapes import shape_of

NOBODY = "00000000-0000-4000-8000-000000000000"
EXPORT = {"ratio": "custom", "scale": 0.6, "fps": 30, "format": "mp4"}


@dataclass(frozen=True)
class Sent:
    """A request; `key` of None sends the account's own."""

    name: str
    method: str
    path: str
    body: Mapping[str, Any] | None = None
    key: str | None = None


@dataclass(frozen=True)
class Seen:
    """What came back: the status, the code of a problem, the shape of the body."""

    status: int
    code: str | None
    shape: Any
    body: Any = field(repr=False, compare=False, default=None)


def document() -> dict[str, Any]:
    """Give the smallest film: a second of one colour."""
    return {
        "stateSchemaVersion": "v1",
        "compositionWidth": 320,
        "compositionHeight": 180,
        "timebaseTicksPerSecond": 240_000,
        "tracks": [{"id": "t", "items": ["a"], "hidden": False, "muted": False}],
        "assets": {},
        "items": {"a": _solid()},
        "transitions": {},
    }


def _solid() -> dict[str, Any]:
    plain = {"top": 0, "left": 0, "width": 320, "height": 180, "scaleX": 1, "scaleY": 1, "opacity": 1}
    numbers = {name: {"value": value, "keyframes": []} for name, value in plain.items()}
    zero = {name: {"value": 0, "keyframes": []} for name in ("borderRadius", "rotation")}
    return {
        "id": "a",
        "type": "solid",
        "startTicks": 0,
        "durationTicks": 240_000,
        "isDraggingInTimeline": False,
        **numbers,
        **zero,
        "color": "#2f6fe4",
        "shape": "rectangle",
        "keepAspectRatio": False,
    }


def reading() -> list[Sent]:
    """Give the calls that change nothing and cost nothing."""
    broken = document()
    broken["items"]["a"]["opacity"] = "much"
    far = document()
    far["items"]["a"]["opacity"]["keyframes"] = [{"timeTicks": 999_999, "value": 1}]
    return [
        Sent("capabilities", "GET", "/v1/editor/capabilities"),
        Sent("a valid document", "POST", "/v1/editor/validate", {"editorState": document()}),
        Sent("a document against the schema", "POST", "/v1/editor/validate", {"editorState": broken}),
        Sent("a keyframe beyond its clip", "POST", "/v1/editor/validate", {"editorState": far}),
        Sent("illustrations", "GET", "/v1/illustrations?q=creative"),
        Sent("projects", "GET", "/v1/projects?pageSize=1"),
        Sent("exports", "GET", "/v1/exports?pageSize=1"),
        Sent("an unknown project", "GET", f"/v1/projects/{NOBODY}"),
        Sent("an unknown task", "GET", f"/v1/exports/{NOBODY}"),
        Sent("an unknown asset", "GET", f"/v1/assets/{NOBODY}"),
        Sent("a page too large", "GET", "/v1/projects?pageSize=10000"),
        Sent("a bad cursor", "GET", "/v1/projects?pageCursor=nonsense"),
        Sent("a wrong key", "GET", "/v1/editor/capabilities", key="sk_indream_wrong"),
    ]


def send(client: httpx.Client, key: str, sent: Sent) -> Seen:
    """Call a service both eras' way and read what comes."""
    used = sent.key or key
    headers = {"x-api-key": used, "Authorization": f"Bearer {used}", "Accept": "application/json"}
    answer = client.request(sent.method, sent.path, json=sent.body, headers=headers)
    try:
        body: Any = answer.json()
    except ValueError:
        body = answer.text
    code = body.get("errorCode") if isinstance(body, dict) else None
    return Seen(answer.status_code, code, shape_of(body), body)
