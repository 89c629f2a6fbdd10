"""One side of a merge: its document, and what lies on which track."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from editor_app.state import EditorState
from editor_app.state.model import AnyTrack


@dataclass(frozen=True, slots=True)
class Side:
    """Tracks go by their ids; where one is there again, it has a key that no id can be.

    `homes` holds the track of every item that is on one (the first that lists it); `odd` counts what else is
    listed: items again, and ids of nothing.
    """

    state: EditorState
    tracks: Mapping[str, AnyTrack]
    homes: Mapping[str, str]
    odd: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, state: EditorState) -> Side:
        """Look at a document."""
        tracks, homes, odd = dict[str, AnyTrack](), dict[str, str](), Counter[tuple[str, str]]()
        often = Counter[str]()
        for track in state.tracks:
            key = track_key(track.id, often[track.id])
            often[track.id] += 1
            tracks[key] = track
            for item_id in track.items:
                if item_id in homes or item_id not in state.items:
                    odd[key, item_id] += 1
                else:
                    homes[item_id] = key
        return cls(state, tracks, homes, odd)


def track_key(track_id: str, number: int) -> str:
    """Give the key of the track that is the `number`th of its id."""
    return f"{track_id}\n{number}" if number else track_id


def track_id_of(key: str | None) -> str | None:
    """Give the id of the track with a key."""
    return None if key is None else key.partition("\n")[0]
