"""Only reads are sent again, and a change whose answer was lost is told as what nobody knows."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from editor_app.cloud.http import retrying
from editor_app.cloud.renderingvideo import (
    AlreadyRenderingError,
    APIError,
    AsyncRenderingVideoClient,
    AuthError,
    CreditsError,
    NetworkError,
    OutcomeUnknownError,
    RemoteError,
    ServerError,
    ValidationError,
    may_have_happened,
)
from tests.cloud.renderingvideo.stub import KEY, Stub, refused, said

Client = AsyncRenderingVideoClient
Job = Callable[[Client], Awaitable[Any]]
HTML = httpx.Response(502, html="<h1>Bad gateway</h1>")

READS: list[tuple[str, Job, httpx.Response]] = [
    ("GET /api/v1/video", lambda c: c.videos.list(), said(tasks=[])),
    ("GET /api/v1/video/t", lambda c: c.videos.get("t"), said(taskId="t")),
    ("GET /api/v1/files", lambda c: c.files.list(), said(files=[])),
    ("GET /api/v1/credits", lambda c: c.credits(), said(credits=1)),
    ("GET /api/v1/preview/t", lambda c: c.previews.get("t"), said(config={})),
    ("GET /api/v1/capabilities", lambda c: c.capabilities(), said()),
]
WRITES: list[tuple[str, Job]] = [
    ("POST /api/v1/video", lambda c: c.videos.create({})),
    ("DELETE /api/v1/video/t", lambda c: c.videos.delete("t")),
    ("POST /api/v1/video/t/render", lambda c: c.videos.render("t")),
    ("DELETE /api/v1/files/f", lambda c: c.files.delete("f")),
    ("POST /api/v1/preview", lambda c: c.previews.create({})),
    ("DELETE /api/v1/preview/t", lambda c: c.previews.delete("t")),
    ("POST /api/v1/preview/t/convert", lambda c: c.previews.convert("t")),
    ("POST /api/v1/preview/t/render", lambda c: c.previews.render("t")),
    ("POST /api/v1/upload", lambda c: c.files.upload(_part())),
]


def _part() -> Any:
    from editor_app.cloud.renderingvideo import FilePart

    return FilePart(b"data", "a.png")


@pytest.mark.parametrize("trouble", [httpx.ReadError, httpx.ConnectError, httpx.ReadTimeout])
@pytest.mark.parametrize(("route", "job", "answer"), READS, ids=[route for route, *_ in READS])
def test_a_read_is_sent_again(
    route: str, job: Job, answer: httpx.Response, trouble: type[Exception], stub: Stub
) -> None:
    stub.will(route, trouble, refused(503, "INTERNAL_ERROR"), answer)
    stub.run(job)
    assert len(stub.received) == 3


@pytest.mark.parametrize(
    ("answer", "times"),
    [
        (refused(429, "RATE_LIMITED"), 3),
        (refused(500, "INTERNAL_ERROR"), 3),
        (refused(502, "REMOTE_ERROR"), 3),
        (HTML, 3),
        (httpx.Response(200, content=b'{"success": tr', headers={"content-type": "application/json"}), 3),
        (refused(401, "INVALID_API_KEY"), 1),
        (refused(404, "NOT_FOUND"), 1),
        (refused(400, "INVALID_REQUEST"), 1),
        (refused(200, "INVALID_REQUEST"), 1),
        (refused(404, "REMOTE_ERROR"), 1),
        (httpx.Response(200, html="<h1>Log in to the hotel</h1>"), 1),
        (httpx.Response(302, headers={"location": "https://elsewhere.example"}), 1),
    ],
)
def test_only_trouble_that_may_pass_is_met_again(answer: httpx.Response, times: int, stub: Stub) -> None:
    stub.will("GET /api/v1/credits", answer)
    with pytest.raises(APIError):
        stub.run(lambda c: c.credits())
    assert len(stub.received) == times


def test_what_the_service_asks_for_is_waited(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = list[float | None]()

    def pause(attempt: int, retry_after: float | None, chance: float) -> float:
        wishes.append(retry_after)
        return 0

    monkeypatch.setattr(retrying, "pause_before", pause)
    late = refused(429, "RATE_LIMITED")
    late.headers["Retry-After"] = "7"
    page = httpx.Response(503, html="<h1>Later</h1>", headers={"Retry-After": "9"})
    stub.will("GET /api/v1/credits", late, httpx.ReadError, page, said(credits=5))
    assert stub.run(lambda c: c.credits(), max_retries=3) == 5
    assert wishes == [7, None, 9]


@pytest.mark.parametrize(("route", "job"), WRITES, ids=[route for route, _ in WRITES])
@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadError,
        httpx.ReadTimeout,
        httpx.RemoteProtocolError,
        HTML,
        httpx.Response(504),
        httpx.Response(408),
        httpx.Response(200, content=b'{"success": true, "ta', headers={"content-type": "application/json"}),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"taskId": "t"}),
        httpx.Response(200, html="<h1>Hello</h1>"),
    ],
)
def test_a_change_without_an_answer_is_not_known_and_not_sent_again(
    trouble: Any, route: str, job: Job, stub: Stub
) -> None:
    stub.will(route, trouble)
    with pytest.raises(OutcomeUnknownError, match="not known whether") as caught:
        stub.run(job)
    assert caught.value.code == "OUTCOME_UNKNOWN"
    assert may_have_happened(caught.value)
    assert caught.value.__context__ is None
    assert len(stub.received) == 1


@pytest.mark.parametrize(("route", "job"), WRITES, ids=[route for route, _ in WRITES])
@pytest.mark.parametrize(
    ("trouble", "kind", "may_have"),
    [
        (httpx.ConnectError, NetworkError, False),
        (httpx.ConnectTimeout, NetworkError, False),
        (httpx.ProxyError, NetworkError, False),
        (refused(402, "INSUFFICIENT_CREDITS"), CreditsError, False),
        (refused(400, "ALREADY_RENDERING"), AlreadyRenderingError, False),
        (refused(200, "ALREADY_RENDERING"), AlreadyRenderingError, False),
        (httpx.Response(413, html="<h1>Too large</h1>"), ValidationError, False),
        (httpx.Response(403, html="<h1>Blocked</h1>"), AuthError, False),
        (httpx.Response(307, headers={"location": "https://elsewhere.example"}), APIError, False),
        (refused(500, "INTERNAL_ERROR"), ServerError, True),
        (refused(401, "REMOTE_ERROR"), RemoteError, True),
    ],
)
def test_a_change_that_was_refused_is_told_as_that(
    trouble: Any, kind: type[APIError], may_have: bool, route: str, job: Job, stub: Stub
) -> None:
    stub.will(route, trouble)
    with pytest.raises(kind) as caught:
        stub.run(job)
    assert not isinstance(caught.value, OutcomeUnknownError)
    assert may_have_happened(caught.value) is may_have
    assert len(stub.received) == 1


def test_what_the_service_says_beyond_its_sentence_is_kept(stub: Stub) -> None:
    stub.will("POST /api/v1/video", refused(400, "INVALID_CONFIG", "No clip\x1b[2J", field="tracks[0]"))
    with pytest.raises(APIError, match="No clip") as caught:
        stub.run(lambda c: c.videos.create({}))
    assert caught.value.details == {"field": "tracks[0]"}
    assert "\x1b" not in caught.value.detail


@pytest.mark.parametrize(
    "body",
    [
        {"success": False},
        {"success": False, "error": None, "code": None, "details": None},
        {"success": False, "error": {"a": 1}, "code": 5, "details": "x"},
        {"error": "", "code": ""},
    ],
)
def test_a_refusal_without_words_is_one_all_the_same(body: dict[str, Any], stub: Stub) -> None:
    stub.will("GET /api/v1/credits", httpx.Response(418, json=body))
    with pytest.raises(APIError, match="status 418 and no reason") as caught:
        stub.run(lambda c: c.credits())
    assert (caught.value.code, caught.value.details) == ("UNEXPECTED_REPLY", {})


@pytest.mark.parametrize(("route", "job"), WRITES, ids=[route for route, _ in WRITES])
@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadError,
        refused(401, KEY, f"There is no key {KEY}.", key=KEY, **{KEY: [KEY]}),
        httpx.Response(500, text=KEY),
        httpx.Response(200, json={"success": KEY, "taskId": [KEY]}),
    ],
)
def test_no_error_of_a_change_tells_the_key(trouble: Any, route: str, job: Job, stub: Stub) -> None:
    stub.will(route, trouble)
    with pytest.raises(APIError) as caught:
        stub.run(job)
    full = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames = [repr(frame.locals) for frame in full.stack if "/tests/" not in frame.filename]
    assert len(frames) > 3
    pickled = pickle.dumps(caught.value).decode("latin-1")
    assert KEY not in "".join([*frames, repr(caught.value), str(vars(caught.value)), pickled])


ESCAPED = "".join(f"\\u{ord(sign):04x}" for sign in KEY)


@pytest.mark.parametrize("written", [KEY, ESCAPED])
@pytest.mark.parametrize("status", [200, 400])
def test_a_key_that_is_sent_back_is_blotted_out(written: str, status: int, stub: Stub) -> None:
    success = "true" if status == 200 else "false"
    body = f'{{"success": {success}, "config": {{"a": "{written}"}}, "error": "{written}", "code": "X"}}'
    stub.will("GET /api/v1/preview/t", httpx.Response(status, text=body))
    if status == 200:
        assert stub.run(lambda c: c.previews.get("t")).config == {"a": "…"}
        return
    with pytest.raises(ValidationError, match=r"^…$"):
        stub.run(lambda c: c.previews.get("t"))


def test_a_key_that_is_a_word_changes_no_configuration(stub: Stub) -> None:
    stub.will("GET /api/v1/preview/t", said(config={"text": "Hello"}))
    shown = stub.run(lambda c: c.previews.get("t"), key="Hello")
    assert shown.config == {"text": "Hello"}
