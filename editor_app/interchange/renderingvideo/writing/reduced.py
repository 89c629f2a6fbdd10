"""The document that is left of another for one prerender."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from editor_app.interchange.renderingvideo.curves import between, points_of, value_at
from editor_app.interchange.renderingvideo.report import Prerender
from editor_app.interchange.renderingvideo.writing.seams import earliest_start
from editor_app.items import BrokenItem, Item
from editor_app.items.values import AnimatedNumber, Animations, Keyframe
from editor_app.render.windows import ClipWindows, transition_windows
from editor_app.state.backgrounds import NoBackground
from editor_app.state.model import BrokenTrack, EditorState

_LEAST_PX, _MOST_PX = 50, 1920
_STILL = {"scale_x": 1.0, "scale_y": 1.0, "opacity": 1.0, "rotation": 0.0}


def reduced_state(state: EditorState, prerender: Prerender) -> EditorState:
    """Give the document whose ticks [start_tick, end_tick) a prerender shows, on its whole canvas.

    It has the prerender's items alone, on the tracks and at the times that they had. One item goes on where
    a transition shows it longer; with others it keeps its transitions. Before and after it the picture is
    empty. The background is kept only where an effect is among the items, as that treats it too. Render it
    with transparency.
    """
    kept = {key: state.items[key] for key in prerender.item_ids if key in state.items}
    if len(prerender.item_ids) == 1:
        kept = {key: _alone(state, item, prerender) for key, item in kept.items()}
    homes = _homes(state)
    wanted = sorted({homes[key] for key in kept if key in homes})
    tracks = tuple(
        track.replace(items=tuple(i for i in track.items if i in kept), hidden=False)
        for track in (state.tracks[index] for index in wanted)
        if not isinstance(track, BrokenTrack)
    )
    seams = [windows.outgoing for key in kept if (windows := transition_windows(state).get(key))]
    transitions = {
        window.transition.id: window.transition
        for window in seams
        if window is not None and window.transition.to_clip_id in kept
    }
    used = {str(getattr(item, "asset_id", "")) for item in kept.values()}
    treats_all = any(item.type in ("effect", "filter") for item in kept.values())
    background = getattr(state.global_background, "image_asset_id", None) if treats_all else None
    used |= {background} if background else set()
    fields: dict[str, Any] = {} if treats_all else {"global_background": NoBackground()}
    if prerender.content:
        fields |= {
            "composition_width": _side(prerender.box.width),
            "composition_height": _side(prerender.box.height),
            "output_ratio": "custom",
        }
    return state.replace(
        tracks=tracks,
        items=kept,
        transitions=transitions,
        assets={key: state.assets[key] for key in sorted(used) if key in state.assets},
        **fields,
    )


def _homes(state: EditorState) -> Mapping[str, int]:
    """Give the index of the first track of each item."""
    if state not in _known:
        homes: dict[str, int] = {}
        for index, track in enumerate(state.tracks):
            for item_id in track.items:
                homes.setdefault(item_id, index)
        _known[state] = homes
    return _known[state]


_known: WeakKeyDictionary[EditorState, Mapping[str, int]] = WeakKeyDictionary()


def _side(px: float) -> int:
    return min(_MOST_PX, max(_LEAST_PX, 2 * round(px / 2)))


def _alone(state: EditorState, item: Item | BrokenItem, prerender: Prerender) -> Item | BrokenItem:
    """Give an item without its neighbours: longer where it shows longer, without what its box does."""
    if isinstance(item, BrokenItem):
        return item
    windows = transition_windows(state).get(item.id, ClipWindows())
    changes: dict[str, Any] = {}
    start, end = item.start_ticks, item.end_ticks
    if windows.incoming is not None:
        earliest = max(windows.incoming.start_ticks, earliest_start(item))
        start = min(start, max(prerender.start_tick, earliest))
    if windows.outgoing is not None:
        end = max(end, min(prerender.end_tick, windows.outgoing.end_ticks))
    if (start, end) != (item.start_ticks, item.end_ticks):
        changes |= _longer(item, start, end)
    animations = getattr(item, "animations", None)
    if animations is not None and (prerender.content or windows.incoming or windows.outgoing):
        sides = {
            "in_": None if windows.incoming or prerender.content else animations.in_,
            "out": None if windows.outgoing or prerender.content else animations.out,
        }
        changes["animations"] = Animations(**{side: a for side, a in sides.items() if a})
    if prerender.content:
        fields = type(item).model_fields
        still = {**_STILL, "left": 0.0, "top": 0.0}
        still |= {"width": float(_side(prerender.box.width)), "height": float(_side(prerender.box.height))}
        changes |= {name: AnimatedNumber.constant(value) for name, value in still.items() if name in fields}
    return item.replace(**changes)


def _longer(item: Item, start: int, end: int) -> dict[str, Any]:
    """Give the fields with which an item shows from `start` to `end` what it shows now, held beyond."""
    first, last = start - item.start_ticks, end - item.start_ticks
    changes: dict[str, Any] = {"start_ticks": start, "duration_ticks": end - start}
    for name in type(item).model_fields:
        value = getattr(item, name)
        if isinstance(value, AnimatedNumber):
            points = between(points_of(value, item.duration_ticks), first, last)
            keys = [(min(t, end - start - 1), v) for t, v in points] if len(points) > 1 else []
            changes[name] = AnimatedNumber(
                value=value_at(points, 0), keyframes=tuple(Keyframe(time_ticks=t, value=v) for t, v in keys)
            )
    source = getattr(item, "source_start_ticks", None)
    if isinstance(source, int):
        rate = getattr(item, "playback_rate", 1.0)
        changes["source_start_ticks"] = max(0, source + round(first * rate))
    offset = getattr(item, "content_start_offset_ticks", None)
    if isinstance(offset, int):
        changes["content_start_offset_ticks"] = offset - first
    return changes
