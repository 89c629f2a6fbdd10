"""Capabilities, validation and illustrations over a real socket; the published OpenAPI document holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest

from tests.documents import RICH, solid, track
from tests.sandbox.media import png
from tests.sandbox.running import VERSIONS, Running, code_of, data_of, run_sdk
from tests.sandbox.samples import ERAS, document, payload
from tests.sandbox.test_projects import JSON

TYPES = {
    "animations": ["fade", "slide-up", "slide-down", "slide-left", "slide-right", "zoom-in", "zoom-out"],
    "transitions": ["fade", "slide", "wipe", "flip", "clock-wipe", "iris"],
    "effects": ["flash-to-black", "blur", "blurred-opening", "fade-in", "fade-out"],
    "shapes": ["rectangle", "circle", "triangle", "star"],
}
CAPTION_TYPES = {
    *("converge", "elastic-pop", "typewriter", "lay-down", "center-type-out", "curtain-close"),
    *("jitter", "rainbow", "sweep-shine"),
}


@pytest.mark.parametrize("version", VERSIONS)
def test_an_official_client_can_ask_the_editors_questions(server: Running, version: str) -> None:
    overlapping = document(ERAS[version], tracks=[track("t", "a", "b")])
    overlapping["items"] = {"a": solid("a"), "b": solid("b")}
    documents = [document(ERAS[version]), overlapping]
    key = server.key("no paid routes", has_access=False)
    did = run_sdk(version, "editor", server.url, key, documents=documents)
    assert did["capabilities"]["effects"] == TYPES["effects"]
    assert [valid["valid"] for valid in did["validations"]] == [True, False]
    assert did["validations"][1]["errors"][0]["code"] == "EDITOR_TRACK_ITEM_OVERLAP"
    assert did["illustrations"] == [403, "OPEN_API_RUNTIME_ACCESS_FORBIDDEN"]
    paid = run_sdk(version, "illustrations", server.url, server.key())
    assert paid["creative"] == ["ICreativeProcess", "ICreativeThinking"]
    assert len(paid["all"]) > 20


def test_capabilities_list_the_whole_format_and_presets_for_each(client: httpx.Client) -> None:
    found = data_of(client.get("/v1/editor/capabilities"))
    assert {key: found[key] for key in TYPES} == TYPES
    assert len(found["filters"]) == 8
    groups = found["captionAnimations"]
    assert {preset["type"] for group in groups.values() for preset in group} == CAPTION_TYPES
    assert all(groups.values())
    for kinds, presets in (("transitions", "transitionPresets"), ("effects", "effectPresets")):
        assert {preset["type"] for preset in found[presets]} == set(found[kinds])
        assert len({preset["id"] for preset in found[presets]}) == len(found[presets])


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_a_rich_document_is_valid(client: httpx.Client, dialect: str) -> None:
    answer = client.post("/v1/editor/validate", json={"editorState": RICH[dialect]})
    assert data_of(answer) == {"valid": True, "errors": []}
    assert answer.json()["meta"] == {"capabilitiesVersion": "sandbox-1"}


@pytest.mark.parametrize(
    ("state", "code", "path"),
    [
        (None, "EDITOR_SCHEMA_INVALID", "$"),
        ([], "EDITOR_SCHEMA_INVALID", "$"),
        ({**document(), "tracks": []}, "EDITOR_SCHEMA_INVALID", "$.tracks"),
        (document(items={"a": {**solid("a"), "shape": "x"}}), "EDITOR_SCHEMA_INVALID", "$.items.a.shape"),
        (document(tracks=[track("t", "a", "x")]), "LOCAL_TRACK_ITEM_MISSING", "$.tracks[0].items[1]"),
    ],
)
def test_what_is_wrong_with_a_document_is_a_success(
    client: httpx.Client, state: Any, code: str, path: str
) -> None:
    found = data_of(client.post("/v1/editor/validate", json={"editorState": state}))
    assert found["valid"] is False
    assert (found["errors"][0]["code"], found["errors"][0]["path"]) == (code, path)


def test_sense_is_judged_only_where_the_schema_holds(client: httpx.Client) -> None:
    state = document(tracks=[track("t", "a", "x")])
    state["items"]["a"]["shape"] = "x"
    found = data_of(client.post("/v1/editor/validate", json={"editorState": state}))
    assert {error["code"] for error in found["errors"]} == {"EDITOR_SCHEMA_INVALID"}


def test_half_characters_in_a_document_are_told_of_and_never_break_a_reply(client: httpx.Client) -> None:
    state = document()
    state["items"]["\ud800"] = {"type": "\ud800"}
    sent = json.dumps({"editorState": state})
    found = data_of(client.post("/v1/editor/validate", content=sent, headers=JSON))
    assert found["valid"] is False


def test_without_a_document_there_is_nothing_to_validate(client: httpx.Client) -> None:
    assert code_of(client.post("/v1/editor/validate", json={})) == (400, "OPEN_API_BAD_REQUEST")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("CREATIVE", ["ICreativeProcess", "ICreativeThinking"]),
        ("creative thinking", ["ICreativeThinking"]),
        ("creativ", ["ICreativeProcess", "ICreativeThinking"]),
        ("megafone", ["IMegaphone"]),
        ("zzz", []),
    ],
)
def test_illustrations_are_searched(client: httpx.Client, query: str, names: list[str]) -> None:
    assert data_of(client.get("/v1/illustrations", params={"q": query})) == names


def test_a_search_word_may_not_be_endless(client: httpx.Client) -> None:
    assert code_of(client.get("/v1/illustrations", params={"q": "x" * 201}))[0] == 400
    assert data_of(client.get("/v1/illustrations", params={"q": " "}))


def walked(client: httpx.Client) -> Iterator[tuple[str, str, httpx.Response]]:
    """Call every operation that needs no export; give its path, method and answer."""

    def call(method: str, path: str, ids: dict[str, str], **more: Any) -> tuple[str, str, httpx.Response]:
        return path, method, client.request(method, path.format(**ids), **more)

    made = call("POST", "/v1/projects", {}, json=payload())
    ids = {"projectId": made[2].json()["data"]["projectId"]}
    yield made
    headers = {"x-file-name": "a.png", "Content-Type": "image/png"}
    asset = call("POST", "/v1/uploads", {}, content=png(), headers=headers)
    ids["assetId"] = asset[2].json()["data"]["assetId"]
    yield asset
    project, bound = "/v1/projects/{projectId}", "/v1/projects/{projectId}/assets"
    yield call("GET", "/v1/projects", ids)
    yield call("GET", project, ids)
    yield call("PATCH", project, ids, json={"title": "x"})
    yield call("POST", f"{project}/sync", ids, json=payload())
    yield call("POST", bound, ids, json={"assetId": ids["assetId"]})
    yield call("GET", bound, ids)
    yield call("DELETE", f"{bound}/{{assetId}}", ids)
    yield call("GET", "/v1/assets/{assetId}", ids)
    yield call("DELETE", "/v1/assets/{assetId}", ids)
    yield call("DELETE", project, ids)
    yield call("GET", "/v1/editor/capabilities", ids)
    yield call("POST", "/v1/editor/validate", ids, json={"editorState": {}})
    yield call("GET", "/v1/illustrations", ids)


def test_every_answer_has_the_published_form(client: httpx.Client) -> None:
    published = client.get("/openapi.json").json()
    assert published["openapi"] == "3.1.0"
    for path, method, answer in walked(client):
        responses = published["paths"][path][method.lower()]["responses"]
        assert str(answer.status_code) in responses, answer.text
        assert answer.is_success
        schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
        whole = {**schema, "components": published["components"]}
        jsonschema_rs.Draft202012Validator(whole).validate(answer.json())
