"""Projects over a real socket: the official SDKs, both eras, bad input, restarts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.sandbox.running import VERSIONS, Running, code_of, data_of, run_sdk
from tests.sandbox.samples import ERAS, document, payload

JSON = {"Content-Type": "application/json"}
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def project(client: httpx.Client) -> str:
    """Give the id of a project."""
    return data_of(client.post("/v1/projects", json=payload()), 201)["projectId"]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_official_client_can_do_all_with_projects(server: Running, version: str) -> None:
    did = run_sdk(version, "projects", server.url, server.key(f"sdk {version}"))
    assert did["made"] == did["again"]
    assert did["made"]["title"] == "Ärger"
    assert (did["renamed"]["title"], did["renamed"]["description"]) == ("B", "d")
    assert did["detail"]["editor_state"] == document(ERAS[version], compositionWidth=200)
    assert did["synced"]["project_id"] == did["made"]["project_id"]
    newest_first = [entry["project_id"] for page in did["pages"] for entry in page["items"]]
    assert sorted(newest_first) == sorted([*did["others"], did["made"]["project_id"]])
    assert newest_first[-1] == did["made"]["project_id"]
    assert did["pages"][1]["next_page_cursor"] is None
    assert did["gone"]["deleted"] is True
    assert did["code"] == [404, "PROJECT_NOT_FOUND"]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_async_official_client_works_too(server: Running, version: str) -> None:
    did = run_sdk(version, "projects_async", server.url, server.key(f"async {version}"))
    assert did["detail"]["editor_state"] == did["sent"]
    assert len(did["listed"]["items"]) == 1


def test_both_eras_get_their_version_back(client: httpx.Client, project: str) -> None:
    body = {"editorState": document("seed"), "stateVersion": "mine-7"}
    synced = data_of(client.post(f"/v1/projects/{project}/sync", json=body))
    assert (synced["stateVersion"], synced["stateSchemaVersion"]) == ("mine-7", "v1")
    detail = data_of(client.get(f"/v1/projects/{project}"))
    assert (detail["stateVersion"], detail["stateSchemaVersion"]) == ("mine-7", "v1")
    assert detail["editorState"] == document("seed")


@pytest.mark.parametrize("headers", [{"x-api-key": "KEY"}, {"Authorization": "Bearer KEY"}])
def test_either_header_carries_the_key(server: Running, headers: dict[str, str]) -> None:
    key = server.key()
    sent = {name: value.replace("KEY", key) for name, value in headers.items()}
    data_of(httpx.get(f"{server.url}/v1/projects", headers=sent))


@pytest.mark.parametrize(
    "headers", [{}, {"x-api-key": "sk_indream_no"}, {"Authorization": "Basic x"}, {"x-api-key": "é"}]
)
def test_without_a_good_key_nothing_opens(server: Running, headers: dict[str, str]) -> None:
    answer = httpx.get(f"{server.url}/v1/projects", headers={k: v.encode() for k, v in headers.items()})
    assert code_of(answer) == (401, "OPEN_API_KEY_INVALID")


def test_an_account_without_access_is_refused(server: Running) -> None:
    with server.client(server.key(has_access=False)) as client:
        assert code_of(client.get("/v1/projects")) == (403, "OPEN_API_RUNTIME_ACCESS_FORBIDDEN")


def test_another_account_finds_nothing(server: Running, client: httpx.Client, project: str) -> None:
    with server.client(server.key("other")) as other:
        assert code_of(other.get(f"/v1/projects/{project}")) == (404, "PROJECT_NOT_FOUND")
        assert code_of(other.delete(f"/v1/projects/{project}")) == (404, "PROJECT_NOT_FOUND")
        assert data_of(other.get("/v1/projects")) == []


BAD_BODIES: list[tuple[dict[str, Any], int, str]] = [
    ({}, 422, "OPEN_API_REQUEST_INVALID"),
    ({"editorState": []}, 422, "EDITOR_SCHEMA_INVALID"),
    ({"editorState": None}, 422, "EDITOR_SCHEMA_INVALID"),
    ({"editorState": {**document(), "tracks": []}}, 422, "EDITOR_SCHEMA_INVALID"),
    (payload() | {"title": 5}, 422, "OPEN_API_REQUEST_INVALID"),
    (payload() | {"title": "x" * 121}, 422, "OPEN_API_REQUEST_INVALID"),
    (payload() | {"title": "\ud800"}, 422, "OPEN_API_REQUEST_INVALID"),
    (payload() | {"description": "x" * 501}, 422, "OPEN_API_REQUEST_INVALID"),
    (payload() | {"stateVersion": "x" * 33}, 422, "OPEN_API_REQUEST_INVALID"),
    (payload() | {"stateSchemaVersion": "v2"}, 422, "STATE_SCHEMA_VERSION_UNSUPPORTED"),
]


@pytest.mark.parametrize(("body", "status", "code"), BAD_BODIES)
def test_a_bad_body_is_refused_and_makes_nothing(
    server: Running, body: dict[str, Any], status: int, code: str
) -> None:
    with server.client(server.key("bad bodies")) as client:
        answer = client.post("/v1/projects", content=json.dumps(body), headers=JSON)
        assert code_of(answer) == (status, code)
        assert data_of(client.get("/v1/projects")) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"a": NaN}', b"\xff\xfe", b"[" * 100_000, b'{"a":1e999}']
)
def test_what_is_no_json_object_is_refused(client: httpx.Client, content: bytes) -> None:
    answer = client.post("/v1/projects", content=content, headers=JSON)
    assert code_of(answer) == (400, "OPEN_API_BAD_REQUEST")


def test_another_content_type_is_refused(client: httpx.Client) -> None:
    answer = client.post("/v1/projects", content=b"{}", headers={"Content-Type": "text/plain"})
    assert code_of(answer) == (415, "OPEN_API_CONTENT_TYPE_INVALID")


def test_a_document_without_sense_is_saved_all_the_same(client: httpx.Client, project: str) -> None:
    overlapping = document(transitions={})
    overlapping["tracks"][0]["items"] = ["a", "nobody"]
    data_of(client.post(f"/v1/projects/{project}/sync", json={"editorState": overlapping}))


@pytest.mark.parametrize(
    "query",
    [
        "pageSize=0",
        "pageSize=51",
        "pageSize=x",
        "pageSize=5.0",
        "pageSize=",
        "pageSize=1&pageSize=2",
        "pageCursor=",
        "pageCursor=%00",
        "pageCursor=W10",
        "pageCursor=" + "A" * 513,
        "pageCursor=é",
    ],
)
def test_a_bad_query_is_refused(client: httpx.Client, query: str) -> None:
    assert code_of(client.get(f"/v1/projects?{query}")) == (400, "OPEN_API_BAD_REQUEST")


def test_a_cursor_survives_what_happens_meanwhile(server: Running) -> None:
    with server.client(server.key("stale")) as client:
        ids = [data_of(client.post("/v1/projects", json=payload()), 201)["projectId"] for _ in range(5)]
        page = client.get("/v1/projects", params={"pageSize": 2}).json()
        for entry in page["data"]:
            client.delete(f"/v1/projects/{entry['projectId']}")
        cursor = page["meta"]["nextPageCursor"]
        rest = data_of(client.get("/v1/projects", params={"pageSize": 50, "pageCursor": cursor}))
        seen = [entry["projectId"] for entry in [*page["data"], *rest]]
        assert sorted(seen) == sorted(ids)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", f"/v1/projects/{NOBODY}", 404, "PROJECT_NOT_FOUND"),
        ("PATCH", f"/v1/projects/{NOBODY}", 404, "PROJECT_NOT_FOUND"),
        ("DELETE", f"/v1/projects/{NOBODY}", 404, "PROJECT_NOT_FOUND"),
        ("GET", "/v1/projects/x", 400, "OPEN_API_BAD_REQUEST"),
        ("GET", "/v1/projects/..%2f..%2fetc", 404, "OPEN_API_ROUTE_NOT_FOUND"),
        ("GET", "/v1/nothing", 404, "OPEN_API_ROUTE_NOT_FOUND"),
        ("PUT", "/v1/projects", 405, "OPEN_API_METHOD_NOT_ALLOWED"),
    ],
)
def test_what_is_not_there(client: httpx.Client, method: str, path: str, status: int, code: str) -> None:
    body = {"json": {}} if method in ("PATCH", "PUT") else {}
    assert code_of(client.request(method, path, **body)) == (status, code)


def test_a_refused_method_is_told_all_there_are(client: httpx.Client) -> None:
    allowed = client.put("/v1/projects", json={}).headers["allow"]
    assert {"GET", "POST"} <= set(allowed.split(", "))


def test_a_key_that_comes_again_gets_the_first_answer(server: Running) -> None:
    with server.client(server.key("again")) as client:
        body, key = {"title": "A", **payload()}, {"Idempotency-Key": "k"}
        first = client.post("/v1/projects", json=body, headers=key)
        reordered = dict(reversed(body.items()))
        second = client.post("/v1/projects", json=reordered, headers=key)
        assert (second.status_code, second.content) == (201, first.content)
        other = client.post("/v1/projects", json=body | {"title": "B"}, headers=key)
        assert code_of(other) == (409, "IDEMPOTENCY_KEY_CONFLICT")
        assert len(data_of(client.get("/v1/projects"))) == 1
        blank = client.post("/v1/projects", json=body, headers={"Idempotency-Key": "x" * 256})
        assert code_of(blank) == (400, "OPEN_API_BAD_REQUEST")


def test_a_refused_call_leaves_its_key_free(server: Running) -> None:
    with server.client(server.key("free")) as client:
        key = {"Idempotency-Key": "k"}
        assert client.post("/v1/projects", json={}, headers=key).status_code == 422
        data_of(client.post("/v1/projects", json=payload(), headers=key), 201)


def test_syncing_too_often_is_refused_with_a_time_to_wait(start: Callable[..., Running]) -> None:
    running = start(sync_burst=2, sync_per_second=0.01)
    with running.client() as client:
        project = data_of(client.post("/v1/projects", json=payload()), 201)["projectId"]
        path = f"/v1/projects/{project}/sync"
        for _ in range(2):
            data_of(client.post(path, json=payload()))
        refused = client.post(path, json=payload())
        assert code_of(refused) == (429, "OPEN_API_PROJECT_SYNC_RATE_LIMITED")
        assert 1 <= int(refused.headers["retry-after"]) <= 100


def test_a_body_that_is_too_large_is_refused(start: Callable[..., Running]) -> None:
    running = start(json_bytes=1000)
    with running.client() as client:
        answer = client.post("/v1/projects", json=payload() | {"description": "x" * 2000})
        assert code_of(answer) == (413, "OPEN_API_BODY_TOO_LARGE")


def test_bodies_of_more_than_sixteen_mebibytes_are_refused(client: httpx.Client) -> None:
    body = json.dumps({"editorState": [{} for _ in range(4 * 2**20 + 1)]})
    answer = client.post("/v1/editor/validate", content=body, headers={"Content-Type": "application/json"})
    assert code_of(answer) == (413, "OPEN_API_BODY_TOO_LARGE")


def test_data_survive_a_restart(start: Callable[..., Running]) -> None:
    running = start()
    key = running.key()
    with running.client(key) as client:
        made = data_of(client.post("/v1/projects", json={"title": "kept", **payload()}), 201)
    running.stop()
    with start().client(key) as client:
        assert data_of(client.get(f"/v1/projects/{made['projectId']}"))["editorState"] == document()


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Host": "evil.example"}, 421, "SANDBOX_HOST_REFUSED"),
        ({"Host": "127.0.0.1.evil.example"}, 421, "SANDBOX_HOST_REFUSED"),
        ({"Origin": "http://evil.example"}, 403, "SANDBOX_ORIGIN_REFUSED"),
        ({"Origin": "null"}, 403, "SANDBOX_ORIGIN_REFUSED"),
    ],
)
def test_pages_elsewhere_do_not_get_in(
    client: httpx.Client, headers: dict[str, str], status: int, code: str
) -> None:
    assert code_of(client.get("/v1/projects", headers=headers)) == (status, code)
