"""Which gesture a press begins, and which cursor says so before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt

from editor_app.session import Tool
from editor_app.ui.timeline.gestures.base import Desk, Gesture, Pointer
from editor_app.ui.timeline.gestures.keyframes import DragKeyframes
from editor_app.ui.timeline.gestures.navigate import DragMarker, DragRange, Marquee, Pan, Scrub
from editor_app.ui.timeline.gestures.razor import Razor
from editor_app.ui.timeline.gestures.select import PressClip
from editor_app.ui.timeline.gestures.sound import DragFade, DragLevel
from editor_app.ui.timeline.gestures.tracks import MoveTrack, ResizeHeaders, ResizeRow
from editor_app.ui.timeline.gestures.transitions import ResizeTransition
from editor_app.ui.timeline.gestures.trim import (
    RippleEdge,
    RollCut,
    SlideClip,
    SlipClip,
    StretchEdge,
    trim_edge,
)
from editor_app.ui.timeline.hits import Hit, Part

Start = Callable[[Desk, Hit, Pointer], Gesture]
Shape = Qt.CursorShape

_ANYWHERE: Mapping[Part, Start] = {
    "ruler": Scrub,
    "corner": Scrub,
    "in-point": DragRange,
    "out-point": DragRange,
    "marker": DragMarker,
    "header": MoveTrack,
    "header-grip": MoveTrack,
    "header-border": ResizeRow,
    "header-side": ResizeHeaders,
    "gap": Marquee,
    "between": Marquee,
    "below": Marquee,
}
_HANDLES: Mapping[Part, Start] = {
    "fade-in": DragFade,
    "fade-out": DragFade,
    "level": DragLevel,
    "keyframe": DragKeyframes,
    "transition-start": ResizeTransition,
    "transition-end": ResizeTransition,
}
_ON_CLIPS: Mapping[Tool, Start] = {"razor": Razor, "slip": SlipClip, "slide": SlideClip}
_ON_EDGES: Mapping[Tool, Start] = {"ripple": RippleEdge, "stretch": StretchEdge, "razor": Razor}
_CLIP_PARTS = frozenset({"clip", "edge", "cut", "level", "fade-in", "fade-out", "keyframe"})


def gesture_at(hit: Hit, tool: Tool, *, ripple: bool) -> Start | None:
    """Give the gesture that a press begins; None for what only clicks."""
    if hit.part in _ANYWHERE:
        return (
            Pan
            if tool == "hand" and hit.item_id is None and hit.part in ("gap", "between", "below")
            else _ANYWHERE[hit.part]
        )
    if tool == "hand":
        return Pan
    if hit.part in _CLIP_PARTS and tool in _ON_CLIPS:
        return _ON_CLIPS[tool]
    if hit.part in _HANDLES:
        return _HANDLES[hit.part]
    if hit.part == "cut":
        return _on_cut(tool, ripple=ripple)
    if hit.part == "edge":
        return _ON_EDGES.get(tool, RippleEdge if ripple else trim_edge)
    return PressClip if hit.part == "clip" else None


def _on_cut(tool: Tool, *, ripple: bool) -> Start:
    """Choose for a cut: rolling belongs to its tool; the others take the edge on the pointer's side."""
    if tool == "roll":
        return RollCut
    return _trim_side(_ON_EDGES.get(tool, RippleEdge if ripple else trim_edge))


def _trim_side(start: Start) -> Start:
    def begin(desk: Desk, hit: Hit, at: Pointer) -> Gesture:
        return start(desk, nearer_edge(hit), at)

    return begin


def nearer_edge(hit: Hit) -> Hit:
    """Give the edge of a cut on the side where the pointer is."""
    key = hit.item_id if hit.edge == "end" else hit.other_id
    return Hit("edge", hit.tick, hit.row, key, edge=hit.edge)


def cursor_at(hit: Hit, tool: Tool) -> Qt.CursorShape:
    """Give the cursor that tells what a press would do."""
    if tool == "hand":
        return Shape.OpenHandCursor
    if hit.part in _CLIP_PARTS and tool in ("razor", "slip", "slide"):
        return Shape.CrossCursor if tool == "razor" else Shape.SizeHorCursor
    if hit.part in ("edge", "in-point", "out-point", "transition-start", "transition-end"):
        return Shape.SizeHorCursor
    if hit.part == "cut":
        return Shape.SplitHCursor
    if hit.part == "level":
        return Shape.SizeVerCursor
    if hit.part == "header-border":
        return Shape.SizeVerCursor
    if hit.part == "header-side":
        return Shape.SplitHCursor
    if hit.part in ("fade-in", "fade-out", "keyframe", "header-hide", "header-mute", "header-lock", "marker"):
        return Shape.PointingHandCursor
    return Shape.ArrowCursor
