"""The calls of an export, as they would be made now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor_app.services.exporting.as_code.calls import Outset, request_of
from editor_app.services.exporting.jobs.job import IndreamSettings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.store.accounts import Profile
from tests.render.export.films import SECOND, document, item, solid
from tests.services.exporting.scene import small_film

INDREAM = Profile("one", "indream", "Indream", "https://api.example.com", "https://api.example.com")
OTHER = Profile("two", "renderingvideo", "RenderingVideo", "https://rv.example.com", "renderingvideo x")
FILM = Path("/films/film.webm")


@pytest.mark.parametrize(
    ("project", "canvas", "path"),
    [
        ("", None, "/v1/exports"),
        ("p-1", None, "/v1/projects/p-1/exports"),
        ("p-1", (1080, 1080), "/v1/exports"),
    ],
)
def test_a_project_in_step_goes_by_its_own_way(project: str, canvas, path: str) -> None:
    settings = IndreamSettings(
        "webm", 60, 0.6, canvas=canvas, header_names=("X-Token",), callback_url="https://a.b"
    )
    (call,) = request_of(INDREAM, settings, FILM, Outset(small_film(), project_id=project)).calls
    assert call.path == path
    assert ("editorState" in call.body) == (path == "/v1/exports")
    assert (call.body["format"], call.body["fps"], call.body["scale"]) == ("webm", 60, 0.6)
    assert call.body["filename"] == "film.webm"
    assert call.body["clientTaskId"]
    assert list(call.body["callbackHeaders"]) == ["X-Token"]
    assert "Idempotency-Key" in call.headers
    if canvas:
        assert (call.body["compositionWidth"], call.body["compositionHeight"]) == canvas


def test_a_task_is_made_then_rendered() -> None:
    wish = OtherWish(30, 1.0, workers=8, webhook_url="https://a.b/hook")
    made, rendered = request_of(OTHER, wish.settings(), FILM, Outset(small_film(), "Film")).calls
    assert (made.path, rendered.path) == ("/api/v1/video", "/api/v1/video/{task}/render")
    assert made.body["config"]["tracks"]
    assert made.body["title"] == "Film"
    assert rendered.body == {"num_workers": 8, "webhook_url": "https://a.b/hook"}
    json.dumps(made.body)


def test_a_preview_is_one_call_with_the_bare_config() -> None:
    wish = OtherWish(is_preview=True)
    (call,) = request_of(OTHER, wish.settings(), FILM, Outset(small_film())).calls
    assert call.path == "/api/v1/preview"
    assert "meta" in call.body


@pytest.mark.parametrize(
    ("count", "said"), [(0, ""), (1, "Nothing is made: 1 part is drawn"), (2, "Nothing is made: 2 parts are")]
)
def test_code_cannot_draw_parts_here_and_says_how_many(count: int, said: str) -> None:
    places = ((20 * number, 20, 16, 16) for number in range(count))
    drawn = (
        item("illustration", SECOND, box, illustrationName="IMegaphone", color="#ff9900") for box in places
    )
    state = document(solid(SECOND, (0, 0, 9, 9), "#203060"), *drawn)
    request = request_of(OTHER, OtherWish(prerenders=True).settings(), FILM, Outset(state))
    assert request.obstacle.startswith(said)
    assert bool(request.obstacle) == bool(said)
