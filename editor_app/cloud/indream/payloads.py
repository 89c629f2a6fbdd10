"""The bodies of calls: the form of a document that both eras accept, checked before it leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from editor_app.cloud.indream.asset_records import complete_assets
from editor_app.cloud.indream.errors import SCHEMA, ValidationError, refused_argument, refused_here
from editor_app.cloud.indream.models import Asset
from editor_app.problem import Problem
from editor_app.record import RawObject, json_bytes
from editor_app.state import EditorState, payload, read, write
from editor_app.state.dialects import read_as, schema_problems

STATE_SCHEMA_VERSION = "v1"
_DEPTH = 3
"""So deep lie the records of a document in a body: `editorState`, `items`, the item."""

Document = Mapping[str, Any] | EditorState
"""A document as JSON of either dialect, or as the value that the editor works on."""


def body(value: Mapping[str, Any]) -> bytes:
    """Write a request's body; raise ValidationError for what JSON cannot say, or is no object."""
    _check_object(value)
    try:
        data = b"".join(_pieces(dict(value), _DEPTH))
        if b"NaN" in data or b"Infinity" in data:
            json.dumps(value, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        reason = str(error)
    else:
        return data
    raise refused_argument("payload", f"is no JSON: {reason}.")


def _pieces(value: Any, depth: int) -> Iterator[bytes]:
    """Write JSON record by record: one call for a large document would hold every other thread up."""
    if not depth or not isinstance(value, dict):
        yield json_bytes(value)
        return
    entries = cast("dict[Any, Any]", value)
    if not all(isinstance(key, str) for key in entries):
        yield json_bytes(entries)
        return
    yield b"{"
    for number, (key, entry) in enumerate(entries.items()):
        yield (b"," if number else b"") + json_bytes(key) + b":"
        yield from _pieces(entry, depth - 1)
    yield b"}"


def state_body(request: Mapping[str, Any], uploads: Iterable[Asset] = (), *, check: bool = True) -> bytes:
    """Write a request that carries a document: both eras' document, and the newer era's version beside it.

    A `stateVersion` of the caller passes through, a `stateSchemaVersion` too. With `check`, raise
    ValidationError with all that the schema finds wrong.
    """
    _check_object(request)
    if "editorState" not in request:
        if check:
            raise _refused([Problem(SCHEMA, "$", "editorState is missing.", "error")])
        return body(request)
    document = sent_document(request["editorState"], uploads, check=check)
    is_of_the_seed = isinstance(document, dict) and "stateSchemaVersion" not in document
    beside = {} if is_of_the_seed else {"stateSchemaVersion": STATE_SCHEMA_VERSION}
    return body({**beside, **request, "editorState": document})


def validation_body(document: Any, uploads: Iterable[Asset] = (), *, check: bool = True) -> bytes:
    """Write the request that asks for the service's verdict; a document and nothing beside it."""
    return body({"editorState": sent_document(document, uploads, check=check)})


def sent_document(document: Any, uploads: Iterable[Asset] = (), *, check: bool = True) -> Any:
    """Give a document in the form that both eras accept, its bare asset records completed.

    A valid document of the seed's dialect that the newer schema refuses in any form goes out as it is.
    """
    if isinstance(document, EditorState):
        state, stated = document, document.root.raw
    elif isinstance(document, Mapping):
        stated = complete_assets(dict(cast("Mapping[str, Any]", document)), uploads)
        state = read(stated)[0]
    elif check:
        raise _refused([Problem(SCHEMA, "$", "editorState must be an object.", "error")])
    else:
        return document
    problems = schema_problems(state)
    if check and (found := [p for p in problems if p.severity == "error"]):
        raise _refused(found)
    sent = _with_stated_version(payload(state), stated)
    if state.dialect == "seed" and not problems and schema_problems(read_as(sent, "newer")):
        return write(state)
    return sent


def _check_object(value: object) -> None:
    if not isinstance(value, Mapping):
        raise refused_argument("payload", "must be an object.")


def _with_stated_version(sent: RawObject, stated: RawObject) -> RawObject:
    """Let the version that a document states go out as it is: the verdict is the service's."""
    if "stateSchemaVersion" in stated:
        sent["stateSchemaVersion"] = stated["stateSchemaVersion"]
    return sent


def _refused(found: list[Problem]) -> ValidationError:
    return refused_here(SCHEMA, "The document does not fit its schema", found)
