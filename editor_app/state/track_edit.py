"""A change inside one track: its own fields, and its list of items as a splice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from operator import eq
from typing import cast

from editor_app.record import RawObject, same
from editor_app.state.map_patch import Change, PatchError
from editor_app.state.model import AnyTrack, Track


@dataclass(frozen=True, slots=True)
class TrackEdit:
    """The track's JSON without its items, before and after; and from `at` on, the items that go and come."""

    before: RawObject
    after: RawObject
    at: int
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def inverse(self) -> TrackEdit:
        """Give the change back."""
        return TrackEdit(self.after, self.before, self.at, self.added, self.removed)

    def apply(self, key: str, now: AnyTrack | None) -> Track:
        """Give the track after the change; raise PatchError."""
        end = self.at + len(self.removed)
        if (
            not isinstance(now, Track)
            or now.items[self.at : end] != self.removed
            or not same(_shape(now), self.before)
        ):
            raise PatchError(f"The track “{key}” is not as it was when the change was made.")
        items = [*now.items[: self.at], *self.added, *now.items[end:]]
        return Track.read(self.after | {"items": items}, now.dialect)

    def to_json(self) -> RawObject:
        """Give the change as JSON."""
        splice = {"at": self.at, "removed": list(self.removed), "added": list(self.added)}
        return {"before": self.before, "after": self.after, "items": splice}


def track_change(before: AnyTrack | None, after: AnyTrack | None) -> Change[AnyTrack] | TrackEdit:
    """Compare one track with its successor."""
    if not isinstance(before, Track) or not isinstance(after, Track):
        return Change(before, after)
    old, new = before.items, after.items
    head = _equal_run(old, new)
    tail = _equal_run(old[head:][::-1], new[head:][::-1])
    return TrackEdit(
        _shape(before), _shape(after), head, old[head : len(old) - tail], new[head : len(new) - tail]
    )


def read_track_edit(value: RawObject) -> TrackEdit:
    """Read what `TrackEdit.to_json` wrote."""
    splice = cast("RawObject", value["items"])
    return TrackEdit(
        value["before"], value["after"], splice["at"], tuple(splice["removed"]), tuple(splice["added"])
    )


def _equal_run(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    return sum(1 for _ in takewhile(bool, map(eq, a, b)))


def _shape(track: Track) -> RawObject:
    """Give the track's JSON with an empty list of items, which keeps the key's place."""
    return track.raw | {"items": []}
