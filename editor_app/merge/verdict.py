"""What is wrong with a joined document that was wrong on neither side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from editor_app.checks import assets, canvas, clips, colours, references, tracks, transitions
from editor_app.items import BrokenItem, Item
from editor_app.problem import PathPart, Problem, parse_path
from editor_app.state import EditorState
from editor_app.state.dialects import schema_problems

Finding = tuple[str, tuple[PathPart, ...]]
"""A code, and a path in which tracks and what they list stand under their ids."""

Rule = Callable[[EditorState], Iterable[Problem]]

RECORD_RULES: tuple[Rule, ...] = (
    schema_problems,
    references.keys,
    references.item_assets,
    assets.caption_times,
    *map(clips.over_items, clips.CLIP_RULES),
    clips.over_items(colours.item_colours),
)
"""The rules about one record and the asset it names; what mine has just so need not be asked about."""
CUT_RULES: tuple[Rule, ...] = (transitions.transitions,)
"""The rules about one transition with its clips and their track."""
TRACK_RULES: tuple[Rule, ...] = (tracks.overlaps,)
"""The rules about one track with its items."""
WHOLE_RULES: tuple[Rule, ...] = (
    references.background_asset,
    tracks.duplicate_ids,
    tracks.listed_items,
    tracks.items_on_no_track,
    canvas.ratio,
    colours.background_colours,
)
NOT_ASKED = (canvas.empty_timeline,)
"""That each side deleted what the other kept is what both wanted."""


def worse(joined: EditorState, mine: EditorState, theirs: EditorState) -> list[Finding]:
    """Give what is wrong with the joined document and was wrong on neither side."""
    items = _touched_items(joined, mine)
    old = {id(track) for track in mine.tracks}
    moved = {key for key, item in items.items() if _times(item) != _times(mine.items.get(key))}
    laid = tuple(t for t in joined.tracks if id(t) not in old or not moved.isdisjoint(t.items))
    ids = {track.id for track in laid}
    cuts = {
        key: transition
        for key, transition in joined.transitions.items()
        if transition is not mine.transitions.get(key) or getattr(transition, "track_id", "") in ids
    }
    found = [
        *_findings(WHOLE_RULES, joined),
        *_findings(RECORD_RULES, replace(joined, items=items, transitions=cuts)),
        *_findings(CUT_RULES, replace(joined, transitions=cuts)),
        *_findings(TRACK_RULES, replace(joined, tracks=laid)),
    ]
    if not found:
        return []
    rules = (*WHOLE_RULES, *RECORD_RULES, *CUT_RULES, *TRACK_RULES)
    known = {_record(finding) for side in (mine, theirs) for finding in _findings(rules, side)}
    return [finding for finding in found if _record(finding) not in known]


def _touched_items(joined: EditorState, mine: EditorState) -> dict[str, Item | BrokenItem]:
    """Give the items that are not just as in mine, or whose asset is not."""
    old, has_same_assets = mine.items, joined.assets is mine.assets
    return {
        key: item
        for key, item in joined.items.items()
        if item is not old.get(key) or not (has_same_assets or _asset(joined, item) is _asset(mine, item))
    }


def _asset(state: EditorState, item: object) -> object:
    return state.assets.get(getattr(item, "asset_id", ""))


def _times(item: Item | BrokenItem | None) -> tuple[int, int] | None:
    return None if item is None else (item.start_ticks, item.duration_ticks)


def _findings(rules: Iterable[Rule], state: EditorState) -> list[Finding]:
    return [
        (problem.code, _by_ids(state, parse_path(problem.path)))
        for rule in rules
        for problem in rule(state)
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
