"""Media in renders: an account's own uploads to either service, and what a config carries itself."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from tests.sandbox.media import mp4, png
from tests.sandbox.renderingvideo.samples import clip, config, delete_newest, lost, make, start, upload, wait
from tests.sandbox.running import Running, data_of, payload_of, refusal_of
from tests.sandbox.test_exports import frames_of

ACCOUNT = "media"
WHOLE = {"x": "50%", "y": "50%", "width": 160, "height": 90}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9">'
    '<rect width="16" height="9" fill="#0000ff"/></svg>'
)


@pytest.fixture
def rv(server: Running) -> Iterator[httpx.Client]:
    """Give a client."""
    with server.rv_client(server.rv_key(ACCOUNT)) as client:
        yield client


def film_of(rv: httpx.Client, made: dict[str, Any], folder: Path) -> list[np.ndarray]:
    """Render a config; give its pictures."""
    task_id = make(rv, config=made)["taskId"]
    start(rv, task_id)
    done = wait(rv, task_id)
    assert done["status"] == "completed"
    (folder / "film.mp4").write_bytes(httpx.get(done["videoUrl"]).content)
    return frames_of(folder / "film.mp4")


def middle(frame: np.ndarray) -> list[int]:
    """Give the colour in the middle."""
    return frame[frame.shape[0] // 2, frame.shape[1] // 2].tolist()


def image(src: Any, **fields: Any) -> dict[str, Any]:
    """Make a clip that shows a picture everywhere."""
    return clip("image", src=src, transform=WHOLE, style={"objectFit": "fill"}, **fields)


def test_an_upload_is_shown_by_its_address(rv: httpx.Client, tmp_path: Path) -> None:
    url = upload(rv, "green.png", png(), "image/png")
    frames = film_of(rv, config(image(url)), tmp_path)
    assert middle(frames[5]) == pytest.approx([0, 255, 0], abs=12)


def test_an_upload_is_shown_by_reference(rv: httpx.Client, tmp_path: Path) -> None:
    url = upload(rv, "film.mp4", mp4(tmp_path), "video/mp4")
    video = clip("video", src={"$ref": "v"}, transform=WHOLE, style={"objectFit": "fill"})
    made = {**config(video), "assets": {"videos": [{"id": "v", "src": url}]}}
    frames = film_of(rv, made, tmp_path)
    assert len(frames) == 12
    assert middle(frames[5]) == pytest.approx([90, 90, 90], abs=12)


def test_contain_knows_the_true_size(rv: httpx.Client, tmp_path: Path) -> None:
    url = upload(rv, "square.png", png(30, 30), "image/png")
    contained = clip("image", src=url, transform=WHOLE, style={"objectFit": "contain"})
    frame = film_of(rv, config(contained), tmp_path)[5]
    assert middle(frame) == pytest.approx([0, 255, 0], abs=12)
    assert frame[45, 10].tolist() == pytest.approx([0, 0, 0], abs=12)


def test_an_upload_to_the_other_service_is_shown(rv: httpx.Client, server: Running, tmp_path: Path) -> None:
    with server.client(server.key(ACCOUNT)) as indream:
        headers = {"x-file-name": "red.png", "Content-Type": "image/png"}
        content = png(color="#ff0000")
        asset = data_of(indream.post("/v1/uploads", content=content, headers=headers), 201)
    frames = film_of(rv, config(image(asset["fileUrl"])), tmp_path)
    assert middle(frames[5]) == pytest.approx([255, 0, 0], abs=12)


def test_a_picture_in_the_config_is_shown(rv: httpx.Client, server: Running, tmp_path: Path) -> None:
    frames = film_of(rv, config(clip("svg", svg=SVG, transform=WHOLE)), tmp_path)
    assert middle(frames[5]) == pytest.approx([0, 0, 255], abs=12)
    carried = f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    frames = film_of(rv, config(image(carried)), tmp_path)
    assert middle(frames[5]) == pytest.approx([0, 255, 0], abs=12)


def test_a_medium_that_is_deleted_meanwhile_fails_the_render_by_name(
    rv: httpx.Client, server: Running
) -> None:
    task, name = lost(rv)
    start(rv, task["taskId"])
    assert wait(rv, task["taskId"])["status"] == "failed"
    page = httpx.get(f"{server.url}/watch/{task['taskId']}").text
    assert "Rendering this video has failed." in page
    assert name in page


def foreign(rv: httpx.Client, server: Running, whose: str) -> str:
    """Give an address of a medium that cannot be shown."""
    if whose == "a stranger's":
        with server.rv_client(server.rv_key("stranger")) as other:
            return upload(other, "cat.png", png(), "image/png")
    if whose == "broken":
        return upload(rv, "cat.png", b"no picture", "image/png")
    url = upload(rv, "cat.png", png(), "image/png")
    delete_newest(rv)
    return url


@pytest.mark.parametrize(
    ("whose", "says"),
    [
        ("a stranger's", "is no upload of this account"),
        ("deleted", "is no upload of this account"),
        ("broken", "names a file that cannot be read"),
    ],
)
def test_media_that_are_not_the_account_s_are_refused_before_anything_is_made(
    rv: httpx.Client, server: Running, whose: str, says: str
) -> None:
    made = config(image(foreign(rv, server, whose)))
    for answer in (rv.post("/api/v1/video", json={"config": made}), rv.post("/api/v1/preview", json=made)):
        assert refusal_of(answer) == (400, "INVALID_CONFIG", {"field": "$.tracks[0].clips[0].src"})
        assert f"tracks[0].clips[0].src {says}" in answer.json()["error"]


def test_a_preview_whose_medium_is_deleted_is_not_cloned(rv: httpx.Client) -> None:
    made = config(image(upload(rv, "cat.png", png(), "image/png")))
    temp_id = payload_of(rv.post("/api/v1/preview", json=made))["tempId"]
    delete_newest(rv)
    before = payload_of(rv.get("/api/v1/video"))["pagination"]["total"]
    for way in ("convert", "render"):
        refused = refusal_of(rv.post(f"/api/v1/preview/{temp_id}/{way}", json={}))
        assert refused == (400, "INVALID_CONFIG", {"field": "$.tracks[0].clips[0].src"})
    assert payload_of(rv.get("/api/v1/video"))["pagination"]["total"] == before


def test_a_preview_of_nobody_s_is_refused_only_for_what_could_never_be_there(server: Running) -> None:
    with httpx.Client(base_url=server.url) as anyone:
        elsewhere = anyone.post("/api/preview", json=config(image("https://example.com/cat.png")))
        assert payload_of(elsewhere)["tempId"]
        here = anyone.post("/api/preview", json=config(image("file:///home/cat.png")))
        assert refusal_of(here) == (400, "INVALID_CONFIG", {"field": "$.tracks[0].clips[0].src"})
