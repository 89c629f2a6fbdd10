"""Temporary previews over a real socket: their routes, their seven days, their clones, the public pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from PIL import Image

from editor_app.sandbox.settings import Settings
from tests.sandbox.media import png
from tests.sandbox.renderingvideo.samples import clip, config, make, wait
from tests.sandbox.running import Running, payload_of, refusal_of

NOTE = "Preview links are temporary and expire in 7 days. Use /api/v1/video to create permanent tasks."
CONVERTED = "Temp preview cloned to a permanent task successfully"


@pytest.fixture
def rv(server: Running) -> Iterator[httpx.Client]:
    """Give a client."""
    with server.rv_client(server.rv_key("previews")) as client:
        yield client


def preview(client: httpx.Client, schema: dict[str, Any] | None = None) -> str:
    """Make a preview; give its id."""
    return payload_of(client.post("/api/v1/preview", json=schema or config()))["tempId"]


def test_a_preview_is_made_shown_and_deleted(rv: httpx.Client, server: Running) -> None:
    schema = {**config(), "tracks": []}
    made = payload_of(rv.post("/api/v1/preview", json=schema))
    temp_id = made["tempId"]
    assert re.fullmatch("temp_[a-z0-9]+", temp_id)
    assert made == {
        "tempId": temp_id,
        "previewUrl": f"{server.url}/t/{temp_id}",
        "viewerUrl": f"{server.url}/preview/{temp_id}",
        "expiresIn": "7d",
        "note": NOTE,
    }
    assert payload_of(rv.get(f"/api/v1/preview/{temp_id}")) == {"tempId": temp_id, "config": schema}
    gone = payload_of(rv.delete(f"/api/v1/preview/{temp_id}"))
    message = "Temp preview deleted successfully"
    assert gone == {"tempId": temp_id, "deleted": True, "message": message}
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/convert"), ("POST", "/render")):
        answer = rv.request(method, f"/api/v1/preview/{temp_id}{path}")
        assert refusal_of(answer) == (404, "NOT_FOUND", {})
    assert httpx.get(made["previewUrl"]).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"config": config()}, "$.config"),
        ({}, "$.meta"),
        ({"meta": {}}, "$.tracks"),
        ({"meta": {}, "tracks": 1}, "$.tracks"),
    ],
)
def test_an_outline_is_asked_for(rv: httpx.Client, body: dict[str, Any], field: str) -> None:
    refused = refusal_of(rv.post("/api/v1/preview", json=body))
    assert refused == (400, "INVALID_CONFIG", {"field": field})


def test_a_preview_is_converted_again_and_again(rv: httpx.Client, server: Running) -> None:
    temp_id = preview(rv)
    made = [
        # The official client sends no body at all, and says that it is JSON.
        rv.post(f"/api/v1/preview/{temp_id}/convert", headers={"Content-Type": "application/json"}),
        rv.post(f"/api/v1/preview/{temp_id}/convert", json={}),
        rv.post(f"/api/v1/preview/{temp_id}/convert", json={"category": "mine", "metadata": {"a": 1}}),
    ]
    tasks = [payload_of(answer) for answer in made]
    for task, category in zip(tasks, ("api", "api", "mine"), strict=True):
        task_id = task["taskId"]
        assert task == {
            **{"tempId": temp_id, "converted": True, "taskId": task_id, "videoTaskId": task["videoTaskId"]},
            **{"previewUrl": f"{server.url}/v/{task_id}", "viewerUrl": f"{server.url}/watch/{task_id}"},
            **{"configUrl": f"{task_id}.json", "title": None, "category": category, "message": CONVERTED},
        }
    assert len({task["taskId"] for task in tasks}) == 3
    shown = payload_of(rv.get(f"/api/v1/video/{tasks[2]['taskId']}"))
    assert (shown["status"], shown["metadata"], shown["duration"]) == ("created", {"a": 1}, 0.4)
    assert payload_of(rv.get(f"/api/v1/preview/{temp_id}"))["config"] == config()


def test_a_preview_is_rendered(server: Running) -> None:
    with server.rv_client(server.rv_key("preview renders", credits=5)) as rv:
        temp_id = preview(rv)
        started = payload_of(rv.post(f"/api/v1/preview/{temp_id}/render", json={"num_workers": 5}))
        assert set(started) == {
            *("tempId", "converted", "convertMessage", "configUrl", "taskId", "renderTaskId", "status"),
            *("quality", "width", "height", "cost", "remainingCredits", "message", "previewUrl", "viewerUrl"),
        }
        assert (started["convertMessage"], started["message"]) == (CONVERTED, "Rendering started")
        assert (started["status"], started["cost"], started["remainingCredits"]) == ("rendering", 1, 4)
        assert wait(rv, started["taskId"])["status"] == "completed"


def test_short_credits_clone_nothing(server: Running) -> None:
    with server.rv_client(server.rv_key("poor previews", credits=0)) as rv:
        temp_id = preview(rv)
        answer = rv.post(f"/api/v1/preview/{temp_id}/render", json={})
        assert refusal_of(answer)[:2] == (402, "INSUFFICIENT_CREDITS")
        assert payload_of(rv.get("/api/v1/video"))["tasks"] == []


@pytest.mark.parametrize("what", ["convert", "render"])
def test_what_cannot_be_rendered_is_not_cloned(rv: httpx.Client, what: str) -> None:
    temp_id = preview(rv, config(clip(), clip("icon", icon="x")))
    answer = rv.post(f"/api/v1/preview/{temp_id}/{what}", json={})
    assert refusal_of(answer) == (400, "INVALID_CONFIG", {"field": "$.tracks[0].clips[1].type"})
    # The docstrings of the official client leave out the rate.
    bare = {**config(), "meta": {"version": "2.0.0", "width": 160, "height": 90}}
    answer = rv.post(f"/api/v1/preview/{preview(rv, bare)}/{what}", json={})
    assert refusal_of(answer) == (400, "INVALID_CONFIG", {"field": "$.meta.fps"})


def test_others_keys_see_no_preview(rv: httpx.Client, server: Running) -> None:
    temp_id = preview(rv)
    with server.rv_client(server.rv_key("curious")) as other:
        assert refusal_of(other.get(f"/api/v1/preview/{temp_id}"))[:2] == (404, "NOT_FOUND")
        assert refusal_of(other.delete(f"/api/v1/preview/{temp_id}"))[:2] == (404, "NOT_FOUND")
    assert httpx.get(f"{server.url}/t/{temp_id}").status_code == 200


@pytest.mark.parametrize(("days", "is_there"), [(6.9, True), (7.1, False)])
def test_seven_days_later_it_is_gone(start: Callable[..., Running], days: float, is_there: bool) -> None:
    today = start()
    key = today.rv_key()
    with today.rv_client(key) as rv:
        temp_id = preview(rv)
    today.stop()
    later = Running(Settings(today.settings.data_dir, port=0, clock_ahead_seconds=days * 86_400))
    try:
        with later.rv_client(key) as rv:
            assert (rv.get(f"/api/v1/preview/{temp_id}").status_code == 200) == is_there
            assert (rv.post(f"/api/v1/preview/{temp_id}/convert").status_code == 200) == is_there
            for page in (f"/t/{temp_id}", f"/preview/{temp_id}", f"/api/temp/{temp_id}"):
                assert (rv.get(page).status_code == 200) == is_there
            assert rv.get(f"/t/{preview(rv)}").status_code == 200
    finally:
        later.stop()


def test_the_public_service_needs_no_key(server: Running) -> None:
    made = payload_of(httpx.post(f"{server.url}/api/preview", json=config()))
    temp_id = made["tempId"]
    assert re.fullmatch("[0-9a-f-]{36}", temp_id)
    assert made == {
        **{"tempId": temp_id, "url": f"/t/{temp_id}", "viewerUrl": f"/preview/{temp_id}"},
        "expiresIn": "604800 seconds (7 days)",
    }
    assert payload_of(httpx.get(f"{server.url}/api/temp/{temp_id}")) == {"config": config()}
    assert httpx.get(f"{server.url}{made['url']}").status_code == 200
    for wrong in ("x", "00000000-0000-4000-8000-000000000000"):
        assert refusal_of(httpx.get(f"{server.url}/api/temp/{wrong}"))[:2] == (404, "NOT_FOUND")
    refused = httpx.post(f"{server.url}/api/preview", json={"config": config()})
    assert refusal_of(refused)[:2] == (400, "INVALID_CONFIG")


class Tags(HTMLParser):
    """Collects the tags of a page, and those that are open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: dict[str, dict[str, str | None]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.seen[tag] = dict(attrs)
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert self.open.pop() == tag


def test_pages_are_whole_and_show_names_as_text(rv: httpx.Client, server: Running) -> None:
    evil = "<script>alert(1)</script>"
    task = make(rv, title=evil)
    strange = {**config(clip(evil), clip("text", text="x")), "tracks": [{}, 1, {"clips": [2, clip(evil)]}]}
    temp_id = preview(rv, strange)
    pages = [
        task["previewUrl"],
        task["viewerUrl"],
        f"{server.url}/t/{temp_id}",
        f"{server.url}/preview/{temp_id}",
    ]
    for url in pages:
        answer = httpx.get(url)
        assert answer.status_code == 200
        assert "script" not in Tags(answer.text).seen
        assert Tags(answer.text).open == []
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "has not been rendered yet" in httpx.get(task["viewerUrl"]).text
    for url in (f"{server.url}/v/none", f"{server.url}/watch/none", f"{server.url}/t/none"):
        assert httpx.get(url).status_code == 404
    # `configUrl` is relative: it works from each page.
    for base in (task["previewUrl"], task["viewerUrl"], f"{server.url}/"):
        found = httpx.get(str(httpx.URL(base).join(task["configUrl"])))
        assert found.json() == config()


def pixels(content: bytes) -> tuple[tuple[int, int], tuple[int, ...]]:
    """Give a picture's size and the colour in its middle."""
    with Image.open(io.BytesIO(content)) as picture:
        picture = picture.convert("RGB")
        width, height = picture.size
        color = picture.getpixel((width // 2, height // 2))
    assert isinstance(color, tuple)
    return (width, height), color


def test_pages_show_moments_as_a_render_would(rv: httpx.Client, server: Running) -> None:
    files = {"file": ("green.png", png(), "image/png")}
    mine = payload_of(rv.post("/api/v1/upload", files=files))["assets"][0]["url"]
    whole = {"x": "50%", "y": "50%", "width": "100%", "height": "100%"}
    shown = config(
        clip(duration=1, transform=whole),
        clip("image", start=1, duration=1, src=mine, transform=whole, style={"objectFit": "fill"}),
        width=1920,
        height=1080,
    )
    temp_id, task = preview(rv, shown), make(rv, config=shown)
    for place in (f"t/{temp_id}", f"preview/{temp_id}", f"v/{task['taskId']}", f"watch/{task['taskId']}"):
        page = httpx.get(f"{server.url}/{place}")
        source = Tags(page.text).seen["img"]["src"] or ""
        folder = str(page.url.join(source)).rpartition("/")[0]
        assert folder == f"{server.url}/{place}"
        assert pixels(httpx.get(f"{folder}/0.png").content) == ((640, 360), (255, 0, 0))
        assert pixels(httpx.get(f"{folder}/5.png").content) == ((640, 360), (0, 255, 0))
        assert refusal_of(httpx.get(f"{folder}/6.png"))[:2] == (404, "NOT_FOUND")
    # Nobody's previews show nobody's uploads: a sign stands in their place.
    public = httpx.post(f"{server.url}/api/preview", json=shown).json()["url"]
    assert pixels(httpx.get(f"{server.url}{public}/0.png").content)[1] == (255, 0, 0)
    assert pixels(httpx.get(f"{server.url}{public}/5.png").content)[1] != (0, 255, 0)


def test_what_cannot_be_drawn_has_no_pictures(rv: httpx.Client, server: Running) -> None:
    temp_id = preview(rv, config(clip("icon", icon="x")))
    page = httpx.get(f"{server.url}/preview/{temp_id}").text
    assert "img" not in Tags(page).seen
    assert "cannot be drawn as it is" in page
    assert refusal_of(httpx.get(f"{server.url}/t/{temp_id}/0.png"))[:2] == (404, "NOT_FOUND")


def test_a_finished_video_is_shown(rv: httpx.Client) -> None:
    task = make(rv)
    payload_of(rv.post(f"/api/v1/video/{task['taskId']}/render", json={}))
    done = wait(rv, task["taskId"])
    for url in (task["previewUrl"], task["viewerUrl"]):
        source = Tags(httpx.get(url).text).seen["video"]["src"]
        assert str(httpx.URL(url).join(source or "")) == done["videoUrl"]
