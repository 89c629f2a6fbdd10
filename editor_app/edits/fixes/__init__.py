"""What can be done about a problem: for most codes one edit or more that makes it go away.

A fix is an edit like any other; what it would break besides (a transition whose cut goes) it lets go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from editor_app.edits.errors import EditError
from editor_app.edits.fixes import canvas, clips, colours, contents, references, tracks, transitions
from editor_app.edits.fixes.fix import Fix, Where
from editor_app.edits.fixes.removing import named_removals
from editor_app.edits.joints import without_torn
from editor_app.problem import EDITOR, Problem, place_in
from editor_app.record import RecordError
from editor_app.state import EditorState

__all__ = ["FIXABLE", "Fix", "fix_all", "fixes_for"]

Maker = Callable[[EditorState, Where, Problem], Iterable[Fix]]
_FIXES: Mapping[str, Maker] = {
    "EDITOR_SCHEMA_INVALID": canvas.schema,
    "EDITOR_EFFECT_TYPE_INVALID": canvas.schema,
    "EDITOR_FILTER_TYPE_INVALID": canvas.schema,
    "EDITOR_TRANSITION_TYPE_INVALID": canvas.schema,
    "LOCAL_NUMBER_TOO_LARGE": canvas.schema,
    "EDITOR_TRANSITION_CLIP_NOT_ADJACENT": transitions.torn,
    "EDITOR_TRACK_ITEM_OVERLAP": tracks.overlap,
    "EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT": clips.clip_fix(
        "Remove the letter animations", lambda _: {"caption_animations": None}
    ),
    "KEYFRAME_OUT_OF_BOUNDS": clips.late_keys,
    "LOCAL_TEXT_INVALID": clips.clip_fix("Mend the text", clips.whole_text),
    "LOCAL_KEY_MISMATCH": references.key_mismatch,
    "LOCAL_TRACK_ID_DUPLICATE": tracks.same_track_id,
    "LOCAL_TRACK_ITEM_MISSING": tracks.missing_item,
    "LOCAL_ITEM_ON_TWO_TRACKS": tracks.listed_twice,
    "LOCAL_ITEM_ON_NO_TRACK": tracks.off_tracks,
    "LOCAL_ASSET_MISSING": references.asset,
    "LOCAL_ASSET_TYPE_MISMATCH": references.asset,
    "LOCAL_TRANSITION_TRACK_MISSING": transitions.torn,
    "LOCAL_TRANSITION_CLIP_MISSING": transitions.torn,
    "LOCAL_TRANSITION_WRONG_TRACK": transitions.torn,
    "LOCAL_TRANSITION_GAP": transitions.gap,
    "LOCAL_TRANSITION_DUPLICATE": transitions.torn,
    "LOCAL_TRANSITION_TOO_LONG": transitions.too_long,
    "LOCAL_ANIMATIONS_TOO_LONG": clips.clip_fix("Shorten the animations", clips.short_animations),
    "LOCAL_CROP_TOO_LARGE": clips.crops,
    "LOCAL_CAPTION_TIMES_INVALID": contents.caption_times,
    "LOCAL_TEXT_TEMPLATE_NODES": contents.template_nodes,
    "LOCAL_CHART_KEY_UNMATCHED": contents.chart,
    contents.FONT_MISSING: canvas.schema,
    "LOCAL_COLOUR_UNREAD": colours.colour,
    "LOCAL_GRADIENT_UNREAD": colours.gradient,
    "LOCAL_RATIO_MISMATCH": canvas.ratio,
}

FIXABLE = frozenset(_FIXES)
"""The codes that something can usually be done about."""


def fixes_for(state: EditorState, problem: Problem, *, fonts: Sequence[str] = ("Inter",)) -> tuple[Fix, ...]:
    """Give what can be done about a problem of this state, the best first; nothing for most remarks.

    Of what only a service says, our rules know no more than the place: what is there can be removed.
    """
    where = place_in(problem.path)
    if where is None:  # a service's own way of saying where
        return ()
    if EDITOR not in problem.said_by:
        return tuple(named_removals(state, where))
    makers = _FIXES.get(problem.code)
    if makers is None:
        return ()
    found = (
        makers(state, where, problem)
        if problem.code != contents.FONT_MISSING
        else contents.fonts(where, fonts)
    )
    return tuple(found)


def fix_all(state: EditorState, fixes: Iterable[Fix]) -> tuple[EditorState, tuple[str, ...]]:
    """Apply many fixes one after the other; give the state, and why each that could not be was not."""
    new, refused = state, list[str]()
    for fix in fixes:
        try:
            new = fix.change(new)
        except (EditError, RecordError) as error:
            refused.append(str(error))
    return without_torn(state, new), tuple(refused)
