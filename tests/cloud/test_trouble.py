"""Networks and services as they really are."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from editor_app.cloud.indream import (
    APIError,
    AsyncIndreamClient,
    IndreamClient,
    NetworkError,
    RateLimitError,
)
from tests.cloud.conftest import KEY
from tests.cloud.samples import DONE, PROJECT_ID, TASK, TASK_ID
from tests.cloud.service import Behaviour, Service, cut, drip, hang, ok, problem, raw, reset
from tests.documents import document, solid

STATE = document(solid("a"))
ORDER = {"ratio": "16:9", "scale": 1, "fps": 30, "format": "mp4", "editorState": STATE}
Client = AsyncIndreamClient
ENVELOPE = json.dumps({"data": DONE, "meta": {}}).encode()
TASK_ROUTE = f"GET /v1/exports/{TASK_ID}"


def get(client: Client) -> Any:
    """Read a task."""
    return client.exports.get(TASK_ID)


PASSING: list[Behaviour] = [
    problem(429, retry_after="0"),
    problem(408),
    problem(500),
    raw(b"<h1>Bad gateway</h1>", 502, "text/html"),
    raw(b"", 503),
    problem(504),
    reset,
    cut(ENVELOPE, 0, content_type="application/json"),
    cut(ENVELOPE, 20, content_type="application/json"),
    raw(ENVELOPE[:30]),
    raw(ENVELOPE, content_encoding="gzip"),
]


@pytest.mark.parametrize("trouble", PASSING)
def test_reading_goes_on_after_trouble_that_passes(
    trouble: Behaviour, service: Service, run: Callable[..., Any]
) -> None:
    service.will(TASK_ROUTE, trouble, trouble)
    assert run(get).status == "COMPLETED"
    assert len(service.received) == 3


@pytest.mark.parametrize("trouble", PASSING)
def test_reading_gives_up_in_the_end(trouble: Behaviour, service: Service, run: Callable[..., Any]) -> None:
    service.will(TASK_ROUTE, *[trouble] * 5)
    with pytest.raises(APIError):
        run(get, max_retries=3)
    assert len(service.received) == 4


LASTING: list[tuple[Behaviour, str | None]] = [
    (problem(400), "C"),
    (problem(401), "C"),
    (problem(404), "C"),
    (problem(409), "C"),
    (problem(422), "C"),
    (problem(429, "OPEN_API_EXPORT_STANDARD_SECOND_LIMIT_EXCEEDED"), None),
    (problem(501), "C"),
    (ok(None), "SDK_UNEXPECTED_RESPONSE"),
    (raw(b"[]"), "SDK_UNEXPECTED_RESPONSE"),
    (raw(b"<html>", kind="text/html"), "SDK_UNEXPECTED_RESPONSE"),
    (raw(b"", 302, location="/v1/elsewhere"), "SDK_UNEXPECTED_RESPONSE"),
    (ok({"taskId": TASK_ID}), "SDK_UNEXPECTED_RESPONSE"),
]


@pytest.mark.parametrize(("trouble", "code"), LASTING)
def test_trouble_that_lasts_is_told_at_once(
    trouble: Behaviour, code: str | None, service: Service, run: Callable[..., Any]
) -> None:
    service.will(TASK_ROUTE, trouble)
    with pytest.raises(APIError) as caught:
        run(get)
    assert code is None or caught.value.error_code == code
    assert len(service.received) == 1


ONCE: list[tuple[str, Callable[[Client], Any]]] = [
    ("POST /v1/exports", lambda c: c.exports.create(ORDER)),
    ("POST /v1/projects", lambda c: c.projects.create({"editorState": STATE, "clientTaskId": "no key"})),
    (f"POST /v1/projects/{PROJECT_ID}/sync", lambda c: c.projects.sync(PROJECT_ID, {"editorState": STATE})),
    (f"POST /v1/projects/{PROJECT_ID}/exports", lambda c: c.projects.create_export(PROJECT_ID, {})),
    (f"POST /v1/projects/{PROJECT_ID}/assets", lambda c: c.projects.add_asset(PROJECT_ID, "a")),
    (f"PATCH /v1/projects/{PROJECT_ID}", lambda c: c.projects.update(PROJECT_ID, {})),
    (f"DELETE /v1/projects/{PROJECT_ID}", lambda c: c.projects.delete(PROJECT_ID)),
    ("DELETE /v1/assets/a", lambda c: c.assets.delete("a")),
    (f"DELETE /v1/exports/{TASK_ID}", lambda c: c.exports.cancel(TASK_ID)),
    ("POST /v1/editor/validate", lambda c: c.editor.validate(STATE)),
    ("POST /v1/uploads", lambda c: c.uploads.upload(b"data", filename="a", content_type="image/png")),
]


@pytest.mark.parametrize("trouble", [problem(429, retry_after="0"), problem(503), reset, raw(ENVELOPE[:9])])
@pytest.mark.parametrize(("route", "call"), ONCE, ids=[route for route, _ in ONCE])
def test_what_is_not_safe_is_sent_once(
    route: str, call: Callable[[Client], Any], trouble: Behaviour, service: Service, run: Callable[..., Any]
) -> None:
    service.will(route, trouble)
    with pytest.raises(APIError):
        run(call)
    assert len(service.received) == 1


KEYED: list[tuple[str, Callable[[Client], Any]]] = [
    ("POST /v1/exports", lambda c: c.exports.create(ORDER, idempotency_key="k")),
    ("POST /v1/exports", lambda c: c.exports.create(ORDER | {"clientTaskId": "t"})),
    ("POST /v1/projects", lambda c: c.projects.create({"editorState": STATE}, idempotency_key="k")),
    (f"POST /v1/projects/{PROJECT_ID}/exports", lambda c: c.projects.create_export(PROJECT_ID, {}, "k")),
    (
        f"POST /v1/projects/{PROJECT_ID}/exports",
        lambda c: c.projects.create_export(PROJECT_ID, {"clientTaskId": "t"}),
    ),
]


@pytest.mark.parametrize(("route", "call"), KEYED)
def test_what_the_service_recognises_is_sent_again_unchanged(
    route: str, call: Callable[[Client], Any], service: Service, run: Callable[..., Any]
) -> None:
    service.will(route, reset, problem(500))
    run(call)
    first, second, third = service.received
    assert (first.body, first.headers) == (second.body, second.headers) == (third.body, third.headers)


def test_the_service_says_when_it_wants_to_be_asked_again(
    service: Service, run: Callable[..., Any], pauses: list[float | None]
) -> None:
    service.will(TASK_ROUTE, problem(429, retry_after="7"), problem(503, retry_after="1.5"))
    run(get)
    assert pauses == [7, 1.5]
    service.will(f"POST /v1/projects/{PROJECT_ID}/sync", problem(429, "LIMITED", retry_after="12"))
    with pytest.raises(RateLimitError) as caught:
        run(lambda c: c.projects.sync(PROJECT_ID, {"editorState": STATE}))
    assert (caught.value.retry_after, caught.value.error_code) == (12, "LIMITED")


@pytest.mark.parametrize("trouble", [hang, drip])
def test_nothing_hangs(trouble: Behaviour, service: Service, run: Callable[..., Any]) -> None:
    service.will(TASK_ROUTE, trouble)
    with pytest.raises(NetworkError, match="too long") as caught:
        run(get, timeout=0.2, max_retries=0)
    assert (caught.value.error_code, caught.value.status) == ("SDK_TIMEOUT", 0)
    assert caught.value.may_have_arrived


def test_nobody_at_the_door(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    async def job(_: Client) -> None:
        async with AsyncIndreamClient(KEY, base_url=f"http://127.0.0.1:{port}") as client:
            await client.projects.list()

    with pytest.raises(NetworkError, match="cannot be reached") as caught:
        run(job)
    assert not caught.value.may_have_arrived
    assert caught.value.__context__ is None


def test_a_door_without_encryption_gets_no_key(service: Service, run: Callable[..., Any]) -> None:
    async def job(_: Client) -> None:
        async with AsyncIndreamClient(KEY, base_url=service.url.replace("http", "https")) as client:
            await client.projects.list()

    with pytest.raises(NetworkError, match="cannot be reached") as caught:
        run(job)
    assert not caught.value.may_have_arrived
    assert service.began == 0


def test_tests_need_no_network() -> None:
    """Both faces take a transport, as the service's own clients do."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["x-api-key"] == KEY
        return httpx.Response(200, json={"data": ["IAiChat"], "meta": {}})

    transport = httpx.MockTransport(answer)
    with IndreamClient(KEY, transport=transport) as client:
        assert client.illustrations.search() == ["IAiChat"]

    async def main() -> list[str]:
        async with AsyncIndreamClient(KEY, transport=transport) as client:
            return await client.illustrations.search("chat")

    assert asyncio.run(main()) == ["IAiChat"]


def test_a_redirect_takes_no_key_along(service: Service, run: Callable[..., Any]) -> None:
    with Service() as thief:
        for status in (301, 302, 303, 307, 308):
            service.will(TASK_ROUTE, raw(b"", status, location=f"{thief.url}/v1/exports"))
            with pytest.raises(APIError, match="another address"):
                run(get)
        assert thief.began == 0


def test_proxies_are_not_asked_for_this_machine(
    service: Service, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Service() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        run(get)
        assert (proxy.began, service.began) == (0, 1)


def test_a_reply_without_end_is_left(
    service: Service, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editor_app.cloud.indream.transport.MOST_REPLY_BYTES", 10)
    with pytest.raises(APIError, match="far too large"):
        run(get)


def test_a_large_document_is_read(service: Service, run: Callable[..., Any]) -> None:
    state = document(*(solid(f"s{n}", start=n * 240_000) for n in range(1000)))
    project = {
        "projectId": PROJECT_ID,
        "title": "t",
        "createdAt": "c",
        "updatedAt": "u",
        "editorState": state,
    }
    service.will(f"GET /v1/projects/{PROJECT_ID}", ok(project))
    assert run(lambda c: c.projects.get(PROJECT_ID)).editor_state == state


def test_a_storm_loses_nothing_and_sends_nothing_twice(service: Service, run: Callable[..., Any]) -> None:
    troubles = [problem(429, retry_after="0"), problem(500), reset, raw(ENVELOPE[:20])]

    async def job(client: Client) -> list[Any]:
        made = []
        for number in range(40):
            if number % 5 == 0:
                service.will("POST /v1/exports", troubles[number // 5 % 4])
            made.append(await client.exports.create(ORDER, idempotency_key=f"key-{number}"))
        return made

    assert len(run(job)) == 40
    sent = [received.headers["idempotency-key"] for received in service.received]
    assert len(sent) == 48
    assert sorted(set(sent)) == sorted(f"key-{number}" for number in range(40))


def statuses(*words: str) -> list[Behaviour]:
    """Answer with a task in one status after the other."""
    return [ok(TASK | {"status": word, "progress": 10 * n}) for n, word in enumerate(words)]


def test_waiting_goes_through_every_status_and_through_trouble(
    service: Service, run: Callable[..., Any]
) -> None:
    told: list[str] = []
    service.will(
        TASK_ROUTE,
        *statuses("PENDING", "PROCESSING", "PAUSED", "ARCHIVED"),
        *[problem(503)] * 5,
        *statuses("PROCESSING"),
    )
    done = run(
        lambda c: c.exports.wait(
            TASK_ID, poll_interval=0.001, on_change=lambda task: told.append(task.status)
        )
    )
    assert done.output_url
    assert told == ["PENDING", "PROCESSING", "PAUSED", "ARCHIVED", "PROCESSING", "COMPLETED"]


@pytest.mark.parametrize(
    ("status", "error", "detail"),
    [
        ("FAILED", "Out of luck", "Out of luck"),
        ("FAILED", None, "The export has ended as FAILED."),
        ("CANCELED", None, "The export has ended as CANCELED."),
    ],
)
def test_an_export_that_ends_badly(
    status: str, error: str | None, detail: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(TASK_ROUTE, ok(TASK | {"status": status, "error": error}))
    with pytest.raises(APIError) as caught:
        run(lambda c: c.exports.wait(TASK_ID))
    assert (caught.value.status, caught.value.error_code) == (422, "TASK_TERMINAL_FAILURE")
    assert caught.value.detail == detail


def test_a_wait_that_runs_out(service: Service, run: Callable[..., Any]) -> None:
    service.will(TASK_ROUTE, *statuses(*["PROCESSING"] * 3), hang)
    with pytest.raises(TimeoutError, match=r"within 0\.5 seconds; it was PROCESSING at"):
        run(lambda c: c.exports.wait(TASK_ID, timeout=0.5, poll_interval=0.001))
    with pytest.raises(ValueError, match="timeout"):
        run(lambda c: c.exports.wait(TASK_ID, timeout=0))
    with pytest.raises(ValueError, match="poll_interval"):
        run(lambda c: c.exports.wait(TASK_ID, poll_interval=float("nan")))


@pytest.mark.parametrize(
    ("trouble", "looks"), [(problem(404), 1), (problem(401), 1), (problem(503), 10), (reset, 10)]
)
def test_waiting_gives_up_where_nothing_gets_better(
    trouble: Behaviour, looks: int, service: Service, run: Callable[..., Any]
) -> None:
    service.will(TASK_ROUTE, *[trouble] * 30)
    with pytest.raises(APIError):
        run(lambda c: c.exports.wait(TASK_ID, poll_interval=0.001), max_retries=0)
    assert len(service.received) == looks


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"timeout": 0}, "timeout"),
        ({"timeout": float("inf")}, "timeout"),
        ({"poll_interval": -1}, "poll_interval"),
        ({"max_retries": -1}, "max_retries"),
        ({"max_retries": 1.5}, "max_retries"),
        ({"max_retries": True}, "max_retries"),
        ({"base_url": "http://example.com"}, "base_url"),
    ],
)
def test_options_that_cannot_be_right(options: dict[str, Any], name: str) -> None:
    with pytest.raises(ValueError, match=name):
        AsyncIndreamClient(KEY, **options)
