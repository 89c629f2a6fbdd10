"""The document: one immutable value. An edit makes a new one that shares everything untouched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import ConfigDict, ValidationError

from editor_app.assets import AnyAsset, BrokenAsset
from editor_app.items import BrokenItem, Item
from editor_app.items.values import Easing
from editor_app.problem import Fault
from editor_app.record import (
    Broken,
    Dialect,
    Hint,
    Integer,
    Maybe,
    Name,
    Params,
    RawObject,
    Record,
    Tuple,
    fault,
    faults_of,
)
from editor_app.state.backgrounds import AnyBackground, Background
from editor_app.state.extras import BrandRuntime, BrokenExtra, DeletedAsset
from editor_app.timebase import TICKS_PER_SECOND

COLLECTIONS: Mapping[str, type] = {"tracks": list, "assets": dict, "items": dict, "transitions": dict}
"""The root's keys that hold records, with the JSON kind each must have."""


class Track(Record, frozen=True):
    """A lane of item ids in order; the first track of a document is on top."""

    model_config = ConfigDict(extra="forbid")
    newer_keys: ClassVar[frozenset[str]] = frozenset({"syncLocked"})

    id: Name
    items: Tuple[Name]
    hidden: bool
    muted: bool
    sync_locked: Maybe[bool] = None


class BrokenTrack(Broken):
    """A track that fits no type: kept in its place, its items as far as they can be read."""

    @property
    def items(self) -> tuple[str, ...]:
        """Give the item ids that are readable."""
        listed = self._get("items")
        return (
            tuple(i for i in cast("list[Any]", listed) if isinstance(i, str))
            if isinstance(listed, list)
            else ()
        )

    @property
    def hidden(self) -> bool:
        """Tell whether the track is surely hidden."""
        return self._get("hidden") is True

    @property
    def muted(self) -> bool:
        """Tell whether the track is surely muted."""
        return self._get("muted") is True


class Transition(Record, frozen=True):
    """A change-over between two neighbours on one track, centred on their cut."""

    model_config = ConfigDict(extra="forbid")

    id: Name
    track_id: Name
    from_clip_id: Name
    to_clip_id: Name
    type: Annotated[
        Literal["fade", "slide", "wipe", "flip", "clock-wipe", "iris"], Hint("Transition", "motion")
    ]
    duration_ticks: Annotated[int, Integer(1), Hint("Duration", "motion", "ticks")]
    easing: Annotated[Maybe[Easing], Hint("Easing", "motion")] = None
    params: Annotated[Maybe[Params], Hint("Settings", "motion")] = None


class BrokenTransition(Broken):
    """A transition that fits no type: kept and reported, never drawn."""


Ratio = Literal["16:9", "9:16", "1:1", "4:3", "3:4", "custom"]
_Pixels = Annotated[int, Integer(50, 1920)]


class Root(Record, frozen=True):
    """The document's own fields; its JSON holds every key of the root, in order.

    The JSON under the four collections is the one that was read: their truth is in the state.
    """

    composition_width: Annotated[_Pixels, Hint("Width", "layout", "px")] = 1920
    composition_height: Annotated[_Pixels, Hint("Height", "layout", "px")] = 1080
    timebase_ticks_per_second: Annotated[int, Integer(TICKS_PER_SECOND, TICKS_PER_SECOND)] = TICKS_PER_SECOND
    output_ratio: Annotated[Maybe[Ratio], Hint("Ratio", "layout")] = None
    global_background: Annotated[Maybe[AnyBackground], Hint("Background", "style")] = None

    @classmethod
    def read(cls, raw: object, dialect: Dialect) -> Self:
        """Read the root's fields one by one: what does not fit has its default and is a fault."""
        original = cast("RawObject", raw)
        faults = [*_version_faults(original, dialect), *_missing(original), *_collection_faults(original)]
        try:
            root = cls._view(original)
        except ValidationError as error:
            found = faults_of(error)
            unfit = {f.where[0] for f in found}
            faults += found
            root = cls._view({key: value for key, value in original.items() if key not in unfit})
        return root._keep(original, dialect, tuple(faults))

    def put(self, key: str, value: Any) -> Self:
        """Give the root with another value (JSON) under `key`."""
        return type(self).read(self.raw | {key: value}, self.dialect)


def _version_faults(raw: RawObject, dialect: Dialect) -> Iterable[Fault]:
    if dialect == "newer":
        if "stateSchemaVersion" not in raw:
            yield fault(("stateSchemaVersion",), "is missing")
        elif raw["stateSchemaVersion"] != "v1":
            yield fault(("stateSchemaVersion",), 'must be "v1"')


def _missing(raw: RawObject) -> Iterable[Fault]:
    for key in ("compositionWidth", "compositionHeight", "timebaseTicksPerSecond", *COLLECTIONS):
        if key not in raw:
            yield fault((key,), "is missing")


def _collection_faults(raw: RawObject) -> Iterable[Fault]:
    for key, kind in COLLECTIONS.items():
        if key in raw and not isinstance(raw[key], kind):
            yield fault((key,), "must be a list" if kind is list else "must be an object")
    if not isinstance(raw.get("deletedAssets", []), list):
        yield fault(("deletedAssets",), "must be a list")


AnyTrack = Track | BrokenTrack
AssetMap = Mapping[str, AnyAsset | BrokenAsset]
ItemMap = Mapping[str, Item | BrokenItem]
TransitionMap = Mapping[str, Transition | BrokenTransition]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class EditorState:
    """A document. Its identity is its revision: two states are the same only if they are one object."""

    root: Root
    tracks: tuple[AnyTrack, ...]
    assets: AssetMap
    items: ItemMap
    transitions: TransitionMap
    brand_runtime: BrandRuntime | BrokenExtra | None
    deleted_assets: tuple[DeletedAsset | BrokenExtra, ...]
    dialect: Dialect

    @property
    def composition_width(self) -> int:
        """Give the canvas width in px."""
        return self.root.composition_width

    @property
    def composition_height(self) -> int:
        """Give the canvas height in px."""
        return self.root.composition_height

    @property
    def output_ratio(self) -> Ratio | None:
        """Give the stated ratio; nothing ties it to the canvas."""
        return self.root.output_ratio

    @property
    def global_background(self) -> Background | None:
        """Give what lies behind everything, or None where nothing is stated."""
        return self.root.global_background

    def replace(
        self,
        *,
        tracks: tuple[AnyTrack, ...] | None = None,
        assets: AssetMap | None = None,
        items: ItemMap | None = None,
        transitions: TransitionMap | None = None,
        deleted_assets: tuple[DeletedAsset | BrokenExtra, ...] | None = None,
        **root_fields: object,
    ) -> EditorState:
        """Give the state with collections or fields of the root changed; raise RecordError.

        Root fields: composition_width, composition_height, output_ratio, global_background.
        """
        collections: dict[str, Any] = {
            "tracks": tracks,
            "assets": assets,
            "items": items,
            "transitions": transitions,
        }
        changes = {key: value for key, value in collections.items() if value is not None}
        root = self.root.replace(**root_fields) if root_fields else self.root
        for key, value in changes.items():
            spell(value if key == "tracks" else _exchanged(getattr(self, key), value), self.dialect)
            if not isinstance(root.raw.get(key), COLLECTIONS[key]):
                root = root.put(key, COLLECTIONS[key]())
        if deleted_assets is not None:
            spell(deleted_assets, self.dialect)
            root = root.put("deletedAssets", [entry.raw for entry in deleted_assets])
            changes["deleted_assets"] = deleted_assets
        return replace(self, root=root, **changes)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to other processes as JSON."""
        from editor_app.state.dialects import restore, to_bytes

        return restore, (to_bytes(self), self.dialect)


def _exchanged(
    old: Mapping[str, Record | Broken], new: Mapping[str, Record | Broken]
) -> Iterable[Record | Broken]:
    """Give the records that were not there before; a document has too many to look into all."""
    return (record for key, record in new.items() if old.get(key) is not record)


def spell(records: Iterable[Record | Broken], dialect: Dialect) -> None:
    """Settle the dialect of records that were made in code and join a document."""
    for record in records:
        if isinstance(record, Record) and record.is_new:
            record.spell(dialect)
