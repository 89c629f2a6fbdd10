"""What can be done about a problem: for most codes one edit or more that makes it go away.

A fix is an edit like any other; what it would break besides (a transition whose cut goes) it lets go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from editor_app.assets import CaptionAsset
from editor_app.edits.assets import replace_source
from editor_app.edits.composition import resize_composition
from editor_app.edits.draft import Draft
from editor_app.edits.errors import EditError, MismatchError, NothingToDoError
from editor_app.edits.ids import random_id
from editor_app.edits.indexes import homes, lane, seams
from editor_app.edits.joints import holds, places_of, without_torn
from editor_app.edits.numbers import cut_number
from editor_app.edits.repair import repair
from editor_app.edits.ripple import close_gap
from editor_app.edits.sources import fitted
from editor_app.items import AudioItem, BrokenItem, Item, TextItem, TextTemplateItem
from editor_app.items.text_template import ImageNode, TextNode
from editor_app.items.values import AnimatedNumber
from editor_app.problem import PathPart, Problem, parse_path
from editor_app.record import Broken, Record, RecordError, wire_name
from editor_app.state import BrokenTrack, EditorState, Track, Transition, dialects
from editor_app.state.backgrounds import ImageBackground

Edit = Callable[[EditorState], EditorState]
Where = tuple[PathPart, ...]
_MOST_CHOICES = 3
_RATIOS: Mapping[str, tuple[int, int]] = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:3": (1440, 1080),
    "3:4": (1080, 1440),
}


@dataclass(frozen=True, slots=True)
class Fix:
    """Something that makes a problem go away."""

    label: str
    change: Edit
    """The bare change, which may leave transitions torn; `edit` is what to apply."""

    def edit(self, state: EditorState) -> EditorState:
        """Give the document without the problem; raise EditError."""
        try:
            return without_torn(state, self.change(state))
        except RecordError as error:
            raise MismatchError(str(error)) from None


def fixes_for(state: EditorState, problem: Problem, *, fonts: Sequence[str] = ("Inter",)) -> tuple[Fix, ...]:
    """Give what can be done about a problem of this state, the best first; nothing for most remarks."""
    makers = _FIXES.get(problem.code)
    if makers is None:
        return ()
    where = parse_path(problem.path)
    found = makers(state, where, problem) if problem.code != _FONT else _fonts(where, fonts)
    return tuple(found)


def fix_all(state: EditorState, fixes: Iterable[Fix]) -> tuple[EditorState, int]:
    """Apply many fixes one after the other; give the state, and how many of them could not be applied."""
    new, refused = state, 0
    for fix in fixes:
        try:
            new = fix.change(new)
        except (EditError, RecordError):
            refused += 1
    return without_torn(state, new), refused


# Tracks and what they list.


def _missing_item(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = _listed_at(state, where)
    if key is not None:
        yield Fix("Take it off the track", partial(_unlisted, key=key, keeps_first=False))


def _listed_twice(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = _listed_at(state, where)
    if key is not None:
        yield Fix("Keep it only where it is first", partial(_unlisted, key=key, keeps_first=True))


def _listed_at(state: EditorState, where: Where) -> str | None:
    match where:
        case ("tracks", int(track), "items", int(place)) if track < len(state.tracks):
            listed = state.tracks[track].items
            return listed[place] if place < len(listed) else None
        case _:
            return None


def _unlisted(state: EditorState, key: str, *, keeps_first: bool) -> EditorState:
    """Take an id off all tracks, but for the first place where it stands."""
    tracks = list(state.tracks)
    is_first = keeps_first
    for index, track in enumerate(tracks):
        if key not in track.items:
            continue
        kept: list[str] = []
        for listed in track.items:
            if listed != key or is_first:
                kept.append(listed)
            is_first = is_first and listed != key
        if len(kept) != len(track.items):
            tracks[index] = _with_items(track, kept, state)
    if tracks == [*state.tracks]:
        raise NothingToDoError("The tracks are in order already.", key)
    return state.replace(tracks=tuple(tracks))


def _with_items(track: Track | BrokenTrack, kept: list[str], state: EditorState) -> Track | BrokenTrack:
    if isinstance(track, Track):
        return track.replace(items=tuple(kept))
    return dialects.read_track({**track.raw, "items": kept}, state.dialect)


def _same_track_id(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    match where:
        case ("tracks", int(index), "id"):
            yield Fix("Give this track an id of its own", partial(_renamed_track, index=index))
        case _:
            return


def _renamed_track(state: EditorState, index: int) -> EditorState:
    ids = [track.id for track in state.tracks]
    if index >= len(ids) or ids[index] not in ids[:index]:
        raise NothingToDoError("The track has an id of its own already.")
    track, fresh = state.tracks[index], Draft(state).fresh(random_id)
    new = (
        track.replace(id=fresh)
        if isinstance(track, Track)
        else dialects.read_track({**track.raw, "id": fresh}, state.dialect)
    )
    return state.replace(tracks=(*state.tracks[:index], new, *state.tracks[index + 1 :]))


def _off_tracks(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = str(where[1])
    if not isinstance(state.items.get(key), BrokenItem):
        yield Fix("Put it on a track", partial(_placed, key=key))
    yield _removal(key)


def _placed(state: EditorState, key: str) -> EditorState:
    """Put an item on the first track of its sort with room, or on a new one."""
    draft = Draft(state)
    item = draft.item(key)
    is_sound = isinstance(item, AudioItem)
    for number, track in enumerate(state.tracks):
        entries = lane(state, number).entries
        sounds = [isinstance(state.items[entry[2]], AudioItem) for entry in entries[:50]]
        suits = not isinstance(track, BrokenTrack) and all(sound == is_sound for sound in sounds)
        if suits and not any(True for _ in draft.clashes(item.start_ticks, item.end_ticks, number, ())):
            break
    else:
        number = draft.new_track(draft.fresh(random_id), len(state.tracks) if is_sound else 0)
    draft.place(key, item, number)
    return draft.finish()


def _overlap(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = _listed_at(state, where)
    if key is not None:
        yield Fix("Move it to a track of its own", partial(_own_track, key=key))
        yield _removal(key)


def _own_track(state: EditorState, key: str) -> EditorState:
    """Move an item to the track above, if that has room, or to a new one there."""
    home = homes(state, (key,)).get(key)
    item = state.items.get(key)
    if home is None or item is None:
        raise NothingToDoError("The clip is on no track.", key)
    draft = Draft(state)
    above = home - 1
    has_room = above >= 0 and not isinstance(state.tracks[above], BrokenTrack)
    if has_room and item.duration_ticks:
        clashing = draft.clashes(item.start_ticks, item.end_ticks, above, ())
        has_room = not any(True for _ in clashing) and not _is_among(state, above, item)
    if not has_room:
        above = draft.new_track(draft.fresh(random_id), home)
    draft.place(key, cast("Item", item), above)
    return draft.finish()


def _is_among(state: EditorState, track: int, item: Item | BrokenItem) -> bool:
    """Tell whether a track holds clips of another sort, sound among pictures."""
    others = [state.items[entry[2]] for entry in lane(state, track).entries[:50]]
    return any(isinstance(other, AudioItem) != isinstance(item, AudioItem) for other in others)


def _removal(key: str) -> Fix:
    return Fix("Remove the clip", partial(_removed, key=key))


def _removed(state: EditorState, key: str) -> EditorState:
    """Take an item out of the document and off all tracks, whatever state it is in."""
    if key not in state.items:
        raise NothingToDoError("The clip is gone already.", key)
    tracks = tuple(
        _with_items(track, [k for k in track.items if k != key], state) if key in track.items else track
        for track in state.tracks
    )
    items = {k: item for k, item in state.items.items() if k != key}
    gone = [k for k in seams(state, key) if k in state.transitions]
    transitions = {k: t for k, t in state.transitions.items() if k not in gone}
    return state.replace(tracks=tracks, items=items, transitions=transitions)


# References.


def _asset(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    if where[0] == "globalBackground":
        yield Fix("Remove the background picture", _without_background)
        return
    key = str(where[1])
    item = state.items.get(key)
    wanted = getattr(item, "referenced_asset", None)
    fitting = [k for k, asset in state.assets.items() if asset.type == wanted and isinstance(asset, Record)]
    for asset_id in fitting[:_MOST_CHOICES]:
        name = getattr(state.assets[asset_id], "filename", None) or asset_id
        yield Fix(f"Use {name}", partial(replace_source, item_ids=(key,), asset_id=asset_id))
    yield _removal(key)


def _without_background(state: EditorState) -> EditorState:
    if not isinstance(state.global_background, ImageBackground):
        raise NothingToDoError("There is no picture behind everything.")
    return replace(state, root=state.root.replace(global_background=None))


def _key(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    name, key = str(where[0]), str(where[1])
    record = getattr(state, name).get(key) if name in ("items", "assets", "transitions") else None
    if isinstance(record, Record) and key:
        yield Fix("Let its id be its key", partial(_with_own_id, name=name, key=key))
    if name == "items":
        yield _removal(key)
    elif name == "transitions":
        yield _transition_removal(key)


def _with_own_id(state: EditorState, name: str, key: str) -> EditorState:
    records: Mapping[str, Any] = getattr(state, name)
    if not isinstance(records.get(key), Record):
        raise NothingToDoError("The record is gone.", key)
    changed: dict[str, Any] = {name: {**records, key: records[key].replace(id=key)}}
    return state.replace(**changed)


# Transitions.


def _transition_removal(key: str) -> Fix:
    return Fix("Remove the transition", partial(_without_transition, key=key))


def _without_transition(state: EditorState, key: str) -> EditorState:
    if key not in state.transitions:
        raise NothingToDoError("The transition is gone already.", key)
    return state.replace(transitions={k: t for k, t in state.transitions.items() if k != key})


def _torn(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = str(where[1])
    transition = state.transitions.get(key)
    if isinstance(transition, Transition) and (track_id := _common_track(state, transition)):
        yield Fix("Move it to its clips' track", partial(_on_track, key=key, track_id=track_id))
    yield _transition_removal(key)


def _common_track(state: EditorState, transition: Transition) -> str | None:
    """Give the track on which a transition would hold, if there is one and no other holds there."""
    first, second = transition.from_clip_id, transition.to_clip_id
    twins = [k for k in seams(state, first) if k in seams(state, second)]
    if len(twins) != 1:
        return None
    places = places_of(state)
    for track_id, listed in places.items():
        if track_id and first in listed and second in listed:
            moved = transition.replace(track_id=track_id)
            if not holds(state, moved, places):
                return None
            touches = state.items[second].start_ticks == state.items[first].end_ticks
            return track_id if touches else None
    return None


def _on_track(state: EditorState, key: str, track_id: str) -> EditorState:
    transition = state.transitions.get(key)
    if not isinstance(transition, Transition):
        raise NothingToDoError("The transition is gone.", key)
    return state.replace(transitions={**state.transitions, key: transition.replace(track_id=track_id)})


def _gap(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = str(where[1])
    transition = state.transitions.get(key)
    if isinstance(transition, Transition) and transition.from_clip_id in state.items:
        yield Fix("Close the gap", partial(_closed_gap, key=key))
    yield _transition_removal(key)


def _closed_gap(state: EditorState, key: str) -> EditorState:
    transition = state.transitions.get(key)
    if not isinstance(transition, Transition):
        raise NothingToDoError("The transition is gone.", key)
    at = state.items[transition.from_clip_id].end_ticks
    return close_gap(state, track_id=transition.track_id, at_ticks=at)


def _too_long(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = str(where[1])
    room = _room(state, key)
    if room >= 1:
        yield Fix("Shorten it", partial(_shortened, key=key))
    yield _transition_removal(key)


def _room(state: EditorState, key: str) -> int:
    transition = state.transitions.get(key)
    if not isinstance(transition, Transition):
        return 0
    clips = [state.items.get(clip) for clip in (transition.from_clip_id, transition.to_clip_id)]
    return 2 * min((clip.duration_ticks if clip else 0) for clip in clips)


def _shortened(state: EditorState, key: str) -> EditorState:
    transition, room = state.transitions.get(key), _room(state, key)
    if not isinstance(transition, Transition) or not 1 <= room < transition.duration_ticks:
        raise NothingToDoError("The transition is short enough.", key)
    return state.replace(transitions={**state.transitions, key: transition.replace(duration_ticks=room)})


# Values of clips.


def _changed(state: EditorState, key: str, change: Callable[[Any], Mapping[str, object]]) -> EditorState:
    """Change fields of an item, which keeps its place."""
    item = state.items.get(key)
    if item is None or isinstance(item, BrokenItem):
        raise NothingToDoError("The clip is gone, or unreadable.", key)
    new = item.replace(**change(item))
    if new is item:
        raise NothingToDoError("There is nothing to fix any more.", key)
    return state.replace(items={**state.items, key: new})


def _clip_fix(label: str, change: Callable[[Any], Mapping[str, object]]) -> Callable[..., Iterator[Fix]]:
    """Make a maker of the one fix that changes fields of the clip that a path names."""

    def make(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
        yield Fix(label, partial(_changed, key=str(where[1]), change=change))

    return make


def _late_keys(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key, wire = str(where[1]), str(where[2])
    yield Fix(
        "Keep the keyframes inside the clip", partial(_changed, key=key, change=partial(_cut_keys, wire))
    )
    yield Fix("Remove the keyframes outside", partial(_changed, key=key, change=partial(_drop_keys, wire)))


def _field(item: Item, wire: str) -> str:
    return next(name for name in type(item).model_fields if wire_name(type(item), name) == wire)


def _cut_keys(wire: str, item: Item) -> Mapping[str, object]:
    name, length = _field(item, wire), item.duration_ticks
    return {name: cut_number(getattr(item, name), shift_ticks=0, old_ticks=length, new_ticks=length)}


def _drop_keys(wire: str, item: Item) -> Mapping[str, object]:
    name = _field(item, wire)
    number: AnimatedNumber = getattr(item, name)
    kept = tuple(key for key in number.keyframes if key.time_ticks < item.duration_ticks)
    value = kept[0].value if len(kept) == 1 else number.value
    return {name: AnimatedNumber(value=value, keyframes=kept)}


def _short_animations(item: Item) -> Mapping[str, object]:
    return fitted(item, item.duration_ticks)


_OPPOSITE = (("crop_left", "crop_right"), ("crop_top", "crop_bottom"))


def _crops(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    names = _OPPOSITE[0 if where[2] == "cropLeft" else 1]
    still = {name: AnimatedNumber.constant(0) for name in names}
    yield Fix("Take these crops away", partial(_changed, key=str(where[1]), change=lambda _: still))


def _whole_text(item: TextItem) -> Mapping[str, object]:
    # Halves that belong together are one character again, others become the replacement sign.
    text = item.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return {"text": text}


def _nodes(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key = str(where[1])
    item = state.items.get(key)
    if isinstance(item, TextTemplateItem):
        kinds = [type(node) for node in item.nodes]
        if ImageNode in kinds and TextNode in kinds:
            yield Fix("Keep the first picture and texts", partial(_changed, key=key, change=_first_nodes))
    yield _removal(key)


def _first_nodes(item: TextTemplateItem) -> Mapping[str, object]:
    image = next(node for node in item.nodes if isinstance(node, ImageNode))
    texts = [node for node in item.nodes if isinstance(node, TextNode)][:3]
    return {"nodes": tuple(n for n in item.nodes if n is image or any(n is text for text in texts))}


def _chart(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    yield Fix("Remove what does not match", partial(_matched_chart, key=str(where[1])))


def _matched_chart(state: EditorState, key: str) -> EditorState:
    """Take values without a series, and series without a value, out of a chart."""
    item = state.items.get(key)
    if item is None or isinstance(item, BrokenItem):
        raise NothingToDoError("The chart is gone.", key)
    raw = dict(item.raw)
    data = raw["data"] = dict(raw["data"])
    known = {series["key"] for series in data["series"]}
    if "rows" in data:
        data["rows"] = [
            {**row, "values": {name: value for name, value in row["values"].items() if name in known}}
            for row in data["rows"]
        ]
        met = {name for row in data["rows"] for name in row["values"]}
    else:
        data["points"] = [point for point in data["points"] if point["seriesKey"] in known]
        met = {point["seriesKey"] for point in data["points"]}
    data["series"] = [series for series in data["series"] if series["key"] in met]
    return _reread(state, "items", key, raw)


def _reread(state: EditorState, name: str, key: str, raw: Any) -> EditorState:
    read = dialects.read_item if name == "items" else dialects.read_asset
    old: Record | Broken = getattr(state, name)[key]
    new = read(raw, state.dialect)
    if isinstance(new, Broken) or len(new.faults) > len(old.faults):
        raise MismatchError("Without that, nothing would be left.", key)
    changed: dict[str, Any] = {name: {**getattr(state, name), key: new}}
    return state.replace(**changed)


_FONT = "LOCAL_FONT_MISSING"


def _fonts(where: Where, fonts: Sequence[str]) -> Iterator[Fix]:
    for family in fonts[:_MOST_CHOICES]:
        yield Fix(f"Use {family}", partial(_with_font, where=where, family=family))


def _with_font(state: EditorState, where: Where, family: str) -> EditorState:
    item = state.items.get(str(where[1]))
    if item is None or isinstance(item, BrokenItem):
        raise NothingToDoError("The text is gone.", str(where[1]))
    raw = dict(item.raw)
    if where[2] == "nodes" and isinstance(where[3], int):
        nodes = raw["nodes"] = list(raw["nodes"])
        nodes[where[3]] = {**nodes[where[3]], "fontFamily": family}
    else:
        raw["fontFamily"] = family
    return _reread(state, "items", str(where[1]), raw)


# Assets and the document's own values.


def _caption_times(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    key, index = str(where[1]), where[3]
    yield Fix(
        "Put its times in order", partial(_timed_caption, key=key, start_ms=_start_of(state, key, index))
    )
    yield Fix("Remove the caption", partial(_without_caption, key=key, start_ms=_start_of(state, key, index)))


def _start_of(state: EditorState, key: str, index: PathPart) -> tuple[float, float, str]:
    asset = state.assets[key]
    assert isinstance(asset, CaptionAsset)
    assert isinstance(index, int)
    entry = asset.captions[index]
    return entry.start_ms, entry.end_ms, entry.text


def _captions(state: EditorState, key: str) -> CaptionAsset:
    asset = state.assets.get(key)
    if not isinstance(asset, CaptionAsset):
        raise NothingToDoError("The captions are gone.", key)
    return asset


def _timed_caption(state: EditorState, key: str, start_ms: tuple[float, float, str]) -> EditorState:
    asset = _captions(state, key)
    low, high = sorted(start_ms[:2])
    if low == high:
        later = [entry.start_ms for entry in asset.captions if entry.start_ms > low]
        high = min([*later, low + 1000])
    times = {"start_ms": low, "end_ms": high}
    entries = tuple(
        entry.model_copy(update=times) if (entry.start_ms, entry.end_ms, entry.text) == start_ms else entry
        for entry in asset.captions
    )
    return state.replace(assets={**state.assets, key: asset.replace(captions=entries)})


def _without_caption(state: EditorState, key: str, start_ms: tuple[float, float, str]) -> EditorState:
    asset = _captions(state, key)
    entries = tuple(e for e in asset.captions if (e.start_ms, e.end_ms, e.text) != start_ms)
    return state.replace(assets={**state.assets, key: asset.replace(captions=entries)})


def _ratio(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    yield Fix("State the ratio that it has", _stated_ratio)
    wanted = state.output_ratio
    if wanted is not None and wanted in _RATIOS:
        width, height = _RATIOS[wanted]
        label = f"Make the composition {width} × {height}"
        yield Fix(label, partial(resize_composition, width=width, height=height))


def _stated_ratio(state: EditorState) -> EditorState:
    return resize_composition(state, width=state.composition_width, height=state.composition_height)


def _schema(state: EditorState, where: Where, problem: Problem) -> Iterator[Fix]:
    edit = partial(repair, where=where, message=problem.message)
    try:
        edit(state)
    except (EditError, RecordError):
        pass
    else:
        yield Fix("Repair the value", edit)
    match where:
        case ("items", str(key), *_):
            yield _removal(key)
        case ("transitions", str(key), *_):
            yield _transition_removal(key)
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


Maker = Callable[[EditorState, Where, Problem], Iterable[Fix]]
_FIXES: Mapping[str, Maker] = {
    "EDITOR_SCHEMA_INVALID": _schema,
    "EDITOR_EFFECT_TYPE_INVALID": _schema,
    "EDITOR_FILTER_TYPE_INVALID": _schema,
    "EDITOR_TRANSITION_TYPE_INVALID": _schema,
    "LOCAL_NUMBER_TOO_LARGE": _schema,
    "EDITOR_TRANSITION_CLIP_NOT_ADJACENT": _torn,
    "EDITOR_TRACK_ITEM_OVERLAP": _overlap,
    "EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT": _clip_fix(
        "Remove the letter animations", lambda _: {"caption_animations": None}
    ),
    "KEYFRAME_OUT_OF_BOUNDS": _late_keys,
    "LOCAL_TEXT_INVALID": _clip_fix("Mend the text", _whole_text),
    "LOCAL_KEY_MISMATCH": _key,
    "LOCAL_TRACK_ID_DUPLICATE": _same_track_id,
    "LOCAL_TRACK_ITEM_MISSING": _missing_item,
    "LOCAL_ITEM_ON_TWO_TRACKS": _listed_twice,
    "LOCAL_ITEM_ON_NO_TRACK": _off_tracks,
    "LOCAL_ASSET_MISSING": _asset,
    "LOCAL_ASSET_TYPE_MISMATCH": _asset,
    "LOCAL_TRANSITION_TRACK_MISSING": _torn,
    "LOCAL_TRANSITION_CLIP_MISSING": _torn,
    "LOCAL_TRANSITION_WRONG_TRACK": _torn,
    "LOCAL_TRANSITION_GAP": _gap,
    "LOCAL_TRANSITION_DUPLICATE": _torn,
    "LOCAL_TRANSITION_TOO_LONG": _too_long,
    "LOCAL_ANIMATIONS_TOO_LONG": _clip_fix("Shorten the animations", _short_animations),
    "LOCAL_CROP_TOO_LARGE": _crops,
    "LOCAL_CAPTION_TIMES_INVALID": _caption_times,
    "LOCAL_TEXT_TEMPLATE_NODES": _nodes,
    "LOCAL_CHART_KEY_UNMATCHED": _chart,
    _FONT: _schema,
    "LOCAL_RATIO_MISMATCH": _ratio,
}

FIXABLE = frozenset(_FIXES)
"""The codes that something can usually be done about."""
