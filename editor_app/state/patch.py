"""What changed between two states: undo, the journal, worker updates and sync are all this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from editor_app.assets import AnyAsset, BrokenAsset
from editor_app.items import BrokenItem, Item
from editor_app.record import Dialect, RawObject
from editor_app.state import dialects
from editor_app.state.map_patch import Change, HasJson, MapPatch, PatchError, diff, read_map_patch
from editor_app.state.model import (
    COLLECTIONS,
    AnyTrack,
    BrokenTransition,
    EditorState,
    Root,
    Transition,
)
from editor_app.state.track_edit import read_track_edit, track_change

__all__ = ["Change", "Patch", "PatchError"]

TrackKey = Literal["id", "place"]


@dataclass(frozen=True, slots=True)
class RootValue:
    """The JSON under one key of the root."""

    raw: Any


@dataclass(frozen=True, slots=True)
class Patch:
    """The difference of two states, record by record; it can be applied, turned round, and stored.

    Tracks are told apart by their ids or, where those are not unique, by their places.
    """

    root: MapPatch[RootValue]
    tracks: MapPatch[AnyTrack]
    assets: MapPatch[AnyAsset | BrokenAsset]
    items: MapPatch[Item | BrokenItem]
    transitions: MapPatch[Transition | BrokenTransition]
    tracks_by: TrackKey
    dialects: tuple[Dialect, Dialect]

    @classmethod
    def between(cls, old: EditorState, new: EditorState) -> Patch:
        """Compare two states by the identity of their records."""
        tracks_by = _tracks_by(old, new)
        return cls(
            root=MapPatch() if old.root is new.root else diff(_root_values(old.root), _root_values(new.root)),
            tracks=MapPatch()
            if old.tracks is new.tracks
            else diff(_by(tracks_by, old), _by(tracks_by, new), track_change),
            assets=diff(old.assets, new.assets),
            items=diff(old.items, new.items),
            transitions=diff(old.transitions, new.transitions),
            tracks_by=tracks_by,
            dialects=(old.dialect, new.dialect),
        )

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        parts = (self.root, self.tracks, self.assets, self.items, self.transitions)
        return any(parts) or self.dialects[0] != self.dialects[1]

    def inverse(self) -> Patch:
        """Give the patch that leads back."""
        return Patch(
            self.root.inverse(),
            self.tracks.inverse(),
            self.assets.inverse(),
            self.items.inverse(),
            self.transitions.inverse(),
            self.tracks_by,
            (self.dialects[1], self.dialects[0]),
        )

    def apply(self, state: EditorState) -> EditorState:
        """Give the state after the patch; untouched records stay the same objects. Raise PatchError."""
        tracks = self.tracks.apply(_by(self.tracks_by, state)) if self.tracks else None
        new = EditorState(
            root=_apply_root(self.root, state.root),
            tracks=state.tracks if tracks is None else tuple(tracks.values()),
            assets=self.assets.apply(state.assets),
            items=self.items.apply(state.items),
            transitions=self.transitions.apply(state.transitions),
            brand_runtime=state.brand_runtime,
            deleted_assets=state.deleted_assets,
            dialect=state.dialect,
        )
        if self.dialects[0] != self.dialects[1]:
            return dialects.read_as(dialects.write(new), self.dialects[1])
        return dialects.with_extras(new, self.root.changes.keys())

    def to_json(self) -> RawObject:
        """Give the patch as JSON, for the journal and for other processes."""
        parts = {name: getattr(self, name).to_json() for name in ("root", *COLLECTIONS)}
        return {
            "tracksBy": self.tracks_by,
            "dialects": list(self.dialects),
            **{name: part for name, part in parts.items() if part},
        }

    @classmethod
    def from_json(cls, value: RawObject) -> Patch:
        """Read what `to_json` wrote."""
        before, after = cast("tuple[Dialect, Dialect]", tuple(value["dialects"]))

        def part(name: str, read: Callable[[Any, Dialect], HasJson]) -> MapPatch[Any]:
            def change(sides: RawObject) -> Any:
                if "items" in sides and name == "tracks":
                    return read_track_edit(sides)
                return Change(
                    read(sides["before"], before) if "before" in sides else None,
                    read(sides["after"], after) if "after" in sides else None,
                )

            return read_map_patch(value.get(name, {}), change)

        return cls(
            root=part("root", lambda raw, _: RootValue(raw)),
            tracks=part("tracks", dialects.read_track),
            assets=part("assets", dialects.read_asset),
            items=part("items", dialects.read_item),
            transitions=part("transitions", dialects.read_transition),
            tracks_by=value["tracksBy"],
            dialects=(before, after),
        )


def _tracks_by(*states: EditorState) -> TrackKey:
    is_unique = all(len({track.id for track in state.tracks}) == len(state.tracks) for state in states)
    return "id" if is_unique else "place"


def _by(key: TrackKey, state: EditorState) -> Mapping[str, AnyTrack]:
    return {track.id if key == "id" else str(place): track for place, track in enumerate(state.tracks)}


def _root_values(root: Root) -> Mapping[str, RootValue]:
    """Give the root's own values; a collection counts as empty, its records have patches of their own."""
    return {
        key: RootValue(COLLECTIONS[key]() if isinstance(raw, COLLECTIONS.get(key, ())) else raw)
        for key, raw in root.raw.items()
    }


def _apply_root(patch: MapPatch[RootValue], root: Root) -> Root:
    if not patch:
        return root
    values = patch.apply(_root_values(root))
    raw = {key: value.raw if key in patch.changes else root.raw[key] for key, value in values.items()}
    return Root.read(raw, root.dialect)
