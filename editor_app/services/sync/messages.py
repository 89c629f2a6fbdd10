"""What goes over the line between the window's process and the one that exchanges documents.

The window orders exchanges one after the other; while one is under way the other process asks for what it
needs of the open project, and is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from editor_app.edits.addresses import Address
from editor_app.record import RawObject
from editor_app.services.sync.details import Details
from editor_app.services.sync.ports import DetailsChange, News
from editor_app.state import EditorState
from editor_app.state.patch import Patch
from editor_app.store.cloud_link import CloudLink, SyncPoint


@dataclass(frozen=True, slots=True)
class Place:
    """Which project where, and which file here it is kept in step with."""

    link: CloudLink
    project_file: Path
    database: Path
    base_url: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Order:
    """Exchange, or carry out the answer to the last ForeignError."""

    number: int
    place: Place
    answer: Literal["", "mine", "theirs", "joined"] = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Give an order up."""

    number: int


@dataclass(frozen=True, slots=True)
class Alive:
    """Are you alive? Whoever is asked says the same."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A call of the open project: `tell`, `take` or `note`, or `told`: other conflicts wait."""

    number: int
    what: Literal["tell", "take", "note", "told"]
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call gave, or the error that it raised."""

    number: int
    value: Any = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of the order with that number."""

    number: int
    value: Any = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PackedNews:
    """News as it travels: a change is JSON, which is far smaller than the objects it is made of."""

    number: int
    whole: EditorState | None
    patch: RawObject | None
    addresses: Mapping[str, Address]
    details: Details
    point: SyncPoint


def pack_news(news: News) -> PackedNews:
    """Make news fit to travel."""
    whole = news.change if isinstance(news.change, EditorState) else None
    patch = news.change.to_json() if isinstance(news.change, Patch) else None
    return PackedNews(news.number, whole, patch, news.addresses, news.details, news.point)


def unpack_news(packed: PackedNews) -> News:
    """Read news that has travelled."""
    change = packed.whole if packed.patch is None else Patch.from_json(packed.patch)
    return News(packed.number, change, packed.addresses, packed.details, packed.point)


def pack_take(number: int, patch: Patch | None, *others: DetailsChange | SyncPoint) -> tuple[Any, ...]:
    """Make the arguments of `take` fit to travel."""
    return number, patch.to_json() if patch is not None else None, *others


def unpack_take(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Read the arguments of `take` that have travelled."""
    number, patch, *others = values
    return number, Patch.from_json(patch) if patch is not None else None, *others
