"""Loaded by Schemathesis in its own process: leads some of its calls to what is there, so that they get deep.

Ids and documents of pure chance are refused at the door. So what replies name is noted, and a part of the
calls gets it, or a document that is one. Everything else stays as it was drawn.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any

import schemathesis

from tests.documents import RICH
from tests.sandbox.media import png
from tests.sandbox.samples import document

DOCUMENTS = (document("seed"), document("newer"))
RANGES = (
    "bytes=0-",
    "bytes=1-3",
    "bytes=-5",
    "bytes=0-0,2-3",
    "bytes=9-1",
    "bytes=99999999-",
    "bytes=x",
    "x",
    "",
)
_KEPT = 4
_known: dict[str, list[str]] = defaultdict(list, outputUrl=[os.environ["STORM_OUTPUT"]])
_file_of: dict[str, str] = {}
_turns: dict[str, Iterator[int]] = defaultdict(count)


@schemathesis.hook
def before_call(_: Any, case: Any, **more: Any) -> None:
    """Put what is known into two calls of three."""
    label, body = case.operation.label, case.body
    turn = next(_turns[label])
    if turn % 3 == 2:
        return
    for name in case.path_parameters or {}:
        if value := _led(label, name, turn):
            case.path_parameters[name] = value
    if case.path.startswith(("/media", "/outputs")) and turn % 2:
        case.headers = {**(case.headers or {}), "Range": RANGES[turn % len(RANGES)]}
    if "pageCursor" in (case.query or {}) and (known := _known[case.path]):
        case.query["pageCursor"] = known[-1]
    if isinstance(body, dict) and isinstance(body.get("editorState"), dict):
        rich = () if label.endswith("/exports") else (RICH["seed"], RICH["newer"])
        choices = (*DOCUMENTS, *rich)
        body["editorState"] = choices[turn % len(choices)]
    if isinstance(body, dict) and "assetId" in body and (known := _known["assetId"]):
        body["assetId"] = known[-1]
    if label == "POST /v1/uploads" and case.headers:
        case.body = png(1 + turn % 50)
        if (known := _known["projectId"]) and "x-project-id" in case.headers:
            case.headers["x-project-id"] = known[-1]


@schemathesis.hook
def after_call(_: Any, case: Any, response: Any) -> None:
    """Note what a reply names, and forget what was deleted."""
    if not 200 <= response.status_code < 300 or not case.path.startswith("/v1"):
        return
    whole = response.json()
    if following := whole["meta"].get("nextPageCursor"):
        _note(case.path, following)
    found = whole["data"] if isinstance(whole["data"], list) else [whole["data"]]
    for record in found:
        if not isinstance(record, dict):
            continue
        if "fileKey" in record:
            _file_of[record["assetId"]] = record["fileKey"]
        is_gone = record.get("deleted") and not _is_binding(case.operation.label)
        for name in ("projectId", "assetId", "taskId", "outputUrl"):
            if value := record.get(name):
                _note(name, value.rpartition("/")[2])
                if is_gone:
                    _known[name].remove(value)


def _led(label: str, name: str, turn: int) -> str | None:
    """Give a known value for a parameter of a path; what was made last is never deleted."""
    if label == "GET /media/{name}":
        known = [_file_of[asset] for asset in _known["assetId"]]
    elif label == "GET /outputs/{name}":
        known = _known["outputUrl"]
    else:
        known = _known[name]
    if label.startswith("DELETE") and name != "taskId" and not _is_binding(label):
        return known[0] if len(known) > 1 else None
    return known[-1 - turn % len(known) * (not _is_binding(label))] if known else None


def _is_binding(label: str) -> bool:
    return "/{projectId}/assets" in label


def _note(name: str, value: str) -> None:
    values = _known[name]
    if value not in values:
        values.append(value)
        del values[:-_KEPT]
