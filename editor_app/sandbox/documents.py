"""Documents as calls bring them: refused where they break the schema, judged for sense where asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from editor_app.checks import check
from editor_app.problem import Problem, printable
from editor_app.sandbox.errors import invalid
from editor_app.state import DocumentError, EditorState, parse_json, read, to_bytes
from editor_app.state.queries import project_length

SCHEMA_INVALID = "EDITOR_SCHEMA_INVALID"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Document:
    """A document that fits its schema, and its JSON as it was sent."""

    state: EditorState
    json: bytes


def read_document(value: Any) -> Document:
    """Read the editorState of a body; raise ApiError (422) where it breaks the schema of its era."""
    try:
        state, problems = read(value)
    except DocumentError as error:
        raise invalid(str(error), SCHEMA_INVALID) from None
    if errors := _errors(problems):
        raise invalid(_sentence(errors), SCHEMA_INVALID)
    return Document(state, to_bytes(state))


def stored_document(json: bytes) -> Document:
    """Read what a database holds."""
    return Document(read(parse_json(json))[0], json)


def faults_of(value: Any) -> list[Problem]:
    """Give the errors of a document: those of its schema, or if there are none, those of sense."""
    try:
        state, problems = read(value)
    except DocumentError as error:
        return [Problem(SCHEMA_INVALID, "$", str(error), "error")]
    return _errors(problems) or _errors(check(state))


def refuse_senseless(document: Document) -> None:
    """Raise ApiError (422) where the document cannot be exported as it is meant."""
    if errors := _errors(check(document.state)):
        raise invalid(_sentence(errors), errors[0].code)
    if project_length(document.state) <= 0:
        raise invalid("The timeline is empty, so there is nothing to export.", "LOCAL_EMPTY_TIMELINE")


def with_canvas(document: Document, width: int | None, height: int | None) -> Document:
    """Give the document with another canvas; what is None stays, and items keep their places."""
    root = document.state.root
    if width is not None:
        root = root.put("compositionWidth", width)
    if height is not None:
        root = root.put("compositionHeight", height)
    if root is document.state.root:
        return document
    state = replace(document.state, root=root)
    return Document(state, to_bytes(state))


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _sentence(errors: list[Problem]) -> str:
    lines = [f"{printable(p.path)}: {printable(p.message)}" for p in errors[:_SHOWN]]
    more = len(errors) - _SHOWN
    return " ".join([*lines, f"And {more} more; validate lists them all."] if more > 0 else lines)
