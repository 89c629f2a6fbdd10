"""What is wrong with a document: every rule of its schema and every rule of sense, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from editor_app.checks import assets, canvas, clips, colours, references, tracks, transitions
from editor_app.checks.fonts import missing_fonts, missing_letters
from editor_app.checks.media import awaited_media, coming_media, media_in_trouble, missing_media
from editor_app.problem import CODES, Problem, Severity
from editor_app.state import EditorState, read
from editor_app.state.dialects import schema_problems

__all__ = [
    "CODES",
    "RULES",
    "Problem",
    "Severity",
    "awaited_media",
    "check",
    "check_json",
    "coming_media",
    "media_in_trouble",
    "missing_fonts",
    "missing_letters",
    "missing_media",
]

Rule = Callable[[EditorState], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    schema_problems,
    references.keys,
    references.item_assets,
    references.background_asset,
    assets.caption_times,
    tracks.duplicate_ids,
    tracks.listed_items,
    tracks.items_on_no_track,
    tracks.overlaps,
    *map(clips.over_items, clips.CLIP_RULES),
    clips.over_items(colours.item_colours),
    transitions.transitions,
    canvas.empty_timeline,
    canvas.ratio,
    colours.background_colours,
)


def check(state: EditorState) -> tuple[Problem, ...]:
    """Give all that is wrong with a document, rule by rule; fonts are asked for apart."""
    return tuple(chain.from_iterable(rule(state) for rule in RULES))


def check_json(value: Any) -> tuple[Problem, ...]:
    """Give all that is wrong with a document in JSON; raise DocumentError where it is none."""
    return check(read(value)[0])
