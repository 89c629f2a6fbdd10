"""What is wrong with a joined document that was wrong on neither side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from editor_app.checks import assets, canvas, clips, colours, references, tracks, transitions
from editor_app.problem import PathPart, Problem, parse_path
from editor_app.state import EditorState
from editor_app.state.dialects import schema_problems

Finding = tuple[str, tuple[PathPart, ...]]
"""A code, and a path in which tracks and what they list stand under their ids."""

WHOLE_RULES = (
    schema_problems,
    references.keys,
    references.item_assets,
    references.background_asset,
    assets.caption_times,
    tracks.duplicate_ids,
    tracks.listed_items,
    tracks.items_on_no_track,
    tracks.overlaps,
    transitions.transitions,
    canvas.ratio,
    colours.background_colours,
)
ITEM_RULES = (*map(clips.over_items, clips.CLIP_RULES), clips.over_items(colours.item_colours))
"""The rules about one item and its asset: what mine has just so need not be asked about."""
NOT_ASKED = (canvas.empty_timeline,)
"""That each side deleted what the other kept is what both wanted."""


def worse(joined: EditorState, mine: EditorState, theirs: EditorState) -> list[Finding]:
    """Give what is wrong with the joined document and was wrong on neither side."""
    own = {
        key: item
        for key, item in joined.items.items()
        if item is not mine.items.get(key) or _asset(joined, item) is not _asset(mine, item)
    }
    found = _findings(joined, chain(_run(WHOLE_RULES, joined), _run(ITEM_RULES, replace(joined, items=own))))
    if not found:
        return []
    known = {*_all_findings(mine), *_all_findings(theirs)}
    return [finding for finding in found if _record(finding) not in known]


def _asset(state: EditorState, item: object) -> object:
    return state.assets.get(getattr(item, "asset_id", ""))


def _run(rules: Iterable[object], state: EditorState) -> Iterator[Problem]:
    for rule in rules:
        yield from rule(state)  # type: ignore


def _all_findings(state: EditorState) -> Iterator[Finding]:
    return map(_record, _findings(state, _run((*WHOLE_RULES, *ITEM_RULES), state)))


def _findings(state: EditorState, problems: Iterable[Problem]) -> list[Finding]:
    return [
        (problem.code, _by_ids(state, parse_path(problem.path)))
        for problem in problems
        if problem.severity != "info"
    ]


def _by_ids(state: EditorState, where: tuple[PathPart, ...]) -> tuple[PathPart, ...]:
    match where:
        case ("tracks", int(track), "items", int(place), *rest) if track < len(state.tracks):
            listed = state.tracks[track].items
            return (
                "tracks",
                state.tracks[track].id,
                "items",
                listed[place] if place < len(listed) else "",
                *rest,
            )
        case ("tracks", int(track), *rest) if track < len(state.tracks):
            return ("tracks", state.tracks[track].id, *rest)
        case _:
            return where


def _record(finding: Finding) -> Finding:
    """Give what a finding is about: the record and its field, and of two clips that overlap either."""
    code, where = finding
    if where[:1] == ("tracks",) and len(where) > 2 and where[2] == "items":
        return code, ("items", *where[3:4])
    return code, where[:3]
