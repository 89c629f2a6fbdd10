"""What holds for every edit on any document: no new problems, a way back, and nothing touched by the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor_app import edits
from editor_app.checks import check
from editor_app.edits import EditError, indexes
from editor_app.items import SolidItem, VideoItem
from editor_app.items.values import Animations, ClipAnimation
from editor_app.record import Broken
from editor_app.state import EditorState, Transition, to_bytes
from editor_app.state.backgrounds import ColorBackground
from editor_app.state.patch import Patch
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import item_json
from tests.edits.states import HALF, states

NOT_WORSE_FOR = {"LOCAL_EMPTY_TIMELINE"}
"""Deleting the last clip is what was asked for."""


@dataclass
class Chance:
    """Draws an edit's arguments from a state, and notes which items it may touch."""

    draw: st.DrawFn
    state: EditorState
    counter: Iterable[int]

    def __post_init__(self) -> None:
        self.may_touch: set[str] = set()
        self.linked = self.draw(st.booleans())
        ids = iter(self.counter)
        self.new: dict[str, Any] = {"new_id": lambda: f"new{next(ids)}"}

    def of(self, *values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def item(self, *, whole_track: bool = False) -> str:
        return self.items(1, whole_track=whole_track)[0]

    def items(self, most: int = 3, *, whole_track: bool = False) -> list[str]:
        there = [*self.state.items]
        if not there or self.draw(st.integers(0, 9)) == 9:
            there.append("none")
        fewest = 1 if most < 5 else min(3, len(there))
        keys = self.draw(st.lists(st.sampled_from(there), min_size=fewest, max_size=most, unique=True))
        self._touch(keys)
        if whole_track:
            for track in self.state.tracks:
                if getattr(track, "sync_locked", False) or self.may_touch & {*track.items}:
                    self.may_touch |= {*track.items}
        return keys

    def _touch(self, keys: Iterable[str]) -> None:
        self.may_touch |= {*keys}
        for members in indexes.link_groups(self.state).values():
            if self.may_touch & {*members}:
                self.may_touch |= {*members}

    def track(self) -> str:
        return self.of(*(track.id for track in self.state.tracks))

    def all_on_tracks(self) -> None:
        self.may_touch |= {key for track in self.state.tracks for key in track.items}

    def ticks(self) -> int:
        """Draw a tick, mostly about a clip that may be touched."""
        items = [self.state.items[key] for key in sorted(self.may_touch) if key in self.state.items]
        if not items or self.draw(st.integers(0, 4)) == 4:
            return self.draw(st.integers(0, 10 * S))
        item = self.draw(st.sampled_from(items))
        middle = item.start_ticks + item.duration_ticks // 2
        return self.of(middle, item.start_ticks, item.end_ticks) + self.of(0, 0, 1, -1, HALF, -HALF)

    def time(self) -> int:
        """Draw a clip-local tick."""
        return self.of(0, 1, HALF // 3, HALF, S, 3 * S)

    def by(self) -> int:
        return self.draw(st.one_of(st.integers(-6, 6).map(lambda n: n * HALF), st.integers(-S, S)))

    def transition(self) -> str:
        return self.of(*self.state.transitions, "none")

    def cut(self) -> tuple[str, str]:
        cuts = [
            pair
            for track in self.state.tracks
            for pair in zip(track.items, track.items[1:], strict=False)
            if set(pair) <= self.state.items.keys()
        ]
        pair = self.of(*cuts, ("none", "none"))
        self._touch(pair)
        return pair


Drawn = Callable[[Chance], EditorState]


def _solid(c: Chance) -> SolidItem:
    key = c.of("fresh", "gone")
    c.may_touch.add(key)
    raw = item_json(key, "solid", max(0, c.ticks()), c.draw(st.integers(1, 4)) * HALF, "newer")
    return SolidItem.read(raw, "newer")


def _paste(c: Chance) -> EditorState:
    clipboard = edits.copy_clips(c.state, item_ids=c.items(), linked=c.linked)
    clipboard = edits.Clipboard.from_json(clipboard.to_json())
    return edits.paste_clips(
        c.state, clipboard=clipboard, at_ticks=c.ticks(), track_id=c.of(None, c.track()), **c.new
    )


def _slide(c: Chance) -> EditorState:
    return edits.slide_clip(c.state, item_id=c.item(whole_track=True), by_ticks=c.by())


def _add_transition(c: Chance) -> EditorState:
    first, second = c.cut()
    return edits.add_transition(
        c.state,
        from_id=first,
        to_id=second,
        type="fade",
        duration_ticks=c.draw(st.integers(1, 4)) * HALF,
        **c.new,
    )


def _roll(c: Chance) -> EditorState:
    first, second = c.cut()
    cut = c.state.items[second].start_ticks if second in c.state.items else 0
    return edits.roll_cut(c.state, left_id=first, right_id=second, to_ticks=cut + c.by(), linked=c.linked)


def _remove_assets(c: Chance) -> EditorState:
    asset_id = c.of(*c.state.assets)
    c.may_touch |= {key for key, item in c.state.items.items() if getattr(item, "asset_id", None) == asset_id}
    return edits.remove_assets(c.state, asset_ids=[asset_id], with_clips=True)


def _replace_asset(c: Chance) -> EditorState:
    old = c.state.assets.get("v")
    if old is None or isinstance(old, Broken):
        return c.state
    raw = {**old.raw, "filename": "other.mp4", "durationInSeconds": 3}
    return edits.replace_asset(c.state, asset_id="v", asset=type(old).read(raw, "newer"))


def _remove_track(c: Chance) -> EditorState:
    c.all_on_tracks()
    return edits.remove_track(c.state, track_id=c.track(), with_clips=True)


def _close_gaps(c: Chance) -> EditorState:
    c.all_on_tracks()
    return edits.close_gaps(c.state, track_ids=[c.track()], from_ticks=c.of(0, c.ticks()))


def _close_gap(c: Chance) -> EditorState:
    c.all_on_tracks()
    return edits.close_gap(c.state, track_id=c.track(), at_ticks=c.ticks())


def _split_all(c: Chance) -> EditorState:
    c.all_on_tracks()
    return edits.split_all(c.state, at_ticks=c.ticks(), **c.new)


def _attributes(c: Chance) -> EditorState:
    source = c.state.items.get(c.of(*c.state.items, "none"))
    if source is None or isinstance(source, Broken):
        raise EditError("There is nothing to paste.")
    return edits.paste_attributes(c.state, source=source, item_ids=c.items())


def _animate(c: Chance) -> EditorState:
    fade = ClipAnimation(type="fade", duration_ticks=c.draw(st.integers(1, 3 * S)))
    return edits.set_fields(
        c.state, item_ids=c.items(), fields={"animations": Animations(in_=fade, out=fade)}
    )


def _key(c: Chance) -> dict[str, Any]:
    return {
        "item_id": c.item(),
        "field": c.of("opacity", "opacity", "opacity", "left", "rotation", "crop_left", "color"),
    }


def _a_key_time(c: Chance, key: dict[str, Any]) -> int:
    number = getattr(c.state.items.get(key["item_id"]), key["field"], None)
    times = [k.time_ticks for k in getattr(number, "keyframes", ())]
    return c.of(*times, 0)


def _move_keys(c: Chance) -> EditorState:
    key = _key(c)
    return edits.move_keyframes(c.state, **key, times_ticks=[_a_key_time(c, key)], by_ticks=c.by())


def _remove_keys(c: Chance) -> EditorState:
    key = _key(c)
    return edits.remove_keyframes(c.state, **key, times_ticks=[_a_key_time(c, key)])


def _detach(c: Chance) -> EditorState:
    c.may_touch |= {key for key, item in c.state.items.items() if isinstance(item, VideoItem)}
    return edits.detach_sound(c.state, item_id=c.of(*(c.may_touch or {"none"})), **c.new)


def _other_source(c: Chance) -> EditorState:
    keys = c.items(1)
    wanted = getattr(c.state.items.get(keys[0]), "referenced_asset", "")
    fitting = [key for key, asset in c.state.assets.items() if asset.type == wanted]
    return edits.replace_source(c.state, item_ids=keys, asset_id=c.of(*(fitting or c.state.assets)))


def _make_room(c: Chance) -> EditorState:
    keys = c.items()
    c.all_on_tracks()
    return edits.move_clips(
        c.state,
        item_ids=keys,
        by_ticks=c.by(),
        by_tracks=c.of(0, 0, 1, -1),
        on_overlap=c.of("overwrite", "insert"),
        linked=c.linked,
        **c.new,
    )


EDITS: dict[str, Drawn] = {
    "add_clip": lambda c: edits.add_clip(c.state, item=_solid(c), track_id=c.of(None, c.track()), **c.new),
    "move_clips": lambda c: edits.move_clips(
        c.state,
        item_ids=c.items(),
        by_ticks=c.by(),
        by_tracks=c.of(0, 0, 1, -1),
        on_overlap=c.of("refuse", "new-track"),
        linked=c.linked,
        **c.new,
    ),
    "move_clips, making room": _make_room,
    "delete_clips": lambda c: edits.delete_clips(c.state, item_ids=c.items(), linked=c.linked),
    "trim_clips": lambda c: edits.trim_clips(
        c.state, item_ids=c.items(), edge=c.of("start", "end"), by_ticks=c.by(), linked=c.linked
    ),
    "trim_clip": lambda c: edits.trim_clip(
        c.state, item_id=c.item(), edge=c.of("start", "end"), to_ticks=c.ticks(), linked=c.linked
    ),
    "split_clip": lambda c: edits.split_clip(
        c.state, item_id=c.item(), at_ticks=c.ticks(), linked=c.linked, **c.new
    ),
    "split_all": _split_all,
    "ripple_trim": lambda c: edits.ripple_trim(
        c.state,
        item_id=c.item(whole_track=True),
        edge=c.of("start", "end"),
        to_ticks=c.ticks(),
        linked=c.linked,
    ),
    "ripple_delete": lambda c: edits.ripple_delete(
        c.state, item_ids=c.items(whole_track=True), linked=c.linked
    ),
    "close_gap": _close_gap,
    "close_gaps": _close_gaps,
    "roll_cut": _roll,
    "slip_clip": lambda c: edits.slip_clip(
        c.state, item_id=c.item(), by_source_ticks=c.by(), linked=c.linked
    ),
    "slide_clip": _slide,
    "stretch_clip": lambda c: edits.stretch_clip(
        c.state, item_id=c.item(), edge=c.of("start", "end"), to_ticks=c.ticks(), linked=c.linked
    ),
    "set_speed": lambda c: edits.set_speed(
        c.state, item_ids=c.items(), rate=c.of(0.5, 2, 3.7), linked=c.linked
    ),
    "duplicate_clips": lambda c: edits.duplicate_clips(c.state, item_ids=c.items(), linked=c.linked, **c.new),
    "paste_clips": _paste,
    "paste_attributes": _attributes,
    "link_clips": lambda c: edits.link_clips(c.state, item_ids=c.items(), **c.new),
    "unlink_clips": lambda c: edits.unlink_clips(c.state, item_ids=c.items()),
    "detach_sound": _detach,
    "order_clip": lambda c: edits.order_clip(
        c.state, item_id=c.item(), step=c.of("forward", "backward", "front", "back"), **c.new
    ),
    "add_track": lambda c: edits.add_track(c.state, at=c.of(0, 1, 9), **c.new),
    "remove_track": _remove_track,
    "move_track": lambda c: edits.move_track(c.state, track_id=c.track(), to=c.of(0, 1, 9)),
    "set_track": lambda c: edits.set_track(
        c.state, track_id=c.track(), hidden=True, sync_locked=c.of(None, True)
    ),
    "add_transition": _add_transition,
    "resize_transition": lambda c: edits.resize_transition(
        c.state, transition_id=c.transition(), duration_ticks=c.draw(st.integers(1, 4)) * HALF
    ),
    "change_transition": lambda c: edits.change_transition(
        c.state, transition_id=c.transition(), type="iris"
    ),
    "remove_transitions": lambda c: edits.remove_transitions(c.state, transition_ids=[c.transition()]),
    "set_keyframe": lambda c: edits.set_keyframe(
        c.state, item_ids=c.items(), field="opacity", time_ticks=c.time(), value=c.of(0, 0.25, 1)
    ),
    "set_number": lambda c: edits.set_number(
        c.state, item_ids=c.items(), field="opacity", value=c.of(0, 0.25), time_ticks=c.of(None, 0, S)
    ),
    "set_numbers": lambda c: edits.set_numbers(
        c.state,
        values={key: c.of(0, 0.25, 1) for key in c.items()},
        field="opacity",
        times_ticks={key: c.time() for key in c.items()},
    ),
    "toggle_keyframe": lambda c: edits.toggle_keyframe(c.state, **_key(c), time_ticks=c.time()),
    "move_keyframes": _move_keys,
    "remove_keyframes": _remove_keys,
    "clear_keyframes": lambda c: edits.clear_keyframes(c.state, **_key(c), time_ticks=c.time()),
    "set_fields": _animate,
    "align_clips": lambda c: edits.align_clips(
        c.state, item_ids=c.items(), side=c.of("left", "middle"), at_ticks=c.ticks()
    ),
    "distribute_clips": lambda c: edits.distribute_clips(
        c.state, item_ids=c.items(5), axis=c.of("horizontal", "vertical"), at_ticks=c.ticks()
    ),
    "place_boxes": lambda c: edits.place_boxes(
        c.state,
        boxes={key: {"left": c.of(0, 12.5), "height": 30} for key in c.items()},
        at_ticks=c.ticks(),
    ),
    "move_boxes": lambda c: edits.move_boxes(
        c.state, item_ids=c.items(), dx=c.of(-3, 7.5), dy=4, at_ticks=c.ticks()
    ),
    "rename_asset": lambda c: edits.rename_asset(
        c.state, asset_id=c.of(*c.state.assets), filename=c.of("other.mp4", " ")
    ),
    "replace_asset": _replace_asset,
    "replace_source": _other_source,
    "remove_assets": _remove_assets,
    "resize_composition": lambda c: edits.resize_composition(c.state, width=c.of(50, 1080), height=400),
    "set_background": lambda c: edits.set_background(
        c.state, background=ColorBackground(color="#123", gradient=None)
    ),
}


def problem_count(state: EditorState) -> int:
    return sum(p.severity != "info" and p.code not in NOT_WORSE_FOR for p in check(state))


@pytest.mark.parametrize("name", EDITS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_edit(name: str, data: st.DataObject) -> None:
    try_twice(name, data)


@pytest.mark.soak
@pytest.mark.parametrize("name", EDITS)
@settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_edit_for_long(name: str, data: st.DataObject) -> None:
    try_twice(name, data)


def try_twice(name: str, data: st.DataObject) -> None:
    """Try an edit on a document, and then the same kind on what came out."""
    state = data.draw(states())
    counter = count(1)
    for _ in range(2):
        before = to_bytes(state)
        chance = Chance(data.draw, state, counter)
        try:
            result = EDITS[name](chance)
        except EditError:
            assert to_bytes(state) == before
            continue
        assert problem_count(result) <= problem_count(state), [str(p) for p in check(result)]
        check_way_back(state, result, before)
        check_untouched(state, result, chance.may_touch)
        check_indexes(result)
        state = result


def check_way_back(state: EditorState, result: EditorState, before: bytes) -> None:
    patch = Patch.between(state, result)
    assert bool(patch) == (result is not state)
    assert to_bytes(patch.inverse().apply(result)) == before
    assert to_bytes(patch.apply(state)) == to_bytes(result)


def check_untouched(state: EditorState, result: EditorState, may_touch: set[str]) -> None:
    for key, item in state.items.items():
        if key not in may_touch:
            assert result.items.get(key) is item, key
        elif key in result.items:
            new: Any = result.items[key]
            assert not isinstance(item, Broken) or new is item
            assert isinstance(item, Broken) or new.raw.get("ourExtra") == item.raw.get("ourExtra")
            assert new is item or new.raw != item.raw, f"{key} was made anew for nothing"
    new_tracks = {track.id: track for track in result.tracks}
    for track in state.tracks:
        new_track = new_tracks.get(track.id)
        if new_track is not None and new_track is not track and len(new_tracks) == len(result.tracks):
            assert new_track.raw != track.raw, f"{track.id} was made anew for nothing"
            assert not isinstance(track, Broken)
    for key, broken in (*state.assets.items(), *state.transitions.items()):
        if isinstance(broken, Broken):
            kept = result.assets.get(key) is broken or result.transitions.get(key) is broken
            assert kept or key == "bad"
    kept, added = [k for k in result.items if k in state.items], result.items.keys() - state.items.keys()
    assert kept == [key for key in state.items if key in result.items]
    assert {*list(result.items)[len(kept) :]} == added


def check_indexes(state: EditorState) -> None:
    """What was carried over is what one would find anew."""
    for number in indexes.known_lanes(state):
        carried = indexes.lane(state, number)
        fresh = indexes.Lane.of(
            (item.start_ticks, item.end_ticks, key)
            for key in state.tracks[number].items
            if (item := state.items.get(key)) is not None
        )
        assert carried == fresh
    for key in state.items:
        named = {
            name
            for name, t in state.transitions.items()
            if isinstance(t, Transition) and key in (t.from_clip_id, t.to_clip_id)
        }
        assert set(indexes.seams(state, key)) == named
    groups: dict[str, set[str]] = {}
    for key, item in state.items.items():
        if group := getattr(item, "link_group_id", None):
            groups.setdefault(group, set()).add(key)
    assert {group: {*members} for group, members in indexes.link_groups(state).items() if members} == groups
