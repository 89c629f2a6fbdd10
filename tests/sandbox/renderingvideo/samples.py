"""Configs that the tests send, and waiting for what becomes of them."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.sandbox.media import png
from tests.sandbox.running import payload_of


def clip(kind: str = "rect", **fields: Any) -> dict[str, Any]:
    """Make a clip: a red picture for a moment, unless told otherwise."""
    red = {
        "transform": {"x": "50%", "y": "50%", "width": 160, "height": 90},
        "style": {"fill": "#ff0000"},
    }
    return {"type": kind, "start": 0, "duration": 0.4, **(red if kind == "rect" else {}), **fields}


def config(*clips: dict[str, Any], width: int = 160, height: int = 90, **meta: Any) -> dict[str, Any]:
    """Make a small config."""
    return {
        "meta": {"version": "2.0.0", "width": width, "height": height, "fps": 30, **meta},
        "tracks": [{"clips": list(clips or [clip()])}],
    }


def make(client: httpx.Client, **body: Any) -> dict[str, Any]:
    """Make a task."""
    return payload_of(client.post("/api/v1/video", json={"config": config(), **body}))


def upload(client: httpx.Client, name: str, content: bytes, mime: str) -> str:
    """Upload a file; give its address."""
    answer = payload_of(client.post("/api/v1/upload", files={"file": (name, content, mime)}))
    return answer["assets"][0]["url"]


def delete_newest(client: httpx.Client) -> None:
    """Delete the file that was uploaded last."""
    newest = payload_of(client.get("/api/v1/files", params={"limit": 1}))["files"][0]
    payload_of(client.delete(f"/api/v1/files/{newest['id']}"))


def lost(client: httpx.Client) -> tuple[dict[str, Any], str]:
    """Make a task whose picture is deleted then, so that its render fails; give the picture's name too."""
    url = upload(client, "cat.png", png(), "image/png")
    task = make(client, config=config(clip("image", src=url)))
    delete_newest(client)
    return task, url.rpartition("/")[2]


def start(client: httpx.Client, task_id: str, **body: Any) -> dict[str, Any]:
    """Start a render."""
    return payload_of(client.post(f"/api/v1/video/{task_id}/render", json=body))


def wait(client: httpx.Client, task_id: str) -> dict[str, Any]:
    """Poll a task until its render has ended, as clients do."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        task = payload_of(client.get(f"/api/v1/video/{task_id}"))
        if task["status"] in ("completed", "failed"):
            return task
        time.sleep(0.05)
    raise AssertionError(f"{task_id} does not end")
