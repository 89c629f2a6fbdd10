"""The server's own OpenAPI document, made from the tables that its calls are read with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from editor_app.product import NAME, VERSION
from editor_app.sandbox.errors import STATUS_NAMES
from editor_app.sandbox.fields import Field, Text, Uuid
from editor_app.sandbox.routes.table import OPERATIONS, Operation
from editor_app.sandbox.schemas import SCHEMAS

Json = dict[str, Any]

_EVERYWHERE = (401, 403, 421, 503)
"""Refusals that need no reason in the call: the key, the origin, the Host header, a full disk."""
_ABOUT = (
    f"The API of {NAME}'s sandbox: a local stand-in for the service, for trying and testing. "
    "What is billed and how fast one may sync are rules of the sandbox, not of the service."
)


@cache
def document() -> Json:
    """Give the document."""
    paths: dict[str, Json] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{NAME} sandbox", "version": VERSION, "description": _ABOUT},
        "paths": paths | _FILES,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "ApiKey": {"type": "apiKey", "in": "header", "name": "x-api-key"},
                "Bearer": {"type": "http", "scheme": "bearer"},
            },
        },
        "security": [{"ApiKey": []}, {"Bearer": []}],
    }


def _operation(operation: Operation) -> Json:
    statuses = sorted({*operation.refused, *_EVERYWHERE})
    described: Json = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "parameters": _parameters(operation),
        "responses": {
            str(operation.status): _success(operation),
            **{str(status): _refusal(status) for status in statuses},
        },
    }
    if operation.body is not None:
        described["requestBody"] = _body(operation.body)
    elif operation.id == "uploadAsset":
        described["requestBody"] = {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    return described


def _parameters(operation: Operation) -> list[Json]:
    names = re.findall(r"\{(\w+)\}", operation.path)
    path = [Field(name, Text(200) if name == "taskId" else Uuid(), required=True) for name in names]
    places = (("path", path), ("query", operation.query), ("header", operation.headers))
    return [_parameter(field, place) for place, fields in places for field in fields]


def _parameter(field: Field, place: str) -> Json:
    described: Json = {
        "name": field.name,
        "in": place,
        "required": field.required,
        "schema": field.kind.schema(),
    }
    return described | ({"description": field.about} if field.about else {})


def _body(fields: Iterable[Field]) -> Json:
    schema = {
        "type": "object",
        "properties": {field.name: field.kind.schema() for field in fields},
        "required": [field.name for field in fields if field.required],
    }
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _success(operation: Operation) -> Json:
    name, _, is_list = operation.reply.partition("[")
    data: Json = {"$ref": f"#/components/schemas/{name}"}
    meta: Json = {"type": "object"}
    if is_list:
        data = {"type": "array", "items": data}
    if any(field.name == "pageCursor" for field in operation.query):
        cursor = {"nextPageCursor": {"type": ["string", "null"]}}
        meta |= {"properties": cursor, "required": ["nextPageCursor"]}
    schema = {"type": "object", "properties": {"data": data, "meta": meta}, "required": ["data", "meta"]}
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _refusal(status: int) -> Json:
    return {
        "description": STATUS_NAMES[status][1],
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _file(operation_id: str, kinds: Iterable[str], *more: int) -> Json:
    binary: Json = {"schema": {"type": "string", "format": "binary"}}
    whole = {kind: binary for kind in kinds}
    name: Json = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
    asked: list[Json] = [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string"}}
        for name in ("Range", "If-None-Match")
    ]
    return {
        "get": {
            "operationId": operation_id,
            "tags": ["Files"],
            "security": [],
            "parameters": [name, *asked],
            "responses": {
                "200": {"description": "The file", "content": whole},
                "206": {"description": "Parts of it", "content": {**whole, "multipart/byteranges": binary}},
                "304": {"description": "The sender has it already"},
                **{str(status): _refusal(status) for status in (403, 404, 416, 421, 503, *more)},
            },
        }
    }


_CAPTIONS = ("text/plain", "application/x-subrip")
_FILES = {
    "/media/{name}": _file("getMedia", ("image/*", "video/*", "audio/*", *_CAPTIONS)),
    "/outputs/{name}": _file("getOutput", ("video/*",), 410),
}
