"""Fixes of the document's own values, and of values that break the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from editor_app.edits.composition import resize_composition
from editor_app.edits.errors import EditError
from editor_app.edits.fixes.fix import Fix, Where
from editor_app.edits.fixes.removing import removal, transition_removal
from editor_app.edits.repair import repair
from editor_app.problem import Problem
from editor_app.record import RecordError
from editor_app.state import EditorState

_RATIOS: Mapping[str, tuple[int, int]] = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:3": (1440, 1080),
    "3:4": (1080, 1440),
}


def ratio(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where the stated ratio is not the one it has."""
    yield Fix("State the ratio that it has", _stated_ratio)
    wanted = state.output_ratio
    if wanted is not None and wanted in _RATIOS:
        width, height = _RATIOS[wanted]
        label = f"Make the composition {width} × {height}"
        yield Fix(label, partial(resize_composition, width=width, height=height))


def _stated_ratio(state: EditorState) -> EditorState:
    return resize_composition(state, width=state.composition_width, height=state.composition_height)


def schema(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    """Offer what helps where a value breaks the schema."""
    edit = partial(repair, where=where, message=problem.message)
    try:
        edit(state)
    except (EditError, RecordError):
        pass
    else:
        yield Fix("Repair the value", edit)
    match where:
        case ("items", str(key), *_):
            yield removal(key)
        case ("transitions", str(key), *_):
            yield transition_removal(key)
        case ("deletedAssets", int(index), *_) if index < len(state.deleted_assets):
            yield Fix("Remove the note", partial(_without_note, note=state.deleted_assets[index]))
        case ("brandRuntime", *_):
            yield Fix("Remove the brand data", _without_brand)
        case _:
            return


def _without_note(state: EditorState, note: object) -> EditorState:
    kept = tuple(entry for entry in state.deleted_assets if entry is not note)
    return state.replace(deleted_assets=kept)


def _without_brand(state: EditorState) -> EditorState:
    return replace(state, root=state.root.put("brandRuntime", None), brand_runtime=None)
