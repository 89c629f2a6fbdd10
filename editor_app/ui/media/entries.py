"""What the library lists: pure functions from a document to entries, filtered and sorted."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from editor_app.assets import Asset, CaptionAsset
from editor_app.services.drops import Coming
from editor_app.state import EditorState
from editor_app.state.backgrounds import ImageBackground
from editor_app.state.patch import Patch
from editor_app.timebase import TICKS_PER_SECOND, ticks_from_seconds

Shown = Literal["all", "video", "image", "audio", "unused", "missing"]
Order = Literal["added", "name", "kind", "length", "size"]
_PICTURES = ("image", "gif", "lottie")


@dataclass(frozen=True, slots=True)
class Entry:
    """One medium of the library; `search` is its name as it is compared."""

    key: str
    name: str
    kind: str
    length_ticks: int
    size_bytes: float
    uses: int
    is_missing: bool
    search: str
    is_adding: bool = False
    """It is on its way into the document, and cannot be used yet."""


def entries_of(state: EditorState, uses: Counter[str], missing: Collection[str]) -> list[Entry]:
    """List the media in the order in which they came."""
    background = state.global_background
    behind = background.image_asset_id if isinstance(background, ImageBackground) else None
    return [
        Entry(
            key,
            asset.filename,
            asset.type,
            ticks_from_seconds(getattr(asset, "duration_in_seconds", 0)),
            asset.size,
            uses[key] + (key == behind),
            key in missing,
            plain(asset.filename),
        )
        for key, asset in state.assets.items()
        if isinstance(asset, Asset) and not isinstance(asset, CaptionAsset)
    ]


def entries_coming(coming: Iterable[Coming], state: EditorState) -> list[Entry]:
    """List what is on its way into the document, as far as it is not there yet."""
    return [
        Entry(
            one.key,
            one.name,
            one.kind or "",
            ticks_from_seconds(getattr(one.asset, "duration_in_seconds", 0)),
            getattr(one.asset, "size", 0),
            uses=0,
            is_missing=False,
            search=plain(one.name),
            is_adding=True,
        )
        for one in coming
        if one.key not in state.assets
    ]


_uses: WeakKeyDictionary[EditorState, Counter[str]] = WeakKeyDictionary()


def count_uses(state: EditorState) -> Counter[str]:
    """Count the clips of each asset; looked for once for each state."""
    if state not in _uses:
        _uses[state] = Counter(key for item in state.items.values() if (key := _asset_of(item)))
    return _uses[state].copy()


def follow_uses(uses: Counter[str], patch: Patch) -> None:
    """Keep the counts in step with a change."""
    for change in patch.items.changes.values():
        before, after = _asset_of(change.before), _asset_of(change.after)
        if before != after:
            if before:
                uses[before] -= 1
            if after:
                uses[after] += 1


def choose(entries: Iterable[Entry], text: str, shown: Shown, order: Order) -> list[Entry]:
    """Give the entries whose names hold all words of `text`, of the kind shown, in order."""
    words = plain(text).split()
    found = [one for one in entries if _fits(one, shown) and all(word in one.search for word in words)]
    match order:
        case "name":
            found.sort(key=lambda one: one.search)
        case "kind":
            found.sort(key=lambda one: (one.kind, one.search))
        case "length":
            found.sort(key=lambda one: -one.length_ticks)
        case "size":
            found.sort(key=lambda one: -one.size_bytes)
        case "added":
            pass
    return found


def plain(text: str) -> str:
    """Give a text without case and marks, so that “Ete” finds “Été”."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("ø", "o")


def badge(ticks: int) -> str:
    """Write a length as people read it: 0:12, 1:02:03."""
    seconds = max(1, round(ticks / TICKS_PER_SECOND))
    hours, minutes = divmod(seconds // 60, 60)
    tail = f"{seconds % 60:02}"
    return f"{hours}:{minutes:02}:{tail}" if hours else f"{minutes}:{tail}"


def _fits(entry: Entry, shown: Shown) -> bool:
    match shown:
        case "all":
            return True
        case "image":
            return entry.kind in _PICTURES
        case "unused":
            return not entry.uses and not entry.is_adding
        case "missing":
            return entry.is_missing
        case kind:
            return entry.kind == kind


def _asset_of(item: object) -> str | None:
    key = getattr(item, "__dict__", {}).get("asset_id")
    return key if isinstance(key, str) else None
