"""Fixes of colours and gradients that cannot be read."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, cast

from editor_app.css import is_color
from editor_app.edits.errors import MismatchError, NothingToDoError
from editor_app.edits.fixes.fix import Fix, Where
from editor_app.problem import Problem
from editor_app.record import Broken
from editor_app.state import EditorState, dialects

_USUAL = ("#ffffff", "#000000")
_BARE_HEX = re.compile(r"(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)


def colour(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer colours in the place of one that cannot be read, what was probably meant first."""
    written = _value_at(state, where)
    if isinstance(written, str):
        for color in dict.fromkeys((*_meant(written), *_USUAL)):
            yield Fix(f"Use {color}", partial(_with_value, where=where, value=color))


def gradient(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer to take a gradient away that cannot be drawn; the colour below it stays."""
    if isinstance(_value_at(state, where), str):
        yield Fix("Remove the gradient", partial(_with_value, where=where, value=None))


def _meant(written: str) -> Iterator[str]:
    """Give what a colour probably means that lacks its “#”, or has a stray sign around it."""
    bare = written.strip().strip("#;'\" ")
    if _BARE_HEX.fullmatch(bare):
        yield f"#{bare.lower()}"
    elif bare and is_color(bare):
        yield bare
    elif is_color(joined := re.sub(r"[\s_-]+", "", bare).lower()):
        yield joined


def _value_at(state: EditorState, where: Where) -> Any:
    here: Any = _record(state, where)
    for part in where[2:] if where[:1] == ("items",) else where:
        try:
            here = here[part]
        except (LookupError, TypeError):
            return None
    return here


def _record(state: EditorState, where: Where) -> Any:
    """Give the JSON of what a path leads into: an item, or the document's own values."""
    if where[:1] != ("items",):
        return state.root.raw
    item = state.items.get(str(where[1])) if len(where) > 1 else None
    return item.raw if item is not None else None


def _with_value(state: EditorState, where: Where, value: object) -> EditorState:
    if not isinstance(_value_at(state, where), str):
        raise NothingToDoError("What was to be changed is gone.")
    raw = copy.deepcopy(_record(state, where))
    holder: Any = raw
    inside = where[2:] if where[0] == "items" else where
    for part in inside[:-1]:
        holder = holder[part]
    holder[cast("Any", inside[-1])] = value
    if where[0] != "items":
        return replace(state, root=state.root.put(str(inside[0]), raw[inside[0]]))
    key = str(where[1])
    new = dialects.read_item(raw, state.dialect)
    if isinstance(new, Broken):
        raise MismatchError("The clip could not be read with that.", key)
    return state.replace(items={**state.items, key: new})
