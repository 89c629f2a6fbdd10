"""Every call of the surface: what is sent, what comes back."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from editor_app.cloud.indream import APIError, AsyncIndreamClient, ValidationError
from tests.cloud import official
from tests.cloud.conftest import KEY
from tests.cloud.samples import ASSET_ID, PROJECT_ID, TASK_ID
from tests.cloud.service import Service, ok, problem
from tests.cloud.test_payloads import SEED
from tests.documents import document, solid

STATE = document(solid("a"))
ORDER = {"ratio": "16:9", "scale": 1, "fps": 30, "format": "mp4"}
Client = AsyncIndreamClient

CALLS: list[tuple[str, Callable[[Client], Any], str, str]] = [
    ("exports.create", lambda c: c.exports.create(ORDER | {"editorState": STATE}), "POST", "/v1/exports"),
    ("exports.get", lambda c: c.exports.get(TASK_ID), "GET", f"/v1/exports/{TASK_ID}"),
    ("exports.list", lambda c: c.exports.list(), "GET", "/v1/exports"),
    ("exports.cancel", lambda c: c.exports.cancel(TASK_ID), "DELETE", f"/v1/exports/{TASK_ID}"),
    ("exports.wait", lambda c: c.exports.wait(TASK_ID), "GET", f"/v1/exports/{TASK_ID}"),
    ("editor.capabilities", lambda c: c.editor.capabilities(), "GET", "/v1/editor/capabilities"),
    ("editor.validate", lambda c: c.editor.validate(STATE), "POST", "/v1/editor/validate"),
    ("illustrations.search", lambda c: c.illustrations.search(), "GET", "/v1/illustrations"),
    ("projects.create", lambda c: c.projects.create({"editorState": STATE}), "POST", "/v1/projects"),
    ("projects.list", lambda c: c.projects.list(), "GET", "/v1/projects"),
    ("projects.get", lambda c: c.projects.get(PROJECT_ID), "GET", f"/v1/projects/{PROJECT_ID}"),
    (
        "projects.update",
        lambda c: c.projects.update(PROJECT_ID, {"title": "New"}),
        "PATCH",
        f"/v1/projects/{PROJECT_ID}",
    ),
    (
        "projects.sync",
        lambda c: c.projects.sync(PROJECT_ID, {"editorState": STATE}),
        "POST",
        f"/v1/projects/{PROJECT_ID}/sync",
    ),
    ("projects.delete", lambda c: c.projects.delete(PROJECT_ID), "DELETE", f"/v1/projects/{PROJECT_ID}"),
    (
        "projects.list_assets",
        lambda c: c.projects.list_assets(PROJECT_ID),
        "GET",
        f"/v1/projects/{PROJECT_ID}/assets",
    ),
    (
        "projects.add_asset",
        lambda c: c.projects.add_asset(PROJECT_ID, ASSET_ID),
        "POST",
        f"/v1/projects/{PROJECT_ID}/assets",
    ),
    (
        "projects.remove_asset",
        lambda c: c.projects.remove_asset(PROJECT_ID, ASSET_ID),
        "DELETE",
        f"/v1/projects/{PROJECT_ID}/assets/{ASSET_ID}",
    ),
    (
        "projects.create_export",
        lambda c: c.projects.create_export(PROJECT_ID, ORDER),
        "POST",
        f"/v1/projects/{PROJECT_ID}/exports",
    ),
    ("assets.get", lambda c: c.assets.get(ASSET_ID), "GET", f"/v1/assets/{ASSET_ID}"),
    ("assets.delete", lambda c: c.assets.delete(ASSET_ID), "DELETE", f"/v1/assets/{ASSET_ID}"),
]
by_name = pytest.mark.parametrize(
    ("call", "method", "path"), [entry[1:] for entry in CALLS], ids=[entry[0] for entry in CALLS]
)


@by_name
def test_a_call_goes_where_it_belongs_with_both_headers(
    call: Callable[[Client], Any], method: str, path: str, service: Service, run: Callable[..., Any]
) -> None:
    run(call)
    (received,) = service.received
    assert (received.method, received.target) == (method, path)
    assert received.headers["x-api-key"] == KEY
    assert received.headers["authorization"] == f"Bearer {KEY}"
    assert received.headers["accept"] == "application/json"
    assert received.headers.get("content-type") == ("application/json" if received.body else None)
    assert "cookie" not in received.headers


@by_name
def test_trouble_is_told_by_every_call(
    call: Callable[[Client], Any], method: str, path: str, service: Service, run: Callable[..., Any]
) -> None:
    service.will(f"{method} {path}", problem(422, "CODE"))
    with pytest.raises(ValidationError, match="Something is wrong") as caught:
        run(call)
    assert (caught.value.error_code, caught.value.errors) == ("CODE", ())
    assert len(service.received) == 1


@pytest.mark.parametrize("version", official.VERSIONS)
def test_whatever_the_official_clients_are_called_with_ours_takes_too(version: str) -> None:
    with_client = AsyncIndreamClient(KEY)
    compared = 0
    for resource, theirs in official.methods(version):
        ours = inspect.signature(getattr(getattr(with_client, resource), theirs.name)).parameters
        names = [argument.arg for argument in theirs.args.args if argument.arg != "self"]
        assert list(ours)[: len(names)] == names, f"{resource}.{theirs.name}"
        assert {argument.arg for argument in theirs.args.kwonlyargs} <= set(ours)
        defaults = [ast.literal_eval(default) for default in theirs.args.defaults]
        for name, default in zip(names[len(names) - len(defaults) :], defaults, strict=True):
            assert ours[name].default == default, f"{resource}.{theirs.name}({name})"
        compared += 1
    assert compared >= 18


def test_queries_are_written_so_that_anything_arrives(service: Service, run: Callable[..., Any]) -> None:
    cursor = "a+/=&?#字 %41"

    async def job(client: Client) -> None:
        page = await client.exports.list(page_size=5, page_cursor=cursor, created_by_api_key_id="k")
        assert (page.items[0].task_id, page.next_page_cursor) == (TASK_ID, "next")
        await client.projects.list(50, cursor)
        await client.illustrations.search("creative & more")
        await client.illustrations.search("  ")

    run(job)
    encoded = "a%2B%2F%3D%26%3F%23%E5%AD%97+%2541"
    assert [received.target for received in service.received] == [
        f"/v1/exports?pageSize=5&pageCursor={encoded}&createdByApiKeyId=k",
        f"/v1/projects?pageSize=50&pageCursor={encoded}",
        "/v1/illustrations?q=creative+%26+more",
        "/v1/illustrations",
    ]


@pytest.mark.parametrize("data", [{}, [5], "IAiChat"])
def test_names_that_are_none(data: Any, service: Service, run: Callable[..., Any]) -> None:
    service.will("GET /v1/illustrations", ok(data))
    with pytest.raises(APIError, match="no list of names") as caught:
        run(lambda c: c.illustrations.search())
    assert caught.value.error_code == "SDK_UNEXPECTED_RESPONSE"


def test_ids_stay_in_their_part_of_the_path(service: Service, run: Callable[..., Any]) -> None:
    service.will("GET /v1/exports/a%2F..%2Fb%3Fc", ok({}))
    with pytest.raises(Exception, match="taskId does not fit"):
        run(lambda c: c.exports.get("a/../b?c"))
    for bad in ("", " ", ".", ".."):
        with pytest.raises(ValueError, match="id"):
            run(lambda c, bad=bad: c.projects.delete(bad))
    assert len(service.received) == 1


def test_a_document_leaves_in_the_form_of_both_eras(service: Service, run: Callable[..., Any]) -> None:
    run(lambda c: c.projects.create({"title": "T", "editorState": SEED, "stateVersion": "v1"}))
    sent = service.received[0].json
    assert (sent["title"], sent["stateVersion"], sent["stateSchemaVersion"]) == ("T", "v1", "v1")
    assert sent["editorState"]["stateSchemaVersion"] == "v1"
    video = next(item for item in sent["editorState"]["items"].values() if item["type"] == "video")
    assert {"videoStartFromInSeconds", "sourceStartTicks"} <= set(video)


def test_the_verdict_comes_with_the_version_it_was_made_by(service: Service, run: Callable[..., Any]) -> None:
    finding = {"code": "KEYFRAME_OUT_OF_BOUNDS", "path": "$.items.a", "message": "Too late"}
    service.will(
        "POST /v1/editor/validate", ok({"valid": False, "errors": [finding]}, {"capabilitiesVersion": "v4"})
    )
    verdict = run(lambda c: c.editor.validate(STATE))
    assert (verdict.valid, verdict.errors[0].code, verdict.capabilities_version) == (
        False,
        "KEYFRAME_OUT_OF_BOUNDS",
        "v4",
    )
    assert set(service.received[0].json) == {"editorState"}
    service.will("POST /v1/editor/validate", ok({"valid": True, "errors": []}))
    assert "capabilities_version" not in run(lambda c: c.editor.validate(STATE)).model_fields_set


BAD = {**STATE, "compositionWidth": 5, "tracks": [{"id": "t", "items": [], "hidden": 1, "muted": False}]}


@pytest.mark.parametrize(
    "call",
    [
        lambda c, **more: c.editor.validate(BAD, **more),
        lambda c, **more: c.exports.create(ORDER | {"editorState": BAD}, **more),
        lambda c, **more: c.projects.create({"editorState": BAD}, **more),
        lambda c, **more: c.projects.sync(PROJECT_ID, {"editorState": BAD}, **more),
    ],
)
def test_all_that_is_wrong_is_found_here_unless_the_service_shall_judge(
    call: Callable[..., Any], service: Service, run: Callable[..., Any]
) -> None:
    with pytest.raises(ValidationError) as caught:
        run(lambda c: call(c))
    assert [found.path for found in caught.value.errors] == ["$.compositionWidth", "$.tracks[0].hidden"]
    assert (caught.value.status, caught.value.error_code) == (422, "EDITOR_SCHEMA_INVALID")
    assert not service.received
    run(lambda c: call(c, check=False))
    assert service.received[0].json["editorState"]["compositionWidth"] == 5


def test_an_idempotency_key_is_sent_where_there_is_one(service: Service, run: Callable[..., Any]) -> None:
    order = ORDER | {"editorState": STATE}
    run(lambda c: c.exports.create(order, "key-1"))
    run(lambda c: c.projects.create({"editorState": STATE}, idempotency_key="key-2"))
    run(lambda c: c.projects.create_export(PROJECT_ID, ORDER, idempotency_key="key-3"))
    run(lambda c: c.exports.create(order, " "))
    keys = [received.headers.get("idempotency-key") for received in service.received]
    assert keys == ["key-1", "key-2", "key-3", None]
    with pytest.raises(ValidationError, match="idempotency_key"):
        run(lambda c: c.exports.create(order, "a\r\nx-evil: 1"))
    assert len(service.received) == 4


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda c: c.projects.create(None), "payload"),
        (lambda c: c.projects.create([], check=False), "payload"),
        (lambda c: c.projects.sync(PROJECT_ID, "x"), "payload"),
        (lambda c: c.projects.update(PROJECT_ID, None), "payload"),
        (lambda c: c.projects.create_export(PROJECT_ID, 5), "payload"),
        (lambda c: c.exports.create(5), "payload"),
        (lambda c: c.editor.validate(None), "editorState"),
        (lambda c: c.projects.create({"editorState": STATE}, 5), "idempotency_key"),
        (lambda c: c.uploads.upload(b"x", filename=5, content_type="image/png"), "filename"),
        (lambda c: c.uploads.upload(b"x", filename="a", content_type=5), "content_type"),
    ],
)
def test_arguments_of_another_kind_are_named(
    call: Callable[..., Any], named: str, service: Service, run: Callable[..., Any]
) -> None:
    with pytest.raises(ValidationError, match=named):
        run(call)
    assert not service.received
