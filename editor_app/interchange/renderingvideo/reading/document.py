"""A config of schema v2 as an editorState: the whole of it."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from editor_app.interchange.renderingvideo.check import check_config, is_number, list_of, object_of
from editor_app.interchange.renderingvideo.reading.assets import Shelf, note_placeholders
from editor_app.interchange.renderingvideo.reading.backgrounds import canvas_background, lasting, lowest_clips
from editor_app.interchange.renderingvideo.reading.clips import Desk, read_clip
from editor_app.interchange.renderingvideo.reading.effects import effects_of
from editor_app.interchange.renderingvideo.reading.notes import Node, Notes
from editor_app.interchange.renderingvideo.reading.place import Canvas
from editor_app.interchange.renderingvideo.reading.records import Json, Made
from editor_app.interchange.renderingvideo.reading.stacking import stacked
from editor_app.interchange.renderingvideo.reading.transitions import joined, note_transition, on_tracks
from editor_app.interchange.renderingvideo.report import Loss, MediaFacts, Reading
from editor_app.items.context import Measure, rough_measure
from editor_app.timebase import TICKS_PER_SECOND

LARGEST_PX, SMALLEST_PX = 1920, 50
_CLIP_PATH = re.compile(r"\$\.tracks\[\d+\]\.clips\[\d+\]")


def to_editor_state(
    config: Mapping[str, Any] | object,
    *,
    media: Mapping[str, MediaFacts] | None = None,
    measure: Measure | None = None,
) -> Reading:
    """Read a config of schema v2 as far as the editor can draw it; never raises.

    `media` tells by address what is known of a medium, without which `cover` and natural sizes are only
    guessed; `measure` gives a text's size. What is wrong or cannot be drawn is refused, with its path, and
    left out; what looks otherwise is in the report.
    """
    notes = Notes(refusals=list(check_config(config)))
    root = object_of(config)
    width, height, fps = _meta(root)
    factor = min(LARGEST_PX / max(width, height), max(1.0, SMALLEST_PX / min(width, height)))
    _note_size(width, height, factor, notes)
    _note_root(root, notes)
    canvas = Canvas(width, height, factor)
    shelf = Shelf(root, media or {}, (width, height))
    desk = Desk(canvas, shelf, measure or rough_measure)
    made, clips = _items(root, desk, notes)
    background = canvas_background(Node(object_of(root.get("meta")), ("meta",), notes))
    found = lowest_clips(made, clips, canvas, shelf)
    if found is not None:
        background, low = found
        end = max(m.end for m in made)
        made = [m for m in made if m not in low]
        if max((m.end for m in made), default=0) < end:
            made.append(Made(lasting(end, clips), low[0].z, -1, low[0].track))
            clips[made[-1].item["id"]] = Node({}, (), notes)
    effects = list(effects_of(made, clips, factor))
    transitions = joined(made)
    lanes = stacked(made, len(list_of(root.get("tracks"))))
    tracks = [*_effect_tracks(effects), *_track_records(lanes, root)]
    document: Json = {
        "stateSchemaVersion": "v1",
        "compositionWidth": _side(width * factor),
        "compositionHeight": _side(height * factor),
        "timebaseTicksPerSecond": TICKS_PER_SECOND,
        "tracks": tracks,
        "assets": shelf.assets,
        "items": {item["id"]: item for item in (*(m.item for m in made), *effects)},
        "transitions": dict(on_tracks(transitions, tracks, notes)),
        "globalBackground": background,
    }
    note_placeholders(shelf, notes)
    losses = tuple(dict.fromkeys(_with_tracks(notes.losses, tracks)))
    refusals = tuple(dict.fromkeys(notes.refusals))
    return Reading(document, losses, refusals, 1 / factor, fps, shelf.addresses)


def _effect_tracks(effects: Sequence[Json]) -> Iterator[Json]:
    """Give tracks for the effects, above all others; those of one time lie on different ones."""
    lanes: list[list[Json]] = []
    for effect in effects:
        start, end = effect["startTicks"], effect["startTicks"] + effect["durationTicks"]
        for lane in lanes:
            if all(e["startTicks"] >= end or e["startTicks"] + e["durationTicks"] <= start for e in lane):
                lane.append(effect)
                break
        else:
            lanes.append([effect])
    for index, lane in enumerate(lanes):
        items = [e["id"] for e in sorted(lane, key=lambda e: e["startTicks"])]
        yield {"id": f"effects-{index + 1}", "items": items, "hidden": False, "muted": False}


def _note_size(width: float, height: float, factor: float, notes: Notes) -> None:
    """Refuse a shape that no composition has, and report a size that is another one here."""
    low, high = sorted((("width", width), ("height", height)), key=lambda side: side[1])
    if low[1] * factor < SMALLEST_PX - 0.5:
        (key, side), what = (low, "small") if low[1] < SMALLEST_PX else (high, "large")
        other = height if key == "width" else width
        limits = f"here no side is under {SMALLEST_PX} px, and none over {LARGEST_PX} px"
        notes.refuse(("meta", key), f"is {side:.0f}, which is too {what} beside {other:.0f} px: {limits}")
        return
    if factor != 1:
        here = f"{_side(width * factor)} × {_side(height * factor)} px"
        limits = f"sides here are from {SMALLEST_PX} to {LARGEST_PX} px"
        why = f"{width:.0f} × {height:.0f} px become {here}: {limits}."
        if 0.6 <= 1 / factor <= 8:
            why += f" Exported at scale {1 / factor:.4g} it has its size."
        notes.lose("", "size", why)


def _note_root(root: Mapping[str, Any], notes: Notes) -> None:
    """Report the blocks of a config that nobody here reads."""
    unknown = [str(key) for key in root if key not in ("meta", "assets", "tracks")]
    if unknown:
        notes.lose("", "unknown fields", f"Passed over: {', '.join(unknown)[:200]}.", "missing")


def _side(px: float) -> int:
    return min(LARGEST_PX, max(SMALLEST_PX, round(px)))


def _meta(root: Mapping[str, Any]) -> tuple[float, float, int]:
    meta = object_of(root.get("meta"))

    def whole(key: str, default: int) -> int:
        value = meta.get(key)
        return max(1, math.floor(value)) if is_number(value) else default

    return whole("width", 1920), whole("height", 1080), whole("fps", 30)


def _items(root: Mapping[str, Any], desk: Desk, notes: Notes) -> tuple[list[Made], dict[str, Node]]:
    """Read every clip whose structure is right; gives the items, and by their ids the clips."""
    wrong = {match[0] for refusal in notes.refusals if (match := _CLIP_PATH.match(refusal.path))}
    made: list[Made] = []
    found: dict[str, Node] = {}
    for index, track in enumerate(list_of(root.get("tracks"))):
        for place, fields in enumerate(list_of(object_of(track).get("clips"))):
            if f"$.tracks[{index}].clips[{place}]" in wrong or not isinstance(fields, Mapping):
                continue
            clip = Node(cast("Mapping[str, Any]", fields), ("tracks", index, "clips", place), notes)
            wanted = clip.fields.get("id")
            name = wanted if isinstance(wanted, str) and wanted else f"clip-{index + 1}-{place + 1}"
            z = clip.number("zIndex", 0.0)
            for item in read_clip(clip, desk, _free(name, found)):
                found[item["id"]] = clip
                made.append(Made(item, z, len(made), index, is_seen=item["type"] != "audio"))
                note_transition(made[-1], clip)
    return made, found


def _free(wanted: str, names: Container[str]) -> str:
    name, count = wanted, 2
    while name in names:
        name, count = f"{wanted}-{count}", count + 1
    return name


def _track_records(lanes: Iterable[list[Made]], root: Mapping[str, Any]) -> Iterator[Json]:
    """Give the tracks, each named as the config's track that its first item lay on."""
    tracks, names = list_of(root.get("tracks")), set[str]()
    for index, lane in enumerate(lanes):
        found = cast("Mapping[str, Any]", tracks[lane[0].track]).get("id")
        name = _free(found if isinstance(found, str) and found else f"track-{index + 1}", names)
        names.add(name)
        yield {"id": name, "items": [m.item["id"] for m in lane], "hidden": False, "muted": False}
    if not names:
        yield {"id": "track-1", "items": [], "hidden": False, "muted": False}


def _with_tracks(losses: Iterable[Loss], tracks: Iterable[Json]) -> Iterator[Loss]:
    homes = {item_id: track["id"] for track in tracks for item_id in track["items"]}
    return (replace(loss, track_id=homes.get(loss.item_id)) for loss in losses)
