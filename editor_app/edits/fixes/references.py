"""Fixes of what names something that is not there, or names itself wrongly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from editor_app.edits.assets import replace_source
from editor_app.edits.errors import NothingToDoError
from editor_app.edits.fixes.fix import MOST_CHOICES, Fix, Where
from editor_app.edits.fixes.removing import removal, transition_removal
from editor_app.problem import Problem
from editor_app.record import Record
from editor_app.state import EditorState
from editor_app.state.backgrounds import ImageBackground


def asset(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where an asset is missing or of another type."""
    if where[0] == "globalBackground":
        yield Fix("Remove the background picture", _without_background)
        return
    key = str(where[1])
    item = state.items.get(key)
    wanted = getattr(item, "referenced_asset", None)
    fitting = [k for k, asset in state.assets.items() if asset.type == wanted and isinstance(asset, Record)]
    for asset_id in fitting[:MOST_CHOICES]:
        name = getattr(state.assets[asset_id], "filename", None) or asset_id
        yield Fix(f"Use {name}", partial(replace_source, item_ids=(key,), asset_id=asset_id))
    yield removal(key)


def _without_background(state: EditorState) -> EditorState:
    if not isinstance(state.global_background, ImageBackground):
        raise NothingToDoError("There is no picture behind everything.")
    return replace(state, root=state.root.replace(global_background=None))


def key_mismatch(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where a record stands under another key than its id."""
    name, key = str(where[0]), str(where[1])
    record = getattr(state, name).get(key) if name in ("items", "assets", "transitions") else None
    if isinstance(record, Record) and key:
        yield Fix("Let its id be its key", partial(_with_own_id, name=name, key=key))
    if name == "items":
        yield removal(key)
    elif name == "transitions":
        yield transition_removal(key)


def _with_own_id(state: EditorState, name: str, key: str) -> EditorState:
    records: Mapping[str, Any] = getattr(state, name)
    if not isinstance(records.get(key), Record):
        raise NothingToDoError("The record is gone.", key)
    changed: dict[str, Any] = {name: {**records, key: records[key].replace(id=key)}}
    return state.replace(**changed)
