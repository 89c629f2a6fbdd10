"""A document as a config of schema v2: the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from editor_app.interchange.renderingvideo.report import Conversion
from editor_app.interchange.renderingvideo.spelling import seconds_of
from editor_app.interchange.renderingvideo.vocabulary import VERSION
from editor_app.interchange.renderingvideo.writing.backgrounds import (
    TRACK,
    background_clips,
    canvas_background,
)
from editor_app.interchange.renderingvideo.writing.clips import clips_of
from editor_app.interchange.renderingvideo.writing.desk import Desk, Json
from editor_app.interchange.renderingvideo.writing.effects import COVERS, treat
from editor_app.interchange.renderingvideo.writing.prerenders import DRAWN, over_frame, planned
from editor_app.interchange.renderingvideo.writing.seams import PRERENDERED, earliest_start, early_start
from editor_app.interchange.renderingvideo.writing.stay import Stay
from editor_app.items import AudioItem, BrokenItem, EffectItem, FilterItem, Item
from editor_app.items.context import Measure, rough_measure
from editor_app.render.windows import ClipWindows, TransitionWindow, transition_windows
from editor_app.state.model import EditorState
from editor_app.state.queries import Placed, placed_items, project_length
from editor_app.timebase import ticks_from_seconds

_NO_WINDOWS = ClipWindows()
_MOST_IN_CHAIN = 40


def to_schema(
    state: EditorState,
    *,
    fps: int,
    scale: float = 1.0,
    range_ticks: tuple[int, int] | None = None,
    addresses: Mapping[str, str],
    prerendered: Mapping[str, str] = {},
    measure: Measure | None = None,
) -> Conversion:
    """Write a document, or the ticks `range_ticks` of it, as a config, `scale` times as large.

    `addresses` gives the public address of assets by id, `prerendered` those of the plan's prerenders by
    key. What has no address yet stands in the plan and has a placeholder in the config. `measure` gives a
    text's size, which is estimated without it.
    """
    start, end = range_ticks or (0, project_length(state))
    desk = Desk(state, fps, scale, start, end, addresses, prerendered, measure or rough_measure)
    tracks = list(_tracks(desk))
    config: Json = {
        "meta": {
            "version": VERSION,
            "width": even(desk.width * scale),
            "height": even(desk.height * scale),
            "fps": fps,
            "background": canvas_background(desk),
        }
    }
    if desk.pools:
        config["assets"] = {pool: list(entries.values()) for pool, entries in desk.pools.items()}
    config["tracks"] = tracks
    return Conversion(config, tuple(desk.losses.values()), desk.plan())


def even(px: float) -> int:
    """Round to the nearest even number, as every output of ours is."""
    return max(2, 2 * round(px / 2))


def _tracks(desk: Desk) -> Iterator[Json]:
    """Give the tracks of the config, and one for what lies below and lasts as long as the project."""
    clips: list[list[Json]] = [[] for _ in desk.state.tracks]
    windows: list[Stay] = []
    for stay, track_index in _stays(desk):
        if isinstance(stay.item, EffectItem | FilterItem):
            covers = isinstance(stay.item, EffectItem) and stay.item.effect_type in COVERS
            windows += [] if covers or stay.item.intensity <= 0 else [stay]
        clips[track_index] += clips_of(desk, stay)
    for window in _drawn_windows(desk):
        stay, track_index, prerender, address = window
        clips[track_index].append(
            over_frame(desk, stay, prerender, address, muted=False, clip_id=stay.item.id)
        )
    below = background_clips(desk)
    treat(desk, [*clips, below], windows)
    below += _length(desk, [*clips, below])
    ids = [(track.id, listed) for track, listed in zip(desk.state.tracks, clips, strict=True)]
    for name, listed in [*ids, (TRACK, below)]:
        if listed:
            listed.sort(key=lambda clip: clip["start"])
            for clip in listed:
                clip["start"] = seconds_of(ticks_from_seconds(clip["start"]) - desk.start)
            yield {"id": name, "clips": listed}


def _stays(desk: Desk) -> Iterator[tuple[Stay, int]]:
    """Give the items that show or sound in the range, each with its stay and the index of its track."""
    windows = transition_windows(desk.state)
    chain = 0
    last_track = -1
    for placed in placed_items(desk.state):
        item, track = placed.item, desk.state.tracks[placed.track_index]
        found = windows.get(placed.item_id, _NO_WINDOWS)
        chain = chain + 1 if found.incoming and placed.track_index == last_track else 0
        last_track = placed.track_index
        if isinstance(item, BrokenItem):
            if item.start_ticks < desk.end and desk.start < item.end_ticks:
                desk.lose(placed.item_id, track.id, item.type or "item", "It cannot be read.", "missing")
            continue
        start, end, found = _span(desk, item, found, track.id)
        start, end = max(start, desk.start), min(end, desk.end)
        if start < end:
            film = _film(desk, item, found)
            yield Stay(item, track, start, end, _z(desk, placed, chain), found, film), placed.track_index


def _span(desk: Desk, item: Item, found: ClipWindows, track_id: str) -> tuple[int, int, ClipWindows]:
    """Give from when to when a clip shows, and the transitions that it takes part in."""
    start, end = item.start_ticks, item.end_ticks
    if found.incoming is not None:
        if _drawn(desk, found.incoming) is not None:
            start = found.incoming.end_ticks
        else:
            start = early_start(desk, item, found.incoming, track_id)
    if found.outgoing is not None:
        is_drawn = _drawn(desk, found.outgoing) is not None
        end = found.outgoing.start_ticks if is_drawn else found.outgoing.end_ticks
    return start, end, found


def _film(desk: Desk, item: Item, found: ClipWindows) -> tuple[int, int]:
    """Give the time that a film of an item covers, which no other film changes: its key depends on it."""
    start, end = item.start_ticks, item.end_ticks
    if found.incoming is not None:
        start = max(found.incoming.start_ticks, earliest_start(item))
    if found.outgoing is not None:
        end = found.outgoing.end_ticks
    return max(start, desk.start), min(end, desk.end)


def _z(desk: Desk, placed: Placed, chain: int) -> int:
    """Give a clip's height: its track's × 100, and above the clip that it replaces by a transition."""
    count = len(desk.state.tracks)
    if isinstance(placed.item, EffectItem | FilterItem):
        return 100 * (count + 1) + count - placed.track_index
    return 100 * (count - placed.track_index) + 2 * min(chain, _MOST_IN_CHAIN)


def _seen(desk: Desk, window: TransitionWindow) -> tuple[int, int]:
    """Give the ticks of a transition that lie in the range."""
    return max(window.start_ticks, desk.start), min(window.end_ticks, desk.end)


def _drawn(desk: Desk, window: TransitionWindow) -> tuple[Any, str] | None:
    """Give a transition's film and its address where the schema lacks it; None where it is not drawn yet."""
    transition, span = window.transition, _seen(desk, window)
    track = next(t for t in desk.state.tracks if t.id == transition.track_id)
    incoming = desk.state.items[transition.to_clip_id]
    if isinstance(incoming, AudioItem | BrokenItem) or span[0] >= span[1] or track.hidden:
        return None
    is_whole = span == (window.start_ticks, window.end_ticks)
    if transition.type not in PRERENDERED and is_whole and earliest_start(incoming) <= window.start_ticks:
        return None
    prerender, address = planned(desk, (transition.from_clip_id, transition.to_clip_id), span, "webm")
    return None if address is None else (prerender, address)


def _drawn_windows(desk: Desk) -> Iterator[tuple[Stay, int, Any, str]]:
    """Give the transitions that were drawn beforehand, each as the stay of its film."""
    windows = transition_windows(desk.state)
    for placed in placed_items(desk.state):
        window = windows.get(placed.item_id, _NO_WINDOWS).incoming
        found = None if window is None else _drawn(desk, window)
        if window is None or found is None or isinstance(placed.item, BrokenItem):
            continue
        prerender, address = found
        track = desk.state.tracks[placed.track_index]
        what = f"transition {window.transition.type}"
        desk.lose(placed.item_id, track.id, what, DRAWN, "prerender")
        stay = Stay(
            placed.item.model_copy(update={"id": window.transition.id}),
            track,
            *_seen(desk, window),
            _z(desk, placed, 0),
            _NO_WINDOWS,
        )
        yield stay, placed.track_index, prerender, address


def _length(desk: Desk, tracks: list[list[Json]]) -> list[Json]:
    """Give an invisible clip that makes the project last as long as here, where no other clip does."""
    ends = (
        ticks_from_seconds(clip["start"]) + ticks_from_seconds(clip["duration"])
        for clips in tracks
        for clip in clips
    )
    if desk.end <= desk.start or max(ends, default=0) >= desk.end:
        return []
    clip = {"id": "length", "type": "rect", "start": seconds_of(desk.start)}
    clip |= {"duration": seconds_of(desk.end - desk.start), "zIndex": 0}
    transform = {"x": "50%", "y": "50%", "width": 2, "height": 2, "anchor": "center"}
    return [{**clip, "transform": transform, "style": {"fill": "#000000", "opacity": 0}}]
