"""What could not be joined: one record a finding, with each side's value, so that either can be had later."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, cast

from editor_app.record import RawObject


class Absence(Enum):
    """A value of its own kind, which stays one object in every process."""

    ABSENT = "absent"


ABSENT = Absence.ABSENT
"""Stands for “there is no value”; None is JSON's null."""

Collection = Literal["root", "tracks", "assets", "items", "transitions"]
Kind = Literal["changed", "deleted_by_me", "deleted_by_them", "overlap", "order", "torn"]
Choice = Literal["mine", "theirs", "both"]

PLACE = "place"
CANVAS = "canvas"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two changes of one thing; until someone chooses, the joined document has mine, or what was kept.

    - `changed`: both changed `part`, each otherwise; the document has mine.
    - `deleted_by_me`, `deleted_by_them`: one deleted, the other changed; the document has what was changed.
    - `overlap`: their place for an item is taken by mine; the document has it on a track above.
    - `order`: both ordered the tracks; `mine`, `theirs` and `base` are lists of track ids.
    - `torn`: a transition that lies on no cut of the joined document, which is without it.

    `part` is a wire name (`fontStyle.weight` inside one), "" for the whole record, `place` for an item's
    track and times. The values are JSON, or ABSENT. The root's `canvas` is width, height and ratio together.
    """

    collection: Collection
    key: str
    part: str
    mine: Any
    theirs: Any
    base: Any
    kind: Kind = "changed"
    track: str = ""
    """The track that a whole item lies on, on the side that has it; of an overlap, the one opened above."""
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", json.dumps([self.collection, self.key, self.part]))

    def __hash__(self) -> int:
        return hash(self.id)


def choices(conflict: Conflict) -> tuple[Choice, ...]:
    """Give what can be chosen: an item can also stand there twice, once as each side has it."""
    if conflict.collection == "items" and conflict.kind in ("changed", "overlap"):
        return ("mine", "theirs", "both")
    return ("mine", "theirs")


_VALUES = ("mine", "theirs", "base")


def conflict_to_json(conflict: Conflict) -> RawObject:
    """Give a conflict as JSON; a value that is absent has no key."""
    sides = {name: value for name in _VALUES if (value := getattr(conflict, name)) is not ABSENT}
    return {
        "collection": conflict.collection,
        "key": conflict.key,
        "part": conflict.part,
        "kind": conflict.kind,
        "track": conflict.track,
        **sides,
    }


def conflict_from_json(value: Any) -> Conflict:
    """Read what `conflict_to_json` wrote."""
    raw = cast("RawObject", value)
    return Conflict(
        collection=raw["collection"],
        key=raw["key"],
        part=raw["part"],
        kind=raw["kind"],
        track=raw.get("track", ""),
        **{name: raw.get(name, ABSENT) for name in _VALUES},
    )
