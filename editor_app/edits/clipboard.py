"""Copying clips, with what they need, and pasting them into any document."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

from editor_app.assets import AnyAsset, BrokenAsset, CaptionAsset
from editor_app.edits.assets import without_deletion
from editor_app.edits.dialect import in_dialect
from editor_app.edits.draft import NO_TRACKS, Draft
from editor_app.edits.errors import MismatchError, MissingRecordError, NothingToDoError, called
from editor_app.edits.fitness import check_item
from editor_app.edits.ids import NewId, fresh_id, random_id
from editor_app.edits.indexes import homes, link_groups, seams
from editor_app.edits.links import with_links
from editor_app.edits.places import Wanted, check_start, open_tracks, track_number
from editor_app.edits.placing import OnOverlap, place_all
from editor_app.edits.sources import trimmed
from editor_app.items import BrokenItem, Item
from editor_app.record import Dialect, RawObject
from editor_app.state import EditorState, Transition
from editor_app.state.dialects import read_asset, read_item, read_transition

MARK = "editorClips"
"""The key by which text on a clipboard is known to be ours; its value is the form's version."""


@dataclass(frozen=True, slots=True)
class Clipboard:
    """Clips by their ids, how many tracks each lies below the topmost, and what belongs to them."""

    items: Mapping[str, Item]
    tracks: Mapping[str, int]
    transitions: tuple[Transition, ...]
    assets: Mapping[str, AnyAsset]
    dialect: Dialect

    @property
    def start_ticks(self) -> int:
        """Give where the first clip started."""
        return min(item.start_ticks for item in self.items.values())

    def to_json(self) -> RawObject:
        """Give the clips as JSON, for the system's clipboard."""
        return {
            MARK: 1,
            "dialect": self.dialect,
            "items": {key: item.raw for key, item in self.items.items()},
            "tracks": dict(self.tracks),
            "transitions": [transition.raw for transition in self.transitions],
            "assets": {key: asset.raw for key, asset in self.assets.items()},
        }

    @classmethod
    def from_json(cls, value: Any) -> Self:
        """Read what `to_json` wrote; raise MismatchError for anything else."""
        try:
            return cls._read(cast("RawObject", value))
        except (KeyError, TypeError, AttributeError, ValueError):
            raise MismatchError("The clipboard holds no clips of this editor.") from None

    @classmethod
    def _read(cls, value: RawObject) -> Self:
        dialect: Dialect = "seed" if value["dialect"] == "seed" else "newer"
        items = {str(key): read_item(raw, dialect) for key, raw in value["items"].items()}
        assets = {str(key): read_asset(raw, dialect) for key, raw in value["assets"].items()}
        transitions = [read_transition(raw, dialect) for raw in value["transitions"]]
        if value[MARK] != 1 or not items or any(isinstance(item, BrokenItem) for item in items.values()):
            raise ValueError
        if not all(
            isinstance(t, Transition) and {t.from_clip_id, t.to_clip_id} <= items.keys() for t in transitions
        ):
            raise ValueError
        return cls(
            items=cast("dict[str, Item]", items),
            tracks={key: max(0, int(value["tracks"][key])) for key in items},
            transitions=tuple(t for t in transitions if isinstance(t, Transition)),
            assets={k: asset for k, asset in assets.items() if not isinstance(asset, BrokenAsset)},
            dialect=dialect,
        )


def copy_clips(state: EditorState, *, item_ids: Collection[str], linked: bool = False) -> Clipboard:
    """Take clips, the transitions between them and their assets; raise MissingRecordError, BrokenRecordError.

    ```
        | A ⟩⟨ B |  | C |   ->   clipboard: A ⟩⟨ B, their assets, how they lie to each other
          ^^^^^^^^
    ```
    """
    keys = with_links(state, item_ids, linked=linked)
    if not keys:
        raise NothingToDoError("Nothing is selected.")
    draft = Draft(state)
    items = {key: draft.item(key) for key in keys}
    found = homes(state, keys)
    if lost := [key for key in keys if key not in found]:
        raise MissingRecordError(f"The {called(state, lost[0])} is on no track.", *lost)
    top = min(found.values())
    wanted = dict.fromkeys(str(getattr(item, "asset_id", "")) for item in items.values())
    assets = {key: asset for key in wanted if (asset := state.assets.get(key)) is not None}
    return Clipboard(
        items=items,
        tracks={key: found[key] - top for key in keys},
        transitions=tuple(_between(state, items)),
        assets={key: asset for key, asset in assets.items() if not isinstance(asset, BrokenAsset)},
        dialect=state.dialect,
    )


def _between(state: EditorState, items: Mapping[str, Item]) -> list[Transition]:
    keys = dict.fromkeys(seam for key in items for seam in seams(state, key))
    found = [state.transitions[key] for key in keys]
    return [
        t for t in found if isinstance(t, Transition) and t.from_clip_id in items and t.to_clip_id in items
    ]


def paste_clips(
    state: EditorState,
    *,
    clipboard: Clipboard,
    at_ticks: int,
    track_id: str | None = None,
    new_tracks_at: int = 0,
    on_overlap: OnOverlap = "new-track",
    item_ids: Sequence[str] = (),
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Put copied clips at a tick, the topmost on a track and the others below; without one, on new tracks.

    ```
        | A |          |   ->   | A |    | C ⟩⟨ D |
                 ^ at_ticks
    ```
    New tracks open at place `new_tracks_at`, counted from the top. All get new ids (`item_ids`, in the
    clipboard's order, where given) and links among themselves. Assets come along where the document does not
    have them; captions get an asset of their own, because their texts live there. Raise EditError.
    """
    draft = Draft(state, locked=locked)
    asset_ids = _bring_assets(draft, clipboard, new_id)
    groups = _new_groups(state, clipboard, new_id)
    given = iter(item_ids)
    ids = {key: next(given, None) or draft.fresh(new_id) for key in clipboard.items}
    numbers = _tracks_for(draft, clipboard, track_id, new_tracks_at, on_overlap, new_id)
    wanted: list[Wanted] = []
    shift = at_ticks - clipboard.start_ticks
    for key, copied in clipboard.items.items():
        item = as_pasted(state, copied)
        start = item.start_ticks + shift
        check_start(state, key, start)
        changes: dict[str, object] = {"id": ids[key], "start_ticks": start}
        changes["link_group_id"] = groups.get(item.link_group_id or "")
        if isinstance(asset_id := getattr(item, "asset_id", None), str):
            changes["asset_id"] = _asset_for(draft, asset_ids.get(asset_id, asset_id), new_id)
        item = item.replace(**changes)
        check_item(draft, item)
        wanted.append(Wanted(ids[key], item, numbers[clipboard.tracks[key]]))
    place_all(draft, wanted, on_overlap, new_id)
    for transition in clipboard.transitions:
        key = draft.fresh(new_id)
        ends = {"from_clip_id": ids[transition.from_clip_id], "to_clip_id": ids[transition.to_clip_id]}
        draft.put_transition(key, in_dialect(transition.replace(id=key, **ends), state.dialect))
    return without_deletion(draft.finish(), set(asset_ids.values()) - state.assets.keys())


def duplicate_clips(
    state: EditorState,
    *,
    item_ids: Collection[str],
    linked: bool = False,
    new_id: NewId = random_id,
    locked: Collection[str] = NO_TRACKS,
) -> EditorState:
    """Put copies of clips right behind them, on new tracks above where there is no room.

    ```
        | A | B |       ->   | A | B | A | B |
        ^^^^^^^^^
    ```
    """
    clipboard = copy_clips(state, item_ids=item_ids, linked=linked)
    end = max(item.end_ticks for item in clipboard.items.values())
    top = state.tracks[min(homes(state, list(clipboard.items)).values())]
    return paste_clips(
        state, clipboard=clipboard, at_ticks=end, track_id=top.id, new_id=new_id, locked=locked
    )


def as_pasted(state: EditorState, item: Item) -> Item:
    """Give an item as the document writes it, without keyframes beyond its end, with animations that fit."""
    best = trimmed(state, item, item.start_ticks, item.end_ticks)
    return in_dialect(best, state.dialect)


def _tracks_for(
    draft: Draft,
    clipboard: Clipboard,
    track_id: str | None,
    new_tracks_at: int,
    on_overlap: OnOverlap,
    new_id: NewId,
) -> dict[int, int]:
    """Give the track number for each of the clipboard's tracks."""
    offsets = sorted(set(clipboard.tracks.values()))
    if track_id is None:
        return {o: draft.new_track(draft.fresh(new_id), new_tracks_at + i) for i, o in enumerate(offsets)}
    top = track_number(draft.state, track_id)
    numbers = open_tracks(draft, [top + offset for offset in offsets], new_id, opens=on_overlap != "refuse")
    return {offset: numbers[top + offset] for offset in offsets}


def _bring_assets(draft: Draft, clipboard: Clipboard, new_id: NewId) -> dict[str, str]:
    """Put the assets that the document does not have, and give the key of each in the document."""
    keys: dict[str, str] = {}
    for key, asset in clipboard.assets.items():
        mine = draft.state.assets.get(key)
        if mine is None or _is_same(mine, asset):
            keys[key] = key
        else:
            keys[key] = draft.fresh(new_id)
        if keys[key] not in draft.state.assets:
            new = asset if keys[key] == key else asset.replace(id=keys[key])
            draft.put_asset(keys[key], in_dialect(new, draft.state.dialect))
    return keys


def _is_same(mine: AnyAsset | BrokenAsset, other: AnyAsset) -> bool:
    """Tell whether two assets of one id mean one thing: the same type and, but for its address, content."""
    if isinstance(mine, BrokenAsset) or type(mine) is not type(other):
        return False
    fields = type(other).model_fields.keys() - {"id", "remote_url", "remote_key"}
    return all(getattr(mine, name) == getattr(other, name) for name in fields)


def _asset_for(draft: Draft, asset_id: str, new_id: NewId) -> str:
    asset = draft.asset(asset_id)
    if not isinstance(asset, CaptionAsset) or asset_id not in draft.state.assets:
        return asset_id
    own = draft.fresh(new_id)
    draft.put_asset(own, asset.replace(id=own))
    return own


def _new_groups(state: EditorState, clipboard: Clipboard, new_id: NewId) -> dict[str, str]:
    """Give new link groups for those of which two clips or more are copied."""
    groups = [item.link_group_id for item in clipboard.items.values()]
    linked = dict.fromkeys(group for group in groups if group is not None and groups.count(group) > 1)
    return {group: fresh_id(new_id, link_groups(state)) for group in linked}
