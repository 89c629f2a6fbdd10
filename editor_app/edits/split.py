"""Splitting clips in two."""

from __future__ import annotations

from collections.abc import Collection

from editor_app.assets import CaptionAsset, CaptionEntry
from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import NothingToDoError, OutOfRangeError, called
from editor_app.edits.ids import NewId, fresh_id, random_id
from editor_app.edits.indexes import lane, link_groups, seams
from editor_app.edits.links import group_of, with_links
from editor_app.edits.sources import Sounding, trimmed
from editor_app.items import BrokenItem, CaptionsItem, Item
from editor_app.items.values import Animations, CaptionAnimations
from editor_app.state import BrokenTrack, EditorState, Transition
from editor_app.timebase import TICKS_PER_SECOND

_TICKS_PER_MS = TICKS_PER_SECOND // 1000


def split_clip(
    state: EditorState,
    *,
    item_id: str,
    at_ticks: int,
    linked: bool = False,
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Cut a clip in two; the left part keeps the id. Raise OutOfRangeError outside the clip.

    ```
        |     A     | B |   ->   |  A  | C   | B |
              ^ at_ticks
    ```
    Both parts together look and sound as the clip did. The transition at its end goes with the right part.
    With `linked`, the clips linked with it that play at that tick are cut too, and the right parts linked.
    """
    draft = Draft(state, locked=locked)
    item = draft.item(item_id)
    if not item.start_ticks < at_ticks < item.end_ticks:
        raise OutOfRangeError(
            f"The {called(state, item_id)} can only be split between its start and its end.", item_id
        )
    keys = with_links(state, (item_id,), linked=linked)
    _split_all(draft, [key for key in keys if _is_inside(draft.item(key), at_ticks)], at_ticks, new_id)
    return draft.finish()


def split_all(
    state: EditorState, *, at_ticks: int, new_id: NewId = random_id, locked: Collection[str] = NO_TRACKS
) -> EditorState:
    """Cut every clip that plays at a tick, on all tracks that are not locked; raise NothingToDoError.

    ```
        |     A     | B |        |  A  | C   | B |
        |        D          |  ->  |  D  |     E     |
              ^ at_ticks
    ```
    """
    draft = Draft(state, locked=locked)
    keys = dict.fromkeys(
        key
        for number, track in enumerate(state.tracks)
        if track.id not in locked and not isinstance(track, BrokenTrack)
        for start, _, key in lane(state, number).between(at_ticks, at_ticks + 1)
        if start < at_ticks and not isinstance(state.items[key], BrokenItem)
    )
    if not keys:
        raise NothingToDoError("No clip plays at the playhead on a track that is not locked.")
    _split_all(draft, keys, at_ticks, new_id)
    return draft.finish()


def _is_inside(item: Item, at_ticks: int) -> bool:
    return item.start_ticks < at_ticks < item.end_ticks


def _split_all(draft: Draft, keys: Collection[str], at_ticks: int, new_id: NewId) -> None:
    """Cut clips; right parts of linked clips that are cut together get a link of their own."""
    groups = [group_of(draft.state, key) for key in keys]
    new_groups = {
        group: fresh_id(new_id, link_groups(draft.state))
        for group in dict.fromkeys(groups)
        if group is not None and groups.count(group) > 1
    }
    for key, group in zip(keys, groups, strict=True):
        item, number = draft.item(key), draft.home(key)
        right = right_part(draft, item, at_ticks, draft.fresh(new_id), new_id)
        if group in new_groups:
            right = right.replace(link_group_id=new_groups[group])
        draft.put(key, trimmed(draft.state, ended(item), item.start_ticks, at_ticks))
        draft.place(right.id, right, number)
        hand_over_end(draft, key, right.id)


def hand_over_end(draft: Draft, item_id: str, right_id: str) -> None:
    """Let the transition at a clip's end be that of the part which ends there now."""
    for seam in seams(draft.state, item_id):
        transition = draft.state.transitions[seam]
        if isinstance(transition, Transition) and transition.from_clip_id == item_id:
            draft.put_transition(seam, transition.replace(from_clip_id=right_id))


def ended(item: Item) -> Item:
    """Give an item without what belongs to its end."""
    return item.replace(**_without(item, "out"), **_silent(item, "audio_fade_out_duration_ticks"))


def right_part(draft: Draft, item: Item, at_ticks: int, item_id: str, new_id: NewId) -> Item:
    """Give what of an item comes at `at_ticks` and later, without what belongs to the clip's start."""
    begun = item.replace(**_without(item, "in_"), **_silent(item, "audio_fade_in_duration_ticks"))
    right = trimmed(draft.state, begun, at_ticks, item.end_ticks)
    later = _later_captions(draft, item, at_ticks, new_id) if isinstance(item, CaptionsItem) else {}
    return right.replace(id=item_id, **later)


def _without(item: Item, side: str) -> dict[str, object]:
    changes: dict[str, object] = {}
    for name in ("animations", "caption_animations"):
        held = getattr(item, name, None)
        if isinstance(held, Animations | CaptionAnimations) and getattr(held, side) is not None:
            changes[name] = held.model_copy(update={side: None})
    return changes


def _silent(item: Item, fade: str) -> dict[str, object]:
    return {fade: 0} if isinstance(item, Sounding) else {}


def _later_captions(draft: Draft, item: CaptionsItem, at_ticks: int, new_id: NewId) -> dict[str, object]:
    """Give the right part of captions an asset of its own: the entries after the cut, counted from there.

    An offset cannot be negative, so captions cannot start in the middle of their asset.
    """
    past = at_ticks - item.start_ticks - item.content_start_offset_ticks
    asset = draft.state.assets.get(item.asset_id)
    if past <= 0 or not isinstance(asset, CaptionAsset):
        return {}
    shift_ms = -(-past // _TICKS_PER_MS)
    asset_id = draft.fresh(new_id)
    entries = tuple(_later(entry, shift_ms) for entry in asset.captions if entry.end_ms > shift_ms)
    draft.put_asset(asset_id, asset.replace(id=asset_id, captions=entries))
    return {"asset_id": asset_id, "content_start_offset_ticks": shift_ms * _TICKS_PER_MS - past}


def _later(entry: CaptionEntry, shift_ms: int) -> CaptionEntry:
    changes = {"start_ms": max(0, entry.start_ms - shift_ms), "end_ms": entry.end_ms - shift_ms}
    if entry.timestamp_ms is not None:
        changes["timestamp_ms"] = max(0, entry.timestamp_ms - shift_ms)
    return entry.model_copy(update=changes)
