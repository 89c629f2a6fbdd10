"""Credits: one test an answer, and the key is seen by its service alone."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from editor_app.cloud.http.origin import KeyHeaders
from editor_app.cloud.renderingvideo import (
    APIError,
    AsyncRenderingVideoClient,
    AuthError,
    NetworkError,
    NotFoundError,
    PaymentError,
    RateLimitError,
    ServerError,
    ValidationError,
)
from editor_app.cloud.renderingvideo.transport import MOST_REPLY_BYTES
from tests.cloud.service import Behaviour, Service, cut, hang, raw, reset

KEY = "sk-0f3c5a7e9b1d2468"
ROUTE = "GET /api/v1/credits"


@pytest.fixture
def service() -> Iterator[Service]:
    """Start a service, and stop it."""
    with Service() as running:
        yield running


def credits(base_url: str, **options: Any) -> float:
    """Ask for the credits on a loop of its own, once."""

    async def main() -> float:
        async with AsyncRenderingVideoClient(KEY, base_url=base_url, max_retries=0, **options) as client:
            return await client.credits()

    return asyncio.run(main())


def answer(status: int = 200, **fields: Any) -> Behaviour:
    """Answer with fields."""
    return raw(json.dumps(fields).encode(), status)


@pytest.mark.parametrize("left", [0, 985, 12.5])
@pytest.mark.parametrize("path", ["", "/proxy/video", "/proxy/video/"])
def test_credits_are_read_from_a_service_or_a_proxy(service: Service, left: float, path: str) -> None:
    route = f"GET {path.rstrip('/')}/api/v1/credits"
    service.will(route, answer(success=True, credits=left, currency="credits"))
    assert credits(f"{service.url}{path}") == left
    (call,) = service.calls(route)
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert "x-api-key" not in call.headers


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, AuthError),
        (403, AuthError),
        (402, PaymentError),
        (429, RateLimitError),
        (400, ValidationError),
        (404, NotFoundError),
        (409, APIError),
        (500, ServerError),
        (200, APIError),
    ],
)
def test_a_refusal_is_an_error_of_its_kind(service: Service, status: int, kind: type[APIError]) -> None:
    told = f"No, {KEY}\x1b[2J"
    service.will(ROUTE, answer(status, success=False, error=told, code="SOME_CODE", details={}))
    with pytest.raises(APIError) as caught:
        credits(service.url)
    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.code) == (status, "SOME_CODE")
    assert str(caught.value).startswith("No, …")
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "odd",
    [
        raw(b"<h1>Hello</h1>", kind="text/html"),
        raw(b"", 502),
        raw(b"[]"),
        raw(b"{"),
        raw(b"", 307, location="https://elsewhere.example"),
        answer(success=True),
        answer(success=True, credits="many"),
        answer(success=True, credits=True),
        answer(success="yes", credits=5),
        raw(b" " * (MOST_REPLY_BYTES + 1)),
    ],
)
def test_what_is_no_reply_of_this_api_is_an_error(service: Service, odd: Behaviour) -> None:
    service.will(ROUTE, odd)
    with pytest.raises(APIError):
        credits(service.url)
    assert len(service.received) == 1


@pytest.mark.parametrize("trouble", [reset, hang, cut(b"{" * 100, 5, content_type="application/json")])
def test_no_answer_is_an_error_without_a_status(service: Service, trouble: Behaviour) -> None:
    service.will(ROUTE, trouble)
    with pytest.raises(NetworkError) as caught:
        credits(service.url, timeout=0.2)
    assert caught.value.status == 0
    assert len(service.received) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        answer(401, success=False, error=KEY, code=KEY),
        raw(KEY.encode(), 500, "text/plain"),
        answer(success=True, credits=KEY),
        raw(b"", 302, location=f"https://elsewhere.example/?{KEY}"),
        reset,
    ],
)
def test_no_error_and_no_log_tells_the_key(
    service: Service, trouble: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    service.will(ROUTE, trouble)
    with caplog.at_level(logging.DEBUG), pytest.raises(APIError) as caught:
        credits(service.url)
    full = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames = [repr(frame.locals) for frame in full.stack if "/tests/" not in frame.filename]
    assert len(frames) > 3
    told = "".join([*frames, *traceback.format_exception(caught.value), repr(caught.value)])
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]
    assert KEY not in told + "".join(ours)


def test_a_key_goes_over_https_or_to_this_machine_and_to_its_own_service() -> None:
    for address in (
        "http://cloud.example",
        "ftp://cloud.example",
        "cloud.example",
        "https://a:b@cloud.example",
    ):
        with pytest.raises(ValueError, match=r"base_url") as caught:
            AsyncRenderingVideoClient(KEY, base_url=address)
        assert KEY not in str(caught.value)
    client = AsyncRenderingVideoClient(KEY)
    assert KEY not in f"{client!r} {vars(client)!r}"
    auth = client._transport._pool.api.auth
    assert isinstance(auth, KeyHeaders)
    with pytest.raises(ValueError, match="own service only"):
        next(auth.auth_flow(httpx.Request("GET", "https://elsewhere.example/api/v1/credits")))
    asyncio.run(client.aclose())
