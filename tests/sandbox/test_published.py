"""Odd calls of every published operation: never a server's error, never a status that is not published."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema_rs
import pytest

from editor_app.sandbox.openapi import document as published
from tests.documents import ODD_VALUES, RICH
from tests.sandbox.media import png
from tests.sandbox.running import Running, data_of
from tests.sandbox.samples import document, payload
from tests.sandbox.test_exports import SETTINGS

ODD_TEXTS = [
    *(
        "",
        " ",
        "x",
        "\0",
        "é",
        "你好",
        "../..",
        "a/b",
        "a\\b",
        "%",
        "%00",
        "%zz",
        "'; DROP TABLE projects; --",
    ),
    *("null", "-1", "0", "1", "50", "51", "1e3", "9" * 30, "x" * 600, "W10", "true", "{}", "\ud7ff"),
]
OPERATIONS = [
    (path, method)
    for path, methods in published()["paths"].items()
    for method in methods
    if path.startswith("/v1")
]
CALLS = 60


@pytest.fixture
def ids(client: httpx.Client) -> dict[str, list[str]]:
    """Give ids that lead somewhere, and some that do not."""
    project = data_of(client.post("/v1/projects", json=payload()), 201)["projectId"]
    headers = {"x-file-name": "a.png", "Content-Type": "image/png"}
    asset = data_of(client.post("/v1/uploads", content=png(), headers=headers), 201)["assetId"]
    client.post("/v1/exports", json={**payload(), **SETTINGS})  # refused where enough are active
    task = data_of(client.get("/v1/exports"))[0]["taskId"]
    known = {"projectId": project, "assetId": asset, "taskId": task}
    return {
        name: [value] * 20 + [t for t in ODD_TEXTS if t] + list(known.values())
        for name, value in known.items()
    }


def odd_value(dice: random.Random, name: str) -> Any:
    """Give a value for a field of a body, now and then a good one."""
    good = {
        **SETTINGS,
        "editorState": document(),
        "title": "t",
        "stateSchemaVersion": "v1",
        "stateVersion": "1",
    }
    damaged = {**document(), dice.choice([*document()]): dice.choice(ODD_VALUES)}
    states = [damaged, RICH["seed"], RICH["newer"]] if name == "editorState" else []
    return dice.choice([*states, *ODD_VALUES, *ODD_TEXTS, *[good.get(name, "x")] * 40])


def odd_calls(path: str, method: str, ids: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Give calls as arguments of `client.request`."""
    operation = published()["paths"][path][method]
    dice = random.Random(f"{method} {path}")
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    for _ in range(CALLS):
        call: dict[str, Any] = {"headers": {}}
        place = path
        query: list[str] = []
        for parameter in operation["parameters"]:
            name, value = parameter["name"], dice.choice(ODD_TEXTS)
            if parameter["in"] == "path":
                place = place.replace(f"{{{name}}}", quote(dice.choice(ids[name]), safe=""))
            elif dice.random() < 0.6:
                continue
            elif parameter["in"] == "query":
                query.append(f"{name}={quote(value)}")
            elif value.isascii() and value.isprintable() and value.strip():
                call["headers"][name] = value
        if body is not None:
            names = [name for name in body["schema"]["properties"] if dice.random() < 0.9]
            whole = {name: odd_value(dice, name) for name in names}
            call["content"] = json.dumps(dice.choice([whole] * 9 + [dice.choice(ODD_VALUES)])).encode()
            call["headers"]["Content-Type"] = dice.choice(["application/json"] * 9 + ["text/html"])
        elif method == "post":
            call["content"] = dice.choice([png(), b"", b"x", b"\0" * 50])
            call["headers"] |= {"x-file-name": "a.png"} if dice.random() < 0.8 else {}
            call["headers"]["Content-Type"] = dice.choice(["image/png", "video/mp4", "text/x", "x/"])
        yield {"url": f"{place}?{'&'.join(query)}", **call}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_odd_calls_get_a_published_answer(
    server: Running, ids: dict[str, list[str]], path: str, method: str
) -> None:
    responses = published()["paths"][path][method]["responses"]
    with server.client(server.key("default")) as client:
        for call in odd_calls(path, method, ids):
            answer = client.request(method, **call)
            if answer.status_code == 404 and answer.json()["errorCode"] == "OPEN_API_ROUTE_NOT_FOUND":
                continue  # an id with a slash in it is another path
            assert answer.status_code < 500, call
            assert str(answer.status_code) in responses, (call, answer.text)
            schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
            whole = {**schema, "components": published()["components"]}
            jsonschema_rs.Draft202012Validator(whole).validate(answer.json())
