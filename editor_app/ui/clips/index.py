"""The rows of the list in their order, kept as clips change: finding, moving and adding one is a search."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from enum import IntEnum

from editor_app.items import BrokenItem, Item
from editor_app.state import EditorState
from editor_app.ui.names import clip_label, kind_name


class Column(IntEnum):
    """What stands in a column."""

    NAME = 0
    TYPE = 1
    TRACK = 2
    START = 3
    END = 4
    DURATION = 5


Key = tuple[object, ...]
NO_TRACK = 1 << 30


def homes_of(state: EditorState) -> dict[str, int]:
    """Give the track of every item that is on one; the first that lists it counts."""
    found: dict[str, int] = {}
    for index, track in enumerate(state.tracks):
        for key in track.items:
            found.setdefault(key, index)
    return found


def sort_key(
    state: EditorState, homes: Mapping[str, int], item_id: str, item: Item | BrokenItem, column: Column
) -> Key:
    """Give what a clip is sorted by; the last parts make it unique and the order steady."""
    home, start = homes.get(item_id, NO_TRACK), item.start_ticks
    match column:
        case Column.NAME:
            return (clip_label(state, item).casefold(), start, item_id)
        case Column.TYPE:
            return (kind_name(item.type), start, item_id)
        case Column.TRACK:
            return (home, start, item_id)
        case Column.START:
            return (start, home, item_id)
        case Column.END:
            return (item.end_ticks, home, item_id)
        case Column.DURATION:
            return (item.duration_ticks, start, item_id)


class RowIndex:
    """Clip ids by their sort keys."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._keys = sorted(keys)  # pyright: ignore[reportArgumentType]
        self._key_of: dict[str, Key] = {str(key[-1]): key for key in self._keys}

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._keys)

    def __contains__(self, item_id: str) -> bool:
        """Tell whether a clip has a row."""
        return item_id in self._key_of

    def id_at(self, place: int) -> str:
        """Give the clip at a place, counted in rising order."""
        return str(self._keys[place][-1])

    def key_of(self, item_id: str) -> Key | None:
        """Give what a clip is sorted by."""
        return self._key_of.get(item_id)

    def place_of(self, item_id: str) -> int | None:
        """Give the place of a clip, counted in rising order."""
        key = self._key_of.get(item_id)
        return None if key is None else bisect_left(self._keys, key)  # pyright: ignore[reportArgumentType]

    def place_for(self, key: Key) -> int:
        """Give the place that a new key would have."""
        return bisect_left(self._keys, key)  # pyright: ignore[reportArgumentType]

    def add(self, key: Key) -> None:
        """Add a row."""
        self._keys.insert(self.place_for(key), key)
        self._key_of[str(key[-1])] = key

    def remove(self, item_id: str) -> None:
        """Take a row out."""
        place = self.place_of(item_id)
        if place is not None:
            del self._keys[place]
            del self._key_of[item_id]
